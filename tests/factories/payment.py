"""Payments of a licence that is there already: what a status told of one invoice and of a stranger."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.billing.service.reading_files import book_file
from app.models.invoice import BatchState, Invoice, InvoiceBatch, Payment
from app.models.licence import Licence
from app.models.user import Membership
from app.permissions import Actor
from tests.factories.fees import make_batch
from tests.factories.many_fees import decide_fees

# A year and a batch that other samples have nothing of.
YEAR, SERIAL = 2022, 71


def make_payments(session: Session, actor: Actor, licence: Licence) -> tuple[InvoiceBatch, list[int]]:
    """A locked batch of one invoice, and what a status told: part of it paid, and something unknown."""
    decide_fees(session, actor, {licence.id: 943_500}, year=YEAR)
    approver_id = session.scalars(
        select(Membership.user_id)
        .where(Membership.municipality_id == actor.municipality_id, Membership.user_id != actor.user_id)
        .order_by(Membership.user_id)
    ).first()
    batch = make_batch(
        session,
        actor,
        fee_year=YEAR,
        serial=SERIAL,
        state=BatchState.LOCKED,
        due_on=date(YEAR, 4, 14),
        approved_by_id=approver_id,
    )
    session.add(
        Invoice(
            municipality_id=batch.municipality_id,
            batch_id=batch.id,
            licence_id=licence.id,
            holder_id=licence.holder_id,
            serial=1,
            reference=f"{batch.number}-0001",
            amount_ore=943_500,
            due_on=batch.due_on,
            customer={"name": "Bergstaden AS"},
            about={"licence": licence.number, "venue": "Gruvelykta"},
            texts=[],
        )
    )
    session.flush()
    on = clock.today()
    day = (on - timedelta(days=1)).isoformat()
    rows = (
        "referanse;fakturanummer;betalt;purretrinn;statusdato",
        f"{batch.number}-0001;4711;1000,00;2;{day}",
        f"ukjent-{batch.number};4712;500,00;0;{day}",
    )
    book_file(session, actor, content="\n".join(rows).encode(), file_name="status-2022.csv", on=on)
    payments = session.scalars(
        select(Payment.id).where(Payment.municipality_id == actor.municipality_id).order_by(Payment.doubt)
    ).all()
    return batch, list(payments)
