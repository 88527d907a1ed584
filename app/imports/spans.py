"""The days of a licence against the days of an extract: what is added, and nothing that stands is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.imports.problems import RowNote

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    first_day: date
    last_day: date

    def meets(self, other: "Span") -> bool:
        """Whether the two have a day in common."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day


@dataclass(frozen=True)
class DaysToAdd:
    """What an extract adds to a licence's days: periods, or an earlier end; and what is only told."""

    periods: tuple[Span, ...] = ()
    ends_on: date | None = None
    notes: tuple[RowNote, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is added."""
        return not self.periods and self.ends_on is None


def days_to_add(known: Sequence[Span], ended_on: date | None, told: Span) -> DaysToAdd:
    """How a licence comes to last as long as the extract says, without touching a period that stands.

    >>> known = [Span(date(2024, 10, 1), date(2028, 9, 30))]
    >>> days_to_add(known, None, Span(date(2024, 10, 1), date(2028, 9, 30))).is_empty
    True
    >>> days_to_add(known, None, Span(date(2024, 10, 1), date(2027, 9, 30))).ends_on
    datetime.date(2027, 9, 30)
    """
    if not known:
        return DaysToAdd((told,))
    first_day, last_day = min(span.first_day for span in known), max(span.last_day for span in known)
    if ended_on is not None and ended_on < last_day:
        # What has ended here and not there is for the reconciliation to say, not for an import to undo.
        notes = (RowNote.ENDED_HERE,) if told.last_day > ended_on else ()
        return DaysToAdd(notes=notes)
    periods = []
    if told.first_day < first_day:
        periods.append(Span(told.first_day, min(told.last_day, first_day - ONE_DAY)))
    if told.last_day > last_day:
        periods.append(Span(max(told.first_day, last_day + ONE_DAY), told.last_day))
    shorter = first_day <= told.last_day < last_day
    notes = (RowNote.BEGAN_EARLIER_HERE,) if first_day < told.first_day <= last_day else ()
    return DaysToAdd(tuple(periods), told.last_day if shorter else None, notes)
