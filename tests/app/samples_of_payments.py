"""What is put into the addresses of payments: one of part of an invoice, and one of an unknown reference."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.licence import Licence
from app.permissions import Actor
from tests.factories.payment import YEAR, make_payments

# What a browser is given here is a file, not a page; without invoices of its own, a municipality is sent on.
FILES_OF_PAYMENTS = {
    "billing.export_payments",
    "billing.export_payment_files",
    "billing.export_overdue",
    "billing.export_ehf",
}


def ids_of_payments(session: Session, actor: Actor) -> dict[str, Any]:
    """Payments in doubt. What is written is committed by the caller."""
    licence = session.scalars(
        select(Licence).where(Licence.municipality_id == actor.municipality_id).order_by(Licence.id)
    ).first()
    assert licence is not None
    _batch, payment_ids = make_payments(session, actor, licence)
    return {"payment_ids": payment_ids}


def samples_of_payments(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    return {
        "billing.list_payments": [{}, {"vis": "alle"}, {"vis": "over"}],
        "billing.show_payment": [{"payment_id": number} for number in ids["payment_ids"][:2]],
        "billing.list_payment_files": [{}],
        "billing.read_payment_file": [{}],
        "billing.show_money_reminders": [{}, {"ar": YEAR}],
    }
