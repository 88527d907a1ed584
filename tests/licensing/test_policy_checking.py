"""What the check of a policy finds of single rules and of pairs, each with the lawful neighbour."""

from datetime import date

import pytest

from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.law import AF_10_2, ALKL_1_7
from licensing.licences import Audience, Group, LicenceType
from licensing.matters import Matter
from licensing.policy import (
    CapEffect,
    CaseSort,
    ConditionEffect,
    DayClass,
    DelegationEffect,
    Drawn,
    FactorEffect,
    FactTest,
    RenewalEffect,
    RenewalMode,
    RuleKind,
    Strength,
    TurnoverEffect,
    When,
    Zone,
)
from licensing.policy.checking import (
    MOST_PAIRS,
    EngineDoes,
    Point,
    PolicyPart,
    Problem,
    check,
    unanswered,
)
from tests.licensing.policies import (
    SALE,
    SERVING,
    a_policy,
    a_rule,
    an_hours_rule,
    cap,
    found,
    place,
    the_point,
)

ZONE = Zone("centre", "Sentrum", Drawn.CASE_BY_CASE)


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        pytest.param({"first_day": date(2026, 1, 2), "last_day": date(2026, 1, 1)}, True, id="ends before"),
        pytest.param({"first_day": date(2026, 1, 1), "last_day": date(2026, 1, 1)}, False, id="a single day"),
        pytest.param({"last_day": None}, False, id="no end"),
    ],
)
def test_the_period_of_the_policy(given, problems):
    assert ("period_backwards" in found(a_policy(place(), **given))) is problems


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        pytest.param(
            {"first_day": date(2026, 1, 2), "last_day": date(2026, 1, 1)},
            {"rule_days_backwards:R1"},
            id="ends before it begins",
        ),
        pytest.param({"last_day": date(2024, 9, 30)}, {"rule_outside_period:R1"}, id="over the day before"),
        pytest.param({"last_day": date(2024, 10, 1)}, set(), id="over on the first day"),
        pytest.param({"first_day": date(2028, 10, 1)}, {"rule_outside_period:R1"}, id="from the day after"),
        pytest.param({"first_day": date(2028, 9, 30)}, set(), id="from the last day"),
        pytest.param({"municipalities": ("5025",)}, set(), id="for the municipality"),
        pytest.param({"municipalities": ("5025", "5026")}, {"municipality_outside:R1"}, id="for a neighbour"),
        pytest.param(
            {"weekdays": (1,), "day_classes": (DayClass.SUNDAY,)},
            {"no_day_left:R1"},
            id="a Sunday on a Monday",
        ),
        pytest.param({"weekdays": (7,), "day_classes": (DayClass.SUNDAY,)}, set(), id="a Sunday on a Sunday"),
        pytest.param(
            {"kinds": SERVING, "types": (LicenceType.OUTLET,)},
            {"never_matches:R1"},
            id="serving at Vinmonopolet",
        ),
        pytest.param({"kinds": SALE, "types": (LicenceType.OUTLET,)}, set(), id="sale at Vinmonopolet"),
        pytest.param(
            {"kinds": SALE, "types": (LicenceType.AMBULATORY,)}, {"never_matches:R1"}, id="ambulatory sale"
        ),
        pytest.param({"kinds": SERVING, "types": (LicenceType.AMBULATORY,)}, set(), id="ambulatory serving"),
        pytest.param(
            {"kinds": SALE, "types": (LicenceType.PERMANENT,), "groups": (Group.THREE,)},
            {"never_matches:R1"},
            id="spirits in a shop",
        ),
        pytest.param(
            {"types": (LicenceType.OUTLET,), "groups": (Group.ONE,)},
            {"never_matches:R1"},
            id="beer at Vinmonopolet",
        ),
        pytest.param(
            {"kinds": SALE, "audiences": (Audience.CLOSED_COMPANY,)}, {"never_matches:R1"}, id="a closed shop"
        ),
        pytest.param(
            {"sorts": (CaseSort.EVENT,), "types": (LicenceType.PERMANENT,)},
            {"never_matches:R1"},
            id="events with a permanent licence",
        ),
        pytest.param(
            {"sorts": (CaseSort.NEW,), "types": (LicenceType.AMBULATORY,)},
            {"never_matches:R1"},
            id="what is ambulatory is an event",
        ),
        pytest.param({"sorts": (CaseSort.EVENT,), "types": (LicenceType.AMBULATORY,)}, set(), id="an event"),
        pytest.param(
            {"tests": (FactTest("guests", at_least=100), FactTest("guests", at_most=99))},
            {"never_matches:R1"},
            id="at least 100 guests and at most 99",
        ),
        pytest.param(
            {"tests": (FactTest("guests", at_least=99), FactTest("guests", at_most=99))},
            set(),
            id="99 guests",
        ),
    ],
)
def test_rules_that_no_case_can_meet(given, problems):
    assert found(a_policy(place(**given))) == problems


