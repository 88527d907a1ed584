"""Locked batches of invoices as payments find them: an invoice a licence, booked in the ledger."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.billing.service.ledger import Posting, post
from app.models.fee_year import FeeYear
from app.models.invoice import BatchPurpose, BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.models.licence import Licence
from app.permissions import Actor
from fees.ledger import Account, EntryKind, entry
from fees.money import Money
from tests.factories.many_fees import decide_fees, make_licences

LOCKED_AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
DUE_ON = date(2026, 4, 14)
OWN_ACCOUNT = "86011117947"
SENDER = {
    "name": "Røros kommune",
    "organisation_number": "940898862",
    "unit": "",
    "address": "Bergmannsgata 23",
    "postcode": "7374",
    "town": "Røros",
    "email": "postmottak@roros.example",
    "phone": "72419400",
    "bank_account": OWN_ACCOUNT,
}


def make_invoices(
    session: Session,
    actor: Actor,
    approver_id: int,
    amounts: Sequence[int],
    *,
    kids: Mapping[int, str] | None = None,
    customers: Mapping[int, Mapping[str, Any]] | None = None,
    due_on: date = DUE_ON,
    serial: int = 1,
) -> list[int]:
    """Invoices of amounts in øre, "2026-01-0001" and on, in a locked batch; their ids in order.

    `kids` and `customers` are by place in the batch, from 1.
    """
    licences = make_licences(session, actor, len(amounts))
    fees = decide_fees(
        session, actor, {licence_id: abs(ore) for licence_id, ore in zip(licences, amounts, strict=True)}
    )
    batch = locked_batch(session, actor, approver_id, serial=serial, due_on=due_on)
    holders = {
        row.id: row.holder_id
        for row in session.execute(select(Licence.id, Licence.holder_id).where(Licence.id.in_(licences)))
    }
    session.execute(
        insert(Invoice),
        [
            {
                "municipality_id": actor.municipality_id,
                "batch_id": batch.id,
                "licence_id": licence_id,
                "holder_id": holders[licence_id],
                "serial": place,
                "reference": f"{batch.number}-{place:04}",
                "amount_ore": ore,
                "due_on": due_on,
                "kid": (kids or {}).get(place),
                "customer": dict((customers or {}).get(place, {})),
                "about": {},
                "texts": [],
            }
            for place, (licence_id, ore) in enumerate(zip(licences, amounts, strict=True), 1)
        ],
    )
    ids = list(session.scalars(select(Invoice.id).where(Invoice.batch_id == batch.id).order_by(Invoice.id)))
    session.execute(
        insert(InvoiceLine),
        [
            {
                "municipality_id": actor.municipality_id,
                "invoice_id": invoice_id,
                "fee_id": fee_id,
                "amount_ore": ore,
                "texts": [],
            }
            for invoice_id, fee_id, ore in zip(ids, fees, amounts, strict=True)
        ],
    )
    lines = session.scalars(
        select(InvoiceLine.id).where(InvoiceLine.invoice_id.in_(ids)).order_by(InvoiceLine.id)
    )
    post(
        session,
        actor,
        [
            Posting(booked, licence_id, line_id=line_id)
            for licence_id, line_id, ore in zip(licences, lines, amounts, strict=True)
            if (
                booked := entry(
                    EntryKind.CLAIM if ore > 0 else EntryKind.CREDIT,
                    Account.RECEIVABLES,
                    Account.FEE_INCOME,
                    Money(ore),
                    booked_on=LOCKED_AT.date(),
                    fee_year=2026,
                )
            )
        ],
    )
    return ids


def locked_batch(
    session: Session, actor: Actor, approver_id: int, *, serial: int = 1, due_on: date = DUE_ON
) -> InvoiceBatch:
    """A batch that somebody else has approved, without invoices."""
    batch = InvoiceBatch(
        municipality_id=actor.municipality_id,
        year=2026,
        serial=serial,
        fee_year=2026,
        purpose=BatchPurpose.FEES,
        state=BatchState.LOCKED,
        due_on=due_on,
        sender=SENDER,
        made_by_id=actor.user_id,
        made_at=LOCKED_AT,
        approved_by_id=approver_id,
        approved_at=LOCKED_AT,
        locked_at=LOCKED_AT,
    )
    session.add(batch)
    session.flush()
    return batch


def own_invoices(session: Session, actor: Actor, **settings: Any) -> FeeYear:
    """2026 as a year that the municipality invoices by itself."""
    year = FeeYear(
        municipality_id=actor.municipality_id,
        year=2026,
        dimensions={},
        own_invoices=True,
        kid_method="mod10",
        kid_length=12,
        bank_account=OWN_ACCOUNT,
    )
    for name, value in settings.items():
        setattr(year, name, value)
    session.add(year)
    session.flush()
    return year
