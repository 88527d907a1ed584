"""Which local rule gives the hours of a place on a day: same as elsewhere, around a trip, opening, days."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.errors import NotAllowed
from licensing.licences import AreaKind, Group, LicenceKind, VenueCategory
from licensing.local_hours import local_hours
from licensing.policy import (
    DayClass,
    FactTest,
    HoursEffect,
    LocalDays,
    Relative,
    Rule,
    RuleKind,
    Situation,
    Span,
    Strength,
    When,
    Yearly,
    day_classes,
)
from licensing.service_hours import ServiceHours, minutes_of
from tests.licensing.local_rules import hours

SERVING = LicenceKind.SERVING
INDOOR, OUTDOOR = AreaKind.INDOOR, AreaKind.OUTDOOR
NORMAL = ServiceHours.parse("08:00", "25:00")
FRIDAY = date(2026, 11, 27)


def at(area=INDOOR, on=FRIDAY, **more):
    return Situation(SERVING, groups=(Group.ONE,), area=area, day=on, **more)


def found(*rules, held=None, **place):
    return local_hours(rules, at(**place), normal=NORMAL, held=held)


def pair(answer):
    return answer.hours and answer.hours.pair


INSIDE = hours("inside", SERVING, latest=minutes_of("26:00"), areas=(INDOOR,))


class TestSameAs:
    OUTSIDE = replace(hours("outside", SERVING, areas=(OUTDOOR,)), hours=HoursEffect(same_as_area=INDOOR))

    def test_outside_as_inside(self):
        assert pair(found(INSIDE, self.OUTSIDE, area=OUTDOOR)) == ("08:00", "26:00")

    def test_outside_as_the_licence_itself_has_inside(self):
        own = {INDOOR: ServiceHours.parse("10:00", "27:00")}
        assert pair(found(INSIDE, self.OUTSIDE, area=OUTDOOR, held=own)) == ("10:00", "27:00")

    def test_outside_as_inside_where_nothing_is_set_inside(self):
        assert pair(found(self.OUTSIDE, area=OUTDOOR)) == NORMAL.pair

    def test_two_areas_that_point_at_each_other_do_not_wait_for_ever(self):
        back = replace(INSIDE, hours=HoursEffect(same_as_area=OUTDOOR))
        assert pair(found(back, self.OUTSIDE, area=OUTDOOR)) == NORMAL.pair

    def test_as_another_rule(self):
        other = replace(hours("other", SERVING, rank=1), hours=HoursEffect(same_as_rule="inside"))
        assert pair(found(INSIDE, other, area=OUTDOOR)) == ("08:00", "26:00")

    def test_rules_in_a_circle_are_refused(self):
        one = replace(hours("one", SERVING), hours=HoursEffect(same_as_rule="two"))
        two = replace(hours("two", SERVING), hours=HoursEffect(same_as_rule="one"))
        with pytest.raises(NotAllowed) as refusal:
            found(one, two)
        assert refusal.value.code == "hours_rules_circle"


class TestRelative:
    TRIP = replace(
        hours("trip", SERVING),
        hours=HoursEffect(relative=Relative("departure", 60, "arrival", 60)),
    )

    @pytest.mark.parametrize(
        ("departure", "arrival", "expected"),
        [
            pytest.param("12:00", "18:00", ("11:00", "19:00"), id="an hour before to an hour after"),
            pytest.param("08:00", "18:00", ("08:00", "19:00"), id="never before the ordinary hours"),
            pytest.param("20:00", "26:00", ("19:00", "25:00"), id="nor after them"),
        ],
    )
    def test_around_a_trip(self, departure, arrival, expected):
        answers = {"departure": minutes_of(departure), "arrival": minutes_of(arrival)}
        assert pair(found(self.TRIP, answers=answers)) == expected

    def test_times_that_nobody_has_given_are_asked_for(self):
        answer = found(self.TRIP, answers={"departure": minutes_of("12:00")})
        assert (pair(answer), answer.unknown) == (NORMAL.pair, ("arrival",))


class TestOpening:
    def opening(self, latest, **when):
        return Rule(
            "opening",
            RuleKind.OPENING,
            Strength.HARD,
            When(kinds=(SERVING,), **when),
            hours=HoursEffect(minutes_of("06:00"), minutes_of(latest)),
        )

    def test_opening_hours_cut_what_may_be_served(self):
        answer = found(INSIDE, self.opening("25:30"))
        assert (pair(answer), answer.opening_alone) == (("08:00", "25:30"), False)

    def test_opening_hours_alone_say_so(self):
        answer = found(self.opening("27:30"))
        assert (pair(answer), answer.opening_alone) == (("06:00", "27:30"), True)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 11, 29), ("12:00", "25:00"), id="a Sunday"),
        pytest.param(date(2026, 12, 25), ("12:00", "25:00"), id="Christmas Day"),
        pytest.param(date(2026, 11, 30), ("08:00", "25:00"), id="a Monday"),
        pytest.param(date(2026, 5, 17), ("06:00", "25:00"), id="17 May, though it is a Sunday"),
    ],
)
def test_day_classes(day, expected):
    rules = (
        hours("all", SERVING, minutes_of("08:00"), minutes_of("25:00")),
        hours("off", SERVING, minutes_of("12:00"), day_classes=(DayClass.SUNDAY, DayClass.HOLIDAY)),
        hours("may", SERVING, minutes_of("06:00"), rank=1, day_classes=(DayClass.MAY_1, DayClass.MAY_17)),
    )
    assert pair(found(*rules, on=day)) == expected


@pytest.mark.parametrize(
    ("day", "classes"),
    [
        pytest.param(date(2026, 4, 4), {"eve", "eve_of_holiday", "easter_eve"}, id="Easter eve"),
        pytest.param(date(2026, 4, 6), {"holiday", "last_day_off"}, id="Easter Monday"),
        pytest.param(date(2026, 4, 5), {"sunday", "holiday", "eve", "eve_of_holiday"}, id="Easter Sunday"),
        pytest.param(date(2026, 5, 16), {"eve", "eve_of_may_17"}, id="16 May, a Saturday"),
        pytest.param(date(2026, 5, 13), {"eve_of_holiday"}, id="before Ascension Day sale ends as usual"),
        pytest.param(date(2026, 12, 31), {"eve", "eve_of_holiday", "new_years_eve"}, id="New Year's Eve"),
        pytest.param(date(2026, 11, 25), set(), id="an ordinary Wednesday"),
    ],
)
def test_of_which_classes_a_day_is(day, classes):
    assert {found.value for found in day_classes(day)} == classes


class TestLocalDays:
    FAIR = LocalDays("fair", "Martnan", Yearly(lasting=5, month=2, weekday=2, nth=-2))

    @pytest.mark.parametrize(
        ("day", "covered"),
        [
            pytest.param(date(2027, 2, 15), False, id="the Monday before"),
            pytest.param(date(2027, 2, 16), True, id="the second last Tuesday of February"),
            pytest.param(date(2027, 2, 20), True, id="the Saturday"),
            pytest.param(date(2027, 2, 21), False, id="the Sunday after"),
            pytest.param(date(2028, 2, 22), True, id="a leap year with five Tuesdays"),
        ],
    )
    def test_a_fair_by_its_rule(self, day, covered):
        assert self.FAIR.covers(day) is covered

    def test_a_year_that_is_given_goes_before_the_rule(self):
        moved = replace(self.FAIR, spans=(Span(date(2027, 3, 2), date(2027, 3, 6)),))
        assert not moved.covers(date(2027, 2, 16))
        assert moved.covers(date(2027, 3, 2))
        assert moved.covers(date(2028, 2, 22))

    @pytest.mark.parametrize(
        ("rule", "first"),
        [
            pytest.param(Yearly(after_easter=-3), date(2027, 3, 25), id="before Easter"),
            pytest.param(Yearly(month=12, day_of_month=29, lasting=5), date(2027, 12, 29), id="a fixed day"),
            pytest.param(Yearly(month=2, weekday=1, nth=5), None, id="a fifth Monday that is not there"),
            pytest.param(Yearly(month=2, day_of_month=29), None, id="29 February in a common year"),
        ],
    )
    def test_other_ways_to_name_days(self, rule, first):
        span = rule.span_in(2027)
        assert (span and span.first_day) == first

    def test_a_fair_that_runs_over_new_year(self):
        days = LocalDays("ny", "Nyttår", Yearly(month=12, day_of_month=29, lasting=5))
        assert days.covers(date(2028, 1, 2))
        assert not days.covers(date(2028, 1, 3))

    def test_hours_of_a_fair(self):
        longer = hours("fair", SERVING, latest=minutes_of("26:30"), local_days=("fair",))
        days = (self.FAIR,)
        assert pair(found(INSIDE, longer, on=date(2027, 2, 18), local_days=days)) == ("08:00", "26:00")
        longer = replace(longer, rank=1)
        assert pair(found(INSIDE, longer, on=date(2027, 2, 18), local_days=days)) == ("08:00", "26:30")
        assert pair(found(INSIDE, longer, on=FRIDAY, local_days=days)) == ("08:00", "26:00")


def test_hours_by_the_size_of_a_festival():
    rules = (
        hours("all", SERVING, latest=minutes_of("25:00")),
        hours("festival", SERVING, latest=minutes_of("26:00"), tests=(FactTest("guests", at_least=10_000),)),
    )
    assert pair(found(*rules, answers={"guests": 10_000})) == ("08:00", "26:00")
    assert pair(found(*rules, answers={"guests": 9_999})) == ("08:00", "25:00")
    open_answer = found(*rules)
    assert (pair(open_answer), open_answer.unknown) == (("08:00", "25:00"), ("guests",))
    assert open_answer.otherwise.pair == ("08:00", "26:00")


def test_what_is_not_known_and_changes_nothing_is_not_asked_for():
    rules = (
        hours("all", SERVING, latest=minutes_of("26:00")),
        hours("clubs", SERVING, latest=minutes_of("26:00"), categories=(VenueCategory.NIGHTCLUB,)),
    )
    assert found(*rules).unknown == ()


def test_a_rule_that_closes_goes_before_what_is_less_particular():
    closed = replace(hours("closed", SERVING, weekdays=(5,)), hours=HoursEffect(closed=True))
    assert found(INSIDE, replace(closed, rank=1)).hours is None
    assert pair(found(INSIDE, replace(closed, rank=1), on=date(2026, 11, 28))) == ("08:00", "26:00")


@pytest.mark.parametrize("strength", [Strength.FACTOR, Strength.INFO])
def test_what_is_weighed_or_told_moves_no_hours(strength):
    assert found(hours("told", SERVING, latest=minutes_of("20:00"), strength=strength)) is None


def test_a_rule_that_lets_single_places_be_cut_moves_nothing_by_itself():
    cut = replace(INSIDE, hours=HoursEffect(may_shorten=True))
    assert found(cut) is None
