"""Which rooms each serving licence takes, kept so that the database itself refuses a second holder.

Law: alkoholloven § 4-1.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod, LicenceRoom, LicenceTerm
from app.models.occupancy import RoomOccupancy
from app.models.venue import Room
from licensing.errors import NotAllowed
from licensing.law import ALKL_4_1
from licensing.licences import OCCASIONAL, Attribute, LicenceKind
from licensing.occupancy import CoveredRoom, Days, Occupancy, first_overlap, occupied

GUARD = "ex_room_occupancies_one_holder"
"""The name that both databases refuse by."""
MANY = 500


def occupy_rooms(session: Session, licence: Licence) -> None:
    """Write anew which rooms a serving licence takes, from its terms, rooms and periods.

    Raises `NotAllowed("room_taken")` when another holder has a room at the same time. A licence that has
    ended gives up time and never takes any: where it met another all along, its own rows are left out.

    Law: alkoholloven § 4-1.
    """
    if licence.kind is not LicenceKind.SERVING:
        return
    session.flush()
    taken = occupancies_of(session, licence.municipality_id, [licence.id])[licence.id]
    session.execute(
        delete(RoomOccupancy).where(
            RoomOccupancy.municipality_id == licence.municipality_id, RoomOccupancy.licence_id == licence.id
        )
    )
    if licence.ended_on is not None:
        taken = [one for one in taken if _in_the_way(session, licence, [one]) is None]
    if not taken:
        return
    rows = [_row(licence, one) for one in taken]
    try:
        with session.begin_nested():
            session.execute(insert(RoomOccupancy), rows)
    except IntegrityError as error:
        if GUARD not in str(error.orig):
            raise
        # Both databases let the other's rows be seen here: they were committed before the guard spoke.
        raise _refusal(session, licence, taken) from None


def occupancies_of(
    session: Session, municipality_id: int, licence_ids: Collection[int]
) -> dict[int, list[Occupancy]]:
    """When each of some licences takes its rooms, by its terms: four questions, however many licences."""
    found: dict[int, list[Occupancy]] = {licence_id: [] for licence_id in licence_ids}
    ids = sorted(found)
    for start in range(0, len(ids), MANY):
        found.update(_occupancies(session, municipality_id, ids[start : start + MANY]))
    return found


def _occupancies(session: Session, municipality_id: int, ids: Sequence[int]) -> dict[int, list[Occupancy]]:
    rooms, terms, periods = defaultdict(list), defaultdict(list), defaultdict(list)
    for room in session.execute(
        select(
            LicenceRoom.licence_id,
            LicenceRoom.room_id,
            Room.area,
            LicenceRoom.first_day,
            LicenceRoom.last_day,
        )
        .join(Room, and_(Room.municipality_id == LicenceRoom.municipality_id, Room.id == LicenceRoom.room_id))
        .where(LicenceRoom.municipality_id == municipality_id, LicenceRoom.licence_id.in_(ids))
    ):
        rooms[room.licence_id].append(CoveredRoom(room.room_id, room.area, room.first_day, room.last_day))
    for term in session.scalars(
        select(LicenceTerm)
        .where(
            LicenceTerm.municipality_id == municipality_id,
            LicenceTerm.licence_id.in_(ids),
            LicenceTerm.attribute.in_([Attribute.HOURS, Attribute.SEASON]),
        )
        .execution_options(populate_existing=True)
    ):
        terms[term.licence_id].append(term.to_domain())
    for period in session.execute(
        select(LicencePeriod.licence_id, LicencePeriod.first_day, LicencePeriod.last_day).where(
            LicencePeriod.municipality_id == municipality_id, LicencePeriod.licence_id.in_(ids)
        )
    ):
        periods[period.licence_id].append(Days(period.first_day, period.last_day))
    ends = session.execute(
        select(Licence.id, Licence.type, Licence.ended_on).where(
            Licence.municipality_id == municipality_id, Licence.id.in_(ids)
        )
    )
    return {
        row.id: list(
            occupied(
                terms[row.id],
                rooms[row.id],
                periods[row.id],
                ended_on=row.ended_on,
                by_dates=row.type in OCCASIONAL,
            )
        )
        for row in ends
    }


def _row(licence: Licence, taken: Occupancy) -> dict[str, Any]:
    return {
        "municipality_id": licence.municipality_id,
        "licence_id": licence.id,
        "holder_id": licence.holder_id,
        "room_id": taken.room,
        "weekday": taken.weekday,
        "first_day": taken.first_day,
        "last_day": taken.last_day,
        "start": taken.hours.start,
        "end": taken.hours.end,
    }


def _meets(taken: Occupancy) -> ColumnElement[bool]:
    """What the guard of the database asks, for one row."""
    return and_(
        RoomOccupancy.room_id == taken.room,
        RoomOccupancy.weekday == taken.weekday,
        RoomOccupancy.first_day <= taken.last_day,
        RoomOccupancy.last_day >= taken.first_day,
        RoomOccupancy.start < taken.hours.end,
        RoomOccupancy.end > taken.hours.start,
    )


def _in_the_way(session: Session, licence: Licence, taken: Iterable[Occupancy]) -> RoomOccupancy | None:
    return session.scalars(
        select(RoomOccupancy)
        .where(
            RoomOccupancy.municipality_id == licence.municipality_id,
            RoomOccupancy.holder_id != licence.holder_id,
            or_(*map(_meets, taken)),
        )
        .order_by(RoomOccupancy.first_day, RoomOccupancy.id)
        .limit(1)
    ).first()


def _refusal(session: Session, licence: Licence, taken: Sequence[Occupancy]) -> NotAllowed:
    """Who has the room, and when the two first meet."""
    other = _in_the_way(session, licence, taken)
    if other is None:
        return NotAllowed("room_taken", ALKL_4_1)
    named = session.execute(
        select(Licence.number, Holder.name.label("holder"), Room.name.label("room"))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .join(Room, and_(Room.municipality_id == Licence.municipality_id, Room.id == other.room_id))
        .where(Licence.municipality_id == licence.municipality_id, Licence.id == other.licence_id)
    ).one()
    theirs = occupancies_of(session, licence.municipality_id, [other.licence_id])[other.licence_id]
    met = first_overlap(taken, theirs, same_holder=False)
    return NotAllowed(
        "room_taken",
        ALKL_4_1,
        number=named.number,
        holder=named.holder,
        room=named.room,
        day=met.day.isoformat() if met else None,
        hours="-".join(met.hours.pair) if met else None,
    )


@dataclass(frozen=True)
class SharedRoom:
    """Two holders' licences that meet in a room: entered before anything kept them apart."""

    licence_id: int
    number: str
    other_id: int
    other_number: str
    other_holder: str
    room: str
    day: str
    hours: str


