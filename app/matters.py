"""The parts of the app that carry out each kind of case, told to the cases once."""

from app.amendments.people_cases import PEOPLE
from app.amendments.terms_cases import TERMS
from app.cases.outcomes import OUTCOMES, Outcome
from app.cases.queries.kind_facts import facts_of_kind
from app.endings.cases import ENDING
from app.events.matter import EVENT
from app.letters.drafts import draft_decision_letter
from app.licences.service import carry_out_application
from licensing.matters import Matter


def init_app() -> None:
    """Fill the table of outcomes."""
    OUTCOMES.update(
        {
            Matter.LICENCE: Outcome(carry_out_application, draft_decision_letter, facts=facts_of_kind),
            Matter.EVENT: EVENT,
            Matter.PEOPLE: PEOPLE,
            Matter.TERMS: TERMS,
            Matter.ENDING: ENDING,
        }
    )
