"""Who may open the pages of payments and the EHF of a batch."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.licence import Licence
from app.permissions import Actor, Role
from tests.factories.payment import make_payments

SEES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.FINANCE, Role.READER, Role.ADMINISTRATOR})
HANDLES = frozenset({Role.CASEWORKER, Role.FINANCE})

ROUTES_OF_PAYMENTS: dict[str, frozenset[str]] = {
    "billing.list_payments": SEES,
    "billing.export_payments": SEES,
    "billing.show_payment": SEES,
    "billing.list_payment_files": SEES,
    "billing.export_payment_files": SEES,
    "billing.show_money_reminders": SEES,
    "billing.export_overdue": SEES,
    "billing.export_ehf": SEES,
    "billing.read_payment_file": HANDLES,
    "billing.book_payment_file": HANDLES,
    "billing.place_payment": HANDLES,
    "billing.note_payment_handled": HANDLES,
    "billing.write_money_reminders": HANDLES,
}
# A year is of every municipality; each is shown its own.
REMINDERS_OF_ALL = frozenset({"billing.write_money_reminders", "billing.export_overdue"})


def ids_of_payments(session: Session, actor: Actor) -> dict[str, Any]:
    """A payment in doubt of the licence of the sample, and the batch of its invoice."""
    licence = session.scalars(
        select(Licence).where(Licence.municipality_id == actor.municipality_id).order_by(Licence.id)
    ).first()
    assert licence is not None
    batch, (payment_id, *_others) = make_payments(session, actor, licence)
    return {"payment_id": payment_id, "batch_id": batch.id}
