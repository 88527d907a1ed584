"""The licences of a venue as the rules on serving see them, and the answer for a moment."""

from collections import defaultdict

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod, LicenceRoom, LicenceTerm
from app.models.occupancy import LicenceSuspension
from app.models.venue import Room, Venue
from app.policy.queries import policy_in_force
from app.policy.queries.zones import zones_here
from licensing.licences import Group, LicenceKind
from licensing.moments import LocalMoment
from licensing.occupancy import CoveredRoom, Days
from licensing.policy import Policy
from licensing.pouring import HeldLicence, Pouring, Suspension, may_pour


def pouring_at(
    session: Session, venue: Venue, kind: LicenceKind, group: Group, moment: LocalMoment
) -> Pouring:
    """Whether a group may be served, or sold, at a venue at a moment, by the policy of that day."""
    policy = policy_in_force(session, venue.municipality_id, moment.service_day)
    return may_pour(
        held_licences(session, venue.municipality_id, Licence.venue_id == venue.id, policy),
        kind,
        group,
        moment,
        policy=policy,
    )


def held_licences(
    session: Session, here: int, chosen: ColumnElement[bool], policy: Policy | None
) -> list[HeldLicence]:
    """The licences of a municipality that are chosen, by number: a few questions, however many.

    Their zones are those of the policy.
    """
    zones = zones_here(session, here, policy)
    ids = select(Licence.id).where(Licence.municipality_id == here, chosen)
    periods, terms = defaultdict(list), defaultdict(list)
    rooms, suspensions = defaultdict(list), defaultdict(list)
    for period in session.execute(
        select(LicencePeriod.licence_id, LicencePeriod.first_day, LicencePeriod.last_day)
        .where(LicencePeriod.municipality_id == here, LicencePeriod.licence_id.in_(ids))
        .order_by(LicencePeriod.first_day)
    ):
        periods[period.licence_id].append(Days(period.first_day, period.last_day))
    for term in session.scalars(
        select(LicenceTerm).where(LicenceTerm.municipality_id == here, LicenceTerm.licence_id.in_(ids))
    ):
        terms[term.licence_id].append(term.to_domain())
    for row in session.execute(
        select(
            LicenceRoom.licence_id, Room.id, Room.name, Room.area, LicenceRoom.first_day, LicenceRoom.last_day
        )
        .join(Room, and_(Room.municipality_id == LicenceRoom.municipality_id, Room.id == LicenceRoom.room_id))
        .where(LicenceRoom.municipality_id == here, LicenceRoom.licence_id.in_(ids))
        .order_by(Room.area, Room.id)
    ):
        rooms[row.licence_id].append((CoveredRoom(row.id, row.area, row.first_day, row.last_day), row.name))
    for part in session.execute(
        select(LicenceSuspension.licence_id, LicenceSuspension.first_day, LicenceSuspension.last_day).where(
            LicenceSuspension.municipality_id == here, LicenceSuspension.licence_id.in_(ids)
        )
    ):
        suspensions[part.licence_id].append(Suspension(part.first_day, part.last_day))
    found = session.execute(
        select(
            Licence.id,
            Licence.number,
            Licence.kind,
            Licence.type,
            Licence.granted_on,
            Licence.usable_from,
            Licence.ended_on,
            Licence.end_reason,
            Holder.name.label("holder"),
            Venue.category,
            Venue.id.label("venue_id"),
        )
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(Licence.municipality_id == here, chosen)
        .order_by(Licence.number)
    )
    return [
        HeldLicence(
            number=row.number,
            holder=row.holder,
            kind=row.kind,
            type=row.type,
            granted_on=row.granted_on,
            usable_from=row.usable_from,
            periods=tuple(periods[row.id]),
            rows=tuple(terms[row.id]),
            rooms=tuple(room for room, _name in rooms[row.id]),
            room_names={room.room: name for room, name in rooms[row.id]},
            suspensions=tuple(suspensions[row.id]),
            ended_on=row.ended_on,
            end_reason=row.end_reason,
            category=row.category,
            zones=zones.get(row.venue_id),
        )
        for row in found
    ]
