"""What is true of every policy and every application, whatever the rules say."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.assessment import ProposedOutcome, allowed_hours, assess
from licensing.assessment.hours_rules import ordinary_day
from licensing.caps import CapCount
from licensing.hours import national_hours
from licensing.hours_in_force import Place, hours_in_force
from licensing.kinds import seller_of
from licensing.licences import AreaKind, Group, LicenceKind
from licensing.policy import CapStated, RuleKind, Strength
from licensing.policy.checking import Problem, check
from tests.licensing.applications import ON
from tests.licensing.random_policies import HALF_HOURS, PLACES, ZONES, applications, policies, rules

pytestmark = [pytest.mark.property, pytest.mark.slow]

# What is proposed, from the strictest on.
STRICTEST_FIRST = list(ProposedOutcome)
HOURS = (RuleKind.HOURS, RuleKind.OPENING)


@st.composite
def cases(draw, kinds=tuple(RuleKind)):
    """A policy, and an application that is held against it."""
    policy = draw(policies(kinds=kinds))
    return policy, draw(applications(policy))


def answer(facts, policy):
    """What an assessment amounts to: what is proposed, for which groups, on which conditions and hours."""
    assessment = assess(facts, policy, ON)
    return (
        assessment.outcome,
        assessment.groups,
        frozenset(assessment.conditions),
        frozenset(allowed_hours(facts, policy, ON)),
    )


def findings(facts, policy):
    """What was found, without the order in which several rules that answer together are named."""
    found = []
    for finding in assess(facts, policy, ON).findings:
        told = {
            name: sorted(value) if isinstance(value, list) else value for name, value in finding.facts.items()
        }
        sources = sorted(finding.policy_source.split("; "))
        rules_named = sorted(finding.rules)
        found.append(repr((replace(finding, facts=told, policy_source="", rule=""), sources, rules_named)))
    return sorted(found)


@given(cases(), rules("extra", strengths=(Strength.INFO,)))
def test_a_rule_that_only_informs_changes_no_outcome(case, informing):
    policy, facts = case
    more = replace(policy, rules=(*policy.rules, informing))
    assert answer(facts, more) == answer(facts, policy)


@given(
    cases(),
    rules("extra", (RuleKind.CAP,)),
    st.tuples(st.integers(0, 6), st.integers(0, 6)),
    st.builds(CapCount, st.just("extra"), st.integers(0, 6), st.integers(0, 2)),
)
def test_a_stricter_cap_never_grants_more(case, cap, limits, count):
    policy, facts = case
    counted = replace(facts, caps=(*facts.caps, count))

    def with_limit(limit):
        effect = replace(cap.cap, limit=limit, stated=CapStated.NUMBER)
        return assess(counted, replace(policy, rules=(*policy.rules, replace(cap, cap=effect))), ON)

    strict, lax = (with_limit(limit) for limit in sorted(limits))
    assert STRICTEST_FIRST.index(strict.outcome) <= STRICTEST_FIRST.index(lax.outcome)
    assert set(strict.groups) <= set(lax.groups)


@given(
    policies(kinds=HOURS),
    st.dates(date(2024, 10, 1), date(2028, 9, 30)),
    st.sampled_from(LicenceKind),
    st.sampled_from(AreaKind),
    st.sampled_from(PLACES),
    st.sampled_from([None, (), *((zone,) for zone in ZONES)]),
    st.fixed_dictionaries(
        {}, optional={"trained": st.booleans(), "leaves": HALF_HOURS, "returns": HALF_HOURS}
    ),
)
def test_hours_in_force_never_leave_the_law(policy, day, kind, area, category, zones, answers):
    place = Place(kind, area, category=category, zones=zones, answers=answers)
    groups = (Group.ONE,) if kind is LicenceKind.SALE else tuple(Group)
    given_hours = {group: hours_in_force((), day, place, group, policy=policy).hours for group in groups}
    for group, hours in given_hours.items():
        limit = national_hours(kind, group, day).limit
        assert all(limit is not None and part.within(limit) for part in hours)
    for spirits in given_hours.get(Group.THREE, ()):
        others = (*given_hours[Group.ONE], *given_hours[Group.TWO])
        assert max(part.end for part in others) >= spirits.end


@given(cases(kinds=HOURS))
def test_hours_that_a_grant_would_give_never_leave_the_law(case):
    policy, facts = case
    for row in allowed_hours(facts, policy, ON):
        if row.allowed is None:
            continue
        day = ordinary_day(row.weekday, ON)
        seller = seller_of(facts.kind, facts.type, facts.extensions, row.group)
        limit = national_hours(facts.kind, row.group, day, seller=seller).limit
        assert limit is not None
        assert row.allowed.within(limit)
        assert row.allowed.within(row.asked)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter(case, random):
    policy, facts = case
    shuffled = list(policy.rules)
    random.shuffle(shuffled)
    turned = replace(policy, rules=tuple(shuffled))
    assert answer(facts, turned) == answer(facts, policy)
    assert findings(facts, turned) == findings(facts, policy)


@given(policies(), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter_to_the_check(policy, random):
    shuffled = list(policy.rules)
    random.shuffle(shuffled)

    def found(checked):
        return {
            (point.problem, point.does, frozenset((point.rule, str(point.facts.get("other", "")))))
            for point in check(checked)
            if point.problem is not Problem.SAME_AS_CIRCLE
        }

    assert found(replace(policy, rules=tuple(shuffled))) == found(policy)
