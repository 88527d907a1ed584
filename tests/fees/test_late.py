"""What comes too late: the day after the deadline, and nothing about money before a newer status."""

from datetime import date

import pytest

from fees.late import POINTS, Late, LateKind, late_payment, late_statement

DUE_ON = date(2026, 3, 2)
BEFORE, AFTER, LATER = date(2026, 2, 27), date(2026, 3, 3), date(2026, 3, 16)


@pytest.mark.parametrize(
    ("delivered_on", "on", "late"),
    [
        pytest.param(None, DUE_ON, False, id="missing on the last day: not late yet"),
        pytest.param(None, AFTER, True, id="missing the day after: late"),
        pytest.param(BEFORE, AFTER, False, id="delivered before: in time"),
        pytest.param(DUE_ON, AFTER, False, id="delivered on the last day: in time"),
        pytest.param(AFTER, LATER, True, id="delivered the day after: late for ever"),
    ],
)
def test_a_statement_is_late_from_the_day_after_its_deadline(
    delivered_on: date | None, on: date, late: bool
) -> None:
    found = late_statement(due_on=DUE_ON, delivered_on=delivered_on, on=on)
    assert found == (Late(LateKind.STATEMENT, DUE_ON, delivered_on) if late else None)


@pytest.mark.parametrize(
    ("paid_on", "told_on", "late"),
    [
        pytest.param(None, None, False, id="no status: nothing is said"),
        pytest.param(None, DUE_ON, False, id="a status of the due date: nothing is said"),
        pytest.param(None, AFTER, True, id="a status of the day after, unpaid: late"),
        pytest.param(DUE_ON, AFTER, False, id="paid on the due date: in time"),
        pytest.param(AFTER, AFTER, True, id="paid the day after: late"),
        pytest.param(AFTER, None, True, id="paid the day after, told without a status: late"),
    ],
)
def test_a_payment_is_late_only_as_far_as_a_newer_status_tells(
    paid_on: date | None, told_on: date | None, late: bool
) -> None:
    found = late_payment(due_on=DUE_ON, paid_on=paid_on, told_on=told_on, on=LATER)
    assert found == (Late(LateKind.PAYMENT, DUE_ON, paid_on) if late else None)


def test_nothing_is_late_on_the_due_date_itself() -> None:
    assert late_payment(due_on=DUE_ON, paid_on=None, told_on=AFTER, on=DUE_ON) is None


def test_the_breach_is_on_the_day_after_the_deadline_and_weighs_two_points() -> None:
    late = late_statement(due_on=date(2026, 2, 28), delivered_on=None, on=LATER)
    assert late is not None
    assert late.breached_on == date(2026, 3, 1)
    assert POINTS == 2
