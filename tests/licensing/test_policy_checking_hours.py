"""What the check of a policy finds of hours outside the law, each with the lawful neighbour."""

from datetime import date

import pytest

from licensing.law import ALKL_3_4A, ALKL_3_7, ALKL_4_4
from licensing.licences import AreaKind, Group, LicenceType, VenueCategory
from licensing.policy import (
    DayClass,
    FactTest,
    HoursEffect,
    LocalDays,
    Question,
    RuleKind,
    Span,
    Strength,
)
from licensing.policy.checking import EngineDoes, Problem
from tests.licensing.policies import SALE, SERVING, a_policy, an_hours_rule, found, the_point

ONE, TWO, THREE = Group

BEER_AND_WINE = (ONE, TWO)

TRAINED, MATCH = FactTest("trained", equals=True), FactTest("match", equals=True)

ANSWERS = (Question("trained", "Er alle kurset?"), Question("match", "Vises kampen?"))


def hours(code="R1", given="", **more):
    return an_hours_rule(code, given, kinds=more.pop("kinds", SERVING), **more)


@pytest.mark.parametrize(
    ("rules", "problems"),
    [
        pytest.param([hours(given="12:59-25:00", groups=(THREE,))], {"too_early:R1"}, id="spirits at 12.59"),
        pytest.param([hours(given="13:00-25:00", groups=(THREE,))], set(), id="spirits at 13"),
        pytest.param([hours(given="08:00-26:00", groups=BEER_AND_WINE)], set(), id="beer and wine at 8"),
        pytest.param([hours(given="05:59-26:00", groups=(ONE,))], {"too_early:R1"}, id="beer at 5.59"),
        pytest.param([hours(given="06:00-26:00", groups=(ONE,))], set(), id="beer at 6"),
        pytest.param([hours(given="08:00-26:00")], {"too_early:R1"}, id="whatever the drink, from 8"),
        pytest.param([hours(given="-26:00")], set(), id="only the end is moved"),
        pytest.param([hours(given="-27:01")], {"too_late:R1"}, id="serving to 3.01"),
        pytest.param([hours(given="-27:00")], set(), id="serving to 3"),
        pytest.param(
            [hours(given="08:00-26:00"), hours("R2", "13:00-", groups=(THREE,))],
            set(),
            id="a narrower rule says 13 for spirits",
        ),
        pytest.param(
            [hours(given="08:00-26:00", rank=1), hours("R2", "13:00-", groups=(THREE,))],
            {"too_early:R1"},
            id="the narrower rule is of lower rank",
        ),
        pytest.param(
            [
                hours(given="08:00-26:00"),
                hours("R2", "13:00-", groups=(THREE,), categories=(VenueCategory.HOTEL,)),
            ],
            {"too_early:R1"},
            id="the narrower rule is for hotels alone",
        ),
        pytest.param(
            [hours(given="08:00-26:00"), hours("R2", "13:00-", groups=(THREE,), strength=Strength.INFO)],
            {"too_early:R1"},
            id="what only informs moves nothing",
        ),
        pytest.param([hours(given="08:00-26:00", strength=Strength.INFO)], set(), id="itself only informs"),
        pytest.param(
            [hours(given="05:00-30:00", kind=RuleKind.OPENING)],
            set(),
            id="opening hours are no serving hours",
        ),
        pytest.param(
            [hours(effect=HoursEffect(closed=True), groups=(THREE,))], set(), id="closed is always lawful"
        ),
        pytest.param(
            [hours(given="-26:00"), hours("R2", "-27:00", groups=(THREE,))],
            {"spirits_after_others:R2"},
            id="spirits an hour longer than the rest",
        ),
        pytest.param(
            [hours(given="-27:00"), hours("R2", "-26:00", groups=(THREE,))],
            set(),
            id="spirits an hour shorter than the rest",
        ),
        pytest.param(
            [hours("R2", "13:00-26:00", groups=(THREE,))],
            {"spirits_after_others:R2"},
            id="spirits beyond the normal hours of the rest",
        ),
        pytest.param(
            [hours(given="08:00-26:00", groups=BEER_AND_WINE), hours("R2", "13:00-26:00", groups=(THREE,))],
            set(),
            id="spirits as long as the rest",
        ),
        pytest.param([hours(given="18:00-17:00")], {"hours_backwards:R1"}, id="an end before the beginning"),
        pytest.param([hours(given="17:00-18:00")], set(), id="an hour a day"),
    ],
)
def test_serving_hours_against_the_law(rules, problems):
    assert found(a_policy(*rules)) == problems


