"""Licences from an older register: entered as they stand, with no case of ours behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.cases.granted import HoursLine
from app.licences.occupancy import occupy_rooms
from app.licences.service import index_licence, new_licence_number
from app.models.event import EventType
from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod, LicencePerson, LicenceRoom, LicenceTerm
from app.models.person import Person
from app.models.rows import canonical_json
from app.models.venue import Room, Venue
from app.permissions import Actor
from licensing.applicants import Role
from licensing.kinds import extensions_code
from licensing.licences import (
    AreaKind,
    Attribute,
    Audience,
    Extension,
    Group,
    LicenceKind,
    LicenceType,
    VenueCategory,
    group_set_code,
)
from licensing.seasons import Season


@dataclass(frozen=True)
class OlderLicence:
    """What an older register tells of a licence."""

    kind: LicenceKind
    groups: tuple[Group, ...]
    category: VenueCategory
    granted_on: date
    first_day: date
    last_day: date
    audience: Audience = Audience.GENERAL
    hours: tuple[HoursLine, ...] = ()
    ended_on: date | None = None
    end_reason: str = ""
    type: LicenceType = LicenceType.PERMANENT
    season: Season | None = None
    extensions: tuple[Extension, ...] = ()


def enter_older_licence(
    session: Session,
    actor: Actor,
    *,
    holder: Holder,
    venue: Venue,
    rooms: Sequence[Room],
    people: Iterable[tuple[Person, Role]],
    entry: OlderLicence,
) -> Licence:
    """Enter a licence with its period, terms, rooms and people, usable from its first day."""
    licence = Licence(
        municipality_id=actor.municipality_id,
        number=new_licence_number(session, actor.municipality_id, entry.kind, entry.granted_on, entry.type),
        kind=entry.kind,
        type=entry.type,
        holder_id=holder.id,
        venue_id=venue.id,
        granted_on=entry.granted_on,
        issued_on=entry.first_day,
        usable_from=entry.first_day,
        ended_on=entry.ended_on,
        end_reason=entry.end_reason,
    )
    session.add(licence)
    session.flush()
    session.add(
        LicencePeriod(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            first_day=entry.first_day,
            last_day=entry.last_day,
        )
    )
    session.add_all(_terms(licence, entry))
    session.add_all(
        LicenceRoom(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            room_id=room.id,
            first_day=entry.first_day,
            last_day=entry.ended_on,
        )
        for room in rooms
    )
    session.add_all(
        LicencePerson(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            person_id=person.id,
            role=role,
            first_day=entry.first_day,
            last_day=entry.ended_on,
        )
        for person, role in people
    )
    occupy_rooms(session, licence)
    index_licence(session, licence, holder=holder, venue=venue)
    audit.record(
        session,
        actor,
        EventType.LICENCE_GRANTED,
        number=licence.number,
        last_day=entry.last_day.isoformat(),
        older_register=True,
    )
    return licence


def _terms(licence: Licence, entry: OlderLicence) -> list[LicenceTerm]:
    def term(
        attribute: Attribute, value: str, area: AreaKind | None = None, group: int | None = None
    ) -> LicenceTerm:
        return LicenceTerm(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            attribute=attribute,
            area=area,
            group=group,
            value=value,
            first_day=entry.first_day,
            decided_on=entry.granted_on,
            # An older register numbers its decisions its own way; ours of the same day come after it.
            decision_number=0,
        )

    by_place: dict[tuple[AreaKind, int], list[dict[str, object]]] = {}
    for line in entry.hours:
        by_place.setdefault((line.area, line.group), []).append(
            {"weekdays": list(line.weekdays), "start": line.start, "end": line.end}
        )
    return [
        term(Attribute.GROUPS, group_set_code(entry.groups)),
        term(Attribute.AUDIENCE, entry.audience.value),
        term(Attribute.CONCEPT, entry.category.value),
        *([term(Attribute.SEASON, ",".join(entry.season.pair))] if entry.season else []),
        *([term(Attribute.EXTENSIONS, extensions_code(entry.extensions))] if entry.extensions else []),
        *(
            term(Attribute.HOURS, canonical_json(value), area, group)
            for (area, group), value in by_place.items()
        ),
    ]
