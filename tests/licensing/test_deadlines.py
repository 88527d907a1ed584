"""Deadlines and clocks."""

from datetime import date

import pytest

from licensing.deadlines import (
    Clock,
    ClockKind,
    ClockStatus,
    case_due_on,
    complaint_last_day,
    preliminary_reply_due_on,
    statement_due_on,
    transfer_deadlines,
)


@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 12, 14), id="trap 35: the same weekday three weeks on"),
        pytest.param(date(2026, 12, 4), date(2026, 12, 28), id="Complaint, Christmas; trap 35"),
        pytest.param(date(2028, 4, 10), date(2028, 5, 2), id="Complaint, 1 May; trap 24"),
        pytest.param(date(2028, 4, 26), date(2028, 5, 18), id="17 May moves it too"),
        pytest.param(date(2026, 11, 21), date(2026, 12, 14), id="arrived on a Saturday"),
    ],
)
def test_the_last_day_to_complain(received_on, last_day):
    answer = complaint_last_day(received_on)
    assert (answer.last_day, answer.citation.code) == (last_day, "fvl_29")


def test_transfer_has_two_clocks():
    """The vector "Transfer"; trap 13: alcohol counts from takeover, the serving place from agreement."""
    answer = transfer_deadlines(agreed_on=date(2026, 11, 2), taken_over_on=date(2026, 12, 1))
    assert answer.serving_place_apply_by == date(2026, 12, 2)
    assert answer.alcohol_apply_by == date(2026, 12, 31)
    assert answer.run_until == date(2027, 3, 1)
    assert answer.run_until_extended == date(2027, 4, 1)


def test_transfer_deadlines_are_not_moved_past_days_off():
    answer = transfer_deadlines(agreed_on=date(2026, 11, 25), taken_over_on=date(2026, 11, 25))
    assert answer.alcohol_apply_by == answer.serving_place_apply_by == date(2026, 12, 25)


def test_months_of_a_transfer_end_on_the_last_day_of_a_short_month():
    assert transfer_deadlines(date(2026, 11, 1), date(2026, 11, 30)).run_until == date(2027, 2, 28)


def test_a_case_has_four_months_and_a_preliminary_reply_one():
    assert case_due_on(date(2026, 11, 23)) == date(2027, 3, 23)
    assert case_due_on(date(2026, 10, 31)) == date(2027, 2, 28)
    assert preliminary_reply_due_on(date(2026, 11, 23)) == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("days", "due_on"),
    [
        pytest.param(28, date(2026, 12, 21), id="four weeks unless the municipality says otherwise"),
        pytest.param(14, date(2026, 12, 7), id="two weeks"),
        pytest.param(32, date(2026, 12, 28), id="moved past Christmas"),
    ],
)
def test_a_statement_is_due_on_a_working_day(days, due_on):
    assert statement_due_on(date(2026, 11, 23), days) == due_on


@pytest.mark.parametrize(
    ("first_day", "due_on"),
    [
        pytest.param(date(2026, 12, 22), date(2026, 12, 21), id="the usual day is in time"),
        pytest.param(date(2026, 12, 18), date(2026, 12, 15), id="three days before the event"),
        pytest.param(date(2026, 12, 8), date(2026, 12, 7), id="moved to a Monday, still before"),
        pytest.param(date(2026, 12, 7), date(2026, 12, 4), id="a Friday before a Monday"),
        pytest.param(date(2026, 11, 25), date(2026, 11, 24), id="no sooner than tomorrow"),
        pytest.param(date(2026, 11, 24), date(2026, 11, 24), id="an event tomorrow"),
    ],
)
def test_a_statement_on_an_event_is_due_before_it(first_day, due_on):
    assert statement_due_on(date(2026, 11, 23), first_day=first_day) == due_on


@pytest.mark.parametrize(
    ("on", "status", "left"),
    [
        pytest.param(date(2027, 3, 15), ClockStatus.RUNNING, 8, id="eight days before"),
        pytest.param(date(2027, 3, 16), ClockStatus.DUE_SOON, 7, id="seven days before is soon"),
        pytest.param(date(2027, 3, 23), ClockStatus.DUE_SOON, 0, id="the due day itself is not late"),
        pytest.param(date(2027, 3, 24), ClockStatus.LATE, -1, id="the day after is late"),
    ],
)
def test_how_a_clock_stands(on, status, left):
    clock = Clock(ClockKind.CASE, date(2027, 3, 23))
    assert (clock.status(on), clock.days_left(on)) == (status, left)
    assert clock.citation.code == "alkl_1_11"


def test_a_clock_that_has_not_started_or_has_stopped_is_never_late():
    far_on = date(2030, 1, 1)
    unstarted = Clock(ClockKind.COMPLAINT, None)
    stopped = Clock(ClockKind.CASE, date(2027, 3, 23), stopped_on=date(2027, 4, 1))
    assert (unstarted.status(far_on), unstarted.days_left(far_on)) == (ClockStatus.NOT_STARTED, None)
    assert (stopped.status(far_on), stopped.days_left(far_on)) == (ClockStatus.STOPPED, None)
    assert stopped.status(date(2027, 3, 31)) is ClockStatus.LATE


def test_no_section_sets_the_deadline_for_missing_information():
    assert Clock(ClockKind.INFORMATION, date(2027, 1, 1)).citation is None