@pytest.mark.parametrize(
    ("rules", "problems"),
    [
        pytest.param(
            [hours(given="08:00-20:01", weekdays=(1, 2), kinds=SALE)], {"too_late:R1"}, id="weekdays to 20.01"
        ),
        pytest.param(
            [hours(given="08:00-20:00", kinds=SALE)],
            {"too_late:R1"},
            id="20 also on the days before days off",
        ),
        pytest.param(
            [hours(given="08:00-20:00", kinds=SALE), hours("R2", "-18:00", kinds=SALE, weekdays=(6,))],
            {"too_late:R1"},
            id="18 on Saturdays, and nothing of the day before Maundy Thursday",
        ),
        pytest.param(
            [
                hours(given="08:00-20:00", kinds=SALE),
                hours("R2", "-18:00", kinds=SALE, day_classes=(DayClass.EVE,)),
            ],
            set(),
            id="18 on the days before days off",
        ),
        pytest.param(
            [hours(given="-18:01", kinds=SALE, day_classes=(DayClass.CHRISTMAS_EVE,))],
            {"too_late:R1"},
            id="Christmas Eve to 18.01",
        ),
        pytest.param(
            [hours(given="-16:00", kinds=SALE, day_classes=(DayClass.CHRISTMAS_EVE,))],
            set(),
            id="Christmas Eve to 16",
        ),
        pytest.param(
            [hours(given="-20:00", kinds=SALE, day_classes=(DayClass.EVE_OF_MAY_17,))],
            {"too_late:R1"},
            id="16 May may be a Saturday",
        ),
        pytest.param(
            [hours(given="00:00-18:00", kinds=SALE)], set(), id="the law knows no earliest hour of sale"
        ),
        pytest.param(
            [hours(given="08:00-15:00", kinds=SALE, weekdays=(7,))], {"sale_on_day_off:R1"}, id="Sundays"
        ),
        pytest.param(
            [hours(given="08:00-15:00", kinds=SALE, day_classes=(DayClass.MAY_17,))],
            {"sale_on_day_off:R1"},
            id="17 May",
        ),
        pytest.param(
            [hours(given="08:00-15:00", kinds=SALE, day_classes=(DayClass.HOLIDAY,))],
            {"sale_on_day_off:R1"},
            id="holidays",
        ),
        pytest.param(
            [hours(effect=HoursEffect(closed=True), kinds=SALE, weekdays=(7,))],
            set(),
            id="closed on Sundays, as the law is",
        ),
        pytest.param(
            [hours(given="08:00-15:00", kinds=SALE, weekdays=(1, 2, 3, 4, 5, 6))],
            set(),
            id="weekdays that may be holidays",
        ),
        pytest.param(
            [hours(given="08:00-20:00", kinds=SALE, groups=(TWO,), day_classes=(DayClass.EVE,))],
            {"too_late:R1"},
            id="a producer on the days before days off",
        ),
        pytest.param(
            [hours(given="10:00-16:30", kinds=SALE, types=(LicenceType.OUTLET,), weekdays=(6,))],
            {"too_late:R1"},
            id="Vinmonopolet on Saturdays to 16.30",
        ),
        pytest.param(
            [hours(given="10:00-16:00", kinds=SALE, types=(LicenceType.OUTLET,), weekdays=(6,))],
            set(),
            id="Vinmonopolet on Saturdays to 16",
        ),
        pytest.param([hours(given="-22:00", kinds=())], {"too_late:R1"}, id="bars and shops in one rule"),
        pytest.param(
            [hours(given="-22:00", kinds=(), areas=(AreaKind.OUTDOOR,))], set(), id="nothing is sold outdoors"
        ),
    ],
)
def test_sale_hours_against_the_law(rules, problems):
    assert found(a_policy(*rules)) == problems


@pytest.mark.parametrize(
    ("rule", "citation"),
    [
        pytest.param(hours(given="-28:00", groups=(ONE,)), ALKL_4_4, id="serving"),
        pytest.param(hours(given="-21:00", kinds=SALE, weekdays=(1,)), ALKL_3_7, id="a shop"),
        pytest.param(hours(given="-21:00", kinds=SALE, groups=(TWO,)), ALKL_3_4A, id="a producer"),
    ],
)
def test_the_section_that_the_hours_leave(rule, citation):
    assert the_point(a_policy(rule), Problem.TOO_LATE).citation == citation


def test_what_is_told_of_spirits_from_eight():
    point = the_point(a_policy(hours(given="08:00-26:00")), Problem.TOO_EARLY)
    assert point.does is EngineDoes.CLIPS
    assert not point.blocking
    assert dict(point.facts) == {
        "rule_says": "08:00",
        "law": "13:00",
        "kind": "serving",
        "groups": ["3"],
        "day": "2024-10-01",
    }


@pytest.mark.parametrize(
    ("rule", "problems"),
    [
        pytest.param({"tests": (MATCH,)}, set(), id="places that show the match"),
        pytest.param({}, {"too_late:R1"}, id="every place"),
        pytest.param({"tests": (MATCH,), "last_day": date(2026, 7, 31)}, {"too_late:R1"}, id="after the act"),
    ],
)
def test_a_dated_act_moves_the_outermost_hours(rule, problems):
    given = {"first_day": date(2026, 6, 11), "last_day": date(2026, 7, 19), **rule}
    policy = a_policy(hours(given="-30:00", groups=(ONE,), **given), questions=ANSWERS)
    assert found(policy) - {"unused_question:trained", "unused_question:match"} == problems


def test_a_period_before_the_tables_begin_is_held_against_no_law():
    old = a_policy(hours(given="08:00-29:00"), first_day=date(2009, 1, 1), last_day=date(2012, 12, 31))
    assert found(old) == set()


def test_local_days_in_a_later_year_are_still_looked_at():
    fair = LocalDays("fair", "Martnan", spans=(Span(date(2030, 2, 19), date(2030, 2, 23)),))
    rule = hours(given="-28:00", local_days=("fair",), first_day=date(2030, 1, 1))
    assert found(a_policy(rule, last_day=None, local_days=(fair,))) == {"too_late:R1"}
