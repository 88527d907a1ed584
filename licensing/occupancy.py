"""Occupancy of rooms: when a serving licence takes a room, and when another may not have it.

Several serving licences in one room go to one holder, unless their hours do not overlap. A licence that is
temporarily withdrawn takes its room as before.

Law: alkoholloven § 4-1.
"""

from calendar import isleap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from licensing.days import ONE_DAY
from licensing.granted_hours import granted_on, has_hours, is_in_season, season_of, united
from licensing.hours import BEER_AND_WINE
from licensing.law import ALKL_4_1, Citation
from licensing.licences import AreaKind, Attribute, Group, TermRow
from licensing.seasons import Season
from licensing.service_hours import DAY_MINUTES, SERVICE_DAY_START, ServiceHours

DAYS_OF_THE_WEEK = 7
A_WEEK = timedelta(days=DAYS_OF_THE_WEEK)
# What a room is taken for when its hours are not known.
OUTERMOST = () if BEER_AND_WINE.limit is None else (BEER_AND_WINE.limit,)


@dataclass(frozen=True)
class Days:
    """Days from the first to the last, both included."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class CoveredRoom:
    """A room that a licence covers, from day to day; no last day is as long as the licence lasts."""

    room: int
    area: AreaKind
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True, order=True)
class Occupancy:
    """A room is taken on one weekday, between two days that fall on it, from minute to minute."""

    room: int
    weekday: int
    first_day: date
    last_day: date
    hours: ServiceHours

    def meets(self, other: "Occupancy") -> "Overlap | None":
        """The first day and the hours at which both take the room."""
        if (self.room, self.weekday) != (other.room, other.weekday):
            return None
        first_day = max(self.first_day, other.first_day)
        if first_day > min(self.last_day, other.last_day):
            return None
        hours = self.hours.overlap(other.hours)
        return None if hours is None else Overlap(self.room, first_day, hours)


@dataclass(frozen=True)
class Overlap:
    """Where and when two licences meet, the first time that they do."""

    room: int
    day: date
    hours: ServiceHours
    citation: Citation = ALKL_4_1


def occupied(
    rows: Iterable[TermRow],
    rooms: Iterable[CoveredRoom],
    periods: Iterable[Days],
    *,
    ended_on: date | None = None,
    by_dates: bool = False,
) -> tuple[Occupancy, ...]:
    """When a serving licence takes its rooms: the union of its groups' hours, in its periods and seasons.

    A licence for one occasion is told by dates: the days between its own are free.

    ASSUMPTION: a room whose hours are not known is taken for the outermost hours of the law, 06:00–03:00:
    nobody can say that another's hours do not overlap them.

    Law: alkoholloven § 4-1.
    """
    rows = tuple(row for row in rows if row.attribute in (Attribute.HOURS, Attribute.SEASON))
    periods = tuple(periods)
    unknown = () if by_dates and has_hours(rows) else OUTERMOST
    found: list[Occupancy] = []
    for room in rooms:
        for days in _days_of(room, periods, ended_on):
            for part in _alike(rows, days):
                found.extend(_weeks(rows, room, part, unknown))
    return _joined(found)


def occupied_on_days(
    asked: Iterable[tuple[int, date, ServiceHours]],
) -> tuple[Occupancy, ...]:
    """When an event takes its rooms: room, service day and hours, one by one."""
    return _joined(
        part
        for room, day, hours in asked
        for part in _of_service_days(Occupancy(room, day.isoweekday(), day, day, hours))
    )


def first_overlap(
    mine: Iterable[Occupancy], theirs: Iterable[Occupancy], *, same_holder: bool
) -> Overlap | None:
    """When two licences meet in a room so that both cannot be held; one holder may have several.

    Law: alkoholloven § 4-1.
    """
    if same_holder:
        return None
    others = tuple(theirs)
    met = [overlap for one in mine for other in others if (overlap := one.meets(other))]
    return min(met, key=lambda overlap: (overlap.day, overlap.hours, overlap.room), default=None)


def _days_of(room: CoveredRoom, periods: Sequence[Days], ended_on: date | None) -> Iterator[Days]:
    last_of_all = date.max if ended_on is None else ended_on
    for period in periods:
        first_day = max(period.first_day, room.first_day)
        last_day = min(period.last_day, last_of_all, room.last_day or date.max)
        if first_day <= last_day:
            yield Days(first_day, last_day)


def _alike(rows: Sequence[TermRow], days: Days) -> Iterator[Days]:
    """The days in parts through which the same terms hold."""
    begins = {days.first_day}
    for row in rows:
        begins.add(row.first_day)
        if row.last_day is not None:
            begins.add(row.last_day + ONE_DAY)
        if row.attribute is Attribute.SEASON:
            for year in range(days.first_day.year, days.last_day.year + 1):
                begins.update(_turns(season_of(row.value), year))
    ordered = sorted(day for day in begins if days.first_day <= day <= days.last_day)
    for first_day, following in zip(ordered, [*ordered[1:], days.last_day + ONE_DAY], strict=True):
        yield Days(first_day, following - ONE_DAY)


def _turns(season: Season, year: int) -> tuple[date, date]:
    """The days of a year on which the season begins, and on which it is over."""
    return _day_in(year, season.first), _day_in(year, season.last, days_later=1)


def _day_in(year: int, month_and_day: tuple[int, int], *, days_later: int = 0) -> date:
    # 29 February is in common years the day between 28 February and 1 March: none.
    leap_day = month_and_day == (2, 29) and not isleap(year)
    return date(year, 3, 1) if leap_day else date(year, *month_and_day) + timedelta(days=days_later)


def _weeks(
    rows: Sequence[TermRow], room: CoveredRoom, part: Days, unknown: tuple[ServiceHours, ...]
) -> Iterator[Occupancy]:
    if not is_in_season(rows, part.first_day):
        return
    for offset in range(DAYS_OF_THE_WEEK):
        first_day = part.first_day + timedelta(days=offset)
        if first_day > part.last_day:
            return
        weeks = (part.last_day - first_day) // A_WEEK
        for hours in _taken(rows, room, first_day, unknown):
            occupancy = Occupancy(
                room.room, first_day.isoweekday(), first_day, first_day + weeks * A_WEEK, hours
            )
            yield from _of_service_days(occupancy)


def _taken(
    rows: Sequence[TermRow], room: CoveredRoom, day: date, unknown: tuple[ServiceHours, ...]
) -> tuple[ServiceHours, ...]:
    granted = [granted_on(rows, day, group=group, area=room.area, room=room.room) for group in Group]
    known = [answer for answer in granted if answer is not None]
    return united(hours for answer in known for hours in answer.hours) if known else unknown


def _of_service_days(occupancy: Occupancy) -> Iterator[Occupancy]:
    """The same time, told by service days: what lies before 06:00 is the end of the day before."""
    hours = occupancy.hours
    if hours.start < SERVICE_DAY_START:
        end = min(hours.end, SERVICE_DAY_START)
        yield replace(
            occupancy,
            weekday=(occupancy.weekday - 2) % DAYS_OF_THE_WEEK + 1,
            first_day=occupancy.first_day - ONE_DAY,
            last_day=occupancy.last_day - ONE_DAY,
            hours=ServiceHours(hours.start + DAY_MINUTES, end + DAY_MINUTES),
        )
    if hours.end > SERVICE_DAY_START:
        yield replace(occupancy, hours=ServiceHours(max(hours.start, SERVICE_DAY_START), hours.end))


def _joined(found: Iterable[Occupancy]) -> tuple[Occupancy, ...]:
    """The same time in as few rows as can be: weeks that follow each other are one."""
    ordered = sorted(found, key=lambda one: (one.room, one.weekday, one.hours, one.first_day, one.last_day))
    joined: list[Occupancy] = []
    for one in ordered:
        before = joined[-1] if joined else None
        alike = before is not None and (before.room, before.weekday, before.hours) == (
            one.room,
            one.weekday,
            one.hours,
        )
        if before is not None and alike and one.first_day <= before.last_day + A_WEEK:
            joined[-1] = replace(before, last_day=max(before.last_day, one.last_day))
        else:
            joined.append(one)
    return tuple(sorted(joined))
