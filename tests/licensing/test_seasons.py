"""The part of the year that a seasonal licence covers."""

from datetime import date

import pytest

from licensing.errors import BadValue
from licensing.seasons import Season

SUMMER = Season.parse("07-15", "08-15")
WINTER = Season.parse("12-01", "05-01")


@pytest.mark.parametrize(
    ("season", "day", "covered"),
    [
        pytest.param(SUMMER, date(2027, 7, 14), False, id="the day before the first"),
        pytest.param(SUMMER, date(2027, 7, 15), True, id="the first day"),
        pytest.param(SUMMER, date(2028, 8, 15), True, id="the last day, a year later"),
        pytest.param(SUMMER, date(2027, 8, 16), False, id="the day after the last"),
        pytest.param(WINTER, date(2026, 11, 30), False, id="the day before a winter begins"),
        pytest.param(WINTER, date(2026, 12, 1), True, id="a winter's first day"),
        pytest.param(WINTER, date(2027, 1, 1), True, id="over New Year"),
        pytest.param(WINTER, date(2027, 5, 1), True, id="a winter's last day"),
        pytest.param(WINTER, date(2027, 5, 2), False, id="the day after"),
        pytest.param(Season.parse("02-01", "02-29"), date(2027, 2, 28), True, id="a common year's February"),
        pytest.param(Season.parse("02-01", "02-29"), date(2028, 2, 29), True, id="a leap day"),
        pytest.param(Season.parse("02-01", "02-29"), date(2027, 3, 1), False, id="the first of March"),
    ],
)
def test_a_season_holds_from_its_first_to_its_last_day_each_year(season, day, covered):
    assert season.covers(day) is covered


@pytest.mark.parametrize("text", ["02-30", "13-01", "00-10", "06-31", "1-1", "2026-01", ""])
def test_a_day_that_no_year_has_is_refused(text):
    with pytest.raises(BadValue) as caught:
        Season.parse(text, "05-01")
    assert caught.value.code == "season_day"


def test_a_season_survives_its_stored_form():
    assert Season.parse(*WINTER.pair) == WINTER
    assert WINTER.crosses_new_year
    assert not SUMMER.crosses_new_year
