"""Who may open the letters about licences and the proposals of points."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.licence import Licence
from app.models.turnover import TurnoverDuty
from app.permissions import Actor, Role
from tests.factories.breach import make_proposal
from tests.factories.licence_letter import make_calls

SEES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.FINANCE, Role.READER, Role.ADMINISTRATOR})
HANDLES = frozenset({Role.CASEWORKER, Role.FINANCE})
DECIDES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.FINANCE})

ROUTES_OF_BREACHES: dict[str, frozenset[str]] = {
    "billing.list_letters": SEES,
    "billing.export_letters": SEES,
    "billing.show_letter": SEES,
    "billing.show_letter_pdf": SEES,
    "billing.finalise_letter": HANDLES,
    "billing.record_letter_dispatch": HANDLES,
    "billing.record_letter_arrival": HANDLES,
    "billing.list_run_letters": SEES,
    "billing.finalise_run_letters": HANDLES,
    "billing.print_run_letters": HANDLES,
    "billing.export_run_letters": SEES,
    "billing.record_run_dispatch": HANDLES,
    "billing.record_run_arrivals": HANDLES,
    "billing.list_breaches": SEES,
    "billing.propose_breaches": HANDLES,
    "billing.export_breaches": SEES,
    "billing.show_breach": SEES,
    "billing.notify_breach": DECIDES,
    "billing.discard_breach": DECIDES,
}


def ids_of_breaches(session: Session, actor: Actor) -> dict[str, Any]:
    """A proposal of points for the licence of the sample, whose call is written."""
    licence = session.scalars(
        select(Licence).where(Licence.municipality_id == actor.municipality_id).order_by(Licence.id)
    ).first()
    assert licence is not None
    make_calls(session, actor, [licence], on=date(2019, 2, 4), year=2019, due_on=date(2019, 3, 1))
    duty = session.scalars(
        select(TurnoverDuty).where(TurnoverDuty.licence_id == licence.id, TurnoverDuty.year == 2019)
    ).one()
    return {"proposal_id": make_proposal(session, actor, duty).id}
