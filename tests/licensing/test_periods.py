"""How long a licence may last, and a renewal decided late."""

from datetime import date

import pytest

from licensing.errors import NotAllowed, PeriodNotKnown
from licensing.periods import (
    COUNCIL_AND_NEXT_PERIOD,
    TRANSITION_2016,
    election_day,
    longest_period,
    valid_while_renewed,
)


@pytest.mark.parametrize(
    ("granted_on", "last_day"),
    [
        pytest.param(
            date(2026, 11, 21), date(2028, 9, 30), id="New licence, 4 years asked; trap 2: under two years"
        ),
        pytest.param(date(2028, 9, 15), date(2028, 9, 30), id="Grant in September 2028"),
        pytest.param(date(2028, 9, 30), date(2028, 9, 30), id="granted on the period's last day"),
        pytest.param(date(2028, 10, 1), date(2032, 9, 30), id="granted on the next period's first day"),
        pytest.param(date(2024, 9, 30), date(2024, 9, 30), id="the period to 2024"),
        pytest.param(date(2020, 10, 1), date(2024, 9, 30), id="the period from 2020"),
        pytest.param(date(2008, 1, 1), date(2008, 6, 30), id="trap 1: the first known day, old rule"),
        pytest.param(date(2008, 7, 1), date(2012, 6, 30), id="trap 1: the period from 1 July 2008"),
        pytest.param(date(2012, 7, 1), date(2016, 6, 30), id="trap 1: the period from 1 July 2012"),
        pytest.param(date(2015, 12, 31), date(2016, 6, 30), id="trap 1: the old rule's last grant date"),
        pytest.param(date(2016, 1, 1), date(2016, 9, 30), id="trap 1: the new rule's first grant date"),
        pytest.param(date(2016, 10, 1), date(2020, 9, 30), id="the first whole period of the new rule"),
    ],
)
def test_the_period_ends_in_the_year_after_a_new_council(granted_on, last_day):
    assert longest_period(granted_on).last_day == last_day


@pytest.mark.parametrize(
    ("granted_on", "first_day", "last_day"),
    [
        pytest.param(date(2026, 11, 21), date(2027, 1, 1), date(2028, 9, 30), id="a later first day"),
        pytest.param(
            date(2028, 6, 1), date(2024, 9, 29), date(2028, 9, 29), id="four years bind from 29 September"
        ),
        pytest.param(
            date(2028, 6, 1), date(2024, 9, 30), date(2028, 9, 30), id="they no longer bind from 30 September"
        ),
        pytest.param(
            date(2028, 6, 1), date(2028, 10, 1), date(2032, 9, 30), id="a new council decides the next period"
        ),
    ],
)
def test_the_earlier_of_four_years_and_the_period_end(granted_on, first_day, last_day):
    period = longest_period(granted_on, first_day)
    assert (period.first_day, period.last_day) == (first_day, last_day)
    assert period.citation.code == "alkl_1_6.2"


@pytest.mark.parametrize(
    ("granted_on", "questions"),
    [
        pytest.param(date(2026, 11, 21), (), id="nothing is open in the middle of a period"),
        pytest.param(date(2027, 9, 12), (), id="nothing is open on the day before the election"),
        pytest.param(
            date(2027, 9, 13), (COUNCIL_AND_NEXT_PERIOD,), id="election day may bring a new council"
        ),
        pytest.param(
            date(2028, 9, 15), (COUNCIL_AND_NEXT_PERIOD,), id="Grant in September 2028 is an inference"
        ),
        pytest.param(date(2028, 9, 30), (COUNCIL_AND_NEXT_PERIOD,), id="to the period's last day"),
        pytest.param(date(2028, 10, 1), (), id="and no longer"),
        pytest.param(
            date(2014, 3, 1), (TRANSITION_2016,), id="whether licences to 30 June 2016 were prolonged"
        ),
        pytest.param(
            date(2015, 11, 1), (COUNCIL_AND_NEXT_PERIOD, TRANSITION_2016), id="both in the autumn of 2015"
        ),
    ],
)
def test_what_the_sources_leave_open_is_a_question(granted_on, questions):
    assert longest_period(granted_on).questions == questions


def test_the_day_before_2008_is_not_known():
    with pytest.raises(PeriodNotKnown) as caught:
        longest_period(date(2007, 12, 31))
    assert caught.value.code == "period_before_2008"


@pytest.mark.parametrize(
    ("granted_on", "first_day"),
    [
        pytest.param(
            date(2026, 11, 21), date(2028, 10, 1), id="the old council cannot grant the next period"
        ),
        pytest.param(date(2028, 6, 1), date(2032, 10, 1), id="nor the new one the period after the next"),
    ],
)
def test_a_first_day_beyond_the_council_s_reach_is_refused(granted_on, first_day):
    with pytest.raises(NotAllowed) as caught:
        longest_period(granted_on, first_day)
    assert caught.value.code == "first_day_after_period"


@pytest.mark.parametrize(
    ("year", "day"), [(2015, 14), (2019, 9), (2023, 11), (2027, 13)], ids=lambda value: str(value)
)
def test_elections_are_on_the_second_monday_of_september(year, day):
    assert election_day(year) == date(year, 9, day)


@pytest.mark.parametrize(
    ("ended_on", "decided_on", "valid_to"),
    [
        pytest.param(date(2028, 9, 30), date(2028, 9, 30), date(2028, 9, 30), id="decided on the last day"),
        pytest.param(date(2028, 9, 30), date(2028, 6, 1), date(2028, 9, 30), id="decided long before"),
        pytest.param(date(2028, 9, 30), date(2028, 10, 1), date(2028, 10, 31), id="decided the day after"),
        pytest.param(date(2028, 9, 30), date(2028, 11, 10), date(2028, 11, 30), id="Renewal pending; trap 3"),
        pytest.param(
            date(2028, 9, 30), date(2028, 12, 31), date(2028, 12, 31), id="the third month's last day"
        ),
        pytest.param(date(2028, 9, 30), date(2029, 1, 15), date(2028, 12, 31), id="Renewal very late"),
        pytest.param(date(2012, 6, 30), date(2012, 11, 1), date(2012, 9, 30), id="three months from 30 June"),
    ],
)
def test_a_late_renewal_keeps_the_old_licence_for_a_while(ended_on, decided_on, valid_to):
    answer = valid_while_renewed(ended_on, decided_on)
    assert (answer.valid_to, answer.citation.code) == (valid_to, "alkl_1_6.5")
