"""Venues and rooms: each place is found when it is known, and entered when it is not."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.held_rows import held_row
from app.models.event import EventType
from app.models.venue import Room, Venue
from app.permissions import Actor
from app.search.index import Subject, index
from app.sorting import comparison_key, sort_key
from licensing.errors import NotAllowed
from licensing.licences import AreaKind, VenueCategory


@dataclass(frozen=True)
class Place:
    """Where a venue lies."""

    street: str
    postcode: str
    town: str

    @property
    def key(self) -> str:
        """The address as two spellings of it are compared."""
        return comparison_key(f"{self.street} {self.postcode}")


@dataclass(frozen=True)
class Surroundings:
    """What the land register and the business register say of a place."""

    cadastre: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    sub_unit_number: str | None = None


def find_or_enter_venue(
    session: Session, actor: Actor, *, name: str, place: Place, category: VenueCategory
) -> Venue:
    """The venue of this name at this address, entered when it is not known yet."""
    known = session.scalars(
        select(Venue).where(
            Venue.municipality_id == actor.municipality_id,
            Venue.address_key == place.key,
            Venue.name_key == comparison_key(name),
        )
    ).one_or_none()
    if known is not None:
        return known
    venue = Venue(
        municipality_id=actor.municipality_id,
        name=name,
        name_key=comparison_key(name),
        sort_key=sort_key(name),
        category=category,
        street_address=place.street,
        postcode=place.postcode,
        town=place.town,
        address_key=place.key,
    )
    session.add(venue)
    session.flush()
    _index_venue(session, venue)
    audit.record(session, actor, EventType.VENUE_ENTERED, venue_id=venue.id)
    return venue


def room_key(name: str, area: AreaKind) -> str:
    """What a room is recognised by. A garden and a room of the same name are two places."""
    return comparison_key(f"{area.value} {name}")


def find_or_enter_rooms(
    session: Session, *, venue: Venue, names: Iterable[tuple[str, AreaKind]]
) -> list[Room]:
    """The rooms of these names at a venue, in this order; new ones are entered."""
    known = {
        room.name_key: room
        for room in session.scalars(
            select(Room).where(Room.municipality_id == venue.municipality_id, Room.venue_id == venue.id)
        )
    }
    rooms: dict[str, Room] = {}
    for name, area in names:
        key = room_key(name, area)
        if key not in known:
            known[key] = Room(
                municipality_id=venue.municipality_id, venue_id=venue.id, name=name, name_key=key, area=area
            )
            session.add(known[key])
        rooms[key] = known[key]
    session.flush()
    session.expire(venue, ["rooms"])
    return list(rooms.values())


def add_rooms(
    session: Session, actor: Actor, *, venue_id: int, names: Iterable[tuple[str, AreaKind]]
) -> list[Room]:
    """Enter rooms at a venue. A name that is there already is not entered again."""
    venue = held_row(session, actor, Venue, venue_id)
    rooms = find_or_enter_rooms(session, venue=venue, names=names)
    audit.record(session, actor, EventType.VENUE_CHANGED, venue_id=venue.id, changed=["rooms"])
    return rooms


def change_venue(
    session: Session,
    actor: Actor,
    *,
    venue_id: int,
    seen_version: int,
    name: str,
    place: Place,
    category: VenueCategory,
    surroundings: Surroundings,
) -> Venue:
    """Change what is kept about a venue. Its licences and its history stay with it.

    Raises `ChangedMeanwhile` when another changed it since `seen_version`, `NotAllowed` when another venue
    has the same name and address or the same sub-unit.
    """
    venue = held_row(session, actor, Venue, venue_id, seen_version=seen_version)
    _refuse_doubles(session, venue, name, place, surroundings.sub_unit_number)
    wanted = {
        "name": name,
        "category": category,
        "street_address": place.street,
        "postcode": place.postcode,
        "town": place.town,
        "cadastre": surroundings.cadastre,
        "latitude": surroundings.latitude,
        "longitude": surroundings.longitude,
        "sub_unit_number": surroundings.sub_unit_number,
    }
    changed = [field for field, value in wanted.items() if getattr(venue, field) != value]
    if not changed:
        return venue
    for field in changed:
        setattr(venue, field, wanted[field])
    venue.name_key, venue.sort_key, venue.address_key = comparison_key(name), sort_key(name), place.key
    session.flush()
    _index_venue(session, venue)
    audit.record(session, actor, EventType.VENUE_CHANGED, venue_id=venue.id, changed=changed)
    return venue


def _refuse_doubles(
    session: Session, venue: Venue, name: str, place: Place, sub_unit_number: str | None
) -> None:
    others = select(Venue.name).where(Venue.municipality_id == venue.municipality_id, Venue.id != venue.id)
    same_place = session.scalars(
        others.where(Venue.address_key == place.key, Venue.name_key == comparison_key(name))
    ).first()
    if same_place is not None:
        raise NotAllowed("venue_known_already", venue=same_place)
    if sub_unit_number is None:
        return
    same_unit = session.scalars(others.where(Venue.sub_unit_number == sub_unit_number)).first()
    if same_unit is not None:
        raise NotAllowed("sub_unit_number_taken", venue=same_unit)


def _index_venue(session: Session, venue: Venue) -> None:
    index(
        session,
        municipality_id=venue.municipality_id,
        subject=Subject.VENUE,
        subject_id=venue.id,
        texts=(venue.name, venue.street_address, venue.town, venue.sub_unit_number),
    )
