"""What belongs to cases about people of licences, for the table of outcomes."""

from sqlalchemy.orm import Session

from app.amendments.letters import draft_people_letter
from app.amendments.queries.case_page import people_change_view
from app.amendments.queries.people import people_facts
from app.amendments.service.people import approve_people
from app.cases.outcomes import Outcome
from app.models.case import Case
from app.models.decision import Decision
from app.models.licence import Licence
from app.permissions import Actor
from licensing.cases import Act


def carry_out_approval(session: Session, actor: Actor, case: Case, decision: Decision) -> Licence | None:
    """Approve the people on their licences. No licence is made."""
    approve_people(session, actor, case, decision)
    return None


PEOPLE = Outcome(
    carry_out_approval,
    draft_people_letter,
    view=people_change_view,
    pages={Act.PROPOSE: "amendments.propose_people"},
    facts=people_facts,
)
