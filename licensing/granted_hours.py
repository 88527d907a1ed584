"""Granted hours ("innvilgede tider"): what the hours terms of a licence give a room on a day."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from licensing.days import DayKind, day_kind
from licensing.licences import AreaKind, Attribute, Group, LicenceKind, TermRow
from licensing.seasons import Season
from licensing.service_hours import ServiceHours

SATURDAY = 6
SEASON_DAYS = re.compile(r"\d{2}-\d{2}")


@dataclass(frozen=True)
class WeekLine:
    """Hours on some weekdays, 1 (Monday) to 7 (Sunday); none named means all."""

    weekdays: tuple[int, ...]
    hours: ServiceHours

    def speaks_of(self, weekday: int) -> bool:
        """Whether the line gives hours to the weekday."""
        return not self.weekdays or weekday in self.weekdays


@dataclass(frozen=True)
class Granted:
    """What a licence gives a group in a room on a day, and the term that says so; no hours is closed."""

    hours: tuple[ServiceHours, ...]
    row: TermRow

    @property
    def is_dated(self) -> bool:
        """Whether the term holds between two days, as an extension for one occasion does."""
        return self.row.last_day is not None


@lru_cache(maxsize=4096)
def week_lines(value: str) -> tuple[WeekLine, ...]:
    """The lines of an hours term in its stored form.

    >>> week_lines('[{"weekdays":[5,6],"start":600,"end":1560}]')[0].hours.pair
    ('10:00', '26:00')
    """
    return tuple(
        WeekLine(tuple(line["weekdays"]), ServiceHours(line["start"], line["end"]))
        for line in json.loads(value)
    )


def granted_on(
    rows: Iterable[TermRow],
    day: date,
    *,
    group: Group,
    area: AreaKind | None = None,
    room: int | None = None,
    kind: LicenceKind = LicenceKind.SERVING,
) -> Granted | None:
    """The hours that the terms give, or None when no term says anything of such a room.

    Of terms that speak of the room, the later decision wins; of one decision, the one that names the room.
    """
    spoken = [
        row
        for row in rows
        if row.attribute is Attribute.HOURS
        and row.holds_on(day)
        and row.group in (None, group)
        and (row.area is None or area is None or row.area is area)
        and (row.room is None or row.room == room)
    ]
    if not spoken:
        return None
    winner = max(spoken, key=_strength)
    return Granted(_hours_of(winner, day, kind), winner)


def has_hours(rows: Iterable[TermRow]) -> bool:
    """Whether any term of a licence gives hours, on whatever day."""
    return any(row.attribute is Attribute.HOURS for row in rows)


def _strength(row: TermRow) -> tuple[date, int, bool, bool, bool, date, str]:
    named = (row.room is not None, row.area is not None, row.group is not None)
    return (row.decided_on, row.decision_number, *named, row.first_day, row.value)


def _hours_of(row: TermRow, day: date, kind: LicenceKind) -> tuple[ServiceHours, ...]:
    lines = week_lines(row.value)
    weekday = day.isoweekday()
    if kind is LicenceKind.SALE and day_kind(day) is DayKind.EVE:
        # A shop's Saturday hours are those of every day before a day off; an event names its own day.
        before_day_off = tuple(line.hours for line in lines if line.speaks_of(SATURDAY))
        if before_day_off:
            return before_day_off
    return tuple(line.hours for line in lines if line.speaks_of(weekday))


def season_of(value: str) -> Season:
    """The season that a term names by its first and last day.

    >>> season_of("12-01/05-01").pair
    ('12-01', '05-01')
    """
    first, last = SEASON_DAYS.findall(value)
    return Season.parse(first, last)


def is_in_season(rows: Iterable[TermRow], day: date) -> bool:
    """Whether a licence covers a part of the year that the day lies in; without a season it covers all."""
    seasons = [row for row in rows if row.attribute is Attribute.SEASON and row.holds_on(day)]
    if not seasons:
        return True
    return season_of(max(seasons, key=_strength).value).covers(day)


def united(hours: Iterable[ServiceHours]) -> tuple[ServiceHours, ...]:
    """The time that some of the intervals cover, in order, those that touch put together."""
    found: list[ServiceHours] = []
    for one in sorted(hours):
        if found and one.start <= found[-1].end:
            found[-1] = ServiceHours(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(one)
    return tuple(found)
