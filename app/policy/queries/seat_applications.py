"""The undecided applications that caps may count, and what one case asks for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app.models.case import Application, ApplicationRoom, Case
from app.models.occasion import Occasion, OccasionDay
from app.models.venue import Room
from app.policy.queries.seats import SeatsRead
from app.policy.queries.zones import zones_of_venues
from licensing.cases import UNDECIDED
from licensing.licences import OCCASIONAL, AreaKind, group_set_from_code
from licensing.matters import Matter
from licensing.occasions import Use
from licensing.occupancy import Days
from licensing.seats import Seat
from licensing.service_hours import ServiceHours

# What applies for a seat: a change of terms has one already.
ASKING = (Matter.LICENCE, Matter.EVENT)


@dataclass(frozen=True)
class SeatApplication:
    """An undecided application for a seat, and its place in the order in which they came in."""

    seat: Seat
    """Its number is that of the case."""
    received_on: date
    holder: int
    begins: date | None = None
    """From when the licence is wanted; empty is from the decision."""
    transfer_of: int | None = None

    @property
    def order(self) -> tuple[date, int]:
        """Who came first: by day, and of one day by the number of the case."""
        return (self.received_on, self.seat.id)


def applications_for_seats(session: Session, read: SeatsRead) -> tuple[SeatApplication, ...]:
    """The undecided applications for licences and events that caps may count."""
    return _applications(
        session,
        read,
        Application.municipality_id.in_(read.municipalities),
        Case.state.in_(sorted(UNDECIDED)),
        Case.matter.in_(ASKING),
        Application.kind.in_(sorted(read.kinds)),
        Application.type.in_(sorted(read.types)),
    )


def application_for_seat(
    session: Session, read: SeatsRead, municipality_id: int, case_id: int
) -> SeatApplication | None:
    """What one case applies for, whatever its state."""
    found = _applications(
        session, read, Application.municipality_id == municipality_id, Application.case_id == case_id
    )
    return found[0] if found else None


def _applications(
    session: Session, read: SeatsRead, *conditions: ColumnElement[bool]
) -> tuple[SeatApplication, ...]:
    rows = session.execute(
        select(
            Application.id,
            Application.case_id,
            Application.municipality_id,
            Application.venue_id,
            Application.holder_id,
            Application.kind,
            Application.type,
            Application.groups,
            Application.audience,
            Application.category,
            Application.first_day,
            Application.transfer_of_id,
            Case.received_on,
        )
        .join(Case, and_(Case.municipality_id == Application.municipality_id, Case.id == Application.case_id))
        .where(*conditions)
        .order_by(Case.received_on, Case.id)
    ).all()
    zones = zones_of_venues(session, read.municipalities, read.zones)
    events = [row.id for row in rows if row.type in OCCASIONAL]
    uses = _asked_uses(session, read.municipalities, events)
    areas = _asked_areas(session, read, [row.id for row in rows])
    return tuple(
        SeatApplication(
            Seat(
                id=row.case_id,
                municipality=row.municipality_id,
                venue=row.venue_id,
                kind=row.kind,
                type=row.type,
                groups=group_set_from_code(row.groups),
                audience=row.audience,
                category=row.category,
                areas=tuple(sorted(areas.get(row.id, ()))),
                zones=zones.get(row.venue_id) if read.zones else (),
                days=(Days(row.first_day or row.received_on, date.max),),
                uses=tuple(sorted(uses.get(row.id, ()))),
            ),
            received_on=row.received_on,
            holder=row.holder_id,
            begins=row.first_day,
            transfer_of=row.transfer_of_id,
        )
        for row in rows
    )


def _asked_uses(
    session: Session, municipalities: Collection[int], applications: Sequence[int]
) -> Mapping[int, set[Use]]:
    found: dict[int, set[Use]] = defaultdict(set)
    if not applications:
        return found
    rows = session.execute(
        select(Occasion.application_id, OccasionDay.day, OccasionDay.start, OccasionDay.end)
        .join(
            OccasionDay,
            and_(
                OccasionDay.municipality_id == Occasion.municipality_id,
                OccasionDay.occasion_id == Occasion.id,
            ),
        )
        .where(Occasion.municipality_id.in_(municipalities), Occasion.application_id.in_(applications))
    )
    for row in rows:
        found[row.application_id].add(Use(row.day, ServiceHours(row.start, row.end)))
    return found


def _asked_areas(
    session: Session, read: SeatsRead, applications: Sequence[int]
) -> Mapping[int, set[AreaKind]]:
    found: dict[int, set[AreaKind]] = defaultdict(set)
    if not read.areas or not applications:
        return found
    rows = session.execute(
        select(ApplicationRoom.application_id, Room.area)
        .join(
            Room,
            and_(Room.municipality_id == ApplicationRoom.municipality_id, Room.id == ApplicationRoom.room_id),
        )
        .where(
            ApplicationRoom.municipality_id.in_(read.municipalities),
            ApplicationRoom.application_id.in_(applications),
        )
    )
    for row in rows:
        found[row.application_id].add(row.area)
    return found
