"""The invoices that a file of payments speaks of, with what is known of each before it is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from app.billing.matching import Claim, UnknownPaid
from app.billing.queries.payments import batch_of_invoice, chunks, credited_by, latest_statuses
from app.models.invoice import BatchState, Invoice, InvoiceBatch, InvoiceStatus, Payment, PaymentDoubt
from fees.money import ZERO, Money


@dataclass(frozen=True)
class KnownClaims:
    """Invoices in locked batches, by everything that a file may call them."""

    by_reference: Mapping[str, Claim] = field(default_factory=dict)
    by_number: Mapping[str, Claim] = field(default_factory=dict)
    """By the number that the economy system has told of earlier."""
    by_kid: Mapping[str, Claim] = field(default_factory=dict)


def known_claims(
    session: Session,
    municipality_id: int,
    *,
    references: Iterable[str] = (),
    numbers: Iterable[str] = (),
    kids: Iterable[str] = (),
) -> KnownClaims:
    """The invoices that a file names; few queries, however long it is."""
    by_reference = _ids(session, municipality_id, Invoice.reference, references)
    by_number = _ids_of_statuses(session, municipality_id, InvoiceStatus.invoice_number, numbers)
    # The KID that was made here goes before one that the economy system has told of.
    wanted = tuple(kids)
    by_kid = _ids_of_statuses(session, municipality_id, InvoiceStatus.kid, wanted)
    by_kid |= _ids(session, municipality_id, Invoice.kid, wanted)
    claims = _claims(
        session, municipality_id, {*by_reference.values(), *by_number.values(), *by_kid.values()}
    )
    return KnownClaims(
        *(
            {name: claims[invoice_id] for name, invoice_id in found.items() if invoice_id in claims}
            for found in (by_reference, by_number, by_kid)
        )
    )


def _ids(session: Session, municipality_id: int, column: Any, wanted: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for names in chunks(sorted({name for name in wanted if name})):
        rows = session.execute(
            select(column, Invoice.id)
            .join(InvoiceBatch, batch_of_invoice())
            .where(
                Invoice.municipality_id == municipality_id,
                column.in_(names),
                InvoiceBatch.state == BatchState.LOCKED,
            )
        )
        found |= dict(rows.all())
    return found


def _ids_of_statuses(
    session: Session, municipality_id: int, column: ColumnElement[str] | Any, wanted: Iterable[str]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for names in chunks(sorted({name for name in wanted if name})):
        rows = session.execute(
            select(column, InvoiceStatus.invoice_id)
            .where(InvoiceStatus.municipality_id == municipality_id, column.in_(names))
            .order_by(InvoiceStatus.told_on, InvoiceStatus.id)
        )
        found |= dict(rows.all())
    return found


def _claims(session: Session, municipality_id: int, invoice_ids: Iterable[int]) -> dict[int, Claim]:
    found: dict[int, Claim] = {}
    for ids in chunks(sorted(invoice_ids)):
        credited = credited_by(session, municipality_id, ids)
        statuses = latest_statuses(session, municipality_id, ids)
        told, placed = _paid(session, municipality_id, ids)
        rows = session.execute(
            select(
                Invoice.id,
                Invoice.licence_id,
                Invoice.reference,
                Invoice.amount_ore,
                Invoice.credits_id,
                InvoiceBatch.fee_year,
            )
            .join(InvoiceBatch, batch_of_invoice())
            .where(Invoice.municipality_id == municipality_id, Invoice.id.in_(ids))
        )
        for row in rows:
            status = statuses.get(row.id)
            used_up = credited.get(row.id, 0) if row.credits_id is None else row.amount_ore
            found[row.id] = Claim(
                invoice_id=row.id,
                licence_id=row.licence_id,
                fee_year=row.fee_year,
                reference=row.reference,
                amount=Money(row.amount_ore),
                credited=Money(used_up),
                told=told.get(row.id, ZERO),
                placed=placed.get(row.id, ZERO),
                told_on=status.told_on if status else None,
            )
    return found


def _paid(
    session: Session, municipality_id: int, ids: Sequence[int]
) -> tuple[Mapping[int, Money], Mapping[int, Money]]:
    """What files told of on each invoice, and what was placed on it by hand."""
    by_hand = Payment.doubt == PaymentDoubt.UNKNOWN_REFERENCE
    rows = session.execute(
        select(
            Payment.invoice_id,
            func.sum(case((by_hand, 0), else_=Payment.amount_ore)),
            func.sum(case((by_hand, Payment.amount_ore), else_=0)),
        )
        .where(Payment.municipality_id == municipality_id, Payment.invoice_id.in_(ids))
        .group_by(Payment.invoice_id)
    ).all()
    return (
        {invoice_id: Money(int(told)) for invoice_id, told, _placed in rows if invoice_id},
        {invoice_id: Money(int(placed)) for invoice_id, _told, placed in rows if invoice_id},
    )


def unknown_paid(session: Session, municipality_id: int, references: Iterable[str]) -> dict[str, UnknownPaid]:
    """What earlier files told of under references that no invoice has."""
    found: dict[str, UnknownPaid] = {}
    for names in chunks(sorted({name for name in references if name})):
        rows = session.execute(
            select(
                Payment.reference,
                func.sum(Payment.amount_ore),
                func.sum(case((Payment.invoice_id.is_(None), Payment.amount_ore), else_=0)),
            )
            .where(Payment.municipality_id == municipality_id, Payment.reference.in_(names))
            .group_by(Payment.reference)
        )
        for reference, told, unplaced in rows:
            found[reference] = UnknownPaid(Money(int(told)), Money(int(unplaced)))
    return found


def bank_keys_read(session: Session, municipality_id: int, keys: Iterable[str]) -> set[str]:
    """Which of the bank's references stand in a file that was read before."""
    found: set[str] = set()
    for names in chunks(sorted({key for key in keys if key})):
        found |= set(
            session.scalars(
                select(Payment.bank_reference).where(
                    Payment.municipality_id == municipality_id, Payment.bank_reference.in_(names)
                )
            )
        )
    return found
