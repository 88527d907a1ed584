"""The licences that caps may count, read in a handful of queries for all caps."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.models.licence import Licence, LicencePeriod, LicenceRoom, LicenceTerm
from app.models.venue import Room, Venue
from app.policy.queries.zones import zones_of_venues
from licensing.caps import COUNTED_TYPES
from licensing.days import ONE_DAY
from licensing.hours import WHOLE_SERVICE_DAY
from licensing.licences import (
    OCCASIONAL,
    AreaKind,
    Attribute,
    Audience,
    LicenceKind,
    LicenceType,
    TermRow,
    VenueCategory,
    group_set_from_code,
    terms_on,
)
from licensing.occasions import Use
from licensing.occupancy import Days
from licensing.policy import CapScope, Policy, Rule
from licensing.seats import Seat
from licensing.service_hours import ServiceHours


@dataclass(frozen=True)
class SeatsRead:
    """What some caps need to know of licences: which, from which day, and which of their terms."""

    municipalities: tuple[int, ...]
    kinds: frozenset[LicenceKind]
    types: frozenset[LicenceType]
    attributes: frozenset[Attribute]
    areas: bool
    zones: tuple[str, ...]
    from_day: date
    """What was over before is not asked for."""

    @property
    def events(self) -> bool:
        """Whether any of them is for one occasion."""
        return bool(self.types & OCCASIONAL)


def all_to_read(read: SeatsRead, policy: Policy) -> SeatsRead:
    """The same, and every licence that lasts, with its groups, its category and its zones."""
    return replace(
        read,
        kinds=frozenset(LicenceKind),
        types=read.types | COUNTED_TYPES,
        attributes=read.attributes | {Attribute.GROUPS, Attribute.CONCEPT},
        zones=tuple(zone.code for zone in policy.zones),
    )


def what_to_read(
    policy: Policy, caps: Sequence[Rule], municipalities: Sequence[int], from_day: date
) -> SeatsRead:
    """What some caps of a policy need to know."""
    whens = [cap.when for cap in caps]
    effects = [cap.cap for cap in caps if cap.cap is not None]
    shares = [effect.percent_of for effect in effects if effect.percent is not None]
    kinds = {kind for when in whens for kind in when.kinds or LicenceKind}
    kinds.update(kind for share in shares for kind in ((share,) if share else LicenceKind))
    types = {kind for when in whens for kind in when.types or COUNTED_TYPES}
    if shares:
        types.update(COUNTED_TYPES)
    attributes = {
        Attribute.GROUPS: any(when.groups for when in whens),
        Attribute.CONCEPT: any(when.categories for when in whens) or any(effect.exempt for effect in effects),
        Attribute.AUDIENCE: any(when.audiences for when in whens),
    }
    by_zone = any(when.zones or when.outside_zones for when in whens) or any(
        effect.scope is CapScope.ZONE for effect in effects
    )
    return SeatsRead(
        municipalities=tuple(municipalities),
        kinds=frozenset(kinds),
        types=frozenset(types),
        attributes=frozenset(attribute for attribute, wanted in attributes.items() if wanted),
        areas=any(when.areas for when in whens),
        zones=tuple(zone.code for zone in policy.zones) if by_zone else (),
        from_day=from_day,
    )


def licence_seats(
    session: Session, read: SeatsRead, day: date, *, granted_by: date | None = None
) -> tuple[Seat, ...]:
    """The licences that hold, or are used, on some day from a day on; their terms as on the day asked about.

    With `granted_by` it is told as it stood then: what was granted later is left out.
    """
    conditions = _conditions(read)
    if granted_by is not None:
        conditions.append(Licence.granted_on <= granted_by)
    rows = session.execute(
        select(
            Licence.id,
            Licence.municipality_id,
            Licence.venue_id,
            Licence.kind,
            Licence.type,
            Licence.ended_on,
            LicencePeriod.first_day,
            LicencePeriod.last_day,
            Venue.category,
        )
        .join(LicencePeriod, _of_licence(LicencePeriod))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(*conditions, LicencePeriod.last_day >= read.from_day)
        .order_by(Licence.id, LicencePeriod.first_day)
    ).all()
    days: dict[int, list[Days]] = defaultdict(list)
    first: dict[int, Any] = {}
    for row in rows:
        last_day = row.last_day if row.ended_on is None else min(row.last_day, row.ended_on)
        if row.first_day <= last_day:
            first.setdefault(row.id, row)
            days[row.id].append(Days(row.first_day, last_day))
    terms = _terms(session, read, conditions)
    areas = _areas(session, read, conditions, day)
    zones = zones_of_venues(session, read.municipalities, read.zones)
    return tuple(
        _with_terms(
            Seat(
                id=row.id,
                municipality=row.municipality_id,
                venue=row.venue_id,
                kind=row.kind,
                type=row.type,
                category=row.category,
                areas=tuple(sorted(areas.get(row.id, ()))),
                zones=zones.get(row.venue_id) if read.zones else (),
                days=tuple(days[row.id]),
            ),
            terms.get(row.id, ()),
            day,
        )
        for row in first.values()
    )


def _conditions(read: SeatsRead) -> list[ColumnElement[bool]]:
    return [
        Licence.municipality_id.in_(read.municipalities),
        Licence.kind.in_(sorted(read.kinds)),
        Licence.type.in_(sorted(read.types)),
        or_(Licence.ended_on.is_(None), Licence.ended_on >= read.from_day),
    ]


def _of_licence(table: Any) -> ColumnElement[bool]:
    return and_(table.municipality_id == Licence.municipality_id, table.licence_id == Licence.id)


def _terms(
    session: Session, read: SeatsRead, conditions: Sequence[ColumnElement[bool]]
) -> Mapping[int, Sequence[TermRow]]:
    wanted: list[ColumnElement[bool]] = []
    if read.attributes:
        wanted.append(LicenceTerm.attribute.in_(sorted(read.attributes)))
    if read.events:
        wanted.append(
            and_(
                LicenceTerm.attribute == Attribute.HOURS,
                Licence.type.in_(sorted(OCCASIONAL)),
                LicenceTerm.first_day >= read.from_day,
            )
        )
    if not wanted:
        return {}
    rows = session.execute(
        select(
            LicenceTerm.licence_id,
            LicenceTerm.attribute,
            LicenceTerm.value,
            LicenceTerm.first_day,
            LicenceTerm.last_day,
            LicenceTerm.decided_on,
            LicenceTerm.decision_number,
        )
        .join(Licence, _of_licence(LicenceTerm))
        .where(*conditions, or_(*wanted))
        .order_by(LicenceTerm.licence_id, LicenceTerm.id)
    )
    found: dict[int, list[TermRow]] = defaultdict(list)
    for row in rows:
        found[row.licence_id].append(
            TermRow(
                attribute=row.attribute,
                value=row.value,
                first_day=row.first_day,
                last_day=row.last_day,
                decided_on=row.decided_on,
                decision_number=row.decision_number,
            )
        )
    return found


def _areas(
    session: Session, read: SeatsRead, conditions: Sequence[ColumnElement[bool]], day: date
) -> Mapping[int, set[AreaKind]]:
    if not read.areas:
        return {}
    rows = session.execute(
        select(LicenceRoom.licence_id, Room.area)
        .join(Licence, _of_licence(LicenceRoom))
        .join(Room, and_(Room.municipality_id == LicenceRoom.municipality_id, Room.id == LicenceRoom.room_id))
        .where(*conditions, or_(LicenceRoom.last_day.is_(None), LicenceRoom.last_day >= day))
    )
    found: dict[int, set[AreaKind]] = defaultdict(set)
    for row in rows:
        found[row.licence_id].add(row.area)
    return found


def _with_terms(seat: Seat, rows: Sequence[TermRow], day: date) -> Seat:
    """The seat with the terms of the day; of a licence that does not hold then, those of its nearest day."""
    uses = _uses(seat, rows)
    terms = [row for row in rows if row.attribute is not Attribute.HOURS]
    if terms:
        nearest = max(seat.days[0].first_day, min(day, seat.days[-1].last_day))
        held = terms_on(terms, nearest)
        groups, concept, audience = (
            held.value(attribute) for attribute in (Attribute.GROUPS, Attribute.CONCEPT, Attribute.AUDIENCE)
        )
        seat = replace(
            seat,
            groups=group_set_from_code(groups) if groups else (),
            category=VenueCategory(concept) if concept else seat.category,
            audience=Audience(audience) if audience else None,
        )
    return replace(seat, uses=uses)


def _uses(seat: Seat, rows: Sequence[TermRow]) -> tuple[Use, ...]:
    """When an event is used; one without known hours has the whole of its days."""
    if seat.type not in OCCASIONAL:
        return ()
    last_day = seat.days[-1].last_day
    told = {
        Use(row.first_day, ServiceHours(line["start"], line["end"]))
        for row in rows
        if row.attribute is Attribute.HOURS and row.first_day <= last_day
        for line in json.loads(row.value)
    }
    return tuple(sorted(told)) or tuple(
        Use(day, WHOLE_SERVICE_DAY) for part in seat.days for day in _each_day(part)
    )


def _each_day(part: Days) -> Iterable[date]:
    day = part.first_day
    while day <= part.last_day:
        yield day
        day += ONE_DAY
