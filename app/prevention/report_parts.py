"""What each chapter of a yearly report shows of figures: tables, pictures, and what to know of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app import formats
from app.models.yearly_report import FigureStanding, ReportChapterCode
from app.prevention.figure_words import cap_text
from app.prevention.report_content import (
    ChartLine,
    ReportCell,
    ReportChart,
    ReportRow,
    ReportTable,
)
from app.prevention.report_tables import (
    DASH,
    FigureBook,
    by_code,
    cell,
    hundredths,
    mark_of,
    standing_text,
    year_table,
)
from app.prevention.taken_figures import Figure
from app.wording.enums import label
from fees.plans import YearOutcome
from fees.spending import SpendingKind, TargetGroup

ORE_IN_KRONE = 100
ALWAYS_TOLD = ("received", "grant", "refuse")
ACCOUNT = (
    "decided",
    "set_aside",
    "shortfall",
    "allotted",
    "carried_in",
    "reserved",
    "spent",
    "returned",
    "left",
    "carried_out",
)
Codes = ReportChapterCode


@dataclass(frozen=True)
class PartOfChapter:
    """The tables and pictures of a chapter, with its notes."""

    tables: tuple[ReportTable, ...] = ()
    charts: tuple[ReportChart, ...] = ()
    notes: tuple[str, ...] = ()


def part_of(chapter: ReportChapterCode, book: FigureBook) -> PartOfChapter:
    """What a chapter shows of figures; nothing for one that is words alone."""
    maker = MAKERS.get(chapter)
    return PartOfChapter() if maker is None else maker(book)


def _tables(*made: ReportTable | None) -> tuple[ReportTable, ...]:
    return tuple(table for table in made if table is not None)


def _licences(book: FigureBook) -> PartOfChapter:
    licences = book.of(Codes.LICENCES, "licences")
    earlier = any(figure.standing is FigureStanding.PRELIMINARY for figure in licences[:-1])
    counted = year_table(
        _("Bevillinger ved utgangen av året"),
        licences,
        book.years,
        notes=(_("Foreløpige tall kan være for lave for år før kommunen tok systemet i bruk."),)
        if earlier
        else (),
    )
    return PartOfChapter(
        _tables(
            counted,
            _cap_table(book),
            _case_table(_("Søknader om salgs- og skjenkebevilling"), book, "applications"),
            _case_table(_("Arrangementer og ambulerende bevillinger"), book, "events"),
            _case_table(_("Andre saker om bevillinger"), book, "changes"),
        ),
        _charts(
            _chart(
                book,
                Codes.LICENCES,
                _("Bevillinger ved utgangen av året"),
                {"licences.serving": _("Skjenking"), "licences.sale": _("Salg")},
            )
        ),
    )


def _cap_table(book: FigureBook) -> ReportTable | None:
    figures = book.of(Codes.LICENCES, "cap")
    if not figures:
        return None
    caption = _("Tak i retningslinjene: i bruk av høyst")
    if figures[0].code == "cap.none":
        return ReportTable(caption, ("",), (), _("Retningslinjene har ikke noe tall for høyeste antall."))
    names = {figure.code: str(figure.value["name"]) for figure in figures if figure.value}
    return year_table(caption, figures, book.years, written=cap_text, labels=names)


def _case_table(caption: str, book: FigureBook, sort: str) -> ReportTable | None:
    found = by_code(book.of(Codes.LICENCES, sort))
    told = [
        figure
        for code, of_years in found.items()
        for figure in of_years.values()
        if code.rpartition(".")[2] in ALWAYS_TOLD or any(one.value for one in of_years.values())
    ]
    return year_table(caption, told, book.years)


def _hours(book: FigureBook) -> PartOfChapter:
    places = book.of(Codes.HOURS, "serving_indoor", "serving_outdoor", "sale")
    return PartOfChapter(
        _tables(
            year_table(_("Bevillinger etter den seneste tiden i en vanlig uke"), places, book.years),
            year_table(
                _("Retningslinjer i kraft ved utgangen av året"),
                book.of(Codes.HOURS, "policy"),
                book.years,
                written=str,
                labels={"policy": _("Retningslinjer")},
            ),
        )
    )


def _inspections(book: FigureBook) -> PartOfChapter:
    table = year_table(
        _("Kontroller og overtredelser"), book.of(Codes.INSPECTIONS, "inspections", "breaches"), book.years
    )
    return PartOfChapter(
        _tables(table),
        notes=(_("Kontrollene føres ikke i systemet ennå. Skriv tallene i teksten, med kilde og dato."),)
        if table
        else (),
    )


def _income(book: FigureBook) -> PartOfChapter:
    figures = book.of(Codes.INCOME, "income")
    found = by_code(figures)
    other = found.get("income.other", {})
    told = [
        figure
        for figure in figures
        if figure.code != "income.other" or any(one.value for one in other.values())
    ]
    table = year_table(
        _("Bokført bevillingsgebyr"),
        told,
        book.years,
        written=formats.kroner,
        sums=frozenset({"income.total"}),
    )
    return PartOfChapter(
        _tables(table),
        _charts(
            _chart(
                book,
                Codes.INCOME,
                _("Bokført bevillingsgebyr, i kroner"),
                {"income.total": _("Gebyr")},
                ORE_IN_KRONE,
            )
        ),
    )


def _earmark(book: FigureBook) -> PartOfChapter:
    if book.of(Codes.EARMARK, "none"):
        return PartOfChapter(notes=(_("Kommunen har ingen øremerking registrert."),))
    tables = []
    charts = []
    for named in book.of(Codes.EARMARK, "name"):
        earmark_id = named.code.partition(".")[2]
        codes = [f"{line}.{earmark_id}" for line in ACCOUNT]
        tables.append(
            year_table(
                str(named.value),
                [figure for code in codes for figure in book.of(Codes.EARMARK, code)],
                book.years,
                written=formats.kroner,
                notes=(
                    _(
                        "Det som kan brukes, og det som ble overført, er til sammen lik tilsagn, brukt, inndratt"
                        " og ubrukt."
                    ),
                ),
            )
        )
        legend = {
            f"decided.{earmark_id}": _("Bestemt"),
            f"set_aside.{earmark_id}": _("Dekket av gebyr"),
            f"spent.{earmark_id}": _("Brukt"),
        }
        charts.append(
            _chart(
                book,
                Codes.EARMARK,
                _("%(name)s, i kroner", name=str(named.value)),
                legend,
                ORE_IN_KRONE,
            )
        )
    return PartOfChapter(_tables(*tables, _line_table(book)), _charts(*charts))


def _line_table(book: FigureBook) -> ReportTable | None:
    figures = book.of(Codes.EARMARK, "spending")
    if not figures:
        return ReportTable(
            _("Hver bruk av midlene i %(year)s", year=str(book.years[-1])),
            ("",),
            (),
            _("Ingen midler er brukt eller lovet bort i året."),
        )
    rows = [
        ReportRow(
            label=str(figure.value["title"]),
            cells=(
                ReportCell(label(TargetGroup(figure.value["target_group"]))),
                ReportCell(formats.kroner(int(figure.value["granted"]))),
                ReportCell(formats.kroner(int(figure.value["spent"])), mark_of(figure)),
                ReportCell(formats.kroner(int(figure.value["reserved"]))),
            ),
            note=_line_note(figure.value),
        )
        for figure in figures
    ]
    sums = {
        name: sum(int(figure.value[name]) for figure in figures) for name in ("granted", "spent", "reserved")
    }
    rows.append(
        ReportRow(
            _("Sum"),
            (ReportCell(""), *(ReportCell(formats.kroner(ore)) for ore in sums.values())),
            is_sum=True,
        )
    )
    return ReportTable(
        _("Hver bruk av midlene i %(year)s", year=str(book.years[-1])),
        (_("Tiltak"), _("Målgruppe"), _("Innvilget"), _("Brukt"), _("Tilsagn")),
        tuple(rows),
        standing_text(figures),
        words=2,
    )


def _line_note(value: Mapping[str, Any]) -> str:
    parts = [str(value["number"]), label(SpendingKind(value["what"]))]
    if value["participants"] is not None:
        parts.append(_("%(number)s deltakere", number=formats.whole(int(value["participants"]))))
    if value["shared"]:
        parts.append(_("kommunens del av et felles tiltak"))
    return ", ".join(parts)


def _prevention(book: FigureBook) -> PartOfChapter:
    money = book.of(Codes.PREVENTION, "group", "used", "school_share")
    counts = book.of(Codes.PREVENTION, "granted", "refused", "consultations", "participants")
    return PartOfChapter(
        _tables(
            year_table(
                _("Øremerkede midler etter målgruppe"),
                money,
                book.years,
                written=formats.kroner,
                writers={"school_share": hundredths},
                sums=frozenset({"used"}),
                notes=(_("Planen legger vekt på forebygging i grunnskole og videregående skole."),),
            ),
            year_table(_("Forebyggende tiltak med øremerkede midler"), counts, book.years),
        )
    )


def _measures(book: FigureBook) -> PartOfChapter:
    counts = year_table(
        _("Hva som ble gjort av det planen sier"), book.of(Codes.MEASURES, "outcome"), book.years
    )
    figures = book.of(Codes.MEASURES, "measure")
    lines = None
    if figures:
        lines = ReportTable(
            _("Tiltak i %(year)s", year=str(book.years[-1])),
            (_("Tiltak"), _("Det planen sier"), _("Ansvarlig"), _("Resultat")),
            tuple(
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
            ),
            standing_text(figures),
            numbers=False,
        )
    return PartOfChapter(_tables(counts, lines))


def _indicators(book: FigureBook) -> PartOfChapter:
    figures = book.of(Codes.INDICATORS, "indicator")
    found = by_code(figures)
    rows = []
    for of_years in found.values():
        first = next(iter(of_years.values())).value
        name = f"{first['name']} ({first['unit']})" if first["unit"] else str(first["name"])
        rows.append(
            ReportRow(
                name,
                tuple(cell(of_years.get(year), lambda value: str(value["figure"])) for year in book.years),
                note=" ".join(_indicator_notes(of_years, book.years)),
            )
        )
    if not rows:
        return PartOfChapter(notes=(_("Ingen handlingsplan i kraft har indikatorer."),))
    cautious = any(figure.value["caution"] for figure in figures)
    shown = [figure for figure in figures if figure.year in book.years]
    table = ReportTable(
        _("Indikatorer"), ("", *(str(year) for year in book.years)), tuple(rows), standing_text(shown)
    )
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
        if computed is not None:
            notes.append(
                _(
                    "%(part)s av %(whole)s er %(computed)s, oppgitt som %(stated)s.",
                    part=formats.whole(int(figure.value["part"])),
                    whole=formats.whole(int(figure.value["whole"])),
                    computed=hundredths(computed),
                    stated=hundredths(int(figure.value["stated_share"])),
                )
            )
        if figure.value.get("comment"):
            notes.append(str(figure.value["comment"]))
    return notes


def _computed_share(value: Mapping[str, Any]) -> int | None:
    """The share as it is reckoned, where it is not what is told; in hundredths of a per cent."""
    part, whole, stated = value.get("part"), value.get("whole"), value.get("stated_share")
    if part is None or not whole or stated is None:
        return None
    computed = (int(part) * 20_000 + int(whole)) // (2 * int(whole))
    return None if hundredths(computed) == hundredths(int(stated)) else computed


def _police(book: FigureBook) -> PartOfChapter:
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
        _("Tall fra politiet"),
        figures,
        book.years,
        written=lambda value: formats.whole(int(value["figure"])),
        labels=names,
        row_notes=notes,
    )
    return PartOfChapter(_tables(table))


def _charts(*made: ReportChart | None) -> tuple[ReportChart, ...]:
    return tuple(chart for chart in made if chart is not None)


def _chart(
    book: FigureBook,
    chapter: ReportChapterCode,
    title: str,
    legend: Mapping[str, str],
    unit: int = 1,
) -> ReportChart | None:
    """A picture of some figures over the years; None while fewer than two years have any."""
    lines = []
    for year in book.years:
        values = [book.value(chapter, code, year) for code in legend]
        if any(value is not None for value in values):
            lines.append(ChartLine(str(year), tuple(int(value or 0) // unit for value in values)))
    if len(lines) < 2:
        return None
    return ReportChart(
        title,
        _("Liggende søyler for hvert år. Tabellen i kapitlet viser de samme tallene."),
        tuple(legend.values()),
        tuple(lines),
    )


MAKERS: Mapping[ReportChapterCode, Callable[[FigureBook], PartOfChapter]] = {
    Codes.LICENCES: _licences,
    Codes.HOURS: _hours,
    Codes.INSPECTIONS: _inspections,
    Codes.INCOME: _income,
    Codes.EARMARK: _earmark,
    Codes.PREVENTION: _prevention,
    Codes.MEASURES: _measures,
    Codes.INDICATORS: _indicators,
    Codes.POLICE: _police,
}
