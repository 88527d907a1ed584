"""The hours of a licence day by day through a week, as the rules give them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from app.licences.queries.on_day import LicenceOnDay
from app.registers.inspection_rows import HoursOfArea, HoursOfDays
from licensing.errors import HoursNotKnown, NotAllowed
from licensing.granted_hours import has_hours, is_in_season, week_lines
from licensing.hours_in_force import Place, hours_in_force
from licensing.kinds import extensions_from_code, seller_of
from licensing.licences import (
    OCCASIONAL,
    AreaKind,
    Attribute,
    Extension,
    Group,
    TermRow,
    group_set_from_code,
    terms_on,
)
from licensing.policy import Policy
from licensing.service_hours import ServiceHours

WEEK = 7
Spans = tuple[ServiceHours, ...] | None


def week_of(day: date) -> tuple[date, ...]:
    """Monday to Sunday of the week that the day lies in."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    return tuple(monday + timedelta(days=step) for step in range(WEEK))


class HoursOfWeek:
    """The hours of many licences in one week. What two licences share is worked out once."""

    def __init__(
        self, policy: Policy | None, zones: Mapping[int, tuple[str, ...]] = MappingProxyType({})
    ) -> None:
        self.policy = policy
        self.zones = zones
        """The zones of the policy that each venue lies in; a venue that is not named is not placed."""
        self._known: dict[object, Spans] = {}

    def of_days(self, licence: LicenceOnDay, days: Iterable[date]) -> tuple[HoursOfDays, ...]:
        """The hours of each day; days that follow each other and are alike stand together."""
        found: list[tuple[list[str], tuple[HoursOfArea, ...]]] = []
        for day in days:
            lines = self.on(licence, day)
            if found and found[-1][1] == lines:
                found[-1][0].append(day.isoformat())
            else:
                found.append(([day.isoformat()], lines))
        return tuple(HoursOfDays(tuple(days), lines) for days, lines in found)

    def on(self, licence: LicenceOnDay, day: date) -> tuple[HoursOfArea, ...]:
        """The hours of a day: a line for each area, rooms with hours of their own apart, groups together."""
        if not is_in_season(licence.term_rows, day):
            return ()
        hours = _HoursTerms.of(licence, day)
        found = []
        for area, rooms in _places(licence, hours.rows):
            by_spans: dict[Spans, list[int]] = {}
            for group in hours.groups:
                by_spans.setdefault(self._spans(hours, area, rooms, group, day), []).append(int(group))
            found += [
                HoursOfArea(
                    area.value,
                    tuple(name for _id, name in rooms),
                    tuple(groups),
                    None if spans is None else tuple("-".join(span.pair) for span in spans),
                )
                for spans, groups in by_spans.items()
            ]
        return tuple(found)

    def _spans(
        self,
        hours: "_HoursTerms",
        area: AreaKind,
        rooms: Sequence[tuple[int, str]],
        group: Group,
        day: date,
    ) -> Spans:
        place = Place(
            kind=hours.licence.kind,
            area=area,
            room=rooms[0][0] if rooms else None,
            category=hours.licence.venue.category,
            seller=seller_of(hours.licence.kind, hours.licence.type, hours.extensions, group),
            by_dates=hours.licence.type in OCCASIONAL,
            type=hours.licence.type,
            zones=self.zones.get(hours.licence.venue.id),
        )
        key = (place, group, day, hours.key)
        if hours.key is None:
            return self._worked_out(hours.rows, day, place, group)
        if key not in self._known:
            self._known[key] = self._worked_out(hours.rows, day, place, group)
        return self._known[key]

    def _worked_out(self, rows: Sequence[TermRow], day: date, place: Place, group: Group) -> Spans:
        try:
            return hours_in_force(rows, day, place, group, policy=self.policy).hours
        except (NotAllowed, HoursNotKnown):
            # An older register may hold what such a seller cannot sell; the other rows must still be told.
            return None


@dataclass(frozen=True)
class _HoursTerms:
    """What decides a licence's hours on a day."""

    licence: LicenceOnDay
    rows: tuple[TermRow, ...]
    groups: tuple[Group, ...]
    extensions: tuple[Extension, ...]
    key: object
    """Equal for licences whose hours terms say the same; None where decisions of two days meet."""

    @classmethod
    def of(cls, licence: LicenceOnDay, day: date) -> "_HoursTerms":
        rows = tuple(
            row for row in licence.term_rows if row.attribute is Attribute.HOURS and row.holds_on(day)
        )
        groups, extensions = (
            licence.terms.value(attribute) for attribute in (Attribute.GROUPS, Attribute.EXTENSIONS)
        )
        # Between the nights of an event nothing is served: its hours are told by dates.
        if licence.type in OCCASIONAL and not rows and has_hours(licence.term_rows):
            groups = None
        one_decision = len({(row.decided_on, row.decision_number) for row in rows}) <= 1
        said = frozenset((row.area, row.group, row.room, row.value) for row in rows)
        return cls(
            licence,
            rows,
            group_set_from_code(groups) if groups else (),
            extensions_from_code(extensions or ""),
            said if one_decision else None,
        )


def _places(
    licence: LicenceOnDay, rows: Sequence[TermRow]
) -> list[tuple[AreaKind, tuple[tuple[int, str], ...]]]:
    """The areas of a licence, and each room that has hours of its own."""
    own = {row.room for row in rows if row.room is not None}
    areas = {room.area for room in licence.rooms} | {row.area for row in rows if row.area}
    found: list[tuple[AreaKind, tuple[tuple[int, str], ...]]] = []
    for area in AreaKind:
        if area in areas or (area is AreaKind.INDOOR and not areas):
            inside = [room for room in licence.rooms if room.area is area]
            if not inside or any(room.id not in own for room in inside):
                found.append((area, ()))
            found += [(area, ((room.id, room.name),)) for room in inside if room.id in own]
    return found


def granted_lines(licence: LicenceOnDay) -> tuple[tuple[str, str, str, str], ...]:
    """The lasting hours of a licence as they were granted: area, groups, weekdays, hours."""
    found: dict[tuple[str, str, str], list[int]] = {}
    # What was given for one occasion does not hide what lasts.
    lasting = [row for row in licence.term_rows if row.last_day is None and row.room is None]
    for row in terms_on(lasting, licence.terms.day).rows:
        if row.attribute is not Attribute.HOURS:
            continue
        for line in week_lines(row.value):
            weekdays = ",".join(str(weekday) for weekday in line.weekdays)
            key = (row.area.value if row.area else "", weekdays, "-".join(line.hours.pair))
            found.setdefault(key, []).append(int(row.group or 0))
    return tuple(
        sorted(
            (area, ",".join(str(group) for group in sorted(groups)), weekdays, hours)
            for (area, weekdays, hours), groups in found.items()
        )
    )
