"""How invoices stand, from the files that were read: what is paid, when, and how far it was reminded."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.billing.queries.fee_years import fee_year_of
from app.billing.standing import Standing
from app.models.invoice import (
    BatchState,
    Invoice,
    InvoiceBatch,
    InvoiceStatus,
    Payment,
    PaymentFile,
    PaymentFileKind,
)
from fees.money import Money

CHUNK = 1000
T = TypeVar("T")
NO_DAY = date.min


@dataclass(frozen=True)
class _Paid:
    amount: int
    latest: date


def invoice_standing(
    session: Session, municipality_id: int, invoice_ids: Iterable[int]
) -> dict[int, Standing]:
    """How each of the invoices stands; few queries, however many they are."""
    told_by_bank = _BankDays(session, municipality_id)
    found: dict[int, Standing] = {}
    for ids in chunks(sorted(set(invoice_ids))):
        statuses = latest_statuses(session, municipality_id, ids)
        paid = _paid(session, municipality_id, ids)
        credited = credited_by(session, municipality_id, ids)
        for row in _invoices(session, municipality_id, ids):
            status, payments = statuses.get(row.id), paid.get(row.id, _Paid(0, NO_DAY))
            told_on = _latest_day(status and status.told_on, told_by_bank.of(row.fee_year))
            found[row.id] = _standing(row, status, payments, credited.get(row.id, 0), told_on)
    return found


def _standing(row: Any, status: Any, payments: _Paid, credited: int, told_on: date | None) -> Standing:
    is_paid = payments.amount > 0 and payments.amount + credited >= row.amount_ore
    return Standing(
        invoice_id=row.id,
        licence_id=row.licence_id,
        reference=row.reference,
        amount=Money(row.amount_ore),
        # A credit note is used up by the invoice that it takes back.
        credited=Money(credited if row.credits_id is None else row.amount_ore),
        paid=Money(payments.amount),
        due_on=row.due_on,
        told_on=told_on,
        paid_on=payments.latest if is_paid else None,
        reminder_stage=status.reminder_stage if status else 0,
        invoice_number=status.invoice_number if status else "",
        kid=row.kid or (status.kid if status else ""),
    )


def _latest_day(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)


class _BankDays:
    """Until when the bank has told of payments, for the years that are invoiced from here.

    ASSUMPTION: a municipality that reads its bank's files reads them all, so that the newest tells how
    everything stood the day that it is of.
    """

    def __init__(self, session: Session, municipality_id: int) -> None:
        self._session, self._municipality_id = session, municipality_id
        self._newest: date | None = session.scalar(
            select(func.max(PaymentFile.told_on)).where(
                PaymentFile.municipality_id == municipality_id, PaymentFile.kind == PaymentFileKind.CAMT054
            )
        )
        self._known: dict[int, date | None] = {}

    def of(self, fee_year: int) -> date | None:
        if self._newest is None:
            return None
        if fee_year not in self._known:
            own = fee_year_of(self._session, self._municipality_id, fee_year).own_invoices
            self._known[fee_year] = self._newest if own else None
        return self._known[fee_year]


def chunks(wanted: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at a time as one query may name."""
    for start in range(0, len(wanted), CHUNK):
        yield wanted[start : start + CHUNK]


def _invoices(session: Session, municipality_id: int, ids: Sequence[int]) -> Sequence[Any]:
    return session.execute(
        select(
            Invoice.id,
            Invoice.licence_id,
            Invoice.reference,
            Invoice.amount_ore,
            Invoice.due_on,
            Invoice.kid,
            Invoice.credits_id,
            InvoiceBatch.fee_year,
        )
        .join(InvoiceBatch, batch_of_invoice())
        .where(Invoice.municipality_id == municipality_id, Invoice.id.in_(ids))
    ).all()


def batch_of_invoice() -> Any:
    """The join from an invoice to its batch, within the municipality."""
    return and_(InvoiceBatch.municipality_id == Invoice.municipality_id, InvoiceBatch.id == Invoice.batch_id)


def latest_statuses(session: Session, municipality_id: int, ids: Sequence[int]) -> Mapping[int, Any]:
    """The newest status of each invoice: the latest day, then the latest read."""
    rows = session.execute(
        select(
            InvoiceStatus.invoice_id,
            InvoiceStatus.told_on,
            InvoiceStatus.reminder_stage,
            InvoiceStatus.invoice_number,
            InvoiceStatus.kid,
        )
        .where(InvoiceStatus.municipality_id == municipality_id, InvoiceStatus.invoice_id.in_(ids))
        .order_by(InvoiceStatus.told_on, InvoiceStatus.id)
    )
    return {row.invoice_id: row for row in rows}


def _paid(session: Session, municipality_id: int, ids: Sequence[int]) -> Mapping[int, _Paid]:
    rows = session.execute(
        select(Payment.invoice_id, func.sum(Payment.amount_ore).label("ore"), func.max(Payment.paid_on))
        .where(Payment.municipality_id == municipality_id, Payment.invoice_id.in_(ids))
        .group_by(Payment.invoice_id)
    )
    return {invoice_id: _Paid(int(ore), latest) for invoice_id, ore, latest in rows if invoice_id}


def credited_by(session: Session, municipality_id: int, ids: Sequence[int]) -> Mapping[int, int]:
    """What credit notes take back, above nought, of each invoice."""
    rows = session.execute(
        select(Invoice.credits_id, Invoice.amount_ore)
        .join(InvoiceBatch, batch_of_invoice())
        .where(
            Invoice.municipality_id == municipality_id,
            Invoice.credits_id.in_(ids),
            InvoiceBatch.state == BatchState.LOCKED,
        )
    )
    credited: dict[int, int] = defaultdict(int)
    for invoice_id, ore in rows:
        if invoice_id is not None:
            credited[invoice_id] -= ore
    return credited
