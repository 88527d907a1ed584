"""The lists of the fees as workbooks: batches, one batch, suppliers' figures, rates, what is overdue,
letters, files of payments, and rounds.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from app import formats, labels
from app.billing.queries.batches import LeftOutRow
from app.billing.queries.duties import DutyState, Progress
from app.billing.sheets import Cell, Sheet, money_workbook
from app.billing.shown_batches import what_of
from app.billing.shown_rates import COLUMNS
from app.billing.standing import Standing
from app.models.invoice import InvoiceBatch
from app.registers.sheets import MIDDLE, NARROW, WIDE
from app.wording.enums_of_fees import FIGURES
from fees.money import Money
from fees.rate_checks import figures
from fees.rates import RateSet
from fees.turnover import CL_IN_LITRE


def batches_workbook(on: date, rows: Iterable[Any]) -> bytes:
    """The batches, a row each."""
    heads = [
        (_("Nummer"), NARROW),
        (_("Gjelder"), WIDE),
        (_("Forfall"), NARROW),
        (_("Fakturaer"), NARROW),
        (_("Sum i kroner"), NARROW),
        (_("Laget av"), MIDDLE),
        (_("Status"), MIDDLE),
    ]
    cells = (
        [
            f"{row.year}-{row.serial:02d}",
            what_of(row.purpose, row.fee_year, row.instalment, row.instalments),
            row.due_on,
            row.count,
            Money(row.total_ore),
            row.made_by,
            labels.label(row.state),
        ]
        for row in rows
    )
    title = _("Fakturagrunnlag")
    return money_workbook(title, on, [Sheet(title, heads, cells)])


def batch_workbook(
    batch: InvoiceBatch, on: date, lines: Iterable[Any], left_out: Iterable[LeftOutRow]
) -> bytes:
    """The invoice lines of a batch, and the licences that are not in it: what an approver looks through."""
    invoiced = Sheet(
        _("Fakturalinjer"),
        [
            (_("Referanse"), NARROW),
            (_("Bevilling"), NARROW),
            (_("Sted"), MIDDLE),
            (_("Bevillingshaver"), MIDDLE),
            (_("Gebyr"), MIDDLE),
            (_("Beløp"), NARROW),
            (_("Sum på fakturaen"), NARROW),
            (_("KID"), MIDDLE),
            (_("Linjetekst"), WIDE),
        ],
        (
            [
                row.reference,
                row.about.get("licence", ""),
                row.about.get("venue", ""),
                row.customer.get("name", ""),
                f"{labels.label(row.purpose)} {row.of_year}",
                Money(row.line_ore),
                Money(row.amount_ore),
                row.kid or "",
                "\n".join(row.texts),
            ]
            for row in lines
        ),
    )
    outside = Sheet(
        _("Ikke med"),
        [
            (_("Bevilling"), NARROW),
            (_("Sted"), MIDDLE),
            (_("Bevillingshaver"), MIDDLE),
            (_("Gebyr i kroner"), NARROW),
            (_("Hvorfor"), WIDE),
            (_("Grunnlag"), NARROW),
        ],
        (
            [row.number, row.venue, row.holder, row.total, labels.label(row.why), row.batch_number]
            for row in left_out
        ),
    )
    title = _("Fakturagrunnlag %(number)s", number=batch.number)
    return money_workbook(title, on, [invoiced, outside])


def suppliers_workbook(on: date, rows: Iterable[Any]) -> bytes:
    """What suppliers have told, a row for each licence."""
    heads = [
        (_("År"), NARROW),
        (_("Leverandør"), MIDDLE),
        (_("Bevilling"), NARROW),
        (_("Sted"), MIDDLE),
        (_("Gruppe 1, liter"), NARROW),
        (_("Gruppe 2, liter"), NARROW),
        (_("Gruppe 3, liter"), NARROW),
    ]
    cells = (
        [
            row.year,
            row.supplier,
            row.number,
            row.venue,
            *(Decimal(cl) / CL_IN_LITRE for cl in (row.g1_cl, row.g2_cl, row.g3_cl)),
        ]
        for row in rows
    )
    title = _("Leverandørtall")
    return money_workbook(title, on, [Sheet(title, heads, cells)])


def rates_workbook(on: date, table: Sequence[RateSet]) -> bytes:
    """Every known set of rates with its regulation and sources; what is not known stands empty."""
    heads = [
        (_("Fra"), NARROW),
        (_("Til"), NARROW),
        (_("Forskrift"), MIDDLE),
        *((str(FIGURES[name]), NARROW) for name in COLUMNS),
        (_("Kilder"), WIDE),
    ]
    # The municipality's own come first in the table, and are those that fees are computed by.
    used = {one.first_day: one for one in reversed(table)}
    cells = (_rates(used[first_day]) for first_day in sorted(used, reverse=True))
    title = _("Satser")
    return money_workbook(title, on, [Sheet(title, heads, cells)])


def _rates(rates: RateSet) -> list[Cell]:
    known = figures(rates)
    return [
        rates.first_day,
        rates.last_day,
        rates.regulation,
        *(_kroner(known.get(name)) for name in COLUMNS),
        "\n".join(rates.sources),
    ]


def _kroner(amount: Decimal | None) -> Money | None:
    return None if amount is None else Money.from_kroner(amount)


def overdue_workbook(
    year: int, on: date, found: Iterable[Standing], names: Mapping[int, tuple[str, str]]
) -> bytes:
    """What is overdue of a fee year, the oldest first; `names` has number and place by licence."""
    heads = [
        (_("Faktura"), MIDDLE),
        (_("Bevilling"), NARROW),
        (_("Sted"), MIDDLE),
        (_("Forfall"), NARROW),
        (_("Beløp"), NARROW),
        (_("Betalt"), NARROW),
        (_("Gjenstår"), NARROW),
        (_("Purretrinn"), NARROW),
        (_("Status gjelder"), NARROW),
    ]
    cells = (
        [
            one.reference,
            *names[one.licence_id],
            one.due_on,
            one.amount,
            one.paid,
            one.outstanding,
            one.reminder_stage,
            one.told_on,
        ]
        for one in found
    )
    title = _("Forfalte gebyr %(year)s", year=str(year))
    return money_workbook(title, on, [Sheet(_("Forfalt"), heads, cells)])


def letters_workbook(on: date, rows: Iterable[Any]) -> bytes:
    """The letters about licences with what proves that each went out."""
    heads = [
        (_("Sted"), MIDDLE),
        (_("Bevilling"), NARROW),
        (_("Bevillingshaver"), MIDDLE),
        (_("Brev"), MIDDLE),
        (_("Tilstand"), NARROW),
        (_("Dato"), NARROW),
        (_("Sendt"), NARROW),
        (_("Sendt med"), NARROW),
        (_("Referanse"), WIDE),
        (_("Kommet fram"), NARROW),
    ]
    cells = (
        [
            row.venue,
            row.number,
            row.holder,
            labels.label(row.kind),
            labels.label(row.state),
            row.dated_on,
            row.sent_on,
            labels.label(row.channel) if row.channel else "",
            row.reference,
            row.arrived_on,
        ]
        for row in rows
    )
    title = _("Brev om omsetning, gebyr og prikker")
    return money_workbook(title, on, [Sheet(_("Brev"), heads, cells)])


def files_workbook(on: date, rows: Iterable[Any]) -> bytes:
    """The files of payments that were read, a row each."""
    heads = [
        (_("Fil"), WIDE),
        (_("Hva filen er"), MIDDLE),
        (_("Gjelder"), NARROW),
        (_("Rader"), NARROW),
        (_("Lest"), MIDDLE),
        (_("Lest av"), MIDDLE),
    ]
    cells = (
        [
            row.file_name,
            labels.label(row.kind),
            row.told_on,
            row.rows,
            formats.moment(row.read_at),
            row.read_by,
        ]
        for row in rows
    )
    title = _("Filer som er lest")
    return money_workbook(title, on, [Sheet(title, heads, cells)])


def rounds_workbook(
    on: date, rows: Iterable[Any], due: Mapping[int, date], come: Mapping[int, Progress]
) -> bytes:
    """The rounds, a row each; `due` has the deadline and `come` the progress by round."""
    heads = [
        (_("År"), NARROW),
        (_("Status"), NARROW),
        (_("Frist"), NARROW),
        (_("Oppgaver"), NARROW),
        *((labels.label(state), NARROW) for state in DutyState),
        (_("Etter fristen"), NARROW),
        (_("Innkallinger skrevet"), NARROW),
        (_("Innkallinger sendt"), NARROW),
        (_("Innkallinger mottatt"), NARROW),
        (_("Startet"), MIDDLE),
    ]
    cells = (_round(row, due[row.id], come.get(row.id, Progress())) for row in rows)
    title = _("Runder")
    return money_workbook(title, on, [Sheet(title, heads, cells)])


def _round(row: Any, due_on: date, come: Progress) -> list[Cell]:
    return [
        row.year,
        labels.label(row.state),
        due_on,
        come.whole,
        *(getattr(come, state.value) for state in DutyState),
        come.late,
        come.written,
        come.sent,
        come.arrived,
        formats.moment(row.started_at),
    ]
