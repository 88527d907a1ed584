"""Which service day a clock time belongs to, also on the nights when the clock is changed."""

from datetime import UTC, date, datetime

import pytest

from licensing.moments import local_moment, second_showing


def at(text):
    return local_moment(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("written", "service_day", "minute"),
    [
        pytest.param("2026-11-28T05:59", date(2026, 11, 27), 29 * 60 + 59, id="the last minute of Friday's"),
        pytest.param("2026-11-28T06:00", date(2026, 11, 28), 6 * 60, id="the first minute of Saturday's"),
        pytest.param(
            "2026-11-28T02:10", date(2026, 11, 27), 26 * 60 + 10, id="02:10 is of the evening before"
        ),
        pytest.param("2026-11-28T00:00", date(2026, 11, 27), 24 * 60, id="midnight"),
        pytest.param("2026-11-27T23:59", date(2026, 11, 27), 23 * 60 + 59, id="the minute before"),
    ],
)
def test_trap_28_a_night_belongs_to_the_service_day_that_it_began_in(written, service_day, minute):
    moment = at(written)
    assert (moment.service_day, moment.minute) == (service_day, minute)
    assert moment.is_after_midnight is (minute >= 24 * 60)


@pytest.mark.parametrize(
    ("written", "utc", "skipped", "repeated", "second"),
    [
        pytest.param("2027-03-28T01:59", (3, 28, 0, 59), False, False, False, id="before the jump in spring"),
        pytest.param("2027-03-28T02:10", (3, 28, 1, 0), True, False, False, id="a time that does not exist"),
        pytest.param("2027-03-28T03:00", (3, 28, 1, 0), False, False, False, id="the jump itself"),
        pytest.param(
            "2027-10-31T01:59", (10, 30, 23, 59), False, False, False, id="before the repeated hour"
        ),
        pytest.param(
            "2027-10-31T02:10", (10, 31, 0, 10), False, True, False, id="a time shown twice: the first"
        ),
        pytest.param(
            "2027-10-31T02:10+01:00", (10, 31, 1, 10), False, True, True, id="the second, by its offset"
        ),
        pytest.param("2027-10-31T03:00", (10, 31, 2, 0), False, False, False, id="after the repeated hour"),
        pytest.param(
            "2026-11-28T01:10Z", (11, 28, 1, 10), False, False, False, id="an ordinary night, in UTC"
        ),
    ],
)
def test_the_clock_that_is_changed_is_told(written, utc, skipped, repeated, second):
    moment = at(written)
    assert moment.at == datetime(moment.at.year, *utc, tzinfo=UTC)
    assert (moment.skipped, moment.repeated, moment.second_time) == (skipped, repeated, second)


def test_the_second_showing_is_an_hour_after_the_first():
    first = at("2027-10-31T02:10")
    again = second_showing(first)
    assert (again.at - first.at).total_seconds() == 3600
    assert (again.minute, again.service_day, again.second_time) == (first.minute, first.service_day, True)
    assert second_showing(again) is None
    assert second_showing(at("2026-11-28T02:10")) is None
