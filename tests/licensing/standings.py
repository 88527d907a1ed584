"""Cases as the table of acts sees them: tests change one thing."""

from dataclasses import replace
from datetime import date

from licensing.cases import AssessmentStanding, CaseStanding, CaseState, LetterStanding
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.statements import Answer, Body, Question, Statement

ON = date(2026, 11, 23)
POLICE = Statement(
    Body.POLICE, Question.PLACE, asked_on=date(2026, 10, 1), due_on=date(2026, 10, 29), answered_on=ON
)
POLICE_SILENT = replace(POLICE, answered_on=None)
POLICE_OK = replace(POLICE, answer=Answer.NO_REMARK)
POLICE_REMARK = replace(POLICE, answer=Answer.REMARK)
SOCIAL_WAITING = Statement(
    Body.SOCIAL_SERVICE, Question.PLACE, asked_on=date(2026, 10, 1), due_on=date(2026, 12, 1)
)
SOCIAL_OVERDUE = replace(SOCIAL_WAITING, due_on=date(2026, 11, 22))
SOCIAL_OK = replace(SOCIAL_WAITING, answered_on=ON, answer=Answer.NO_REMARK)
COMPLETE = (POLICE_OK, SOCIAL_OK)

READY = CaseStanding(
    CaseState.READY, ON, statements=COMPLETE, assessment=AssessmentStanding.CURRENT, acting="anne"
)
PROPOSED = replace(
    READY,
    state=CaseState.PROPOSED,
    outcome=DecisionOutcome.GRANT,
    mode=DelegationMode.TWO_PEOPLE,
    proposer="anne",
    acting="bjørn",
)
DECIDED = replace(PROPOSED, state=CaseState.DECIDED, letter=LetterStanding.DRAFT)
