"""What a yearly report shows of money: fee income, earmarks to the krone, and whom they reached."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app import formats
from app.models.yearly_report import ReportChapterCode
from app.prevention.report_charts import ORE_IN_KRONE, year_chart
from app.prevention.report_content import ReportCell, ReportRow, ReportTable
from app.prevention.report_tables import (
    FigureBook,
    PartOfChapter,
    by_code,
    hundredths,
    mark_of,
    standing_text,
    tables_of,
    year_table,
)
from app.wording.enums import label
from fees.spending import SpendingKind, TargetGroup

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


def income_part(book: FigureBook) -> PartOfChapter:
    """The fee income of each year."""
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
        chart=year_chart(
            book,
            Codes.INCOME,
            _("Bokført bevillingsgebyr, i kroner"),
            {"income.total": _("Gebyr")},
            ORE_IN_KRONE,
        ),
    )
    return PartOfChapter(tables_of(table))


def earmark_part(book: FigureBook) -> PartOfChapter:
    """Each earmark's account, and every spending of the year."""
    if book.of(Codes.EARMARK, "none"):
        return PartOfChapter(notes=(_("Kommunen har ingen øremerking registrert."),))
    accounts = [
        _account_table(book, named.code.partition(".")[2], str(named.value))
        for named in book.of(Codes.EARMARK, "name")
    ]
    return PartOfChapter(tables_of(*accounts, _line_table(book)))


def _account_table(book: FigureBook, earmark_id: str, name: str) -> ReportTable | None:
    figures = [figure for line in ACCOUNT for figure in book.of(Codes.EARMARK, f"{line}.{earmark_id}")]
    return year_table(
        name,
        figures,
        book.years,
        written=formats.kroner,
        notes=(
            _(
                "Det som kan brukes, og det som ble overført, er til sammen lik tilsagn, brukt, inndratt og"
                " ubrukt."
            ),
        ),
        chart=year_chart(
            book,
            Codes.EARMARK,
            _("%(name)s, i kroner", name=name),
            {
                f"decided.{earmark_id}": _("Bestemt"),
                f"set_aside.{earmark_id}": _("Dekket av gebyr"),
                f"spent.{earmark_id}": _("Brukt"),
            },
            ORE_IN_KRONE,
        ),
    )


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


def prevention_part(book: FigureBook) -> PartOfChapter:
    """Whom the earmarked money reached."""
    money = book.of(Codes.PREVENTION, "group", "used", "school_share")
    counts = book.of(Codes.PREVENTION, "granted", "refused", "consultations", "participants")
    return PartOfChapter(
        tables_of(
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
