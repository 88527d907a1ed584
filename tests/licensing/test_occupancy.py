"""Which rooms a serving licence takes when, and when another holder may not have them."""

import json
from datetime import date

import pytest

from licensing.licences import AreaKind, Attribute, Group, TermRow
from licensing.occupancy import CoveredRoom, Days, Occupancy, first_overlap, occupied, occupied_on_days
from licensing.service_hours import ServiceHours

ROOM, GARDEN = 1, 2
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
SUNDAY = date(2026, 11, 29)
YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


def hours(start, end, weekdays=EVERY_DAY, **more):
    """An hours term; group 1 indoors unless told otherwise."""
    span = ServiceHours.parse(start, end)
    value = json.dumps([{"weekdays": list(weekdays), "start": span.start, "end": span.end}])
    named = {
        "first_day": YEAR.first_day,
        "last_day": None,
        "decided_on": YEAR.first_day,
        "decision_number": 1,
        "area": AreaKind.INDOOR,
        "group": Group.ONE,
    }
    return TermRow(Attribute.HOURS, value, **(named | more))


def season(value):
    return TermRow(Attribute.SEASON, value, YEAR.first_day, None, YEAR.first_day, 1)


def room(number=ROOM, area=AreaKind.INDOOR, first_day=YEAR.first_day, last_day=None):
    return CoveredRoom(number, area, first_day, last_day)


def taken(*rows, rooms=None, periods=(YEAR,), **more):
    return occupied(rows, rooms or [room()], periods, **more)


def on(day, occupancies):
    """What is taken on a day, as a person would say it."""
    return [
        one.hours.pair
        for one in occupancies
        if one.first_day <= day <= one.last_day and one.weekday == day.isoweekday()
    ]


@pytest.mark.parametrize(
    ("theirs", "met"),
    [
        pytest.param(("10:00", "16:00"), None, id="until the minute the other begins"),
        pytest.param(("10:00", "16:01"), ("16:00", "16:01"), id="one minute into the other's hours"),
        pytest.param(("26:00", "27:00"), None, id="from the minute the other ends, past midnight"),
        pytest.param(("25:59", "27:00"), ("25:59", "26:00"), id="one minute before it ends, past midnight"),
        pytest.param(("06:00", "27:00"), ("16:00", "26:00"), id="around the other's hours"),
    ],
)
def test_trap_08_second_licence_in_the_same_room_may_only_have_hours_that_do_not_overlap(theirs, met):
    mine = occupied_on_days([(ROOM, FRIDAY, ServiceHours.parse("16:00", "26:00"))])
    other = taken(hours(*theirs))
    found = first_overlap(mine, other, same_holder=False)
    assert (found and found.hours.pair) == met
    assert found is None or (found.room, found.day, found.citation.code) == (ROOM, FRIDAY, "alkl_4_1")


def test_trap_08_the_same_holder_may_have_a_second_licence_in_the_same_room():
    mine = taken(hours("10:00", "26:00"))
    assert first_overlap(mine, mine, same_holder=True) is None
    assert first_overlap(mine, mine, same_holder=False) is not None


@pytest.mark.parametrize(
    ("day", "meets"),
    [
        pytest.param(FRIDAY, True, id="on the weekday that is taken"),
        pytest.param(SATURDAY, False, id="on the day after"),
        pytest.param(date(2026, 11, 26), False, id="on the day before"),
    ],
)
def test_a_licence_for_fridays_leaves_the_other_days_free(day, meets):
    theirs = taken(hours("10:00", "26:00", weekdays=(5,)))
    mine = occupied_on_days([(ROOM, day, ServiceHours.parse("18:00", "24:00"))])
    assert (first_overlap(mine, theirs, same_holder=False) is not None) is meets


def test_another_room_is_another_room():
    mine = occupied_on_days([(GARDEN, FRIDAY, ServiceHours.parse("18:00", "24:00"))])
    assert first_overlap(mine, taken(hours("10:00", "26:00")), same_holder=False) is None


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [
        pytest.param(date(2026, 2, 28), False, id="the day before the period"),
        pytest.param(date(2026, 3, 1), True, id="its first day"),
        pytest.param(date(2026, 9, 30), True, id="its last day"),
        pytest.param(date(2026, 10, 1), False, id="the day after"),
    ],
)
def test_a_room_is_taken_from_the_first_to_the_last_day_of_the_period(day, is_taken):
    found = taken(hours("10:00", "26:00"), periods=[Days(date(2026, 3, 1), date(2026, 9, 30))])
    assert bool(on(day, found)) is is_taken


def test_first_and_last_day_are_moved_to_the_weekday():
    found = taken(hours("10:00", "26:00", weekdays=(5,)))
    assert found == (
        Occupancy(ROOM, 5, date(2026, 1, 2), date(2026, 12, 25), ServiceHours.parse("10:00", "26:00")),
    )


def test_a_period_without_the_weekday_takes_nothing():
    assert taken(hours("10:00", "26:00", weekdays=(5,)), periods=[Days(MONDAY, date(2026, 11, 26))]) == ()


