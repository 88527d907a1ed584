"""The parts of the app that carry out each kind of case, told to the cases once."""

from app.cases.outcomes import OUTCOMES, Outcome
from app.cases.queries.kind_facts import facts_of_kind
from app.letters.drafts import draft_decision_letter
from app.licences.service import carry_out_application
from licensing.matters import Matter


def init_app() -> None:
    """Fill the table of outcomes."""
    OUTCOMES.update(
        {Matter.LICENCE: Outcome(carry_out_application, draft_decision_letter, facts=facts_of_kind)}
    )
