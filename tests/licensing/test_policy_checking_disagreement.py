"""What the check of a policy finds of hours that disagree, point in circles, or leave something open."""

from datetime import date

import pytest

from licensing.licences import AreaKind, Audience, Group, VenueCategory
from licensing.policy import (
    DayClass,
    Drawn,
    FactTest,
    HoursEffect,
    LocalDays,
    Question,
    Relative,
    RuleKind,
    Strength,
    Yearly,
    Zone,
)
from licensing.policy.checking import EngineDoes, Problem, check
from licensing.seasons import Season
from tests.licensing.policies import SERVING, a_policy, an_hours_rule, found, the_point

ONE, TWO, THREE = Group

BEER_AND_WINE = (ONE, TWO)

TRAINED, MATCH = FactTest("trained", equals=True), FactTest("match", equals=True)

ANSWERS = (Question("trained", "Er alle kurset?"), Question("match", "Vises kampen?"))


def hours(code="R1", given="", **more):
    return an_hours_rule(code, given, kinds=more.pop("kinds", SERVING), **more)


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        pytest.param({"weekdays": (5, 6)}, {"weekdays": (6, 7)}, True, id="both speak of Saturdays"),
        pytest.param({"weekdays": (5, 6)}, {"weekdays": (7, 1)}, False, id="no day in common"),
        pytest.param({"rank": 1}, {}, False, id="one of higher rank"),
        pytest.param({"groups": (ONE,)}, {}, False, id="one is narrower"),
        pytest.param({"groups": (ONE,)}, {"groups": (TWO,)}, False, id="different groups"),
        pytest.param({"groups": (ONE,)}, {"areas": (AreaKind.OUTDOOR,)}, True, id="beer, and outdoors"),
        pytest.param({"zones": ("a",)}, {"zones": ("b",)}, False, id="different zones"),
        pytest.param({"zones": ("a",)}, {"outside_zones": ("a",)}, False, id="in a zone and outside it"),
        pytest.param({"zones": ("a",)}, {"outside_zones": ("b",)}, True, id="in one zone, outside another"),
        pytest.param({"tests": (TRAINED,)}, {"tests": (MATCH,)}, True, id="different questions"),
        pytest.param(
            {"tests": (TRAINED,)},
            {"tests": (FactTest("trained", equals=False),)},
            False,
            id="opposite answers to one question",
        ),
        pytest.param(
            {"season": Season.parse("05-15", "08-31")},
            {"season": Season.parse("09-01", "05-14")},
            False,
            id="summer and the rest of the year",
        ),
        pytest.param(
            {"season": Season.parse("05-15", "08-31")},
            {"season": Season.parse("08-31", "05-14")},
            True,
            id="seasons that share one day",
        ),
        pytest.param(
            {"last_day": date(2026, 5, 31)}, {"first_day": date(2026, 6, 1)}, False, id="one after the other"
        ),
        pytest.param(
            {"last_day": date(2026, 6, 1)}, {"first_day": date(2026, 6, 1)}, True, id="one day together"
        ),
        pytest.param(
            {"municipalities": ("5025",)}, {"municipalities": ("5026",)}, False, id="different municipalities"
        ),
        pytest.param({"strength": Strength.INFO}, {}, False, id="one only informs"),
        pytest.param({"kind": RuleKind.OPENING}, {}, False, id="opening and serving"),
        pytest.param(
            {"audiences": (Audience.GENERAL,)},
            {"audiences": (Audience.CLOSED_COMPANY,)},
            False,
            id="open to all, and closed company",
        ),
        pytest.param(
            {"day_classes": (DayClass.MAY_1,)},
            {"day_classes": (DayClass.MAY_17,)},
            False,
            id="1 May and 17 May",
        ),
        pytest.param(
            {"day_classes": (DayClass.HOLIDAY,)},
            {"day_classes": (DayClass.MAY_17,)},
            True,
            id="17 May 2027 is Whit Monday",
        ),
        pytest.param(
            {"local_days": ("fair",)},
            {"day_classes": (DayClass.EVE,)},
            True,
            id="a fair with a Saturday in it",
        ),
    ],
)
def test_equal_rules_that_disagree(one, other, disagree):
    policy = a_policy(
        hours("R1", "-25:00", **one),
        hours("R2", "-26:00", **other),
        municipalities=("5025", "5026"),
        questions=ANSWERS,
        zones=(Zone("a", "A", Drawn.CASE_BY_CASE), Zone("b", "B", Drawn.CASE_BY_CASE)),
        local_days=(LocalDays("fair", "Martnan", Yearly(lasting=5, month=2, weekday=2, nth=-2)),),
    )
    assert ("hours_disagree:R1:R2" in found(policy)) is disagree


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        pytest.param("10:00-25:00", "10:00-25:00", False, id="the same hours twice"),
        pytest.param("10:00-", "-25:00", False, id="one moves the beginning, one the end"),
        pytest.param("10:00-25:00", "-25:00", False, id="the same end"),
        pytest.param("10:00-25:00", "09:00-", True, id="different beginnings"),
        pytest.param("10:00-25:00", HoursEffect(closed=True), True, id="open and closed"),
        pytest.param(HoursEffect(closed=True), HoursEffect(closed=True), False, id="closed twice"),
        pytest.param("-25:00", HoursEffect(same_as_area=AreaKind.INDOOR), True, id="a time, and as indoors"),
        pytest.param(
            "-25:00", HoursEffect(relative=Relative("begins", 60, "ends", 60)), False, id="around a trip"
        ),
        pytest.param("-25:00", HoursEffect(may_shorten=True), False, id="may be shortened"),
    ],
)
def test_what_makes_two_rules_disagree(one, other, disagree):
    effects = [
        {"effect": given} if isinstance(given, HoursEffect) else {"given": given} for given in (one, other)
    ]
    policy = a_policy(
        *(
            hours(code, areas=(AreaKind.OUTDOOR,), **effect)
            for code, effect in zip(("R1", "R2"), effects, strict=True)
        ),
        questions=(Question("begins", "Når går båten?"), Question("ends", "Når kommer den?")),
    )
    assert ("hours_disagree:R1:R2" in found(policy)) is disagree


