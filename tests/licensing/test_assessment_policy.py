"""What is found against an application by the municipality's policy, and what all findings amount to."""

import json
from dataclasses import replace
from datetime import date

import pytest

from licensing.assessment import (
    AskedHours,
    CriterionView,
    Finding,
    FindingCode,
    FindingOutcome,
    ProposedOutcome,
    Strength,
    allowed_hours,
    assess,
    assessment_from_mapping,
    assessment_to_mapping,
    facts_from_mapping,
    facts_to_mapping,
    proposed_outcome,
    refused_by_law,
    replay_differs,
)
from licensing.assessment.deviations import deviations, forbidden_by, needs_own_words
from licensing.caps import CapCount
from licensing.decisions import DecisionOutcome
from licensing.licences import AreaKind, Group, VenueCategory
from licensing.service_hours import ServiceHours
from tests.licensing.applications import ON, POLICY, SALE, SERVING
from tests.licensing.local_rules import cap, condition, criterion, hours

GRANT, PART, REFUSE, DISMISS = DecisionOutcome


def with_rules(*rules, without=""):
    kept = tuple(rule for rule in POLICY.rules if rule.code != without)
    return replace(POLICY, rules=(*kept, *rules))


def against(facts, policy=POLICY, on=ON):
    return {
        (finding.code.value, finding.outcome.value)
        for finding in assess(facts, policy, on).findings
        if finding.outcome is not FindingOutcome.OK
    }


def found(facts, code, policy=POLICY):
    return [finding for finding in assess(facts, policy, ON).findings if finding.code == code]


def asked(start, end, group=Group.ONE, area=AreaKind.INDOOR, weekdays=()):
    return (AskedHours(area, group, ServiceHours.parse(start, end), weekdays),)


def test_a_plain_application_within_the_policy_is_to_be_granted():
    assessment = assess(SERVING, POLICY, ON)
    assert against(SERVING) == set()
    assert assessment.outcome is ProposedOutcome.GRANT
    assert (assessment.policy_id, assessment.policy_version) == ("roros", 3)


class TestCap:
    @pytest.mark.parametrize(
        ("used", "expected"),
        [
            pytest.param(37, set(), id="the last place"),
            pytest.param(38, {("cap_full", "refuse")}, id="full"),
        ],
    )
    def test_a_cap(self, used, expected):
        assert against(replace(SERVING, caps=(CapCount("serving", used),))) == expected

    def test_trap_39_a_full_cap_proposes_and_never_blocks(self):
        assessment = assess(replace(SERVING, caps=(CapCount("serving", 38),)), POLICY, ON)
        assert assessment.outcome is ProposedOutcome.REFUSE
        assert not refused_by_law(assessment.findings)
        assert forbidden_by(assessment.findings, GRANT) == ()
        assert [finding.code for finding in deviations(assessment.findings, GRANT)] == [FindingCode.CAP_FULL]

    def test_a_cap_says_how_many(self):
        finding = found(SERVING, "cap_room_left")[0]
        assert finding.facts == {
            "cap": "serving",
            "counts": "licences",
            "limit": 38,
            "used": 36,
            "pending": 0,
            "left": 2,
        }
        assert (finding.strength, finding.policy_source) == (Strength.HARD, "pkt. 3.1")

    def test_a_cap_that_nobody_counted_is_a_question(self):
        assert against(replace(SERVING, caps=None)) == {("cap_unknown", "ask")}

    def test_a_cap_on_serving_says_nothing_of_sale(self):
        assert not [finding for finding in assess(SALE, POLICY, ON).findings if "cap" in finding.code]

    def test_a_cap_without_a_number_is_only_worth_knowing(self):
        policy = with_rules(cap("serving", None), without="serving")
        assert against(SERVING, policy) == set()
        assert found(SERVING, "cap_without_limit", policy)[0].strength is Strength.INFO


