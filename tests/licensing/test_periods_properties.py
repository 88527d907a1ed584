"""What is true of every licence period."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from licensing.days import add_months, end_of_month
from licensing.errors import NotAllowed
from licensing.periods import longest_period, valid_while_renewed

pytestmark = [pytest.mark.property, pytest.mark.slow]

DAYS = st.dates(date(2008, 1, 1), date(2080, 12, 31))


@given(DAYS)
def test_a_period_never_passes_four_years_or_the_council_s_last_day(granted_on):
    period = longest_period(granted_on)
    assert granted_on <= period.last_day <= add_months(granted_on, 48)
    month_and_day = (6, 30) if granted_on < date(2016, 1, 1) else (9, 30)
    assert (period.last_day.month, period.last_day.day) == month_and_day
    assert period.last_day.year % 4 == 0


@given(DAYS)
def test_a_later_grant_never_ends_earlier_under_the_same_rule(granted_on):
    tomorrow = granted_on + timedelta(days=1)
    assume((granted_on < date(2016, 1, 1)) is (tomorrow < date(2016, 1, 1)))
    assert longest_period(granted_on).last_day <= longest_period(tomorrow).last_day


@given(DAYS, st.integers(-2000, 2000))
def test_any_first_day_is_either_refused_or_within_four_years(granted_on, days):
    first_day = granted_on + timedelta(days=days)
    if first_day > longest_period(granted_on).last_day and granted_on.year % 4 in (1, 2):
        # In these years no election has brought a new council that could grant the next period.
        with pytest.raises(NotAllowed):
            longest_period(granted_on, first_day)
    elif first_day <= longest_period(granted_on).last_day:
        assert longest_period(granted_on, first_day).last_day <= add_months(first_day, 48)


@given(DAYS, st.integers(-500, 500))
def test_a_late_renewal_prolongs_at_most_three_months(ended_on, days):
    decided_on = ended_on + timedelta(days=days)
    valid_to = valid_while_renewed(ended_on, decided_on).valid_to
    assert ended_on <= valid_to <= add_months(ended_on + timedelta(days=1), 3) - timedelta(days=1)
    if ended_on < decided_on <= valid_to:
        assert valid_to in (
            end_of_month(decided_on),
            add_months(ended_on + timedelta(days=1), 3) - timedelta(1),
        )