def test_what_is_told_of_two_that_disagree():
    point = the_point(
        a_policy(hours("R1", "08:00-25:00", groups=(ONE,)), hours("R2", "-26:00", groups=(ONE,))),
        Problem.HOURS_DISAGREE,
    )
    assert point.does is EngineDoes.STRICTER_HOLDS_AND_ASKS
    assert dict(point.facts) == {"other": "R2", "one_says": "08:00-25:00", "other_says": "-26:00"}


def same_as(code, rule="", area=None, **more):
    return hours(code, effect=HoursEffect(same_as_rule=rule, same_as_area=area), **more)


INDOOR, OUTDOOR = (AreaKind.INDOOR,), (AreaKind.OUTDOOR,)


@pytest.mark.parametrize(
    ("rules", "circle"),
    [
        pytest.param([same_as("R1", "R1")], ["R1"], id="itself"),
        pytest.param([same_as("R1", "R2"), same_as("R2", "R1")], ["R1", "R2"], id="two"),
        pytest.param(
            [same_as("R1", "R2"), same_as("R2", "R3"), same_as("R3", "R1")], ["R1", "R2", "R3"], id="three"
        ),
        pytest.param(
            [same_as("R1", "R2"), same_as("R2", "R3"), same_as("R3", "R2")], ["R2", "R3"], id="a tail"
        ),
        pytest.param([same_as("R1", "R2"), hours("R2", "-25:00")], None, id="a chain that ends"),
        pytest.param(
            [same_as("R1", area=AreaKind.INDOOR, areas=OUTDOOR), hours("R2", "-25:00", areas=INDOOR)],
            None,
            id="outdoors as indoors",
        ),
        pytest.param(
            [
                same_as("R1", area=AreaKind.INDOOR, areas=OUTDOOR),
                same_as("R2", area=AreaKind.OUTDOOR, areas=INDOOR),
            ],
            ["R1", "R2"],
            id="outdoors as indoors, and the other way",
        ),
        pytest.param(
            [
                same_as("R1", area=AreaKind.INDOOR, areas=OUTDOOR, categories=(VenueCategory.HOTEL,)),
                same_as("R2", area=AreaKind.OUTDOOR, areas=INDOOR, categories=(VenueCategory.BOAT,)),
            ],
            None,
            id="the other way at other places",
        ),
        pytest.param(
            [same_as("R1", area=AreaKind.INDOOR, areas=OUTDOOR), same_as("R2", "R1", areas=INDOOR)],
            ["R1", "R2"],
            id="an area and a rule",
        ),
        pytest.param([same_as("R1", area=AreaKind.INDOOR)], None, id="as indoors, said of everywhere"),
        pytest.param(
            [
                same_as("R1", area=AreaKind.INDOOR, areas=OUTDOOR, weekdays=(5,)),
                same_as("R2", area=AreaKind.OUTDOOR, areas=INDOOR, weekdays=(6,)),
            ],
            None,
            id="each way on days of its own",
        ),
        pytest.param(
            [same_as("R1", "R3"), same_as("R2", "R3"), same_as("R3", "R2")], ["R2", "R3"], id="met backwards"
        ),
    ],
)
def test_circles_of_same_as_block(rules, circle):
    points = [point for point in check(a_policy(*rules)) if point.problem is Problem.SAME_AS_CIRCLE]
    assert [point.facts["circle"] for point in points] == ([] if circle is None else [circle])
    assert all(point.blocking for point in points)


@pytest.mark.parametrize(
    ("rule", "problems"),
    [
        pytest.param(
            hours(given="-26:00", strength=Strength.CONDITION), {"hours_without_test:R1"}, id="nothing asked"
        ),
        pytest.param(
            hours(given="-26:00", strength=Strength.CONDITION, tests=(TRAINED,)), set(), id="a test to pass"
        ),
        pytest.param(hours(given="-26:00"), set(), id="not a condition"),
        pytest.param(
            hours(effect=HoursEffect(may_shorten=True), strength=Strength.FACTOR),
            {"may_shorten:R1"},
            id="may be shortened for a single place",
        ),
        pytest.param(hours(), {"effect_empty:R1"}, id="no hours at all"),
    ],
)
def test_what_hours_rules_leave_open(rule, problems):
    policy = a_policy(rule, questions=ANSWERS[:1])
    assert found(policy) - {"unused_question:trained"} == problems
