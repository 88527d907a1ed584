"""How a case about the terms of a licence is carried out, told and shown."""

from sqlalchemy.orm import Session

from app.amendments.queries.terms import facts_of_terms, terms_view
from app.amendments.service.terms import carry_out_terms
from app.amendments.terms_letters import draft_terms_letter
from app.cases.outcomes import Outcome
from app.models.case import Case
from app.models.decision import Decision
from app.permissions import Actor


def _carry_out(session: Session, actor: Actor, case: Case, decision: Decision) -> None:
    """A change makes no licence: it writes new rows on the one that is held."""
    carry_out_terms(session, actor, case, decision)


TERMS = Outcome(_carry_out, draft_terms_letter, view=terms_view, facts=facts_of_terms)
