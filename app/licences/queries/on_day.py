"""Every licence in force on a day with all that holds of it, in a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.models.holder import Holder
from app.models.licence import (
    Licence,
    LicenceCondition,
    LicencePeriod,
    LicencePerson,
    LicenceRoom,
    LicenceTerm,
)
from app.models.occupancy import LicenceSuspension
from app.models.person import Person
from app.models.venue import Room, Venue
from licensing.applicants import Role
from licensing.licences import (
    AreaKind,
    Group,
    LicenceKind,
    LicenceType,
    TermRow,
    Terms,
    VenueCategory,
    terms_on,
)


@dataclass(frozen=True)
class RoomOnDay:
    """A room or outdoor area that a licence covers on the day."""

    id: int
    name: str
    area: AreaKind


@dataclass(frozen=True)
class PersonOnDay:
    """Who is manager or deputy of a licence on the day."""

    name: str
    role: Role


@dataclass(frozen=True)
class ConditionOnDay:
    """A condition, and whether it was met where it had to be before use."""

    number: int
    text: str
    before_use: bool
    met_on: date | None


@dataclass(frozen=True)
class SuspensionOnDay:
    """A temporary withdrawal that covers the day."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class PlaceOnDay:
    """The venue of a licence."""

    id: int
    name: str
    sort_key: str
    street_address: str
    postcode: str
    town: str
    category: VenueCategory
    sub_unit_number: str | None


