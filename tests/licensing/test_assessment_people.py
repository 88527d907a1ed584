"""What is found about those behind an application: exemptions, residence abroad, close persons, conduct."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.applicants import Background, ConductQuestion, Person, Role
from licensing.assessment import ConductView, FindingOutcome, ProposedOutcome, Strength, assess
from licensing.assessment.deviations import deviations, forbidden_by, needs_own_words
from licensing.caps import CapCount
from licensing.decisions import DecisionOutcome
from licensing.licences import LicenceKind, LicenceType
from tests.licensing.applications import ON, POLICY, SALE, SERVING

GRANT = DecisionOutcome.GRANT


def against(facts, on=ON, policy=None):
    return {
        (finding.code.value, finding.outcome.value)
        for finding in assess(facts, policy, on).findings
        if finding.outcome is not FindingOutcome.OK
    }


def told(facts):
    return {
        finding.code.value
        for finding in assess(facts, None, ON).findings
        if finding.strength is Strength.INFO
    }


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"deputies": (), "deputy_waiver": "To ansatte"}, set(), id="trap_22_a_small_place"),
        pytest.param(
            {"deputies": (), "deputy_waiver": ""}, {("deputy_missing", "missing")}, id="no reason is given"
        ),
        pytest.param(
            {"manager": None, "deputy_waiver": "To ansatte"},
            {("manager_missing", "missing")},
            id="trap_22_a_manager_is_never_waived",
        ),
    ],
)
def test_a_deputy_may_be_waived_and_a_manager_never(change, expected):
    assert against(replace(SERVING, **change)) == expected


def test_trap_22_the_act_itself_exempts_an_outlet_of_vinmonopolet_from_manager_and_conduct():
    facts = replace(SALE, type=LicenceType.OUTLET, manager=None, deputies=(), influence=None)
    codes = {code for code, _outcome in against(facts)}
    assert not codes & {"manager_missing", "deputy_missing", "influence_unknown"}
    assert "manager_not_required" in told(facts)


def test_trap_23_a_test_for_sale_does_not_serve_for_a_bar_and_none_expires():
    manager = replace(SERVING.manager, tests=(LicenceKind.SALE,))
    assert against(replace(SERVING, manager=manager)) == {("test_missing", "missing")}
    late = date(2028, 9, 1)
    assert "test_missing" not in {code for code, _outcome in against(SERVING, on=late)}


@pytest.mark.parametrize(
    ("lived_abroad", "certificate_on", "expected"),
    [
        pytest.param(None, None, {("residence_unknown", "ask")}, id="not known: ask"),
        pytest.param(True, None, {("certificate_missing", "missing")}, id="abroad without a certificate"),
        pytest.param(True, date(2026, 10, 1), set(), id="abroad with a certificate"),
        pytest.param(False, None, set(), id="always in Norway"),
    ],
)
def test_whoever_lived_abroad_shows_a_certificate(lived_abroad, certificate_on, expected):
    row = Background("manager", Role.MANAGER, lived_abroad, certificate_on)
    assert against(replace(SERVING, backgrounds=(row,))) == expected


def test_a_missing_foreign_certificate_bars_nothing_by_law_and_needs_own_words():
    row = Background("manager", Role.MANAGER, lived_abroad=True)
    findings = assess(replace(SERVING, backgrounds=(row,)), None, ON).findings
    assert not forbidden_by(findings, GRANT)
    assert needs_own_words(findings, GRANT)


def test_close_persons_are_told_and_decide_nothing():
    row = Background("owner", Role.INFLUENCE, lived_abroad=False, close_persons=True)
    facts = replace(SERVING, backgrounds=(row,))
    assert against(facts) == set()
    assert "close_persons_noted" in told(facts)


@pytest.mark.parametrize(
    ("unknown", "code"),
    [
        pytest.param({"born_on": None}, "person_age_unknown", id="age not known"),
        pytest.param({"tests": None}, "test_unknown", id="test not known"),
        pytest.param({"employed": None}, "employment_unknown", id="employment not known"),
    ],
)
def test_what_the_law_asks_of_a_manager_and_nobody_knows_is_granted_only_with_own_words(unknown, code):
    manager = Person(**{**vars(SERVING.manager), **unknown})
    assessment = assess(replace(SERVING, manager=manager), None, ON)
    assert assessment.outcome is ProposedOutcome.ASK
    assert [row.code.value for row in deviations(assessment.findings, GRANT)] == [code]
    assert needs_own_words(assessment.findings, GRANT)


FAILED = ConductView(ConductQuestion.HOLDER, "owner", met=False, happened_on=date(2020, 5, 1))
PASSED = ConductView(ConductQuestion.HOLDER, "owner", met=True)


@pytest.mark.parametrize("policy", [pytest.param(None, id="no policy"), pytest.param(POLICY, id="room left")])
def test_trap_40_a_failed_conduct_test_refuses_whatever_the_policy_says(policy):
    assessment = assess(replace(SERVING, conduct=(FAILED,)), policy, ON)
    assert assessment.outcome is ProposedOutcome.REFUSE
    assert [row.code.value for row in forbidden_by(assessment.findings, GRANT)] == ["conduct_not_met"]


def test_trap_40_a_passed_conduct_test_gives_no_right_when_the_cap_is_full():
    full = replace(SERVING, caps=(CapCount("serving", 38),), conduct=(PASSED,))
    assert "cap_full" in {code for code, _outcome in against(full, policy=POLICY)}
    assert assess(full, POLICY, ON).outcome is not ProposedOutcome.GRANT


def test_a_failed_answer_whose_act_has_grown_too_old_is_asked_again():
    facts = replace(SERVING, conduct=(replace(FAILED, happened_on=date(2016, 11, 23)),))
    assert against(facts) == {("conduct_not_met", "refuse")}
    assert against(facts, on=date(2026, 11, 24)) == {("conduct_outlived", "ask")}


def test_trap_21_a_failed_test_of_the_serving_place_act_is_weighed_and_refuses_no_alcohol_licence():
    view = replace(FAILED, question=ConductQuestion.SERVING_PLACE, happened_on=date(2025, 5, 1))
    findings = assess(replace(SERVING, conduct=(view,)), None, ON).findings
    assert against(replace(SERVING, conduct=(view,))) == {("conduct_place_not_met", "consider")}
    assert not forbidden_by(findings, GRANT)


def test_an_answer_without_a_remark_is_told_as_in_order():
    codes = [finding.code.value for finding in assess(replace(SERVING, conduct=(PASSED,)), None, ON).findings]
    assert "conduct_answered" in codes
    assert "conduct_met" not in codes
