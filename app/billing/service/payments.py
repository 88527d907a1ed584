"""What a person does with a payment in doubt: places it on an invoice, or notes that it is handled."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.queries.claims import known_claims
from app.billing.queries.payments import chunks
from app.billing.service.ledger import Posting, post
from app.db import row_lock
from app.models.event import EventType
from app.models.invoice import Payment, PaymentDoubt
from app.numbers import take_municipality
from app.permissions import Actor
from fees.ledger import Account, EntryKind, entry
from fees.money import Money
from licensing.errors import NotAllowed

# What a later payment of the same invoice settles, or tells anew.
OF_THE_INVOICE = (PaymentDoubt.PART, PaymentDoubt.OVER, PaymentDoubt.WENT_DOWN)


def place_payment(session: Session, actor: Actor, *, payment_id: int, named: str, on: date) -> Payment:
    """Place a payment that no invoice was found for on the one that a reference or a KID names.

    Raises `NotAllowed` when it is placed already, or nothing is named so.
    """
    take_municipality(session, actor.municipality_id)
    payment = _locked(session, actor, payment_id)
    if payment.invoice_id is not None:
        raise NotAllowed("payment_placed_already")
    known = known_claims(session, actor.municipality_id, references=(named,), numbers=(named,), kids=(named,))
    claim = known.by_reference.get(named) or known.by_kid.get(named) or known.by_number.get(named)
    if claim is None:
        raise NotAllowed("payment_names_no_invoice", named=named)
    if claim.owed - claim.told - claim.placed == Money(payment.amount_ore):
        settle_earlier_doubts(session, actor.municipality_id, (claim.invoice_id,))
    payment.invoice_id = claim.invoice_id
    payment.handled_by_id, payment.handled_at = actor.user_id, clock.now()
    session.flush()
    booked = entry(
        EntryKind.PLACEMENT,
        Account.UNPLACED,
        Account.RECEIVABLES,
        Money(payment.amount_ore),
        booked_on=on,
        fee_year=claim.fee_year,
    )
    if booked is not None:
        post(session, actor, (Posting(booked, claim.licence_id, payment_id=payment.id),))
    audit.record(
        session,
        actor,
        EventType.PAYMENT_PLACED,
        payment=payment.id,
        paid_ore=payment.amount_ore,
        reference=claim.reference,
    )
    return payment


def note_handled(session: Session, actor: Actor, *, payment_id: int, handling: str) -> Payment:
    """Take a payment off the list, with a text that says what was done about it. Nothing is booked.

    Raises `NotAllowed` when it is not in doubt, or was handled already.
    """
    take_municipality(session, actor.municipality_id)
    payment = _locked(session, actor, payment_id)
    if payment.doubt is PaymentDoubt.NONE or payment.handled_at is not None:
        raise NotAllowed("payment_handled_already")
    payment.handled_by_id, payment.handled_at, payment.handling = actor.user_id, clock.now(), handling
    session.flush()
    audit.record(
        session,
        actor,
        EventType.PAYMENT_HANDLED,
        payment=payment.id,
        paid_ore=payment.amount_ore,
        doubt=payment.doubt.value,
        handling=handling,
    )
    return payment


def _locked(session: Session, actor: Actor, payment_id: int) -> Payment:
    found: Payment | None = session.scalars(
        row_lock(
            select(Payment).where(Payment.municipality_id == actor.municipality_id, Payment.id == payment_id)
        ).execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise LookupError(f"no payment {payment_id} in municipality {actor.municipality_id}")
    return found


def settle_earlier_doubts(session: Session, municipality_id: int, invoice_ids: Sequence[int]) -> None:
    """Take earlier payments of the invoices off the list: the newest tells how each stands."""
    for ids in chunks(invoice_ids):
        session.execute(
            update(Payment)
            .where(
                Payment.municipality_id == municipality_id,
                Payment.invoice_id.in_(ids),
                Payment.doubt.in_(OF_THE_INVOICE),
                Payment.handled_at.is_(None),
            )
            .values(doubt=PaymentDoubt.NONE)
            .execution_options(synchronize_session=False)
        )