class TestLocalHours:
    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            pytest.param(asked("10:00", "25:00"), set(), id="01:00 every day"),
            pytest.param(
                asked("10:00", "26:00", weekdays=(5, 6)), set(), id="02:00 on Fridays and Saturdays"
            ),
            pytest.param(
                asked("10:00", "26:00"),
                {("hours_outside_policy", "partly")},
                id="02:00 every day is too much",
            ),
            pytest.param(asked("10:00", "23:00", area=AreaKind.OUTDOOR), set(), id="outside to 23:00"),
            pytest.param(
                asked("10:00", "23:30", area=AreaKind.OUTDOOR),
                {("hours_outside_policy", "partly")},
                id="outside to 23:30",
            ),
            pytest.param(
                asked("10:00", "28:00", weekdays=(5,)),
                {("hours_outside_law", "partly"), ("hours_outside_policy", "partly")},
                id="beyond law and policy alike",
            ),
        ],
    )
    def test_serving(self, rows, expected):
        assert against(replace(SERVING, hours=rows)) == expected

    def test_a_finding_says_which_days_and_by_which_rule(self):
        ordinary, weekend = found(replace(SERVING, hours=asked("10:00", "27:00")), "hours_outside_policy")[:2]
        assert ordinary.facts["weekdays"] == "1,2,3,4,7"
        assert ordinary.facts["allowed"] == ["10:00", "25:00"]
        assert ordinary.policy_source == "§ 2"
        assert weekend.facts["weekdays"] == "5,6"
        assert weekend.facts["allowed"] == ["10:00", "26:00"]
        assert weekend.policy_source == "§ 2; § 3"

    def test_where_no_rule_speaks_longer_than_normal_needs_a_decision(self):
        longer = asked("08:00", "20:00", weekdays=(1, 2, 3, 4, 5))
        assert against(replace(SALE, hours=longer)) == {("hours_beyond_normal", "consider")}
        assert against(replace(SALE, hours=asked("08:00", "18:00", weekdays=(1, 2, 3, 4, 5)))) == set()

    def test_rules_that_disagree_are_a_question(self):
        other = hours("other", SERVING.kind, latest=26 * 60, areas=(AreaKind.OUTDOOR,), rank=1)
        facts = replace(SERVING, hours=asked("10:00", "22:00", area=AreaKind.OUTDOOR))
        assert against(facts, with_rules(other)) == {("hours_rules_conflict", "ask")}

    def test_what_a_part_grant_would_give_day_by_day(self):
        rows = allowed_hours(replace(SERVING, hours=asked("10:00", "27:00")), POLICY, ON)
        assert {row.weekday: row.allowed.pair[1] for row in rows} == {
            1: "25:00",
            2: "25:00",
            3: "25:00",
            4: "25:00",
            5: "26:00",
            6: "26:00",
            7: "25:00",
        }


class TestCriterion:
    POLICY = with_rules(
        criterion("concept", "Konseptet skal passe inn", "pkt. 4", categories=(VenueCategory.EATING_PLACE,))
    )

    @pytest.mark.parametrize(
        ("views", "expected"),
        [
            pytest.param((), {("criterion_to_weigh", "consider")}, id="not weighed yet"),
            pytest.param((CriterionView("concept", met=True),), set(), id="met"),
            pytest.param(
                (CriterionView("concept", met=False),),
                {("criterion_not_met", "consider")},
                id="trap 39: not met is weighed and never decides alone",
            ),
        ],
    )
    def test_a_criterion_is_weighed(self, views, expected):
        assert against(replace(SERVING, criteria=views), self.POLICY) == expected

    def test_it_concerns_only_its_categories(self):
        assert against(replace(SERVING, category=VenueCategory.CAFE), self.POLICY) == set()

    def test_discretion_needs_own_words_both_ways(self):
        findings = assess(SERVING, self.POLICY, ON).findings
        assert needs_own_words(findings, GRANT)
        assert needs_own_words(findings, REFUSE)
        assert not needs_own_words(findings, DISMISS)


def test_standard_conditions_make_it_a_grant_with_conditions():
    policy = with_rules(condition("guard", "Ordensvakt"))
    assessment = assess(SERVING, policy, ON)
    assert (assessment.outcome, assessment.conditions) == (ProposedOutcome.GRANT_WITH_CONDITIONS, ("guard",))


@pytest.mark.parametrize(
    "on", [date(2024, 9, 30), date(2028, 10, 1)], ids=["the day before", "the day after"]
)
def test_a_policy_that_does_not_hold_on_the_day_is_a_question(on):
    assert ("policy_not_in_force", "ask") in against(replace(SERVING, first_day=on), on=on)


def finding(outcome, strength=Strength.LAW):
    return Finding(FindingCode.GROUPS_LAWFUL, outcome, strength)


OK, ASK, MISSING, CONSIDER, LATE, PARTLY, REFUSES = FindingOutcome


