"""States and acts: what is open, what is closed and why, and where an act leads."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.assessment import Finding, FindingCode, FindingOutcome, Strength
from licensing.cases import (
    TRANSITIONS,
    UNDECIDED,
    Act,
    AssessmentStanding,
    CaseStanding,
    CaseState,
    LetterStanding,
    closed_acts,
    open_acts,
    require,
    state_after,
    why_closed,
)
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.errors import NotAllowed
from licensing.law import AF_3_4
from tests.licensing.standings import (
    DECIDED,
    ON,
    POLICE_OK,
    POLICE_REMARK,
    POLICE_SILENT,
    PROPOSED,
    READY,
    SOCIAL_OK,
    SOCIAL_OVERDUE,
    SOCIAL_WAITING,
)


def reason(act, standing):
    closed = why_closed(act, standing)
    return closed and closed.code


KIOSK = Finding(FindingCode.OUTLET_UNLAWFUL, FindingOutcome.REFUSE, Strength.LAW, AF_3_4)


@pytest.mark.parametrize(
    ("act", "standing"),
    [
        pytest.param(Act.PROPOSE, READY, id="it is not proposed"),
        pytest.param(Act.DECIDE, PROPOSED, id="nor decided by a person"),
        pytest.param(
            Act.RECORD_BODY_DECISION,
            replace(PROPOSED, state=CaseState.AT_BODY, mode=DelegationMode.BODY),
            id="nor entered as a body's vote",
        ),
    ],
)
def test_trap_39_what_the_law_itself_forbids_is_not_granted(act, standing):
    assert reason(act, standing) is None
    closed = why_closed(act, replace(standing, forbidden_by=(KIOSK,)))
    assert (closed.code, closed.citation, closed.facts) == (
        "forbidden_by_law",
        AF_3_4,
        {"finding": "outlet_unlawful"},
    )


def test_every_act_has_a_row_and_every_row_a_section():
    assert set(TRANSITIONS) == set(Act)
    assert all(row.citation and row.from_states for row in TRANSITIONS.values())


def test_every_state_before_the_end_can_be_left():
    later = {CaseState.CLOSED, CaseState.UNDER_COMPLAINT}
    for state in set(CaseState) - later:
        assert any(
            state in row.from_states and row.to_state not in (None, state) for row in TRANSITIONS.values()
        ), state


def test_nothing_is_open_in_a_closed_case():
    closed = CaseStanding(CaseState.CLOSED, ON)
    assert open_acts(closed) == closed_acts(closed) == ()


@pytest.mark.parametrize("state", sorted(UNDECIDED))
def test_an_application_can_be_retracted_until_it_is_decided(state):
    standing = CaseStanding(state, ON)
    assert Act.RETRACT in open_acts(standing)
    assert state_after(Act.RETRACT, standing) is CaseState.CLOSED


@pytest.mark.parametrize("state", sorted(set(CaseState) - UNDECIDED))
def test_but_not_afterwards(state):
    assert reason(Act.RETRACT, CaseStanding(state, ON)) == "wrong_state"


@pytest.mark.parametrize(
    ("act", "standing", "code"),
    [
        pytest.param(Act.PROPOSE, READY, None, id="a ready and assessed case can be proposed"),
        pytest.param(
            Act.PROPOSE,
            replace(READY, assessment=AssessmentStanding.NONE),
            "assessment_missing",
            id="not without an assessment",
        ),
        pytest.param(
            Act.PROPOSE,
            replace(READY, assessment=AssessmentStanding.STALE),
            "assessment_stale",
            id="nor with one older than the last change",
        ),
        pytest.param(
            Act.PROPOSE,
            replace(READY, statements=(POLICE_REMARK, SOCIAL_OK)),
            "remark_not_presented",
            id="nor before the applicant has seen the remark",
        ),
        pytest.param(
            Act.PROPOSE,
            replace(
                READY,
                statements=(replace(POLICE_REMARK, presented_on=ON, reply_due_on=ON), SOCIAL_OK),
            ),
            "reply_awaited",
            id="nor while the applicant has time to answer",
        ),
        pytest.param(
            Act.PROPOSE,
            CaseStanding(CaseState.RECEIVED, ON),
            "statement_not_asked",
            id="nor before anybody was asked",
        ),
        pytest.param(
            Act.PROPOSE,
            CaseStanding(CaseState.RECEIVED, ON, outcome=DecisionOutcome.DISMISS),
            None,
            id="but a dismissal needs no statements",
        ),
        pytest.param(Act.DECIDE, PROPOSED, None, id="another person can decide"),
        pytest.param(
            Act.DECIDE, replace(PROPOSED, acting="anne"), "decider_is_proposer", id="the proposer cannot"
        ),
        pytest.param(
            Act.DECIDE,
            replace(PROPOSED, acting="anne", mode=DelegationMode.ALONE),
            None,
            id="unless one person decides alone",
        ),
        pytest.param(
            Act.DECIDE,
            replace(PROPOSED, mode=DelegationMode.BODY),
            "belongs_to_body",
            id="what belongs to a body is not decided by delegation",
        ),
        pytest.param(
            Act.DECIDE, replace(PROPOSED, mode=None), "delegation_unknown", id="nor without delegation"
        ),
        pytest.param(
            Act.DECIDE,
            replace(PROPOSED, statements=(POLICE_SILENT, SOCIAL_OK)),
            "police_not_answered",
            id="not without the police",
        ),
        pytest.param(
            Act.DECIDE,
            replace(PROPOSED, statements=(POLICE_OK, SOCIAL_WAITING)),
            "social_service_not_answered",
            id="nor while the social service has time",
        ),
        pytest.param(
            Act.DECIDE,
            replace(PROPOSED, statements=(replace(POLICE_SILENT, overridden_by="anne"), SOCIAL_OK)),
            None,
            id="but with the police set aside by name",
        ),
        pytest.param(Act.SEND_TO_BODY, PROPOSED, "delegated_to_people", id="a delegated case stays"),
        pytest.param(
            Act.SEND_TO_BODY, replace(PROPOSED, mode=DelegationMode.BODY), None, id="a body's case goes to it"
        ),
        pytest.param(
            Act.RECORD_BODY_DECISION,
            replace(PROPOSED, state=CaseState.AT_BODY, mode=DelegationMode.BODY, acting="anne"),
            None,
            id="anyone may record what a body voted",
        ),
        pytest.param(
            Act.RECORD_SILENCE,
            CaseStanding(CaseState.AWAITING_STATEMENTS, ON, statements=(POLICE_OK, SOCIAL_WAITING)),
            "no_silence_to_record",
            id="silence is none before the deadline",
        ),
        pytest.param(
            Act.RECORD_SILENCE,
            CaseStanding(CaseState.AWAITING_STATEMENTS, ON, statements=(POLICE_OK, SOCIAL_OVERDUE)),
            None,
            id="it is after the deadline",
        ),
        pytest.param(
            Act.RECORD_SILENCE,
            CaseStanding(CaseState.AWAITING_STATEMENTS, ON, statements=(POLICE_SILENT, SOCIAL_OK)),
            "no_silence_to_record",
            id="and never that of the police",
        ),
        pytest.param(
            Act.OVERRIDE_POLICE,
            CaseStanding(CaseState.AWAITING_STATEMENTS, ON, statements=(POLICE_OK, SOCIAL_WAITING)),
            "police_answered",
            id="police who have answered are not set aside",
        ),
        pytest.param(
            Act.PRESENT_TO_APPLICANT, READY, "nothing_to_present", id="nothing to show without a remark"
        ),
        pytest.param(
            Act.RECORD_REPLY,
            replace(READY, statements=(replace(POLICE_REMARK, presented_on=ON), SOCIAL_OK)),
            None,
            id="a reply can come after the remark was shown",
        ),
        pytest.param(Act.RECORD_REPLY, READY, "no_reply_awaited", id="no reply without a remark"),
        pytest.param(Act.FINALISE_LETTER, DECIDED, None, id="a draft can be made final"),
        pytest.param(
            Act.FINALISE_LETTER,
            replace(DECIDED, letter=LetterStanding.FINAL),
            "letter_already_final",
            id="once",
        ),
        pytest.param(
            Act.FINALISE_LETTER,
            replace(DECIDED, letter=LetterStanding.NONE),
            "letter_missing",
            id="if written",
        ),
        pytest.param(Act.RECORD_DISPATCH, DECIDED, "letter_not_final", id="a draft is not sent"),
        pytest.param(
            Act.RECORD_DISPATCH, replace(DECIDED, letter=LetterStanding.FINAL), None, id="a final letter is"
        ),
        pytest.param(
            Act.RECORD_DISPATCH,
            replace(DECIDED, letter=LetterStanding.SENT),
            "letter_already_sent",
            id="and only once",
        ),
        pytest.param(
            Act.RECORD_ARRIVAL,
            replace(DECIDED, state=CaseState.SENT, letter=LetterStanding.ARRIVED),
            "arrival_already_recorded",
            id="it arrives once",
        ),
        pytest.param(
            Act.ISSUE_DOCUMENT,
            replace(DECIDED, state=CaseState.GRANTED_NOT_USABLE, open_conditions_before_use=1),
            "conditions_before_use_open",
            id="trap 41: granted is not usable",
        ),
        pytest.param(
            Act.ISSUE_DOCUMENT,
            replace(DECIDED, state=CaseState.GRANTED_NOT_USABLE),
            None,
            id="trap 41: until every condition before use is met",
        ),
        pytest.param(
            Act.CLOSE,
            replace(DECIDED, state=CaseState.SENT, complaint_last_day=ON),
            "complaint_period_running",
            id="a case stays open on the last day to complain",
        ),
        pytest.param(
            Act.CLOSE,
            replace(DECIDED, state=CaseState.SENT, complaint_last_day=date(2026, 11, 22)),
            None,
            id="it can be closed the day after",
        ),
        pytest.param(
            Act.RECORD_STATEMENT,
            CaseStanding(CaseState.AWAITING_STATEMENTS, ON),
            "no_statement_asked",
            id="nothing is answered that was not asked",
        ),
    ],
)
def test_an_act_is_open_or_closed_with_its_reason(act, standing, code):
    assert reason(act, standing) == code
    assert (act in open_acts(standing)) is (code is None)
    assert (act in [closed.act for closed in closed_acts(standing)]) is (code is not None)


def test_a_closed_act_says_who_is_late_until_when_and_by_what_section():
    standing = replace(PROPOSED, statements=(POLICE_SILENT, SOCIAL_OK))
    with pytest.raises(NotAllowed) as caught:
        require(Act.DECIDE, standing)
    refusal = caught.value
    assert (refusal.code, refusal.citation.code) == ("police_not_answered", "alkl_1_7.2")
    assert refusal.facts == {"act": "decide", "body": "police", "due_on": "2026-10-29"}


def test_an_open_act_is_not_refused():
    assert require(Act.DECIDE, PROPOSED) is None
