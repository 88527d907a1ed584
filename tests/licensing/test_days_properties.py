"""Days off against the package `holidays`, over all the years that the product may meet."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.days import (
    add_months,
    day_kind,
    end_of_month,
    is_day_before_day_off,
    is_day_off,
    is_first_or_seventeenth_of_may,
    is_holiday,
    next_working_day,
)
from licensing.deadlines import complaint_last_day

pytestmark = [pytest.mark.property, pytest.mark.slow]

YEARS = range(2000, 2060)
DAYS = st.dates(date(2000, 1, 1), date(2059, 12, 31))


@pytest.mark.parametrize("year", YEARS)
def test_the_days_off_are_those_that_another_implementation_knows(year):
    oracle = set(holidays.country_holidays("NO", years=year))
    day = date(year, 1, 1)
    ours = set()
    while day.year == year:
        if is_holiday(day) or is_first_or_seventeenth_of_may(day):
            ours.add(day)
        day += timedelta(days=1)
    assert ours == {day for day in oracle if day.year == year}


@given(DAYS)
def test_the_next_working_day_is_the_nearest_one(day):
    answer = next_working_day(day)
    assert not is_day_off(answer)
    assert answer.weekday() < 5
    passed = [day + timedelta(days=number) for number in range((answer - day).days)]
    assert all(is_day_off(skipped) or skipped.weekday() == 5 for skipped in passed)


@given(DAYS)
def test_a_complaint_always_has_three_weeks_and_ends_on_a_working_day(day):
    last_day = complaint_last_day(day).last_day
    assert timedelta(weeks=3) <= last_day - day <= timedelta(weeks=3, days=6)
    assert next_working_day(last_day) == last_day


@given(DAYS)
def test_a_day_before_a_day_off_is_followed_by_one(day):
    if is_day_before_day_off(day):
        assert is_day_off(day + timedelta(days=1))
    elif not is_day_off(day + timedelta(days=1)):
        assert day_kind(day).value != "eve"


@given(DAYS, st.integers(-120, 120))
def test_months_keep_the_day_number_or_end_the_month(day, months):
    answer = add_months(day, months)
    assert (answer.year - day.year) * 12 + answer.month - day.month == months
    assert answer.day == day.day or (answer == end_of_month(answer) and answer.day < day.day)