@dataclass(frozen=True)
class LicenceOnDay:
    """One licence in force on a day, with everything that holds of it then."""

    id: int
    number: str
    kind: LicenceKind
    type: LicenceType
    holder_id: int
    holder: str
    holder_number: str | None
    venue: PlaceOnDay
    decision_id: int | None
    first_day: date
    last_day: date
    usable_from: date | None
    terms: Terms
    term_rows: tuple[TermRow, ...]
    """Every term that holds on the day or on another of the days that were asked about."""
    rooms: tuple[RoomOnDay, ...] = ()
    people: tuple[PersonOnDay, ...] = ()
    conditions: tuple[ConditionOnDay, ...] = ()
    suspensions: tuple[SuspensionOnDay, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether the licence document lets it be used on the day."""
        return self.usable_from is not None and self.usable_from <= self.terms.day


def licences_on(
    session: Session,
    municipality_id: int,
    day: date,
    *,
    types: Iterable[LicenceType] | None = None,
    venue_ids: Sequence[int] | None = None,
    through: date | None = None,
    terms_of: tuple[date, date] | None = None,
) -> tuple[LicenceOnDay, ...]:
    """The licences that a period covers on a day, by the name of the venue and their number.

    Also those that are granted and may not be used yet, and those that are temporarily withdrawn: who reads
    must be told so. `through` asks for those in force on any day up to it, each as on its first day within;
    `terms_of` asks for the terms of more days than the one.
    """
    last = through or day
    chosen = [in_force_on(municipality_id, day, through=last)]
    if types is not None:
        chosen.append(Licence.type.in_(tuple(types)))
    if venue_ids is not None:
        chosen.append(Licence.venue_id.in_(venue_ids))
    licences = session.execute(_licences(municipality_id, day, last).where(*chosen)).all()
    reading = _Parts(session, municipality_id, (day, last), select(Licence.id).where(*chosen))
    terms = reading.terms(*(terms_of or (day, last)))
    rooms, people = reading.rooms(), reading.people()
    conditions, suspensions = reading.conditions(), reading.suspensions()
    return tuple(
        LicenceOnDay(
            id=row.id,
            number=row.number,
            kind=row.kind,
            type=row.type,
            holder_id=row.holder_id,
            holder=row.holder,
            holder_number=row.organisation_number,
            venue=PlaceOnDay(
                row.venue_id,
                row.venue,
                row.sort_key,
                row.street_address,
                row.postcode,
                row.town,
                row.category,
                row.sub_unit_number,
            ),
            decision_id=row.decision_id,
            first_day=row.first_day,
            last_day=min(row.ended_on, row.last_day) if row.ended_on else row.last_day,
            usable_from=row.usable_from,
            terms=terms_on(terms[row.id], max(day, row.first_day)),
            term_rows=tuple(terms[row.id]),
            rooms=tuple(rooms[row.id]),
            people=tuple(people[row.id]),
            conditions=tuple(conditions[row.id]),
            suspensions=tuple(suspensions[row.id]),
        )
        for row in licences
    )


def in_force_on(municipality_id: int, day: date, *, through: date | None = None) -> ColumnElement[bool]:
    """Whether a licence of the municipality is granted, and a period of it covers the day or one after."""
    last = through or day
    covering = aliased(LicencePeriod)
    covered = exists().where(
        covering.municipality_id == municipality_id,
        covering.licence_id == Licence.id,
        covering.first_day <= last,
        covering.last_day >= day,
    )
    return and_(
        Licence.municipality_id == municipality_id,
        Licence.granted_on <= last,
        or_(Licence.ended_on.is_(None), Licence.ended_on >= day),
        covered,
    )


def _licences(municipality_id: int, day: date, last: date) -> Select[*tuple[Any, ...]]:
    # Where two periods touch a day, the one that began last is the one that holds.
    covering = aliased(LicencePeriod)
    period = (
        select(covering.first_day)
        .where(
            covering.municipality_id == municipality_id,
            covering.licence_id == Licence.id,
            covering.first_day <= last,
            covering.last_day >= day,
        )
        .order_by(covering.first_day.desc())
        .limit(1)
        .correlate(Licence)
        .scalar_subquery()
    )
    return (
        select(
            Licence.id,
            Licence.number,
            Licence.kind,
            Licence.type,
            Licence.holder_id,
            Licence.venue_id,
            Licence.decision_id,
            Licence.usable_from,
            Licence.ended_on,
            Holder.name.label("holder"),
            Holder.organisation_number,
            Venue.name.label("venue"),
            Venue.sort_key,
            Venue.street_address,
            Venue.postcode,
            Venue.town,
            Venue.category,
            Venue.sub_unit_number,
            LicencePeriod.first_day,
            LicencePeriod.last_day,
        )
        .select_from(Licence)
        .join(
            LicencePeriod,
            and_(
                LicencePeriod.municipality_id == Licence.municipality_id,
                LicencePeriod.licence_id == Licence.id,
                LicencePeriod.first_day == period,
            ),
        )
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .order_by(Venue.sort_key, Venue.id, Licence.kind.desc(), Licence.number)
    )


class _Parts:
    """What hangs on the licences of a day, each part read in one query."""

    def __init__(
        self, session: Session, municipality_id: int, days: tuple[date, date], chosen: Select[int]
    ) -> None:
        self.session, self.municipality_id, self.days = session, municipality_id, days
        self.chosen = chosen

    def terms(self, first: date, last: date) -> dict[int, list[TermRow]]:
        """The terms that hold on some of the days; which of two wins is the rules' affair."""
        found: dict[int, list[TermRow]] = defaultdict(list)
        columns = (
            LicenceTerm.attribute,
            LicenceTerm.area,
            LicenceTerm.group,
            LicenceTerm.room_id,
            LicenceTerm.value,
            LicenceTerm.first_day,
            LicenceTerm.last_day,
            LicenceTerm.decided_on,
            LicenceTerm.decision_number,
        )
        for row in self._rows(LicenceTerm, *columns, between=(first, last)):
            found[row.licence_id].append(
                TermRow(
                    attribute=row.attribute,
                    area=row.area,
                    group=None if row.group is None else Group(row.group),
                    room=row.room_id,
                    value=row.value,
                    first_day=row.first_day,
                    last_day=row.last_day,
                    decided_on=row.decided_on,
                    decision_number=row.decision_number,
                )
            )
        return found

    def rooms(self) -> dict[int, list[RoomOnDay]]:
        """Rooms and outdoor areas, indoors first."""
        found: dict[int, list[RoomOnDay]] = defaultdict(list)
        statement = self._select(LicenceRoom, Room.id, Room.name, Room.area, between=self.days).join(
            Room, and_(Room.municipality_id == LicenceRoom.municipality_id, Room.id == LicenceRoom.room_id)
        )
        for row in self.session.execute(statement.order_by(Room.area, Room.id)):
            found[row.licence_id].append(RoomOnDay(row.id, row.name, row.area))
        return found

    def people(self) -> dict[int, list[PersonOnDay]]:
        """Managers first, then deputies, by name."""
        found: dict[int, list[PersonOnDay]] = defaultdict(list)
        statement = self._select(LicencePerson, LicencePerson.role, Person.name, between=self.days).join(
            Person,
            and_(
                Person.municipality_id == LicencePerson.municipality_id, Person.id == LicencePerson.person_id
            ),
        )
        for row in self.session.execute(
            statement.order_by(LicencePerson.role.desc(), Person.sort_key, Person.id)
        ):
            found[row.licence_id].append(PersonOnDay(row.name, row.role))
        return found

    def conditions(self) -> dict[int, list[ConditionOnDay]]:
        """Conditions in the order of their numbers."""
        found: dict[int, list[ConditionOnDay]] = defaultdict(list)
        row_type = LicenceCondition
        statement = self._select(
            row_type, row_type.number, row_type.text, row_type.before_use, row_type.met_on
        )
        for row in self.session.execute(statement.order_by(row_type.number)):
            found[row.licence_id].append(ConditionOnDay(row.number, row.text, row.before_use, row.met_on))
        return found

    def suspensions(self) -> dict[int, list[SuspensionOnDay]]:
        """Temporary withdrawals that cover the day."""
        found: dict[int, list[SuspensionOnDay]] = defaultdict(list)
        columns = (LicenceSuspension.first_day, LicenceSuspension.last_day)
        for row in self._rows(LicenceSuspension, *columns, between=self.days):
            found[row.licence_id].append(SuspensionOnDay(row.first_day, row.last_day))
        return found

    def _rows(self, kind: Any, *columns: Any, between: tuple[date, date]) -> Any:
        return self.session.execute(self._select(kind, *columns, between=between))

    def _select(
        self, kind: Any, *columns: Any, between: tuple[date, date] | None = None
    ) -> Select[*tuple[Any, ...]]:
        statement = select(kind.licence_id, *columns).where(
            kind.municipality_id == self.municipality_id, kind.licence_id.in_(self.chosen)
        )
        if between is not None:
            first, last = between
            statement = statement.where(
                kind.first_day <= last, or_(kind.last_day.is_(None), kind.last_day >= first)
            )
        return statement
