"""Who may open the fees of a round and each of them, compute, decide and lower them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.licence import Licence
from app.permissions import Actor, Role
from tests.factories.fees import make_fee

SEES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.FINANCE, Role.READER, Role.ADMINISTRATOR})
HANDLES = frozenset({Role.CASEWORKER, Role.FINANCE})
DECIDES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.FINANCE})

ROUTES_OF_FEES: dict[str, frozenset[str]] = {
    "billing.list_fees": SEES,
    "billing.compute_fees": HANDLES,
    "billing.decide_fees": DECIDES,
    "billing.export_fees": SEES,
    "billing.show_fee": SEES,
    "billing.lower_fee": DECIDES,
}
# The round of a year is of every municipality; each is shown its own.
ROUNDS_OF_ALL = frozenset(
    {"billing.list_fees", "billing.compute_fees", "billing.decide_fees", "billing.export_fees"}
)
YEAR = 2018


def ids_of_fees(session: Session, actor: Actor) -> dict[str, Any]:
    """A fee of the licence of the sample, in a year of which the other samples have nothing."""
    licence = session.scalars(
        select(Licence).where(Licence.municipality_id == actor.municipality_id).order_by(Licence.id)
    ).first()
    assert licence is not None
    return {"fee_id": make_fee(session, actor, licence, year=YEAR).id}
