"""Licences as an older register hands them over: without a decision of ours."""

from datetime import date

from sqlalchemy.orm import Session

from app.cases.granted import HoursLine, lines_to_json
from app.licences.service import new_licence_number
from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod, LicencePerson, LicenceRoom, LicenceTerm
from app.models.person import Person
from app.models.rows import canonical_json
from app.models.venue import Venue
from app.search.index import Subject, index
from licensing.applicants import Role
from licensing.licences import AreaKind, Attribute, Audience, LicenceKind

GRANTED_ON = date(2024, 6, 3)
LAST_DAY = date(2028, 9, 30)
EVENINGS = (
    HoursLine(AreaKind.INDOOR, 1, (7, 1, 2, 3, 4), 600, 1500),
    HoursLine(AreaKind.INDOOR, 1, (5, 6), 600, 1560),
)


def make_licence(
    session: Session,
    venue: Venue,
    holder: Holder,
    *,
    kind: LicenceKind = LicenceKind.SERVING,
    groups: str = "1,2",
    granted_on: date = GRANTED_ON,
    last_day: date = LAST_DAY,
    usable_from: date | None = GRANTED_ON,
    ended_on: date | None = None,
    end_reason: str = "",
    manager: Person | None = None,
) -> Licence:
    """A licence of a holder at a venue, in use unless told otherwise."""
    licence = Licence(
        municipality_id=venue.municipality_id,
        number=new_licence_number(session, venue.municipality_id, kind, granted_on),
        kind=kind,
        holder_id=holder.id,
        venue_id=venue.id,
        granted_on=granted_on,
        issued_on=usable_from,
        usable_from=usable_from,
        ended_on=ended_on,
        end_reason=end_reason,
    )
    session.add(licence)
    session.flush()
    mine = {"municipality_id": licence.municipality_id, "licence_id": licence.id, "first_day": granted_on}
    session.add(LicencePeriod(**mine, last_day=last_day))
    add_term(session, licence, Attribute.GROUPS, groups)
    add_term(session, licence, Attribute.AUDIENCE, Audience.GENERAL.value)
    add_term(session, licence, Attribute.CONCEPT, venue.category.value)
    hours = [{key: line[key] for key in ("weekdays", "start", "end")} for line in lines_to_json(EVENINGS)]
    for group in groups.split(","):
        add_term(
            session, licence, Attribute.HOURS, canonical_json(hours), area=AreaKind.INDOOR, group=int(group)
        )
    session.add_all(
        LicenceRoom(**mine, room_id=room.id) for room in venue.rooms if room.area is AreaKind.INDOOR
    )
    if manager is not None:
        session.add(LicencePerson(**mine, person_id=manager.id, role=Role.MANAGER))
    index(
        session,
        municipality_id=licence.municipality_id,
        subject=Subject.LICENCE,
        subject_id=licence.id,
        texts=(licence.number, venue.name, venue.street_address, holder.name, holder.organisation_number),
    )
    session.flush()
    return licence


def add_term(
    session: Session,
    licence: Licence,
    attribute: Attribute,
    value: str,
    *,
    first_day: date | None = None,
    last_day: date | None = None,
    decided_on: date | None = None,
    number: int = 1,
    area: AreaKind | None = None,
    group: int | None = None,
) -> None:
    """One more term, from the grant on unless told otherwise."""
    session.add(
        LicenceTerm(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            attribute=attribute,
            area=area,
            group=group,
            value=value,
            first_day=first_day or licence.granted_on,
            last_day=last_day,
            decided_on=decided_on or licence.granted_on,
            decision_number=number,
        )
    )
    session.flush()