def test_a_rule_in_a_zone_and_outside_it_meets_nobody():
    policy = a_policy(place(zones=("centre",), outside_zones=("centre",)), zones=(ZONE,))
    assert found(policy) == {"never_matches:R1"}


@pytest.mark.parametrize(
    ("rule", "problems"),
    [
        pytest.param(a_rule(kind=RuleKind.POINTS), {"own_point_scale:R1"}, id="its own point scale"),
        pytest.param(
            a_rule(kind=RuleKind.POINTS, strength=Strength.INFO), set(), id="the national scale retold"
        ),
        pytest.param(
            a_rule(kind=RuleKind.OTHER, strength=Strength.FACTOR), {"kept_as_words:R1"}, id="kept as words"
        ),
        pytest.param(a_rule(kind=RuleKind.OTHER, strength=Strength.INFO), set(), id="only told"),
        pytest.param(
            a_rule(kind=RuleKind.OTHER, strength=Strength.HARD),
            {"kept_as_words:R1", "strength_unfit:R1"},
            id="words alone cannot bind",
        ),
        pytest.param(
            a_rule(kind=RuleKind.OTHER, words=""), {"effect_empty:R1", "strength_unfit:R1"}, id="no words"
        ),
        pytest.param(
            a_rule(kind=RuleKind.FACTOR, strength=Strength.HARD, factor=FactorEffect("Nærhet")),
            {"strength_unfit:R1"},
            id="a factor that binds",
        ),
        pytest.param(
            a_rule(kind=RuleKind.FACTOR, strength=Strength.FACTOR, factor=FactorEffect("Nærhet")),
            set(),
            id="a factor",
        ),
        pytest.param(
            a_rule(kind=RuleKind.FACTOR, strength=Strength.FACTOR, factor=FactorEffect(""), words=""),
            {"effect_empty:R1"},
            id="a factor without words",
        ),
        pytest.param(
            a_rule(kind=RuleKind.CONDITION, strength=Strength.CONDITION, condition=ConditionEffect(" ")),
            {"condition_without_text:R1"},
            id="a condition without text",
        ),
        pytest.param(
            a_rule(
                kind=RuleKind.CONDITION, strength=Strength.CONDITION, condition=ConditionEffect("Gjerde.")
            ),
            set(),
            id="a condition",
        ),
        pytest.param(a_rule(kind=RuleKind.EVENT), {"effect_missing:R1"}, id="no effect of its kind"),
        pytest.param(
            a_rule(kind=RuleKind.TURNOVER, turnover=TurnoverEffect(due="02-30")),
            {"turnover_day:R1"},
            id="30 February",
        ),
        pytest.param(
            a_rule(kind=RuleKind.TURNOVER, turnover=TurnoverEffect(due="02-29")), set(), id="29 February"
        ),
        pytest.param(
            a_rule(kind=RuleKind.DELEGATION, delegation=DelegationEffect(prepares="Kontoret")),
            {"delegation_without_mode:R1"},
            id="names people and delegates nothing",
        ),
        pytest.param(
            a_rule(kind=RuleKind.DELEGATION, delegation=DelegationEffect(DelegationMode.BODY)),
            set(),
            id="delegates",
        ),
    ],
)
def test_what_single_rules_say(rule, problems):
    assert found(a_policy(rule)) == problems


