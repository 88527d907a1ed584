"""What belongs to cases of events: what a grant does, its letter, its page and its facts."""

from app.cases.outcomes import Outcome
from app.events.queries.facts import event_facts
from app.events.queries.view import event_view
from app.events.service.granting import carry_out_event
from app.events.service.letters import draft_event_letter
from licensing.cases import Act

EVENT = Outcome(
    carry_out_event,
    draft_event_letter,
    view=event_view,
    pages={
        Act.PROPOSE: "events.propose_event",
        Act.RECORD_BODY_DECISION: "events.record_body_decision",
    },
    facts=event_facts,
)
