"""Who decides, and where a complaint goes."""

from datetime import date

import pytest

from licensing.decisions import (
    BASIS,
    ComplaintBody,
    DecisionOutcome,
    DelegationMode,
    DelegationRule,
    complaint_body,
    decider_refusal,
    default_mode,
    mode_for,
)
from licensing.law import AF_6_2, ALKL_1_7C, ALKL_1_8, ALKL_3_1, ALKL_4_2, ALKL_7_1, SERV_3
from licensing.licences import LicenceKind

ON = date(2026, 11, 23)
SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
GRANT, REFUSE = DecisionOutcome.GRANT, DecisionOutcome.REFUSE
ALONE, TWO_PEOPLE, BODY = DelegationMode.ALONE, DelegationMode.TWO_PEOPLE, DelegationMode.BODY


@pytest.mark.parametrize("kind", list(LicenceKind))
def test_permanent_licences_and_refusals_take_two_people_by_default(kind):
    for outcome in (GRANT, DecisionOutcome.PART_GRANT, REFUSE):
        assert default_mode(kind, outcome) is TWO_PEOPLE
    assert default_mode(kind, DecisionOutcome.DISMISS) is ALONE


RULES = (
    DelegationRule(ALONE, date(2024, 1, 1)),
    DelegationRule(BODY, date(2024, 1, 1), kind=SERVING),
    DelegationRule(TWO_PEOPLE, date(2024, 1, 1), kind=SERVING, outcome=REFUSE),
    DelegationRule(TWO_PEOPLE, date(2020, 1, 1), date(2023, 12, 31), kind=SERVING),
)


@pytest.mark.parametrize(
    ("kind", "outcome", "on", "mode"),
    [
        pytest.param(SALE, GRANT, ON, ALONE, id="a row for everything"),
        pytest.param(SERVING, GRANT, ON, BODY, id="a row for the kind is more particular"),
        pytest.param(SERVING, REFUSE, ON, TWO_PEOPLE, id="a row for kind and outcome even more"),
        pytest.param(SERVING, GRANT, date(2023, 12, 31), TWO_PEOPLE, id="the old row's last day"),
        pytest.param(SERVING, GRANT, date(2024, 1, 1), BODY, id="the new row's first day"),
        pytest.param(SALE, GRANT, date(2019, 12, 31), TWO_PEOPLE, id="silence falls back on the default"),
    ],
)
def test_the_most_particular_row_decides_whatever_the_order(kind, outcome, on, mode):
    assert mode_for(RULES, kind, outcome, on) is mode
    assert mode_for(reversed(RULES), kind, outcome, on) is mode


@pytest.mark.parametrize(
    ("mode", "proposer", "decider", "code"),
    [
        pytest.param(TWO_PEOPLE, "anne", "bjørn", None, id="two people are two people"),
        pytest.param(TWO_PEOPLE, "anne", "anne", "decider_is_proposer", id="one person is not two"),
        pytest.param(ALONE, "anne", "anne", None, id="alone is alone"),
        pytest.param(BODY, "anne", "bjørn", "belongs_to_body", id="a body's vote is recorded, not decided"),
    ],
)
def test_who_may_decide(mode, proposer, decider, code):
    refusal = decider_refusal(mode, proposer, decider)
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("basis", "body"),
    [
        pytest.param(ALKL_3_1, ComplaintBody.STATE_GOVERNOR_LEGALITY, id="sale"),
        pytest.param(ALKL_4_2, ComplaintBody.STATE_GOVERNOR_LEGALITY, id="serving"),
        pytest.param(ALKL_1_8, ComplaintBody.STATE_GOVERNOR_LEGALITY, id="withdrawal"),
        pytest.param(ALKL_7_1, ComplaintBody.STATE_GOVERNOR_LEGALITY, id="fees by the act"),
        pytest.param(AF_6_2, ComplaintBody.STATE_GOVERNOR_LEGALITY, id="fees by the regulation"),
        pytest.param(SERV_3, ComplaintBody.STATE_GOVERNOR_FULL, id="a serving place"),
        pytest.param(ALKL_1_7C, ComplaintBody.OWN_COMPLAINTS_BODY, id="approval of a manager"),
    ],
)
def test_trap_31_the_complaint_body_follows_the_section(basis, body):
    assert complaint_body(basis).body is body


def test_licences_are_complained_of_to_the_state_governor():
    for basis in BASIS.values():
        answer = complaint_body(basis)
        assert (answer.body, answer.citation.code) == (ComplaintBody.STATE_GOVERNOR_LEGALITY, "alkl_1_16")
