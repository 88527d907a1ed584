"""Proposing on people: held against the rules of the moment, and put before the decider, in one act."""

from datetime import date

from sqlalchemy.orm import Session

from app.cases.service.assessments import assess_case
from app.cases.service.proposals import ProposalEntry, propose
from app.cases.service.state import held_case
from app.models.decision import Proposal
from app.permissions import Actor


def propose_people(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, entry: ProposalEntry, on: date
) -> Proposal:
    """Assess and propose in one transaction; each is refused for what it would be refused for alone."""
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    assess_case(session, actor, case_id=case_id, seen_version=case.version, on=on)
    return propose(session, actor, case_id=case_id, seen_version=case.version, entry=entry, on=on)
