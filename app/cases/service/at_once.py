"""Deciding at once: assessed, proposed and decided by one person, where the delegation lets one decide."""

from datetime import date

from sqlalchemy.orm import Session

from app.cases.queries.standing import mode_of
from app.cases.service.assessments import assess_case
from app.cases.service.decisions import decide
from app.cases.service.proposals import ProposalEntry, propose
from app.cases.service.state import held_case
from app.models.decision import Decision
from app.permissions import Actor
from licensing.decisions import DelegationMode
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7


def decide_at_once(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, entry: ProposalEntry, on: date
) -> Decision:
    """Assess, propose and decide in one transaction; each is refused for what it would be refused for alone.

    Raises `NotAllowed("not_decided_alone")` where the delegation asks for a second person or a body.
    """
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    if mode_of(session, case, entry.outcome, on) is not DelegationMode.ALONE:
        raise NotAllowed("not_decided_alone", ALKL_1_7)
    assess_case(session, actor, case_id=case_id, seen_version=case.version, on=on)
    propose(session, actor, case_id=case_id, seen_version=case.version, entry=entry, on=on)
    return decide(session, actor, case_id=case_id, seen_version=case.version, on=on)
