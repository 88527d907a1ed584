"""Proposals of points."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app import clock
from app.billing.service.proof import proof_of
from app.models.breach_proposal import BreachProposal
from app.models.turnover import TurnoverDuty
from app.permissions import Actor
from fees.late import POINTS, LateKind
from licensing.stored import to_plain


def make_proposal(session: Session, actor: Actor, duty: TurnoverDuty) -> BreachProposal:
    """A proposal of points for a duty, with its proof as it is."""
    proposal = BreachProposal(
        municipality_id=actor.municipality_id,
        licence_id=duty.licence_id,
        kind=LateKind.STATEMENT,
        year=duty.year,
        duty_id=duty.id,
        breached_on=duty.due_on + timedelta(days=1),
        points=POINTS,
        proof=to_plain(proof_of(session, actor.municipality_id, duty_id=duty.id)),
        proposed_at=clock.now(),
    )
    session.add(proposal)
    session.flush()
    return proposal
