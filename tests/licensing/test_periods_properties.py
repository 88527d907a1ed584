"""What is true of every licence period."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from licensing.days import add_months, end_of_month
from licensing.errors import NotAllowed
from licensing.periods import continued_period, election_before, longest_period, valid_while_renewed

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


def legal_last_day(granted_on, first_day):
    """The legal last day counted in the plainest way there is: a list of ends, and four years."""
    rule = (6, 30) if granted_on < date(2016, 1, 1) else (9, 30)
    ends = [date(year, *rule) for year in range(2008, 2100, 4)]
    return min(next(end for end in ends if end >= first_day), add_months(first_day, 48))


@given(DAYS, st.integers(-800, 2000))
def test_no_grant_gives_a_last_day_after_the_legal_one(granted_on, days):
    first_day = granted_on + timedelta(days=days)
    assume(first_day >= date(2008, 1, 1))
    try:
        period = longest_period(granted_on, first_day)
    except NotAllowed:
        return
    # A licence that began before its grant is still fixed by the council that granted it.
    assert period.last_day <= legal_last_day(granted_on, max(first_day, granted_on))


@given(st.integers(2016, 2080), st.integers(1, 700), st.integers(0, 200))
def test_no_continuation_gives_a_last_day_after_the_legal_one(year, after_election, later):
    ended_on = date(year - year % 4, 9, 30)
    reviewed_on = election_before(ended_on) + timedelta(days=after_election)
    decided_on = reviewed_on + timedelta(days=later)
    assume(date(2016, 1, 1) <= decided_on <= ended_on)
    period = continued_period(ended_on, reviewed_on, decided_on)
    assert period.last_day == date(ended_on.year + 4, 9, 30)
