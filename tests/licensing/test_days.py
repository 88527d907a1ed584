"""Days off, the days before them, and the next working day."""

from datetime import date

import pytest

from licensing.days import (
    DayKind,
    Holiday,
    add_months,
    day_kind,
    easter,
    end_of_month,
    holidays_of,
    is_day_off,
    is_holiday,
    next_working_day,
)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2008, (3, 23)), (2024, (3, 31)), (2026, (4, 5)), (2027, (3, 28)), (2028, (4, 16)), (2038, (4, 25))],
)
def test_easter(year, sunday):
    assert easter(year) == date(year, *sunday)


def test_first_and_seventeenth_of_may_are_days_off_but_no_holidays():
    for day in (date(2028, 5, 1), date(2028, 5, 17)):
        assert is_day_off(day)
        assert not is_holiday(day)


def test_two_holidays_on_one_date_are_one_day_off():
    # Ascension Day fell on 1 May in 2008.
    assert holidays_of(2008)[date(2008, 5, 1)] is Holiday.ASCENSION_DAY
    assert is_day_off(date(2008, 5, 1))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        pytest.param(date(2026, 11, 20), DayKind.WEEKDAY, id="a Friday is a weekday"),
        pytest.param(date(2026, 11, 21), DayKind.EVE, id="a Saturday is the day before a Sunday"),
        pytest.param(date(2026, 11, 22), DayKind.CLOSED, id="a Sunday is closed"),
        pytest.param(date(2027, 3, 24), DayKind.EVE, id="trap 25: the day before Maundy Thursday"),
        pytest.param(date(2027, 3, 25), DayKind.CLOSED, id="Maundy Thursday"),
        pytest.param(date(2027, 3, 27), DayKind.EVE, id="Easter Saturday"),
        pytest.param(date(2027, 5, 5), DayKind.WEEKDAY, id="trap 25: the day before Ascension Day"),
        pytest.param(date(2027, 5, 6), DayKind.CLOSED, id="Ascension Day"),
        pytest.param(date(2027, 4, 30), DayKind.WEEKDAY, id="trap 24: the day before 1 May"),
        pytest.param(date(2027, 5, 1), DayKind.CLOSED, id="trap 24: 1 May"),
        pytest.param(date(2028, 5, 16), DayKind.WEEKDAY, id="trap 24: the day before 17 May"),
        pytest.param(date(2028, 5, 17), DayKind.CLOSED, id="trap 24: 17 May"),
        pytest.param(date(2022, 4, 30), DayKind.EVE, id="the day before 1 May when that is a Sunday"),
        pytest.param(date(2026, 12, 23), DayKind.WEEKDAY, id="23 December: Christmas Eve is no holiday"),
        pytest.param(date(2026, 12, 24), DayKind.EVE, id="Christmas Eve"),
        pytest.param(date(2026, 12, 31), DayKind.EVE, id="New Year's Eve"),
        pytest.param(date(2027, 1, 1), DayKind.CLOSED, id="New Year's Day"),
        pytest.param(date(2028, 6, 3), DayKind.EVE, id="Whit Saturday"),
        pytest.param(date(2028, 6, 5), DayKind.CLOSED, id="Whit Monday"),
    ],
)
def test_how_the_sale_hours_see_a_day(day, kind):
    assert day_kind(day) is kind


@pytest.mark.parametrize(
    ("day", "working_day"),
    [
        pytest.param(date(2026, 11, 20), date(2026, 11, 20), id="a Friday is one itself"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 23), id="a Saturday moves to Monday"),
        pytest.param(date(2026, 12, 25), date(2026, 12, 28), id="Christmas Day 2026 moves over the weekend"),
        pytest.param(date(2027, 3, 25), date(2027, 3, 30), id="Maundy Thursday moves past Easter Monday"),
        pytest.param(date(2028, 5, 1), date(2028, 5, 2), id="1 May moves to the day after"),
        pytest.param(date(2028, 5, 17), date(2028, 5, 18), id="17 May moves to the day after"),
    ],
)
def test_the_next_working_day(day, working_day):
    assert next_working_day(day) == working_day


@pytest.mark.parametrize(
    ("day", "months", "answer"),
    [
        pytest.param(date(2026, 12, 1), 3, date(2027, 3, 1), id="the same day number"),
        pytest.param(date(2026, 11, 30), 3, date(2027, 2, 28), id="February has no thirtieth"),
        pytest.param(date(2027, 11, 30), 3, date(2028, 2, 29), id="but a leap year has a twenty-ninth"),
        pytest.param(date(2028, 2, 29), -48, date(2024, 2, 29), id="backwards to a leap year"),
        pytest.param(date(2028, 2, 29), 12, date(2029, 2, 28), id="a leap day a year on"),
    ],
)
def test_months_end_on_the_same_day_number(day, months, answer):
    assert add_months(day, months) == answer


def test_the_end_of_a_month():
    assert end_of_month(date(2028, 2, 1)) == date(2028, 2, 29)
