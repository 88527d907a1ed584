"""Events night by night, and how many places serve each night, in a number of questions that never grows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from app.events.queries.nearby import GONE
from app.models.case import Application, Case
from app.models.decision import Decision
from app.models.holder import Holder
from app.models.licence import Licence, LicenceTerm
from app.models.occasion import Occasion, OccasionDay
from app.models.occupancy import LicenceSuspension, RoomOccupancy
from app.models.venue import Venue
from licensing.licences import OCCASIONAL, Attribute, Audience, LicenceType

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
Interval = tuple[date, date]


@dataclass(frozen=True)
class EventNight:
    """One event on one night; what is not decided yet stands with what was asked for."""

    day: date
    name: str
    venue_id: int
    venue: str
    town: str
    holder: str
    type: LicenceType
    groups: str
    audience: Audience
    start: int
    end: int
    rooms: int
    guests: int | None
    case_id: int | None
    licence_id: int | None

    @property
    def is_granted(self) -> bool:
        """Whether there is a licence for it."""
        return self.licence_id is not None


def event_nights(session: Session, municipality_id: int, first_day: date, last_day: date) -> list[EventNight]:
    """The events of each night between two days, by day and hour: granted as granted, others as asked for."""
    granted = _granted(session, municipality_id, first_day, last_day)
    held = {night.licence_id for night in granted}
    asked = [
        night
        for night in _asked(session, municipality_id, first_day, last_day)
        if night.licence_id is None or night.licence_id not in held
    ]
    return sorted([*granted, *asked], key=lambda night: (night.day, night.start, night.name, night.venue))


def _granted(session: Session, municipality_id: int, first_day: date, last_day: date) -> list[EventNight]:
    """Nights of licences for one occasion, from the rooms that they take."""
    groups, audience = (_term(attribute) for attribute in (Attribute.GROUPS, Attribute.AUDIENCE))
    rows = session.execute(
        select(
            RoomOccupancy.first_day,
            RoomOccupancy.last_day,
            Licence.id,
            Licence.number,
            Licence.type,
            Venue.id.label("venue_id"),
            Venue.name.label("venue"),
            Venue.town,
            Holder.name.label("holder"),
            Occasion.name,
            Occasion.guests,
            Decision.case_id,
            groups.label("groups"),
            audience.label("audience"),
            func.min(RoomOccupancy.start).label("start"),
            func.max(RoomOccupancy.end).label("end"),
            func.count(RoomOccupancy.room_id.distinct()).label("rooms"),
        )
        .join(
            Licence,
            and_(
                Licence.municipality_id == RoomOccupancy.municipality_id,
                Licence.id == RoomOccupancy.licence_id,
            ),
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .outerjoin(
            Decision,
            and_(Decision.municipality_id == Licence.municipality_id, Decision.id == Licence.decision_id),
        )
        .outerjoin(
            Application,
            and_(
                Application.municipality_id == Decision.municipality_id,
                Application.case_id == Decision.case_id,
            ),
        )
        .outerjoin(
            Occasion,
            and_(
                Occasion.municipality_id == Application.municipality_id,
                Occasion.application_id == Application.id,
            ),
        )
        .where(
            RoomOccupancy.municipality_id == municipality_id,
            RoomOccupancy.first_day <= last_day,
            RoomOccupancy.last_day >= first_day,
            Licence.type.in_(OCCASIONAL),
        )
        .group_by(
            RoomOccupancy.first_day,
            RoomOccupancy.last_day,
            Licence.id,
            Licence.number,
            Licence.type,
            Venue.id,
            Venue.name,
            Venue.town,
            Holder.name,
            Occasion.name,
            Occasion.guests,
            Decision.case_id,
        )
    )
    found = []
    for row in rows:
        day = row.first_day
        while day <= min(row.last_day, last_day):
            if day >= first_day:
                found.append(
                    EventNight(
                        day=day,
                        name=row.name or row.number,
                        venue_id=row.venue_id,
                        venue=row.venue,
                        town=row.town,
                        holder=row.holder,
                        type=row.type,
                        groups=row.groups or "",
                        audience=Audience(row.audience) if row.audience else Audience.GENERAL,
                        start=row.start,
                        end=row.end,
                        rooms=row.rooms,
                        guests=row.guests,
                        case_id=row.case_id,
                        licence_id=row.id,
                    )
                )
            day += A_WEEK
    return found


def _term(attribute: Attribute) -> ScalarSelect[str]:
    """What a licence for one occasion says of an attribute: the latest word on it."""
    return (
        select(LicenceTerm.value)
        .where(
            LicenceTerm.municipality_id == Licence.municipality_id,
            LicenceTerm.licence_id == Licence.id,
            LicenceTerm.attribute == attribute,
        )
        .order_by(LicenceTerm.decided_on.desc(), LicenceTerm.decision_number.desc(), LicenceTerm.id.desc())
        .limit(1)
        .correlate(Licence)
        .scalar_subquery()
    )


def _asked(session: Session, municipality_id: int, first_day: date, last_day: date) -> list[EventNight]:
    """Nights that are applied for, of cases that were not refused; also sale, which takes no room."""
    rows = session.execute(
        select(
            OccasionDay.day,
            Occasion.name,
            Occasion.guests,
            Application.type,
            Application.groups,
            Application.audience,
            Case.id.label("case_id"),
            Venue.id.label("venue_id"),
            Venue.name.label("venue"),
            Venue.town,
            Holder.name.label("holder"),
            Licence.id.label("licence_id"),
            func.min(OccasionDay.start).label("start"),
            func.max(OccasionDay.end).label("end"),
            func.count(OccasionDay.room_id.distinct()).label("rooms"),
        )
        .join(
            Occasion,
            and_(
                Occasion.municipality_id == OccasionDay.municipality_id,
                Occasion.id == OccasionDay.occasion_id,
            ),
        )
        .join(
            Application,
            and_(
                Application.municipality_id == Occasion.municipality_id,
                Application.id == Occasion.application_id,
            ),
        )
        .join(Case, and_(Case.municipality_id == Application.municipality_id, Case.id == Application.case_id))
        .join(
            Venue,
            and_(Venue.municipality_id == Application.municipality_id, Venue.id == Application.venue_id),
        )
        .join(
            Holder,
            and_(Holder.municipality_id == Application.municipality_id, Holder.id == Application.holder_id),
        )
        .outerjoin(
            Decision, and_(Decision.municipality_id == Case.municipality_id, Decision.case_id == Case.id)
        )
        .outerjoin(
            Licence,
            and_(Licence.municipality_id == Decision.municipality_id, Licence.decision_id == Decision.id),
        )
        .where(
            OccasionDay.municipality_id == municipality_id,
            OccasionDay.day >= first_day,
            OccasionDay.day <= last_day,
            or_(Case.result.is_(None), Case.result.not_in(GONE)),
        )
        .group_by(
            OccasionDay.day,
            Occasion.id,
            Occasion.name,
            Occasion.guests,
            Application.type,
            Application.groups,
            Application.audience,
            Case.id,
            Venue.id,
            Venue.name,
            Venue.town,
            Holder.name,
            Licence.id,
        )
    )
    return [EventNight(**row._mapping) for row in rows]


def places_serving(
    session: Session, municipality_id: int, first_day: date, last_day: date
) -> Mapping[date, int]:
    """How many places with a lasting licence have serving hours each night between two days.

    A licence that may not be used yet, or is temporarily withdrawn, does not count.
    """
    by_licence: dict[int, list[Interval]] = defaultdict(list)
    venue_of: dict[int, int] = {}
    for row in session.execute(
        select(
            RoomOccupancy.licence_id,
            Licence.venue_id,
            Licence.usable_from,
            RoomOccupancy.first_day,
            RoomOccupancy.last_day,
        )
        .join(
            Licence,
            and_(
                Licence.municipality_id == RoomOccupancy.municipality_id,
                Licence.id == RoomOccupancy.licence_id,
            ),
        )
        .where(
            RoomOccupancy.municipality_id == municipality_id,
            RoomOccupancy.first_day <= last_day,
            RoomOccupancy.last_day >= first_day,
            Licence.type.not_in(OCCASIONAL),
            Licence.usable_from <= last_day,
        )
        .distinct()
    ):
        venue_of[row.licence_id] = row.venue_id
        begin = _same_weekday_from(row.first_day, max(first_day, row.usable_from))
        if begin <= min(row.last_day, last_day):
            by_licence[row.licence_id].append((begin, min(row.last_day, last_day)))
    withdrawn = _withdrawn(session, municipality_id, first_day, last_day)
    places: dict[date, set[int]] = defaultdict(set)
    for licence_id, intervals in by_licence.items():
        closed = withdrawn.get(licence_id, ())
        for begin, end in intervals:
            day = begin
            while day <= end:
                if not any(first <= day <= last for first, last in closed):
                    places[day].add(venue_of[licence_id])
                day += A_WEEK
    return {day: len(served) for day, served in places.items()}


def _same_weekday_from(day: date, earliest: date) -> date:
    if day >= earliest:
        return day
    return earliest + A_DAY * ((day - earliest).days % A_WEEK.days)


def _withdrawn(
    session: Session, municipality_id: int, first_day: date, last_day: date
) -> dict[int, list[Interval]]:
    found: dict[int, list[Interval]] = defaultdict(list)
    for row in session.execute(
        select(LicenceSuspension.licence_id, LicenceSuspension.first_day, LicenceSuspension.last_day).where(
            LicenceSuspension.municipality_id == municipality_id,
            LicenceSuspension.first_day <= last_day,
            LicenceSuspension.last_day >= first_day,
        )
    ):
        found[row.licence_id].append((row.first_day, row.last_day))
    return found


def by_night(nights: Iterable[EventNight]) -> Mapping[date, list[EventNight]]:
    """The events of each night."""
    found: dict[date, list[EventNight]] = defaultdict(list)
    for night in nights:
        found[night.day].append(night)
    return found
