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
    hours: ServiceHours | None


Typed = Mapping[tuple[date, str], ServiceHours | None]


def planned_days(
    first_day: date,
    last_day: date,
    rooms: Iterable[PlannedRoom],
    usual: Mapping[AreaKind, ServiceHours | None],
    typed: Typed,
) -> tuple[PlannedDay, ...]:
    """A row for each day and room: what was typed for it, else the usual hours of its area."""
    return tuple(
        PlannedDay(day, room, typed.get((day, room.name), usual.get(room.area)))
        for day, room in product(days_between(first_day, last_day), rooms)
    )


def usual_hours(rows: Iterable[tuple[AreaKind, ServiceHours]]) -> dict[AreaKind, ServiceHours]:
    """The hours that an area most often has, for the form of a copy."""
    counted: dict[AreaKind, dict[ServiceHours, int]] = {}
    for area, hours in rows:
        times = counted.setdefault(area, {})
        times[hours] = times.get(hours, 0) + 1
    return {area: max(times, key=lambda hours: (times[hours], hours)) for area, times in counted.items()}
