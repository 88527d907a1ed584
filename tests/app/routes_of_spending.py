"""Who may open the pages of spending, consultations and shared measures."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.municipality import Municipality
from app.models.spending import SpendingPart
from app.models.user import Membership
from app.permissions import Actor, Role
from tests.factories.earmark import make_earmark
from tests.factories.spending import make_consulted, make_spending

SEES = frozenset(Role) - {Role.INSPECTOR}
HANDLES = frozenset({Role.PREVENTION_COORDINATOR})
DECIDES = frozenset({Role.DECIDER})

ROUTES_OF_SPENDING: dict[str, frozenset[str]] = {
    "prevention.list_spendings": SEES,
    "prevention.propose_spending": HANDLES,
    "prevention.show_spending": SEES,
    "prevention.change_spending": HANDLES,
    "prevention.retract_spending": HANDLES,
    "prevention.grant_spending": DECIDES,
    "prevention.refuse_spending": DECIDES,
    "prevention.waive_consultation": DECIDES,
    "prevention.list_consultations": SEES,
    "prevention.record_consultation": HANDLES,
    "prevention.show_consultation": SEES,
    "prevention.change_consultation": HANDLES,
    "prevention.list_parts": SEES,
    "prevention.show_part": SEES,
    "prevention.answer_part": DECIDES,
    "prevention.release_part": DECIDES,
}
# Addresses that are of every municipality, or open to everybody: another municipality is not refused there.
OF_ALL_SPENDING: frozenset[str] = frozenset()


def someone_else(session: Session, actor: Actor) -> Actor:
    """The coordinator of the other municipality."""
    other_id = session.scalars(
        select(Municipality.id).where(Municipality.id != actor.municipality_id).order_by(Municipality.id)
    ).first()
    assert other_id is not None
    user_id = session.scalars(
        select(Membership.user_id)
        .where(Membership.municipality_id == other_id, Membership.role == Role.PREVENTION_COORDINATOR)
        .limit(1)
    ).one()
    return Actor(user_id, "Koordinator", other_id, frozenset({Role.PREVENTION_COORDINATOR}))


def shared_part(session: Session, actor: Actor) -> SpendingPart:
    """A part that the other municipality asks the actor's to bear."""
    theirs = someone_else(session, actor)
    earmark = make_earmark(session, theirs, others=(actor.municipality_id,), name="Felles øremerking")
    spending = make_spending(
        session, theirs, earmark, shared_with=(actor.municipality_id,), title="Felles foreldrekveld"
    )
    return session.scalars(
        select(SpendingPart).where(
            SpendingPart.spending_id == spending.id,
            SpendingPart.municipality_id == actor.municipality_id,
        )
    ).one()


def ids_of_spending(session: Session, actor: Actor, secret: str) -> dict[str, Any]:
    """What the addresses name, with the secret word of the sample in every name."""
    earmark = make_earmark(session, actor, name=f"Øremerking {secret}", purpose=f"Formål {secret}")
    spending = make_spending(
        session,
        actor,
        earmark,
        title=f"Foreldrekveld {secret}",
        purpose=f"Treffer {secret}",
        applicant=f"FAU {secret}",
    )
    consultation = make_consulted(session, actor, earmark, spending, bodies=(f"Helsestasjon {secret}",))
    consultation.title = consultation.minutes = f"Møte {secret}"
    session.flush()
    return {
        "spending_id": spending.id,
        "consultation_id": consultation.id,
        "part_id": shared_part(session, actor).id,
    }
