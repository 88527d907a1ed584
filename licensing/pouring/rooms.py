"""The rooms of a licence at a moment: open, not open yet, drinking up, or over.

Law: alkoholloven §§ 3-7 and 4-4.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from licensing.hours_in_force import Bound, HoursInForce, HoursSource, Place, hours_in_force
from licensing.kinds import extensions_from_code, seller_of
from licensing.law import ALKL_4_4
from licensing.licences import (
    OCCASIONAL,
    AreaKind,
    Attribute,
    Group,
    VenueCategory,
    terms_on,
)
from licensing.moments import LocalMoment
from licensing.policy import Policy
from licensing.pouring.grounds import Because, Ground, HeldLicence, Plain
from licensing.service_hours import SERVICE_DAY_START, ServiceHours, drinking_ends_at, serving_ends_at


@dataclass(frozen=True)
class RoomHours:
    """A room, or rooms alike, with the hours in force."""

    names: tuple[str, ...]
    area: AreaKind | None
    answer: HoursInForce


def category_on(licence: HeldLicence, day: date) -> VenueCategory | None:
    """What kind of business the licence is for on a day: what it says itself, else what the venue is."""
    concept = terms_on(licence.rows, day).value(Attribute.CONCEPT)
    return VenueCategory(concept) if concept else licence.category


def rooms_on(licence: HeldLicence, group: Group, day: date, policy: Policy | None) -> list[RoomHours]:
    """The rooms of a licence on a day with the hours in force; those that are alike stand together."""
    terms = terms_on(licence.rows, day)
    extensions = extensions_from_code(terms.value(Attribute.EXTENSIONS) or "")
    place = Place(
        licence.kind,
        category=category_on(licence, day),
        seller=seller_of(licence.kind, licence.type, extensions, group),
        by_dates=licence.type in OCCASIONAL,
        type=licence.type,
        zones=licence.zones,
    )
    covered = [
        room
        for room in licence.rooms
        if room.first_day <= day and (room.last_day is None or day <= room.last_day)
    ]
    places: list[tuple[int | None, AreaKind]] = [(room.room, room.area) for room in covered]
    places = places or [(None, AreaKind.INDOOR)]
    found: list[RoomHours] = []
    for number, area in places:
        answer = hours_in_force(
            licence.rows, day, replace(place, room=number, area=area), group, policy=policy
        )
        name = licence.room_names.get(number, "") if number is not None else ""
        alike = next((room for room in found if (room.area, room.answer) == (area, answer)), None)
        if alike is None:
            found.append(RoomHours((name,) if name else (), area, answer))
        elif name:
            found[found.index(alike)] = replace(alike, names=(*alike.names, name))
    return found


@dataclass(frozen=True)
class RoomState:
    """A room at the moment: open, or how it is not."""

    CLOSED, EARLY, LATE, DRINKING, OPEN = range(5)

    room: RoomHours
    reach: int
    reasons: tuple[Because, ...]
    until: datetime | None = None
    drinking_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether one may serve or sell there now."""
        return self.reach == self.OPEN

    @classmethod
    def of(cls, room: RoomHours, day: date, moment: LocalMoment, *, sale: bool, several: bool) -> "RoomState":
        """The room at the moment."""
        answer = room.answer
        named: dict[str, Plain] = {"day": day.isoformat()}
        if several and room.area is not None:
            named["area"] = room.area.value
            named["rooms"] = ", ".join(room.names) or None
        if not answer.hours:
            closed = sale and answer.national.limit is None
            ground = Ground.SALE_CLOSED if closed else Ground.CLOSED_THAT_DAY
            return cls(room, cls.CLOSED, (Because(ground, answer.citation, named), *_sources(answer)))
        minute = moment.minute_of_day if sale else moment.minute
        begun = [part for part in answer.hours if part.start <= minute]
        hours = (begun or list(answer.hours))[-1 if begun else 0]
        named["hours"] = "-".join(hours.pair)
        if not begun:
            early = Because(Ground.TOO_EARLY, answer.citation, named)
            return cls(room, cls.EARLY, (early, *_sources(answer)))
        until = drunk = None
        if not sale:
            end = max(hours.end, SERVICE_DAY_START)
            until, drunk = serving_ends_at(day, end), drinking_ends_at(day, end)
        still = minute < hours.end if until is None else moment.at < until
        if still:
            reasons = (Because(Ground.WITHIN_HOURS, answer.citation, named), *_sources(answer))
            return cls(room, cls.OPEN, reasons, until, drunk)
        late = Because(Ground.TOO_LATE, answer.citation, named)
        reasons = (late, *_sources(answer), *_clock_end(day, hours, until, moment))
        if drunk is None:
            return cls(room, cls.LATE, reasons)
        if moment.at < drunk:
            return cls(
                room, cls.DRINKING, (*reasons, Because(Ground.DRINKING_UP, ALKL_4_4, named)), None, drunk
            )
        return cls(room, cls.LATE, (*reasons, Because(Ground.DRINKING_OVER, ALKL_4_4, named)), None, drunk)


def _clock_end(
    day: date, hours: ServiceHours, until: datetime | None, moment: LocalMoment
) -> Iterator[Because]:
    """Where the clock alone would say that there is time left, the instant is told."""
    if until is not None and moment.minute < hours.end:
        yield Because(Ground.CLOCK_CHANGE_END, ALKL_4_4)


def _sources(answer: HoursInForce) -> Iterator[Because]:
    """Where the hours come from when the licence has none of its own, and what cut them."""
    if answer.source is HoursSource.LOCAL and answer.local is not None:
        yield Because(Ground.LOCAL_HOURS, answer.citation, {"hours": "-".join(answer.local.pair)})
    elif answer.source is HoursSource.NORMAL and answer.national.normal is not None:
        pair = "-".join(answer.national.normal.pair)
        yield Because(Ground.NORMAL_HOURS, answer.citation, {"hours": pair})
    if Bound.LAW in answer.bounds and answer.national.limit is not None:
        pair = "-".join(answer.national.limit.pair)
        yield Because(Ground.LAW_BOUND, answer.citation, {"hours": pair})
    if Bound.OTHER_ALCOHOL in answer.bounds:
        yield Because(Ground.OTHER_ALCOHOL_BOUND, answer.citation)
