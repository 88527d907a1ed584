"""Where an act in a case leads."""

from dataclasses import replace

import pytest

from licensing.cases import Act, CaseStanding, CaseState, state_after
from licensing.decisions import DecisionOutcome
from licensing.statements import Body
from tests.licensing.standings import (
    COMPLETE,
    DECIDED,
    ON,
    POLICE_OK,
    POLICE_SILENT,
    PROPOSED,
    READY,
    SOCIAL_OK,
    SOCIAL_OVERDUE,
    SOCIAL_WAITING,
)


@pytest.mark.parametrize(
    ("act", "standing", "state"),
    [
        pytest.param(
            Act.REQUEST_STATEMENTS,
            CaseStanding(CaseState.RECEIVED, ON, statements=(POLICE_SILENT, SOCIAL_WAITING)),
            CaseState.AWAITING_STATEMENTS,
            id="asking leads to waiting",
        ),
        pytest.param(
            Act.REQUEST_STATEMENTS,
            replace(READY, statements=(*COMPLETE, replace(SOCIAL_WAITING, body=Body.TAX))),
            CaseState.READY,
            id="trap 20: asking the tax authority afterwards holds nothing up",
        ),
        pytest.param(
            Act.RECORD_STATEMENT,
            CaseStanding(CaseState.AWAITING_STATEMENTS, ON, statements=(POLICE_OK, SOCIAL_WAITING)),
            CaseState.AWAITING_STATEMENTS,
            id="one answer of two leaves it waiting",
        ),
        pytest.param(
            Act.RECORD_STATEMENT,
            CaseStanding(CaseState.AWAITING_STATEMENTS, ON, statements=COMPLETE),
            CaseState.READY,
            id="the last answer makes it ready",
        ),
        pytest.param(
            Act.RECORD_SILENCE,
            CaseStanding(
                CaseState.AWAITING_STATEMENTS,
                ON,
                statements=(POLICE_OK, replace(SOCIAL_OVERDUE, silent_on=ON)),
            ),
            CaseState.READY,
            id="recorded silence makes it ready",
        ),
        pytest.param(
            Act.OVERRIDE_POLICE,
            CaseStanding(
                CaseState.AWAITING_STATEMENTS,
                ON,
                statements=(replace(POLICE_SILENT, overridden_by="anne"), SOCIAL_OK),
            ),
            CaseState.READY,
            id="and so does setting the police aside",
        ),
        pytest.param(Act.RECORD_STATEMENT, PROPOSED, CaseState.PROPOSED, id="a late answer moves nothing"),
        pytest.param(
            Act.RECEIVE_INFORMATION,
            CaseStanding(CaseState.INCOMPLETE, ON),
            CaseState.RECEIVED,
            id="what was missing came before anybody was asked",
        ),
        pytest.param(
            Act.RECEIVE_INFORMATION,
            CaseStanding(CaseState.INCOMPLETE, ON, statements=(POLICE_OK, SOCIAL_WAITING)),
            CaseState.AWAITING_STATEMENTS,
            id="or while a body still has to answer",
        ),
        pytest.param(
            Act.RECEIVE_INFORMATION,
            CaseStanding(CaseState.INCOMPLETE, ON, statements=COMPLETE),
            CaseState.READY,
            id="or when all had answered",
        ),
        pytest.param(Act.ASSESS, READY, CaseState.READY, id="assessing changes no state"),
        pytest.param(Act.PROPOSE, READY, CaseState.PROPOSED, id="proposing"),
        pytest.param(Act.RETURN_PROPOSAL, PROPOSED, CaseState.READY, id="sending back"),
        pytest.param(Act.DECIDE, PROPOSED, CaseState.DECIDED, id="deciding"),
        pytest.param(
            Act.RECORD_DISPATCH,
            DECIDED,
            CaseState.GRANTED_NOT_USABLE,
            id="trap 41: a grant sent is not usable",
        ),
        pytest.param(
            Act.RECORD_DISPATCH,
            replace(DECIDED, outcome=DecisionOutcome.PART_GRANT),
            CaseState.GRANTED_NOT_USABLE,
            id="nor is a part grant",
        ),
        pytest.param(
            Act.RECORD_DISPATCH,
            replace(DECIDED, outcome=DecisionOutcome.REFUSE),
            CaseState.SENT,
            id="a refusal is sent",
        ),
        pytest.param(
            Act.RECORD_DISPATCH,
            replace(DECIDED, outcome=DecisionOutcome.DISMISS),
            CaseState.SENT,
            id="a dismissal is sent",
        ),
        pytest.param(
            Act.ISSUE_DOCUMENT,
            replace(DECIDED, state=CaseState.GRANTED_NOT_USABLE),
            CaseState.USABLE,
            id="the document makes it usable",
        ),
    ],
)
def test_where_an_act_leads(act, standing, state):
    assert state_after(act, standing) is state
