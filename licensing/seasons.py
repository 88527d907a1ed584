"""Seasons ("bestemt del av året"): the part of each year that a seasonal licence covers.

Law: alkoholloven § 1-6 second paragraph.
"""

import re
from dataclasses import dataclass
from datetime import date

from licensing.errors import BadValue

MONTH_AND_DAY = re.compile(r"(?P<month>\d{2})-(?P<day>\d{2})")
# A leap year, so that 29 February is a day that exists.
ANY_YEAR = 2000


@dataclass(frozen=True)
class Season:
    """From one day of the year to another, both included; it may run over New Year.

    >>> Season.parse("12-01", "05-01").covers(date(2027, 1, 15))
    True
    """

    first: tuple[int, int]
    last: tuple[int, int]

    @classmethod
    def parse(cls, first: str, last: str) -> "Season":
        """The season between two stored days ("12-01", "05-01")."""
        return cls(month_and_day(first), month_and_day(last))

    @property
    def pair(self) -> tuple[str, str]:
        """The stored form: month and day of the first and the last day."""
        return (_stored(self.first), _stored(self.last))

    @property
    def crosses_new_year(self) -> bool:
        """Whether it ends in the year after the one it begins in."""
        return self.last < self.first

    def covers(self, day: date) -> bool:
        """Whether a day lies in the season; 28 February is the last day before March in common years."""
        here = (day.month, day.day)
        if self.crosses_new_year:
            return here >= self.first or here <= self.last
        return self.first <= here <= self.last


def month_and_day(text: str) -> tuple[int, int]:
    """The month and day of a stored text.

    Raises `BadValue("season_day")` for a day that no year has.
    """
    match = MONTH_AND_DAY.fullmatch(text)
    if match is None:
        raise BadValue("season_day", day=text)
    month, day = int(match["month"]), int(match["day"])
    try:
        date(ANY_YEAR, month, day)
    except ValueError:
        raise BadValue("season_day", day=text) from None
    return month, day


def _stored(day: tuple[int, int]) -> str:
    return f"{day[0]:02d}-{day[1]:02d}"
