"""Cases ("saker"): from the application to the decision, its dispatch and its use."""

from licensing.cases.preconditions import Reason
from licensing.cases.standing import AssessmentStanding, CaseStanding, CaseState, LetterStanding
from licensing.cases.transitions import (
    GRANTED,
    TRANSITIONS,
    UNDECIDED,
    Act,
    Closed,
    Transition,
    closed_acts,
    open_acts,
    require,
    state_after,
    state_after_statements,
    why_closed,
)

__all__ = [
    "GRANTED",
    "TRANSITIONS",
    "UNDECIDED",
    "Act",
    "AssessmentStanding",
    "CaseStanding",
    "CaseState",
    "Closed",
    "LetterStanding",
    "Reason",
    "Transition",
    "closed_acts",
    "open_acts",
    "require",
    "state_after",
    "state_after_statements",
    "why_closed",
]