def shared_rooms(session: Session, municipality_id: int, licence_id: int | None = None) -> list[SharedRoom]:
    """Pairs of serving licences of different holders that meet in a room; of one licence, or of all.

    Each pair stands once, or, where one licence is asked about, as seen from that licence.
    """
    mine, theirs = aliased(LicenceRoom), aliased(LicenceRoom)
    one, other = aliased(Licence), aliased(Licence)
    statement = (
        select(
            one.id,
            one.number,
            other.id.label("other_id"),
            other.number.label("other_number"),
            Holder.name.label("other_holder"),
            Room.id.label("room_id"),
            Room.name.label("room"),
        )
        .join(mine, and_(mine.municipality_id == one.municipality_id, mine.licence_id == one.id))
        .join(theirs, and_(theirs.municipality_id == mine.municipality_id, theirs.room_id == mine.room_id))
        .join(other, and_(other.municipality_id == theirs.municipality_id, other.id == theirs.licence_id))
        .join(Holder, and_(Holder.municipality_id == other.municipality_id, Holder.id == other.holder_id))
        .join(Room, and_(Room.municipality_id == mine.municipality_id, Room.id == mine.room_id))
        .where(
            one.municipality_id == municipality_id,
            one.kind == LicenceKind.SERVING,
            other.kind == LicenceKind.SERVING,
            one.holder_id != other.holder_id,
            one.id < other.id if licence_id is None else one.id == licence_id,
        )
        .distinct()
        .order_by(one.id, other.id, Room.id)
    )
    pairs = session.execute(statement).all()
    taken = occupancies_of(
        session, municipality_id, {row.id for row in pairs} | {row.other_id for row in pairs}
    )
    found = []
    for row in pairs:
        met = first_overlap(
            [part for part in taken[row.id] if part.room == row.room_id],
            taken[row.other_id],
            same_holder=False,
        )
        if met is not None:
            found.append(
                SharedRoom(
                    row.id,
                    row.number,
                    row.other_id,
                    row.other_number,
                    row.other_holder,
                    row.room,
                    met.day.isoformat(),
                    "-".join(met.hours.pair),
                )
            )
    return found