@pytest.mark.parametrize(
    ("outcomes", "proposed"),
    [
        pytest.param((OK, REFUSES, ASK, CONSIDER, PARTLY), ProposedOutcome.REFUSE, id="refuse goes first"),
        pytest.param((OK, ASK, CONSIDER, PARTLY), ProposedOutcome.ASK, id="then a question"),
        pytest.param((OK, MISSING, CONSIDER, PARTLY), ProposedOutcome.ASK, id="what is missing is asked for"),
        pytest.param((OK, CONSIDER, LATE, PARTLY), ProposedOutcome.DISCRETION, id="then discretion"),
        pytest.param((OK, LATE, PARTLY), ProposedOutcome.LATE, id="then what came too late"),
        pytest.param((OK, PARTLY), ProposedOutcome.PARTLY, id="then a part grant"),
        pytest.param((OK,), ProposedOutcome.GRANT, id="then a grant"),
    ],
)
def test_the_first_outcome_that_applies_is_proposed(outcomes, proposed):
    findings = [finding(outcome) for outcome in outcomes]
    assert proposed_outcome(findings, with_conditions=False) is proposed
    assert proposed_outcome(reversed(findings), with_conditions=False) is proposed


@pytest.mark.parametrize(
    ("row", "outcome", "forbidden", "departs"),
    [
        pytest.param(finding(REFUSES), GRANT, True, True, id="the law refuses: no grant"),
        pytest.param(finding(REFUSES), PART, True, True, id="nor a part grant"),
        pytest.param(finding(REFUSES), REFUSE, False, False, id="a refusal follows the law"),
        pytest.param(finding(REFUSES, Strength.HARD), GRANT, False, True, id="a policy can be departed from"),
        pytest.param(finding(MISSING), GRANT, True, True, id="what the law demands cannot be missing"),
        pytest.param(finding(ASK), GRANT, False, True, id="an open question needs words"),
        pytest.param(finding(PARTLY), GRANT, True, True, id="more than the law allows cannot be granted"),
        pytest.param(finding(PARTLY), PART, False, False, id="a part grant follows it"),
        pytest.param(finding(PARTLY, Strength.HARD), GRANT, False, True, id="more than the policy can"),
        pytest.param(finding(OK), REFUSE, False, True, id="a refusal without any ground departs"),
        pytest.param(finding(OK), GRANT, False, False, id="a grant of what is in order does not"),
        pytest.param(finding(MISSING), DISMISS, False, False, id="a dismissal decides no merits"),
    ],
)
def test_what_is_forbidden_and_what_needs_own_words(row, outcome, forbidden, departs):
    assert bool(forbidden_by([row], outcome)) is forbidden
    assert bool(deviations([row], outcome)) is departs


class TestStored:
    @pytest.mark.parametrize("facts", [SERVING, SALE], ids=["serving", "sale"])
    def test_facts_and_assessment_survive_their_stored_form(self, facts):
        assessment = assess(facts, POLICY, ON)
        stored_facts = json.loads(json.dumps(facts_to_mapping(facts)))
        stored = json.loads(json.dumps(assessment_to_mapping(assessment)))
        assert facts_from_mapping(stored_facts) == facts
        assert assessment_from_mapping(stored) == assessment

    def test_the_same_facts_give_the_same_answer_again(self):
        assert not replay_differs(assess(SERVING, POLICY, ON), SERVING, POLICY)

    def test_a_changed_rule_shows(self):
        stored = assess(SERVING, POLICY, ON)
        assert replay_differs(stored, SERVING, with_rules(cap("serving", 36), without="serving"))


def test_a_policy_without_hours_leaves_only_the_normal_ones():
    policy = replace(POLICY, rules=POLICY.caps)
    late = replace(SERVING, hours=asked("10:00", "25:01"))
    assert against(late, policy) == {("hours_beyond_normal", "consider")}
    assert against(replace(SERVING, hours=asked("10:00", "25:00")), policy) == set()
    assert against(SERVING, policy) == set()


def test_hours_beyond_the_normal_ones_are_weighed_without_a_policy_too():
    assert against(replace(SERVING, hours=asked("10:00", "25:01")), None) == {
        ("hours_beyond_normal", "consider")
    }
    assert against(replace(SERVING, hours=asked("10:00", "25:00")), None) == set()