def test_the_national_point_scale_holds():
    point = the_point(a_policy(a_rule(kind=RuleKind.POINTS)), Problem.OWN_POINT_SCALE)
    assert (point.citation, point.does) == (AF_10_2, EngineDoes.IGNORES)


def delegated(code, mode=DelegationMode.BODY, matter=None, outcome=None, **given):
    return a_rule(
        code, RuleKind.DELEGATION, delegation=DelegationEffect(mode, matter=matter, outcome=outcome), **given
    )


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        pytest.param(delegated("R2", DelegationMode.ALONE), True, id="the same decisions"),
        pytest.param(delegated("R2", matter=Matter.EVENT), False, id="events alone"),
        pytest.param(delegated("R2", outcome=DecisionOutcome.REFUSE), False, id="refusals alone"),
        pytest.param(delegated("R2", when=When(kinds=SALE)), False, id="sale alone"),
        pytest.param(delegated("R2", first_day=date(2026, 1, 1)), False, id="a later one that replaces it"),
        pytest.param(delegated("R2", municipalities=("5026",)), False, id="the other municipality"),
    ],
)
def test_two_delegations(other, alike):
    policy = a_policy(delegated("R1", municipalities=("5025",)), other, municipalities=("5025", "5026"))
    points = [point for point in check(policy) if point.problem is Problem.DELEGATIONS_ALIKE]
    assert [(point.key, point.citation) for point in points] == (
        [("delegations_alike:R1:R2", ALKL_1_7)] if alike else []
    )


def renewal(code, mode, **given):
    return a_rule(code, RuleKind.RENEWAL, renewal=RenewalEffect(mode), **given)


@pytest.mark.parametrize(
    ("other", "contradict"),
    [
        pytest.param(renewal("R2", RenewalMode.NONE_APPLY), True, id="all apply, and none"),
        pytest.param(renewal("R2", RenewalMode.ALL_APPLY), False, id="all apply, twice"),
        pytest.param(
            renewal("R2", RenewalMode.NONE_APPLY, when=When(kinds=SALE)), False, id="of shops alone"
        ),
        pytest.param(renewal("R2", RenewalMode.NONE_APPLY, strength=Strength.INFO), False, id="only told"),
    ],
)
def test_two_rules_of_renewal(other, contradict):
    policy = a_policy(renewal("R1", RenewalMode.ALL_APPLY), other)
    assert ("rules_contradict:R1:R2" in found(policy)) is contradict


def test_points_stand_in_the_order_of_the_text_and_a_pair_at_its_first_rule():
    policy = a_policy(
        cap("B", CapEffect(25)),
        a_rule("A", RuleKind.POINTS),
        an_hours_rule("C", "-25:00", kinds=SERVING, weekdays=(5, 6)),
        an_hours_rule("D", "-28:00", kinds=SERVING, weekdays=(6, 7)),
        zones=(ZONE,),
    )
    assert [point.key for point in check(policy)] == [
        "unused_zone:centre",
        "cap_silent:B",
        "own_point_scale:A",
        "hours_disagree:C:D",
        "too_late:D",
    ]


def test_what_holds_a_policy_back():
    points = check(
        a_policy(
            a_rule("A", RuleKind.POINTS), cap("B", CapEffect(25)), place("C", zones=("x",)), zones=(ZONE,)
        )
    )
    assert [point.key for point in unanswered(points, {"own_point_scale:A", "unknown_zone:C:x"})] == [
        "cap_silent:B",
        "unknown_zone:C:x",
    ]


def test_the_key_of_a_point_names_what_it_is_about():
    point = Point(Problem.UNUSED_ZONE, "centre", None, EngineDoes.IGNORES, part=PolicyPart.ZONE)
    assert point.key == "unused_zone:centre"


def test_no_more_pairs_are_told_than_anybody_can_read():
    rules = [an_hours_rule(f"R{number}", f"08:00-{24 + number % 3}:00") for number in range(200)]
    points = [point for point in check(a_policy(*rules)) if point.problem is Problem.HOURS_DISAGREE]
    assert len(points) == MOST_PAIRS
