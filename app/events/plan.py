"""The days of an event as they are typed: one row for each room and service day, made and kept in step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from licensing.licences import AreaKind
from licensing.occasions import days_between
from licensing.service_hours import ServiceHours

MOST_DAYS = 60
MOST_ROWS = 240


@dataclass(frozen=True)
class PlannedRoom:
    """A room or outdoor area of the event, by its name."""

    name: str
    area: AreaKind


@dataclass(frozen=True)
class PlannedDay:
    """One row of the plan; without hours nothing is served in the room that day."""

    day: date
    room: PlannedRoom
    called: str
    hours: ServiceHours | None


Typed = Mapping[tuple[date, str], ServiceHours | None]


def row_names(rooms: Iterable[tuple[str, AreaKind]]) -> dict[tuple[str, AreaKind], str]:
    """What the rows call each room: its name, with "Ute:" where a room inside is called the same.

    >>> row_names([("Hagen", AreaKind.OUTDOOR)])[("Hagen", AreaKind.OUTDOOR)]
    'Hagen'
    """
    known = tuple(rooms)
    inside = {name for name, area in known if area is AreaKind.INDOOR}
    return {
        (name, area): f"Ute: {name}" if area is AreaKind.OUTDOOR and name in inside else name
        for name, area in known
    }


def planned_days(
    first_day: date,
    last_day: date,
    rooms: Iterable[PlannedRoom],
    usual: Mapping[AreaKind, ServiceHours | None],
    typed: Typed,
) -> tuple[PlannedDay, ...]:
    """A row for each day and room: what was typed for it, else the usual hours of its area."""
    known = tuple(rooms)
    names = row_names((room.name, room.area) for room in known)
    return tuple(
        PlannedDay(day, room, name, typed.get((day, name), usual.get(room.area)))
        for day, room in product(days_between(first_day, last_day), known)
        for name in (names[room.name, room.area],)
    )


def usual_hours(rows: Iterable[tuple[AreaKind, ServiceHours]]) -> dict[AreaKind, ServiceHours]:
    """The hours that an area most often has, for the form of a copy."""
    counted: dict[AreaKind, dict[ServiceHours, int]] = {}
    for area, hours in rows:
        times = counted.setdefault(area, {})
        times[hours] = times.get(hours, 0) + 1
    return {area: max(times, key=lambda hours: (times[hours], hours)) for area, times in counted.items()}
