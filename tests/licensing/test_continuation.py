"""Continuation ("videreføring"): licences that run on into the next period, and what must come before."""

from datetime import date

import pytest

from licensing.errors import NotAllowed
from licensing.licences import LicenceType
from licensing.periods import (
    COUNCIL_AND_NEXT_PERIOD,
    TRANSITION_2016,
    continued_period,
    election_before,
    period_citation,
)

END = date(2028, 9, 30)


@pytest.mark.parametrize(
    ("ended_on", "reviewed_on", "decided_on", "last_day"),
    [
        pytest.param(
            END, date(2028, 3, 9), date(2028, 6, 15), date(2032, 9, 30), id="trap_04_reviewed_by_new_council"
        ),
        pytest.param(
            END, date(2027, 9, 14), date(2027, 9, 14), date(2032, 9, 30), id="trap_04_day_after_the_election"
        ),
        pytest.param(END, date(2028, 9, 30), END, date(2032, 9, 30), id="decided on the period's last day"),
        pytest.param(
            date(2024, 9, 30), date(2024, 4, 25), date(2024, 6, 20), END, id="the continuations of 2024"
        ),
        pytest.param(
            date(2020, 9, 30), date(2020, 3, 1), date(2020, 6, 1), date(2024, 9, 30), id="those of 2020"
        ),
        pytest.param(
            date(2027, 6, 30), date(2024, 4, 25), date(2027, 6, 1), END, id="a shorter licence, same council"
        ),
    ],
)
def test_a_continuation_ends_with_the_next_period(ended_on, reviewed_on, decided_on, last_day):
    period = continued_period(ended_on, reviewed_on, decided_on)
    assert (period.last_day, period.citation.code) == (last_day, "alkl_1_6.3")
    assert (period.first_day - ended_on).days == 1


@pytest.mark.parametrize(
    ("ended_on", "reviewed_on", "decided_on", "code", "section"),
    [
        pytest.param(
            END,
            date(2027, 9, 13),
            date(2028, 6, 15),
            "review_before_election",
            "alkl_1_6.4",
            id="trap_04_reviewed_on_election_day",
        ),
        pytest.param(
            END,
            date(2024, 4, 25),
            date(2028, 6, 15),
            "review_before_election",
            "alkl_1_6.4",
            id="trap_04_reviewed_by_the_old_council",
        ),
        pytest.param(
            END,
            date(2028, 6, 16),
            date(2028, 6, 15),
            "continuation_before_review",
            "alkl_1_6.4",
            id="trap_04_decided_before_the_review",
        ),
        pytest.param(
            END,
            date(2028, 3, 9),
            date(2028, 10, 1),
            "licences_lapsed_before_decision",
            "alkl_1_6.3",
            id="decided the day after the licences lapsed",
        ),
        pytest.param(
            date(2016, 6, 30),
            date(2015, 11, 1),
            date(2015, 12, 31),
            "continuation_before_2016",
            "alkl_1_6.3",
            id="before the act of 2015",
        ),
    ],
)
def test_a_continuation_without_legal_ground_is_refused(ended_on, reviewed_on, decided_on, code, section):
    with pytest.raises(NotAllowed) as caught:
        continued_period(ended_on, reviewed_on, decided_on)
    assert (caught.value.code, caught.value.citation.code) == (code, section)


def test_continuing_licences_that_ended_in_june_2016_is_a_question():
    period = continued_period(date(2016, 6, 30), date(2016, 3, 1), date(2016, 5, 1))
    assert set(period.questions) == {COUNCIL_AND_NEXT_PERIOD, TRANSITION_2016}


@pytest.mark.parametrize(
    ("day", "election"),
    [
        pytest.param(date(2027, 9, 12), date(2023, 9, 11), id="the day before an election"),
        pytest.param(date(2027, 9, 13), date(2027, 9, 13), id="election day"),
        pytest.param(date(2028, 9, 30), date(2027, 9, 13), id="the year after"),
        pytest.param(date(2026, 11, 21), date(2023, 9, 11), id="three years after"),
    ],
)
def test_the_latest_election(day, election):
    assert election_before(day) == election


def test_a_vinmonopol_has_a_paragraph_of_its_own():
    assert period_citation(LicenceType.OUTLET).code == "alkl_1_6.1"
    assert {period_citation(one).code for one in LicenceType if one is not LicenceType.OUTLET} == {
        "alkl_1_6.2"
    }
