"""Yearly reports as pages show them: their charts drawn, and what each may be done with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import formats, labels
from app.charts import BarChart, bar_chart
from app.models.user import User
from app.models.yearly_report import (
    FigureStanding,
    PoliceFigure,
    ReportChapter,
    ReportChapterCode,
    ReportState,
    YearlyReport,
)
from app.permissions import Actor, Permission
from app.prevention.figure_words import figure_label, figure_text
from app.prevention.queries.reports import ReportTask
from app.prevention.report_content import ReportChapterShown, ReportTable
from app.prevention.report_tables import DASH
from app.prevention.service.report_delivery import REQUIRED
from app.prevention.taken_figures import Figure
from app.wording.report_figures import source_text

TONES = {
    FigureStanding.FINAL: "success",
    FigureStanding.PRELIMINARY: "warning",
    FigureStanding.MISSING: "neutral",
}
STATE_TONES = {ReportState.DRAFT: "info", ReportState.DELIVERED: "success"}


@dataclass(frozen=True)
class ShownTable:
    """A table of a report with its heads as the page writes them."""

    table: ReportTable
    headings: Sequence[Mapping[str, str]]
    chart: BarChart | None


@dataclass(frozen=True)
class ShownChapter:
    """A chapter of a report with its pictures drawn; of a draft also who wrote it last."""

    code: str
    heading: str
    paragraphs: Sequence[str]
    tables: Sequence[ShownTable]
    notes: Sequence[str]
    is_needed: bool = False
    """Must be written before the report is delivered, and is not."""
    written: str = ""
    write_url: str = ""


def shown_chapters(
    chapters: Sequence[ReportChapterShown],
    rows: Mapping[str, ReportChapter] | None = None,
    *,
    names: Mapping[int, str] | None = None,
) -> list[ShownChapter]:
    """The chapters of a report; with the rows of a draft, who wrote each last and which must be written."""
    found = []
    for chapter in chapters:
        row = (rows or {}).get(chapter.code)
        found.append(
            ShownChapter(
                chapter.code,
                chapter.heading,
                chapter.paragraphs,
                [shown_table(table) for table in chapter.tables],
                chapter.notes,
                is_needed=row is not None and row.code in REQUIRED and not row.text.strip(),
                written=_written(row, names or {}),
                write_url=_write_url(row),
            )
        )
    return found


def shown_table(table: ReportTable) -> ShownTable:
    """A table with its picture drawn."""
    chart = table.chart
    if chart is None:
        return ShownTable(table, table_headings(table), None)
    lines = [(line.label, line.figures) for line in chart.lines]
    drawn = bar_chart(chart.title, chart.description, chart.legend, lines)
    return ShownTable(table, table_headings(table), drawn)


def table_headings(table: ReportTable) -> list[Mapping[str, str]]:
    """The heads of a table, those of figures set to the right; the first is never empty."""
    return [
        {"label": head or _("Tall"), "align": "end" if table.numbers and place >= table.words else "start"}
        for place, head in enumerate(table.heads)
    ]


def _write_url(row: ReportChapter | None) -> str:
    if row is None:
        return ""
    return url_for("prevention.write_chapter", report_id=row.report_id, chapter_code=row.code.value)


def _written(row: ReportChapter | None, names: Mapping[int, str]) -> str:
    if row is None or row.written_at is None or row.written_by_id is None:
        return ""
    return _(
        "Sist skrevet av %(name)s %(at)s.",
        name=names.get(row.written_by_id, ""),
        at=formats.moment(row.written_at),
    )


def writers_of(session: Session, rows: Mapping[ReportChapterCode, ReportChapter]) -> Mapping[int, str]:
    """The names of those who wrote the chapters."""
    ids = {row.written_by_id for row in rows.values() if row.written_by_id is not None}
    found = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return dict(found.all())


@dataclass(frozen=True)
class ReportLine:
    """A report or a supplement in the list."""

    id: int
    label: str
    year: int
    state: str
    tone: str
    due_on: str
    delivered: str


def report_line(report: YearlyReport) -> ReportLine:
    """A report in the list, with its deadline or the day it was delivered."""
    return ReportLine(
        report.id,
        report_name(report),
        report.year,
        labels.label(report.state),
        STATE_TONES[report.state],
        formats.short_date(report.due_on) if not report.sequence else DASH,
        formats.short_date(report.delivered_on) if report.delivered_on else DASH,
    )


def report_name(report: YearlyReport) -> str:
    """Årsmelding 2026, or Tillegg 1 til årsmelding 2026."""
    if report.sequence:
        return _(
            "Tillegg %(number)s til årsmelding %(year)s", number=str(report.sequence), year=str(report.year)
        )
    return _("Årsmelding %(year)s", year=str(report.year))


@dataclass(frozen=True)
class TaskShown:
    """The report that is due, in a sentence."""

    heading: str
    sentence: str
    tone: str
    url: str
    act: str


def shown_task(task: ReportTask, actor: Actor, on: date) -> TaskShown:
    """What is to be done about the next report, and how urgent it is."""
    clock = labels.clock_text(task.due_on, on)
    sentence = _(
        "Meldingen om russituasjonen i %(year)s skal leveres innen %(due_on)s, med et kapittel om omfanget av"
        " det forebyggende arbeidet. %(clock)s.",
        year=str(task.year),
        due_on=formats.long_date(task.due_on),
        clock=clock.text,
    )
    heading = _("Årsmelding %(year)s", year=str(task.year))
    tone = clock.tone if clock.tone in ("danger", "warning") else "info"
    if task.report_id is not None:
        url = url_for("prevention.show_report", report_id=task.report_id)
        return TaskShown(heading, sentence, tone, url, _("Åpne utkastet"))
    if actor.may(Permission.PREVENTION_HANDLE):
        url = url_for("prevention.begin_report", ar=task.year)
        return TaskShown(heading, sentence, tone, url, _("Begynn meldingen"))
    return TaskShown(heading, sentence, tone, "", "")


@dataclass(frozen=True)
class FigureLine:
    """One figure with how sure it is, its day and its source."""

    label: str
    year: str
    text: str
    standing: str
    tone: str
    taken_on: str
    source: str
    url: str


def figure_lines(figures: Sequence[Figure], actor: Actor) -> list[FigureLine]:
    """Every figure of a chapter, each by itself."""
    return [
        FigureLine(
            figure_label(figure),
            str(figure.year) if figure.year else DASH,
            figure_text(figure),
            labels.label(figure.standing),
            TONES[figure.standing],
            formats.short_date(figure.taken_on),
            source_text(figure.source) or DASH,
            _entries_url(figure, actor),
        )
        for figure in figures
    ]


def _entries_url(figure: Figure, actor: Actor) -> str:
    """Where the entries behind a sum of money are listed; nothing where the person may not see them."""
    if figure.chapter is ReportChapterCode.INCOME and actor.may(Permission.FEE_VIEW):
        return url_for("billing.list_entries", ar=figure.year)
    first, _point, rest = figure.code.partition(".")
    if figure.chapter is ReportChapterCode.EARMARK and rest.isdecimal() and first not in ("name", "spending"):
        account = "prevention.show_account"
        if account in current_app.view_functions:
            return url_for(account, earmark_id=int(rest), year=figure.year)
    return ""


@dataclass(frozen=True)
class PoliceCell:
    """A figure of the police in its year."""

    id: int
    text: str
    mark: str


@dataclass(frozen=True)
class PoliceLine:
    """What the police count, and the figure of each year; none where nothing is entered."""

    name: str
    cells: Sequence[PoliceCell | None]


def police_lines(rows: Sequence[PoliceFigure], years: Sequence[int]) -> list[PoliceLine]:
    """The figures of the police by name, a cell for each year."""
    by_name: dict[str, dict[int, PoliceFigure]] = {}
    for row in rows:
        by_name.setdefault(row.name, {})[row.year] = row
    return [
        PoliceLine(name, [_police_cell(of_years.get(year)) for year in years])
        for name, of_years in by_name.items()
    ]


def _police_cell(row: PoliceFigure | None) -> PoliceCell | None:
    if row is None:
        return None
    if row.value is None:
        return PoliceCell(row.id, _("Ikke gitt"), "")
    return PoliceCell(row.id, formats.whole(row.value), _("foreløpig") if row.preliminary else "")
