"""The ledger and the account of a licence as pages and workbooks show them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.billing.queries import accounts as queries
from app.billing.queries import ledger
from app.billing.queries.letters import licence_letters
from app.billing.queries.payments import invoice_standing
from app.billing.sheets import Cell, Sheet, money_workbook
from app.billing.shown_batches import STATE_TONES
from app.billing.shown_fees import STATE_TONES as FEE_TONES
from app.billing.shown_letters import LetterLine, letter_line
from app.billing.standing import PaidState, Standing
from app.models.invoice import BatchState
from app.models.licence import Licence
from app.registers.sheets import MIDDLE, NARROW
from fees.ledger import Account
from fees.money import ZERO, Money

PAID_TONES = {
    PaidState.CREDIT: "info",
    PaidState.CREDITED: "neutral",
    PaidState.PAID: "success",
    PaidState.OVERPAID: "warning",
    PaidState.WAITING: "info",
    PaidState.UNKNOWN: "neutral",
    PaidState.OVERDUE: "danger",
}


@dataclass(frozen=True)
class ShownEntry:
    """An entry of the ledger in a list."""

    number: int
    kind: str
    source: str
    source_url: str | None
    debit: str
    credit: str
    amount: str
    booked_on: str
    fee_year: int
    licence_id: int | None
    licence: str
    venue: str
    balance: str = ""
    earmarked: bool = False
    """An entry of an earmark is about no licence."""


@dataclass(frozen=True)
class ShownInvoice:
    """An invoice on an account."""

    reference: str
    batch_id: int
    told: str
    """The number and the KID that the economy system has told of, or that were made here."""
    due_on: str
    amount: str
    paid: str
    stage: int
    state_label: str
    tone: str


@dataclass(frozen=True)
class ShownFee:
    """A fee on an account."""

    fee_id: int
    label: str
    total: str
    state_label: str
    tone: str


@dataclass(frozen=True)
class ShownAccount:
    """Everything on the page of a licence's account."""

    licence: Licence
    statement_url: str | None
    """The page of its latest turnover statement."""
    sums: tuple[tuple[str, str], ...]
    fees: tuple[ShownFee, ...]
    invoices: tuple[ShownInvoice, ...]
    entries: tuple[ShownEntry, ...]
    letters: tuple[LetterLine, ...]


def shown_entry(row: Any, balance: str = "") -> ShownEntry:
    """An entry in words."""
    source, url = row.reference or row.paid_reference or "", None
    if row.batch_id is not None:
        url = url_for("billing.show_batch", batch_id=row.batch_id)
    if row.earmark_id is not None:
        source = row.earmark
        url = url_for("prevention.show_account", earmark_id=row.earmark_id, year=row.fee_year)
    return ShownEntry(
        row.number,
        labels.label(row.kind),
        source,
        url,
        labels.label(row.debit),
        labels.label(row.credit),
        formats.amount(row.amount_ore),
        formats.short_date(row.booked_on),
        row.fee_year,
        row.licence_id,
        row.licence or "",
        row.venue or "",
        balance,
        row.earmark_id is not None,
    )


def shown_balances(session: Session, municipality_id: int, **which: int | None) -> list[tuple[str, str]]:
    """What stands on each account, in kroner; those of earmarks only where something stands there."""
    balances = ledger.balances_of(session, municipality_id, **which)
    return [
        (labels.label(account), formats.amount(money.ore))
        for account, money in balances.items()
        if money or account not in ledger.EARMARK_SUMS
    ]


def shown_account(session: Session, licence: Licence, on: date) -> ShownAccount:
    """The account of a licence on a day."""
    rows = queries.invoices_of_licence(session, licence.municipality_id, licence.id)
    standings = invoice_standing(session, licence.municipality_id, [row.id for row in rows])
    found = ledger.entries(licence.municipality_id, licence_id=licence.id)
    entered = list(ledger.all_entries(session, found))
    balance = ledger.balances_of(session, licence.municipality_id, licence_id=licence.id)[Account.RECEIVABLES]
    overdue = sum(
        (one.outstanding.ore for one in standings.values() if one.state_on(on) is PaidState.OVERDUE), 0
    )
    duty_id = queries.latest_duty(session, licence.municipality_id, licence.id)
    return ShownAccount(
        licence=licence,
        statement_url=None if duty_id is None else url_for("billing.show_duty", duty_id=duty_id),
        sums=(
            (_("Utestående"), _kroner(max(balance, ZERO))),
            (_("Til gode"), _kroner(max(-balance, ZERO))),
            (_("Forfalt"), _kroner(Money(overdue))),
        ),
        fees=tuple(
            ShownFee(
                row.id,
                f"{labels.label(row.purpose)} {row.year}",
                formats.amount(row.total_ore),
                labels.label(row.state),
                FEE_TONES[row.state],
            )
            for row in queries.fees_of_licence(session, licence.municipality_id, licence.id)
        ),
        invoices=tuple(_invoice(row, standings[row.id], on) for row in rows),
        entries=tuple(_with_balance(entered)),
        letters=tuple(
            letter_line(row) for row in licence_letters(session, licence.municipality_id, licence.id)
        ),
    )


def _kroner(money: Money) -> str:
    return _("%(amount)s kr", amount=formats.amount(money.ore))


def _invoice(row: Any, standing: Standing, on: date) -> ShownInvoice:
    booked = row.state is BatchState.LOCKED
    state = standing.state_on(on)
    told = [standing.invoice_number, _("KID %(kid)s", kid=standing.kid) if standing.kid else ""]
    return ShownInvoice(
        reference=row.reference,
        batch_id=row.batch_id,
        told=", ".join(text for text in told if text),
        due_on=formats.short_date(row.due_on),
        amount=formats.amount(row.amount_ore),
        paid=formats.amount(standing.paid.ore),
        stage=standing.reminder_stage,
        state_label=labels.label(state) if booked else labels.label(row.state),
        tone=PAID_TONES[state] if booked else STATE_TONES[row.state],
    )


def _with_balance(rows: Sequence[Any]) -> Iterator[ShownEntry]:
    """The entries in order, each with what is owed when it is entered."""
    owed = 0
    for row in rows:
        owed += row.amount_ore if row.debit is Account.RECEIVABLES else 0
        owed -= row.amount_ore if row.credit is Account.RECEIVABLES else 0
        yield shown_entry(row, formats.amount(owed))


def ledger_workbook(title: str, on: date, rows: Iterable[Any]) -> bytes:
    """The entries as a workbook."""
    heads = [
        (_("Nummer"), NARROW),
        (_("Bokført"), NARROW),
        (_("Slag"), NARROW),
        (_("Debet"), MIDDLE),
        (_("Kredit"), MIDDLE),
        (_("Beløp"), NARROW),
        (_("Gebyrår"), NARROW),
        (_("Bevilling"), NARROW),
        (_("Sted"), MIDDLE),
        (_("Bilag"), MIDDLE),
    ]
    return money_workbook(title, on, [Sheet(_("Posteringer"), heads, (_cells(row) for row in rows))])


def _cells(row: Any) -> list[Cell]:
    return [
        row.number,
        row.booked_on,
        labels.label(row.kind),
        labels.label(row.debit),
        labels.label(row.credit),
        Money(row.amount_ore),
        row.fee_year,
        row.licence or "",
        row.venue or "",
        row.reference or row.paid_reference or "",
    ]
