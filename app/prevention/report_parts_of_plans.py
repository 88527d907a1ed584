"""What a yearly report shows of the plan and of the police: measures, indicators, and what others count."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app import formats
from app.models.yearly_report import ReportChapterCode
from app.prevention.report_content import ReportCell, ReportRow, ReportTable
from app.prevention.report_tables import (
    DASH,
    FigureBook,
    PartOfChapter,
    by_code,
    cell,
    hundredths,
    mark_of,
    marked_columns,
    standing_text,
    tables_of,
    year_table,
)
from app.prevention.taken_figures import Figure
from app.wording.enums import label
from fees.plans import YearOutcome

Codes = ReportChapterCode


def measures_part(book: FigureBook) -> PartOfChapter:
    """What came of the measures of the plans."""
    counts = year_table(
        _("Hva som ble gjort av det planen sier"), book.of(Codes.MEASURES, "outcome"), book.years
    )
    return PartOfChapter(tables_of(counts, _measure_table(book)))


def _measure_table(book: FigureBook) -> ReportTable | None:
    """Every measure that the plans say something of in the year."""
    figures = book.of(Codes.MEASURES, "measure")
    if not figures:
        return None
    rows = [
        ReportRow(
            str(figure.value["title"]),
            (
                ReportCell(str(figure.value["text"])),
                ReportCell(", ".join(figure.value["owners"]) or DASH),
                ReportCell(label(YearOutcome(figure.value["came"])), mark_of(figure)),
            ),
            note=str(figure.value["evidence"]),
        )
        for figure in figures
    ]
    heads, marked = marked_columns((_("Tiltak"), _("Det planen sier"), _("Ansvarlig"), _("Resultat")), rows)
    return ReportTable(
        _("Tiltak i %(year)s", year=str(book.years[-1])),
        heads,
        marked,
        standing_text(figures),
        numbers=False,
    )


def indicators_part(book: FigureBook) -> PartOfChapter:
    """The indicators over the years, with their caution."""
    figures = book.of(Codes.INDICATORS, "indicator")
    found = by_code(figures)
    newest_first = tuple(reversed(book.years))
    rows = []
    for of_years in found.values():
        first = next(iter(of_years.values())).value
        name = f"{first['name']} ({first['unit']})" if first["unit"] else str(first["name"])
        rows.append(
            ReportRow(
                name,
                tuple(cell(of_years.get(year), lambda value: str(value["figure"])) for year in newest_first),
                note=" ".join(_indicator_notes(of_years, book.years)),
            )
        )
    if not rows:
        return PartOfChapter(notes=(_("Ingen handlingsplan i kraft har indikatorer."),))
    cautious = any(figure.value["caution"] for figure in figures)
    shown = [figure for figure in figures if figure.year in book.years]
    heads, marked = marked_columns(("", *(str(year) for year in newest_first)), rows)
    table = ReportTable(_("Indikatorer etter år"), heads, marked, standing_text(shown))
    caution = _(
        "Mer arbeid avdekker flere. En økning i tallene som er merket med «stiger med innsatsen», er derfor"
        " ikke i seg selv et tegn på at det går dårligere."
    )
    return PartOfChapter((table,), notes=(caution,) if cautious else ())


def _indicator_notes(of_years: Mapping[int, Figure], years: tuple[int, ...]) -> list[str]:
    notes = []
    if any(figure.value["caution"] for figure in of_years.values()):
        notes.append(_("Stiger med innsatsen."))
    told = [figure for figure in of_years.values() if figure.value["figure"] is not None]
    older = [figure for figure in told if figure.year < years[0]]
    if older:
        last = older[-1]
        when = str(last.year) if last.year else _("uten dato")
        notes.append(_("Tidligere: %(figure)s (%(when)s).", figure=last.value["figure"], when=when))
    for figure in told:
        computed = _computed_share(figure.value)
        if figure.value.get("comment"):
            notes.append(str(figure.value["comment"]))
        elif computed is not None:
            notes.append(
                _(
                    "%(part)s av %(whole)s er %(computed)s, oppgitt som %(stated)s.",
                    part=formats.whole(int(figure.value["part"])),
                    whole=formats.whole(int(figure.value["whole"])),
                    computed=hundredths(computed),
                    stated=hundredths(int(figure.value["stated_share"])),
                )
            )
    return notes


def _computed_share(value: Mapping[str, Any]) -> int | None:
    """The share as it is reckoned, where it is not what is told; in hundredths of a per cent."""
    part, whole, stated = value.get("part"), value.get("whole"), value.get("stated_share")
    if part is None or not whole or stated is None:
        return None
    computed = (int(part) * 20_000 + int(whole)) // (2 * int(whole))
    return None if hundredths(computed) == hundredths(int(stated)) else computed


def police_part(book: FigureBook) -> PartOfChapter:
    """What the police have told."""
    figures = book.of(Codes.POLICE, "police")
    if not figures or figures[0].code == "police.none":
        return PartOfChapter(notes=(_("Ingen tall fra politiet er lagt inn. De mangler."),))
    names = {figure.code: str(figure.value["name"]) for figure in figures}
    notes = {
        code: " ".join(
            f"{figure.year}: {figure.value['comment']}"
            for figure in of_years.values()
            if figure.value["comment"]
        )
        for code, of_years in by_code(figures).items()
    }
    table = year_table(
        _("Tall fra politiet etter år"),
        figures,
        book.years,
        written=lambda value: formats.whole(int(value["figure"])),
        labels=names,
        row_notes=notes,
    )
    return PartOfChapter(tables_of(table))