def test_periods_that_follow_each_other_are_one():
    two = [Days(date(2026, 1, 1), date(2026, 6, 30)), Days(date(2026, 7, 1), date(2026, 12, 31))]
    assert taken(hours("10:00", "26:00"), periods=two) == taken(hours("10:00", "26:00"))


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [
        pytest.param(date(2026, 7, 14), False, id="the day before the season"),
        pytest.param(date(2026, 7, 15), True, id="its first day"),
        pytest.param(date(2026, 8, 15), True, id="its last day"),
        pytest.param(date(2026, 8, 16), False, id="the day after"),
    ],
)
def test_a_seasonal_licence_takes_the_room_in_its_season_alone(day, is_taken):
    assert bool(on(day, taken(hours("10:00", "26:00"), season("07-15/08-15")))) is is_taken


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [
        pytest.param(date(2026, 11, 30), False, id="before the winter"),
        pytest.param(date(2026, 12, 1), True, id="its first day"),
        pytest.param(date(2026, 1, 15), True, id="after New Year"),
        pytest.param(date(2026, 5, 1), True, id="its last day"),
        pytest.param(date(2026, 5, 2), False, id="after the winter"),
    ],
)
def test_a_season_may_run_over_new_year(day, is_taken):
    assert bool(on(day, taken(hours("10:00", "26:00"), season("12-01/05-01")))) is is_taken


@pytest.mark.parametrize("year", [2027, 2028], ids=["a common year", "a leap year"])
def test_a_season_that_ends_on_29_february_ends_on_the_last_day_of_february(year):
    days = Days(date(year, 1, 1), date(year, 12, 31))
    found = taken(hours("10:00", "26:00"), season("12-01/02-29"), periods=[days])
    last = date(year, 2, 29 if year == 2028 else 28)
    assert on(last, found)
    assert not on(date(year, 3, 1), found)


def test_groups_with_different_hours_take_the_room_for_the_hours_of_both():
    found = taken(hours("10:00", "25:00"), hours("13:00", "26:00", group=Group.THREE))
    assert on(MONDAY, found) == [("10:00", "26:00")]


def test_groups_whose_hours_lie_apart_leave_the_time_between_free():
    found = taken(hours("10:00", "12:00"), hours("18:00", "26:00", group=Group.THREE))
    assert on(MONDAY, found) == [("10:00", "12:00"), ("18:00", "26:00")]


def test_inside_and_outside_have_their_own_hours():
    found = taken(
        hours("10:00", "26:00"),
        hours("11:00", "23:00", area=AreaKind.OUTDOOR),
        rooms=[room(), room(GARDEN, AreaKind.OUTDOOR)],
    )
    assert {one.room: one.hours.pair for one in found} == {
        ROOM: ("10:00", "26:00"),
        GARDEN: ("11:00", "23:00"),
    }


def test_hours_that_are_not_known_take_the_outermost_hours_of_the_law():
    assert on(MONDAY, taken()) == [("06:00", "27:00")]


def test_a_day_that_the_licence_closes_is_free():
    assert on(MONDAY, taken(hours("10:00", "26:00", weekdays=(5, 6)))) == []


def test_longer_hours_on_one_night_take_the_room_for_that_night():
    once = hours("10:00", "27:00", weekdays=(5,), first_day=FRIDAY, last_day=FRIDAY, decision_number=2)
    found = taken(hours("10:00", "25:00"), once)
    assert on(FRIDAY, found) == [("10:00", "27:00")]
    assert on(date(2026, 11, 20), found) == [("10:00", "25:00")]
    assert on(date(2026, 12, 4), found) == [("10:00", "25:00")]


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [
        pytest.param(FRIDAY, True, id="the day on which it ended"),
        pytest.param(SATURDAY, False, id="the day after"),
    ],
)
def test_a_licence_that_has_ended_leaves_the_room(day, is_taken):
    assert bool(on(day, taken(hours("10:00", "26:00"), ended_on=FRIDAY))) is is_taken


def test_a_room_that_was_covered_for_a_time_is_taken_for_that_time():
    found = taken(hours("10:00", "26:00"), rooms=[room(first_day=FRIDAY, last_day=SATURDAY)])
    assert [(one.weekday, one.first_day, one.last_day) for one in found] == [
        (5, FRIDAY, FRIDAY),
        (6, SATURDAY, SATURDAY),
    ]


def test_what_is_served_before_six_belongs_to_the_night_before():
    mine = occupied_on_days([(ROOM, SUNDAY, ServiceHours.parse("00:00", "02:00"))])
    assert mine == (Occupancy(ROOM, 6, SATURDAY, SATURDAY, ServiceHours.parse("24:00", "26:00")),)
    assert first_overlap(mine, taken(hours("10:00", "25:00")), same_holder=False).day == SATURDAY


def test_the_room_that_a_term_names_has_the_hours_of_that_term():
    own = hours("18:00", "23:00", room=GARDEN, area=AreaKind.OUTDOOR)
    general = hours("10:00", "22:00", area=AreaKind.OUTDOOR)
    found = taken(general, own, rooms=[room(GARDEN, AreaKind.OUTDOOR), room(3, AreaKind.OUTDOOR)])
    assert {one.room: one.hours.pair for one in found} == {
        GARDEN: ("18:00", "23:00"),
        3: ("10:00", "22:00"),
    }


def test_a_later_decision_for_every_room_goes_before_an_earlier_one_for_one_room():
    own = hours("18:00", "23:00", room=ROOM)
    later = hours("10:00", "22:00", decision_number=2)
    assert on(MONDAY, taken(own, later)) == [("10:00", "22:00")]


def test_an_event_on_two_nights_leaves_the_nights_between_them_free():
    nights = [hours("18:00", "25:00", first_day=day, last_day=day, room=ROOM) for day in (FRIDAY, SUNDAY)]
    found = taken(*nights, rooms=[room(first_day=FRIDAY, last_day=SUNDAY)], by_dates=True)
    assert [one.first_day for one in found] == [FRIDAY, SUNDAY]
    assert on(SATURDAY, found) == []


def test_an_event_whose_hours_were_never_told_takes_the_outermost_hours():
    found = taken(rooms=[room(first_day=FRIDAY, last_day=FRIDAY)], by_dates=True)
    assert on(FRIDAY, found) == [("06:00", "27:00")]
