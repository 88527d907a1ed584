"""Which licences already cover the rooms that are applied for, and whether the hours meet.

Law: alkoholloven §§ 1-7g and 4-1.
"""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Row, and_, exists, or_, select
from sqlalchemy.orm import Session

from app.licences.occupancy import occupancies_of
from app.models.case import Application
from app.models.licence import Licence, LicencePeriod, LicenceRoom, LicenceTerm
from app.models.occasion import Occasion, OccasionDay
from app.models.rows import canonical_json
from licensing.assessment import AskedHours, RoomLicence
from licensing.licences import Attribute, LicenceKind, TermRow
from licensing.occupancy import CoveredRoom, Days, Occupancy, first_overlap, occupied, occupied_on_days
from licensing.service_hours import ServiceHours


def room_licences(
    session: Session, application: Application, asked: Sequence[AskedHours], days: Days
) -> tuple[RoomLicence, ...]:
    """The licences in the rooms applied for, each with whether its hours meet those asked for.

    Also one that is not in use yet, or is temporarily withdrawn, has its rooms. The licence whose business
    was taken over lapses, and is not in the way.

    Law: alkoholloven §§ 1-7g and 4-1.
    """
    event = _event_days(session, application)
    if event:
        days = Days(min(day for _room, day, _hours in event), max(day for _room, day, _hours in event))
    rows = _covering(session, application, days)
    serving = {row.id for row in rows if row.kind is LicenceKind.SERVING}
    theirs = occupancies_of(session, application.municipality_id, serving)
    with_hours = _with_hours(session, application.municipality_id, serving)
    mine = occupied_on_days(event) if event else _asked(application, asked, days)
    found = []
    for row in rows:
        same_holder = row.holder_id == application.holder_id
        in_room = [one for one in theirs.get(row.id, ()) if one.room == row.room_id]
        met = first_overlap(mine, in_room, same_holder=False)
        unknown = row.id not in with_hours or not mine
        found.append(
            RoomLicence(
                room=f"room:{row.room_id}",
                kind=row.kind,
                same_holder=same_holder,
                hours_overlap=None if unknown and (met or not mine) else met is not None,
                number=row.number,
                day=met.day.isoformat() if met else "",
                hours="-".join(met.hours.pair) if met else "",
            )
        )
    return tuple(found)


def _covering(
    session: Session, application: Application, days: Days
) -> Sequence[Row[int, int, str, LicenceKind, int]]:
    """The licences that have one of the rooms on some of the days."""
    room_ids = [room.id for room in application.rooms]
    return session.execute(
        select(LicenceRoom.room_id, Licence.id, Licence.number, Licence.kind, Licence.holder_id)
        .join(
            Licence,
            and_(
                Licence.municipality_id == LicenceRoom.municipality_id, Licence.id == LicenceRoom.licence_id
            ),
        )
        .where(
            LicenceRoom.municipality_id == application.municipality_id,
            LicenceRoom.room_id.in_(room_ids),
            LicenceRoom.first_day <= days.last_day,
            or_(LicenceRoom.last_day.is_(None), LicenceRoom.last_day >= days.first_day),
            or_(Licence.ended_on.is_(None), Licence.ended_on >= days.first_day),
            Licence.id != (application.transfer_of_id or 0),
            exists().where(
                LicencePeriod.municipality_id == Licence.municipality_id,
                LicencePeriod.licence_id == Licence.id,
                LicencePeriod.first_day <= days.last_day,
                LicencePeriod.last_day >= days.first_day,
            ),
        )
        .distinct()
        .order_by(LicenceRoom.room_id, Licence.id)
    ).all()


def _with_hours(session: Session, municipality_id: int, licence_ids: Collection[int]) -> set[int]:
    return set(
        session.scalars(
            select(LicenceTerm.licence_id)
            .where(
                LicenceTerm.municipality_id == municipality_id,
                LicenceTerm.licence_id.in_(licence_ids),
                LicenceTerm.attribute == Attribute.HOURS,
            )
            .distinct()
        )
    )


def _event_days(session: Session, application: Application) -> list[tuple[int, date, ServiceHours]]:
    rows = session.execute(
        select(OccasionDay.room_id, OccasionDay.day, OccasionDay.start, OccasionDay.end)
        .join(
            Occasion,
            and_(
                Occasion.municipality_id == OccasionDay.municipality_id,
                Occasion.id == OccasionDay.occasion_id,
            ),
        )
        .where(
            Occasion.municipality_id == application.municipality_id,
            Occasion.application_id == application.id,
        )
    )
    return [(row.room_id, row.day, ServiceHours(row.start, row.end)) for row in rows]


def _asked(application: Application, asked: Sequence[AskedHours], days: Days) -> tuple[Occupancy, ...]:
    """When the rooms would be taken as it is applied for; nothing where no hours are asked for."""
    areas = {one.area for one in asked}
    rows = [
        TermRow(
            Attribute.HOURS,
            canonical_json(
                [{"weekdays": list(one.weekdays), "start": one.hours.start, "end": one.hours.end}]
            ),
            first_day=days.first_day,
            last_day=None,
            decided_on=days.first_day,
            decision_number=0,
            area=one.area,
            group=one.group,
        )
        for one in asked
    ]
    if application.season_from and application.season_to:
        value = f"{application.season_from}/{application.season_to}"
        rows.append(TermRow(Attribute.SEASON, value, days.first_day, None, days.first_day, 0))
    rooms = [
        CoveredRoom(room.id, room.area, days.first_day) for room in application.rooms if room.area in areas
    ]
    return occupied(rows, rooms, [days])
