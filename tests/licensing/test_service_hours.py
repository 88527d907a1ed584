"""Intervals of the service day and the instants at which they end."""

from datetime import UTC, date, datetime

import pytest

from licensing.errors import BadValue
from licensing.service_hours import (
    ServiceHours,
    clip,
    clock_text,
    drinking_ends_at,
    minutes_of,
    serving_ends_at,
)

SPRING = date(2027, 3, 27)
AUTUMN = date(2027, 10, 30)


@pytest.mark.parametrize(
    ("start", "end", "pair"),
    [
        pytest.param("10:00", "02:00", ("10:00", "26:00"), id="past midnight"),
        pytest.param("10.00", "23.00", ("10:00", "23:00"), id="the same day, with points"),
        pytest.param("10:00", "26:00", ("10:00", "26:00"), id="already counted on"),
        pytest.param("18:00", "00:00", ("18:00", "24:00"), id="to midnight"),
        pytest.param("06:00", "06:00", ("06:00", "30:00"), id="round the clock"),
    ],
)
def test_hours_as_a_person_writes_them(start, end, pair):
    hours = ServiceHours.from_clock(start, end)
    assert hours.pair == pair
    assert ServiceHours.parse(*pair) == hours


def test_a_clock_shows_the_time_after_midnight():
    assert ServiceHours.parse("10:00", "26:30").clock == ("10:00", "02:30")


@pytest.mark.parametrize("text", ["", "25", "10:60", "30:01", "-1:00", "ti", "１０:００"])
def test_a_time_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadValue):
        minutes_of(text)


def test_the_last_minute_of_a_service_day_is_thirty():
    assert clock_text(minutes_of("30:00")) == "30:00"


def test_hours_that_end_before_they_begin_are_refused():
    with pytest.raises(BadValue):
        ServiceHours.parse("12:00", "12:00")


@pytest.mark.parametrize(
    ("asked", "limit", "left", "clipped"),
    [
        pytest.param(("10:00", "26:00"), ("06:00", "27:00"), ("10:00", "26:00"), False, id="inside"),
        pytest.param(("10:00", "28:00"), ("06:00", "27:00"), ("10:00", "27:00"), True, id="too late"),
        pytest.param(("08:00", "12:00"), ("13:00", "27:00"), None, True, id="wholly outside"),
        pytest.param(("08:00", "13:00"), ("13:00", "27:00"), None, True, id="touching is not overlapping"),
        pytest.param(("08:00", "12:00"), None, None, True, id="closed by the limit"),
        pytest.param(None, ("13:00", "27:00"), None, False, id="closed anyway"),
    ],
)
def test_clipping(asked, limit, left, clipped):
    answer = clip(asked and ServiceHours.parse(*asked), limit and ServiceHours.parse(*limit))
    assert (answer.hours and answer.hours.pair, answer.clipped) == (left, clipped)


@pytest.mark.parametrize(
    ("service_day", "end", "utc"),
    [
        pytest.param(SPRING, "27:00", (3, 28, 1, 0), id="Clock change: 03:00 in the night into 2027-03-28"),
        pytest.param(AUTUMN, "27:00", (10, 31, 1, 0), id="Clock change: 03:00 in the night into 2027-10-31"),
        pytest.param(SPRING, "26:00", (3, 28, 1, 0), id="02:00 in spring is the jump itself"),
        pytest.param(SPRING, "26:30", (3, 28, 1, 0), id="02:30 does not exist in spring: the jump ends it"),
        pytest.param(SPRING, "25:59", (3, 28, 0, 59), id="01:59 in spring is before the jump"),
        pytest.param(AUTUMN, "26:00", (10, 31, 0, 0), id="02:00 in autumn is when the clock first shows it"),
        pytest.param(AUTUMN, "26:30", (10, 31, 0, 30), id="02:30 in autumn is when the clock first shows it"),
        pytest.param(SPRING, "30:00", (3, 28, 4, 0), id="06:00 in spring is summer time"),
        pytest.param(AUTUMN, "30:00", (10, 31, 5, 0), id="06:00 in autumn is winter time"),
        pytest.param(SPRING, "23:00", (3, 27, 22, 0), id="the evening before is not touched"),
        pytest.param(date(2026, 11, 20), "26:00", (11, 21, 1, 0), id="an ordinary winter night"),
        pytest.param(date(2026, 7, 3), "26:00", (7, 4, 0, 0), id="an ordinary summer night"),
    ],
)
def test_trap_28_serving_ends_at_an_instant(service_day, end, utc):
    ends_at = serving_ends_at(service_day, minutes_of(end))
    assert ends_at == datetime(service_day.year, *utc, tzinfo=UTC)


def test_drinking_up_takes_half_an_hour_even_when_the_clock_changes():
    for service_day in (SPRING, AUTUMN):
        served, drunk = serving_ends_at(service_day, 27 * 60), drinking_ends_at(service_day, 27 * 60)
        assert (drunk - served).total_seconds() == 1800


@pytest.mark.parametrize("end", [5 * 60 + 59, 30 * 60 + 1], ids=["before 06:00", "after 06:00 next morning"])
def test_a_time_outside_the_service_day_is_refused(end):
    with pytest.raises(BadValue):
        serving_ends_at(SPRING, end)
