"""A yearly report put together in words, from its kept figures and what people wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats
from app.letters.texts import paragraphs_of
from app.models.municipality import Municipality
from app.models.yearly_report import ReportChapterCode, YearlyReport
from app.prevention.figure_words import figure_label, figure_text
from app.prevention.queries.report_figures import figures_now
from app.prevention.queries.reports import chapters_of, figures_of, report_for_year
from app.prevention.report_content import (
    ReportCell,
    ReportChapterShown,
    ReportContent,
    ReportRow,
    ReportTable,
    content_from,
)
from app.prevention.report_parts import part_of
from app.prevention.report_tables import FigureBook, mark_of, standing_text
from app.prevention.taken_figures import Figure
from app.wording.enums import label
from fees.reporting import years_told

CHANGED = "changed"
"""The part of a supplement that tells which figures are others than they were."""


def content_of(session: Session, report: YearlyReport, *, demo: bool) -> ReportContent:
    """What a report shows: as it was delivered, or as it stands now."""
    if report.snapshot is not None:
        return content_from(report.snapshot)
    texts = {code: row.text for code, row in chapters_of(session, report).items()}
    figures = figures_of(session, report)
    before = figures_before(session, report) if report.sequence else ()
    return _built(
        session.get_one(Municipality, report.municipality_id),
        year=report.year,
        sequence=report.sequence,
        taken_on=report.figures_taken_on or report.made_at.date(),
        figures=figures,
        texts=texts,
        before=before,
        reason=report.reason,
        demo=demo,
    )


def content_without_draft(
    session: Session, municipality_id: int, year: int, *, on: date, demo: bool
) -> ReportContent:
    """What the report of a year would show if it were begun now; nothing is kept."""
    return _built(
        session.get_one(Municipality, municipality_id),
        year=year,
        sequence=0,
        taken_on=on,
        figures=tuple(figures_now(session, municipality_id, year, on)),
        texts={},
        before=(),
        reason="",
        demo=demo,
    )


def figures_before(session: Session, report: YearlyReport) -> tuple[Figure, ...]:
    """The figures of the report or supplement that a supplement follows."""
    earlier = report_for_year(session, report.municipality_id, report.year, sequence=report.sequence - 1)
    return figures_of(session, earlier) if earlier else ()


def changed_figures(
    before: Sequence[Figure], now: Sequence[Figure]
) -> list[tuple[Figure | None, Figure | None]]:
    """The figures that are others than they were, by value or by how sure they are; either may be absent."""
    old = {(one.chapter, one.code, one.year): one for one in before}
    new = {(one.chapter, one.code, one.year): one for one in now}
    return [
        (old.get(key), new.get(key)) for key in {**old, **new} if _said(old.get(key)) != _said(new.get(key))
    ]


def _said(figure: Figure | None) -> object:
    return None if figure is None else (figure.value, figure.standing)


def delivered(content: ReportContent, *, title: str, on: date) -> ReportContent:
    """The content with the line that says when and by whom it was delivered."""
    with force_locale(content.language):
        line = _("Levert %(day)s av %(title)s.", day=formats.long_date(on), title=title)
    return replace(content, lead=(*content.lead, line))


def _built(
    municipality: Municipality,
    *,
    year: int,
    sequence: int,
    taken_on: date,
    figures: tuple[Figure, ...],
    texts: Mapping[ReportChapterCode, str],
    before: tuple[Figure, ...],
    reason: str,
    demo: bool,
) -> ReportContent:
    # A report is the municipality's own and is read by its bodies: its language, whoever looks at it.
    language = municipality.language_form.value
    name = municipality.identity_on(taken_on).name
    book = FigureBook(figures, years_told(year))
    with force_locale(language):
        if sequence:
            title = _(
                "Tillegg %(number)s til melding om russituasjonen i %(name)s %(year)s",
                number=str(sequence),
                name=name,
                year=str(year),
            )
            lead: tuple[str, ...] = (reason,) if reason else ()
            chapters = [*_changes(before, figures), *_chapters(texts, None)]
        else:
            title = _("Melding om russituasjonen i %(name)s %(year)s", name=name, year=str(year))
            lead = (
                _(
                    "Tallene er for %(first)s–%(last)s og ble hentet %(day)s.",
                    first=str(book.years[0]),
                    last=str(year),
                    day=formats.long_date(taken_on),
                ),
            )
            chapters = _chapters(texts, book)
    return ReportContent(name, language, year, sequence, title, lead, tuple(chapters), taken_on, demo)


def _chapters(texts: Mapping[ReportChapterCode, str], book: FigureBook | None) -> list[ReportChapterShown]:
    """The chapters that say something; a supplement shows words alone, its figures stand by themselves."""
    found = []
    for code in ReportChapterCode:
        paragraphs = paragraphs_of(texts.get(code, ""))
        part = None if book is None else part_of(code, book)
        if part is None:
            shown = ReportChapterShown(code.value, label(code), paragraphs)
        else:
            shown = ReportChapterShown(code.value, label(code), paragraphs, part.tables, part.notes)
        if book is not None or paragraphs:
            found.append(shown)
    return found


def _changes(before: Sequence[Figure], now: Sequence[Figure]) -> list[ReportChapterShown]:
    changed = changed_figures(before, now)
    heading = _("Tall som er endret")
    if not changed:
        return [ReportChapterShown(CHANGED, heading, (_("Ingen tall er endret siden sist."),))]
    rows = []
    for old, new in changed:
        figure = new or old
        if figure is not None:
            rows.append(
                ReportRow(
                    f"{figure_label(figure)}, {figure.year}",
                    (_change_cell(old), _change_cell(new)),
                    note=label(figure.chapter),
                )
            )
    table = ReportTable(
        _("Tall før og nå"),
        (_("Tall"), _("Før"), _("Nå")),
        tuple(rows),
        standing_text([new for _old, new in changed if new is not None] or list(before[:1])),
    )
    return [ReportChapterShown(CHANGED, heading, (), (table,))]


def _change_cell(figure: Figure | None) -> ReportCell:
    if figure is None:
        return ReportCell("–")
    return ReportCell(figure_text(figure), mark_of(figure))
