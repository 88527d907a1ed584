"""Named local days ("lokale dager"): a fair or a festival, by a rule or year by year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from licensing.days import easter


@dataclass(frozen=True)
class Span:
    """From one day to another, both included."""

    first_day: date
    last_day: date

    def covers(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Yearly:
    """Days that come each year by a rule: the nth weekday of a month (-2 is the last but one), days after
    Easter Sunday, or a fixed day; and how many days they last.
    """

    lasting: int = 1
    month: int | None = None
    weekday: int | None = None
    """1 is Monday."""
    nth: int | None = None
    day_of_month: int | None = None
    after_easter: int | None = None

    def span_in(self, year: int) -> Span | None:
        """The days of one year; None where the year has no such day.

        >>> Yearly(lasting=5, month=2, weekday=2, nth=-2).span_in(2027).first_day
        datetime.date(2027, 2, 16)
        """
        first = self._first_in(year)
        return None if first is None else Span(first, first + timedelta(days=self.lasting - 1))

    def _first_in(self, year: int) -> date | None:
        if self.after_easter is not None:
            return easter(year) + timedelta(days=self.after_easter)
        if self.month is None:
            return None
        last = monthrange(year, self.month)[1]
        if self.day_of_month is not None:
            return date(year, self.month, self.day_of_month) if self.day_of_month <= last else None
        if self.weekday is None or self.nth is None:
            return None
        days = [
            day
            for number in range(1, last + 1)
            if (day := date(year, self.month, number)).isoweekday() == self.weekday
        ]
        place = self.nth - 1 if self.nth > 0 else self.nth
        return days[place] if -len(days) <= place < len(days) else None


@dataclass(frozen=True)
class LocalDays:
    """Days with a name of their own. What is given year by year goes before the rule in that year."""

    code: str
    name: str
    yearly: Yearly | None = None
    spans: tuple[Span, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether a day is one of them; a fair may run over New Year."""
        return any(span.covers(day) for year in (day.year - 1, day.year) for span in spans_in(self, year))


@lru_cache(maxsize=1024)
def spans_in(days: LocalDays, year: int) -> tuple[Span, ...]:
    """The spans that begin in a year."""
    given = tuple(span for span in days.spans if span.first_day.year == year)
    if given or days.yearly is None:
        return given
    span = days.yearly.span_in(year)
    return () if span is None else (span,)
