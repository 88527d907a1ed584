"""What comes too late: turnover statements and payments, of which two points are proposed, never given.

Law: alkoholforskriften §§ 6-3, 10-3 and 10-5.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

POINTS = 2
ONE_DAY = timedelta(days=1)


class LateKind(StrEnum):
    """What was late."""

    STATEMENT = "statement"
    PAYMENT = "payment"


@dataclass(frozen=True)
class Late:
    """Something that did not come by its deadline; the breach is on the day after."""

    kind: LateKind
    due_on: date
    came_on: date | None
    """The day it came, which is after the deadline; None while it has not."""

    @property
    def breached_on(self) -> date:
        """The day after the deadline."""
        return self.due_on + ONE_DAY


def late_statement(*, due_on: date, delivered_on: date | None, on: date) -> Late | None:
    """A turnover statement that was not delivered by its deadline, asked on a day.

    Law: alkoholforskriften §§ 6-3 and 10-3.
    """
    return _late(LateKind.STATEMENT, due_on, delivered_on, on)


def late_payment(*, due_on: date, paid_on: date | None, told_on: date | None, on: date) -> Late | None:
    """A fee that was not paid by its due date, as far as a status newer than that date tells.

    Without such a status nothing is said: money may have come that this system has not heard of.

    Law: alkoholforskriften §§ 6-3 and 10-3.
    """
    if paid_on is None and (told_on is None or told_on <= due_on):
        return None
    return _late(LateKind.PAYMENT, due_on, paid_on, on)


def _late(kind: LateKind, due_on: date, came_on: date | None, on: date) -> Late | None:
    if on <= due_on or (came_on is not None and came_on <= due_on):
        return None
    return Late(kind, due_on, came_on)
