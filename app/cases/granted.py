"""Granted hours ("skjenketider, salgstider"): what is asked for, kept inside the law and the local rules."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import reduce
from typing import Any

from licensing.assessment import Facts, allowed_hours
from licensing.assessment.hours_rules import ordinary_day
from licensing.errors import NotAllowed
from licensing.hours import national_hours
from licensing.kinds import seller_of
from licensing.law import ALKL_3_7, ALKL_4_4
from licensing.licences import AreaKind, Group, LicenceKind, LicenceType, group_set_from_code
from licensing.policy import Policy
from licensing.service_hours import ServiceHours

# The days that share hours, first the ordinary ones, as ISO weekdays in the order they are read.
DAY_SETS: dict[LicenceKind, tuple[tuple[int, ...], ...]] = {
    LicenceKind.SERVING: ((7, 1, 2, 3, 4), (5, 6)),
    LicenceKind.SALE: ((1, 2, 3, 4, 5), (6,)),
}


@dataclass(frozen=True)
class HoursLine:
    """Hours of one area and group on some weekdays, in minutes of the service day."""

    area: AreaKind
    group: int
    weekdays: tuple[int, ...]
    start: int
    end: int

    @property
    def hours(self) -> ServiceHours:
        """The hours as a value."""
        return ServiceHours(self.start, self.end)


@dataclass(frozen=True)
class DayLine:
    """Hours of one room on one service day, as an event has them."""

    room_id: int
    day: date
    start: int
    end: int

    @property
    def hours(self) -> ServiceHours:
        """The hours as a value."""
        return ServiceHours(self.start, self.end)


def days_to_json(lines: Iterable[DayLine]) -> list[dict[str, Any]]:
    """An event's hours as they are stored."""
    return [asdict(line) | {"day": line.day.isoformat()} for line in lines]


def days_from_json(stored: Iterable[dict[str, Any]]) -> tuple[DayLine, ...]:
    """An event's hours as they were stored."""
    return tuple(
        DayLine(line["room_id"], date.fromisoformat(line["day"]), line["start"], line["end"])
        for line in stored
    )


@dataclass(frozen=True)
class WeekHours:
    """Hours of a place as a caseworker enters them: per area, for ordinary days and for the rest."""

    indoor: tuple[ServiceHours | None, ...]
    outdoor: tuple[ServiceHours | None, ...]
    spirits: tuple[ServiceHours | None, ...] = ()
    """The hours of group 3 where they are shorter than the others', for the same sets of days."""

    def of(self, area: AreaKind) -> tuple[ServiceHours | None, ...]:
        """The hours of an area, in the order of the day sets."""
        return self.indoor if area is AreaKind.INDOOR else self.outdoor

    def of_spirits(self, day_set: int) -> ServiceHours | None:
        """What narrows group 3 on a set of days; None where it follows the others."""
        return self.spirits[day_set] if self.spirits else None


def condition_due_on(condition: Mapping[str, Any], decided_on: date) -> date | None:
    """The day by which a condition of a decision is to be met; none where no day is set.

    Conditions that were stored before they could have a day have none.
    """
    due_days = condition.get("due_days")
    return None if due_days is None else decided_on + timedelta(days=due_days)


def lines_to_json(lines: Iterable[HoursLine]) -> list[dict[str, Any]]:
    """Hours as they are stored."""
    return [asdict(line) | {"area": line.area.value, "weekdays": list(line.weekdays)} for line in lines]


def lines_from_json(stored: Iterable[dict[str, Any]]) -> tuple[HoursLine, ...]:
    """Hours as they were stored."""
    return tuple(
        HoursLine(AreaKind(line["area"]), line["group"], tuple(line["weekdays"]), line["start"], line["end"])
        for line in stored
    )


def weakest_group(code: str) -> Group:
    """The group that a place's hours are told by: the weakest that the stored set names."""
    return group_set_from_code(code)[0]


def hours_lines(
    kind: LicenceKind,
    groups: Iterable[Group],
    week: WeekHours,
    on: date,
    licence_type: LicenceType = LicenceType.PERMANENT,
) -> tuple[HoursLine, ...]:
    """The hours of each group; group 3 begins when the law lets it.

    Raises `NotAllowed("hours_outside_law")` for hours that the law forbids.
    """
    found = []
    for area in AreaKind:
        for day_set, (weekdays, of_place) in enumerate(zip(DAY_SETS[kind], week.of(area), strict=True)):
            if of_place is None:
                continue
            for group in groups:
                narrowed = week.of_spirits(day_set) if group is Group.THREE else None
                hours = of_place if narrowed is None else of_place.overlap(narrowed)
                if hours is None:
                    continue
                limit = _limit(kind, licence_type, group, weekdays, on)
                inside = hours.overlap(limit) if limit else None
                begins_late = group is Group.THREE and inside is not None and inside.end == hours.end
                if inside is None or (inside != hours and not begins_late):
                    raise NotAllowed(
                        "hours_outside_law",
                        ALKL_4_4 if kind is LicenceKind.SERVING else ALKL_3_7,
                        area=area.value,
                        hours="-".join(hours.pair),
                        limit="-".join(limit.pair) if limit else None,
                    )
                found.append(HoursLine(area, int(group), weekdays, inside.start, inside.end))
    return tuple(found)


def allowed_week(facts: Facts, policy: Policy | None, on: date) -> WeekHours:
    """What law and local hours leave of what is asked for: where a proposal begins."""
    if facts.kind is None:
        return WeekHours((), ())
    rows = allowed_hours(facts, policy, on)
    weakest = min(facts.groups or (), default=Group.ONE)

    def shared(area: AreaKind, weekdays: tuple[int, ...], group: Group = weakest) -> ServiceHours | None:
        found = [
            row.allowed for row in rows if row.area is area and row.weekday in weekdays and row.group is group
        ]
        if not found or any(hours is None for hours in found):
            return None
        # Every day of the set must allow it, so the set shares what all of them have in common.
        return reduce(lambda one, other: one and other and one.overlap(other), found)

    def spirits(weekdays: tuple[int, ...]) -> ServiceHours | None:
        area = AreaKind.INDOOR if shared(AreaKind.INDOOR, weekdays) else AreaKind.OUTDOOR
        of_place, of_group_3 = shared(area, weekdays), shared(area, weekdays, Group.THREE)
        shorter = of_place and of_group_3 and of_group_3.end < of_place.end
        return of_group_3 if shorter else None

    day_sets = DAY_SETS[facts.kind]
    return WeekHours(
        tuple(shared(AreaKind.INDOOR, days) for days in day_sets),
        tuple(shared(AreaKind.OUTDOOR, days) for days in day_sets),
        spirits=tuple(spirits(days) for days in day_sets),
    )


def _limit(
    kind: LicenceKind, licence_type: LicenceType, group: Group, weekdays: tuple[int, ...], on: date
) -> ServiceHours | None:
    day = ordinary_day(weekdays[-1], on)
    # Own produce has the same outermost hours as other sale; only its normal ones are longer.
    return national_hours(kind, group, day, seller=seller_of(kind, licence_type, (), group)).limit
