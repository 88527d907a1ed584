"""The yearly report ("melding om russituasjonen"): when it is due, which years it tells of, and how the
earmarked money was shared between target groups.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fees.earmark import WHOLE
from fees.money import ZERO, Money
from fees.spending import IN_SCHOOL, SpendingShare, TargetGroup

YEARS_TOLD = 5
"""The year of the report and those before it, so that a reader sees which way it goes."""
# ASSUMPTION: the plan says "by 1 February" and nothing of days off, so the day stands as it is.
DUE_MONTH, DUE_DAY = 2, 1
TOLD_OF_MONTH = 11
"""From the first of this month those who make the report are told of it."""


def due_day(year: int) -> date:
    """The day by which the report of a year is to be delivered, as the joint plan has it: 1 February.

    >>> due_day(2026)
    datetime.date(2027, 2, 1)
    """
    return date(year + 1, DUE_MONTH, DUE_DAY)


def years_told(year: int) -> tuple[int, ...]:
    """The years that a report tells of, the oldest first.

    >>> years_told(2026)
    (2022, 2023, 2024, 2025, 2026)
    """
    return tuple(range(year - YEARS_TOLD + 1, year + 1))


def year_in_turn(on: date) -> int:
    """The year whose report is the next to make: from 1 November the year itself, else the one before.

    >>> year_in_turn(date(2026, 10, 31)), year_in_turn(date(2026, 11, 1)), year_in_turn(date(2027, 3, 1))
    (2025, 2026, 2026)
    """
    return on.year if on.month >= TOLD_OF_MONTH else on.year - 1


@dataclass(frozen=True)
class SpendingLine:
    """What one spending took of an earmark's year: spent, and still promised."""

    target_group: TargetGroup
    spent: Money
    reserved: Money

    @property
    def used(self) -> Money:
        """Spent and promised together."""
        return self.spent + self.reserved


def shares_by_group(lines: Iterable[SpendingLine]) -> tuple[SpendingShare, ...]:
    """What each target group had, in the order of the groups; those that had nothing are left out."""
    amounts: dict[TargetGroup, Money] = {}
    counts: dict[TargetGroup, int] = {}
    for line in lines:
        amounts[line.target_group] = amounts.get(line.target_group, ZERO) + line.used
        counts[line.target_group] = counts.get(line.target_group, 0) + 1
    return tuple(
        SpendingShare(group, amounts[group], counts[group]) for group in TargetGroup if amounts.get(group)
    )


def school_share(shares: Iterable[SpendingShare]) -> int | None:
    """How much went to prevention in school, in hundredths of a per cent; None when nothing was used.

    Rounded half up.
    """
    found = tuple(shares)
    whole = sum(share.amount.ore for share in found)
    if whole <= 0:
        return None
    part = sum(share.amount.ore for share in found if share.target_group in IN_SCHOOL)
    return (part * WHOLE * 2 + whole) // (whole * 2)
