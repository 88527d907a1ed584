"""Registering an application: a case, its holder, venue, rooms and people, in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.cases.service.kinds import ORDINARY, KindEntry, check_groups, kind_columns
from app.cases.service.state import refresh_due
from app.holders.service import (
    Address,
    PassedTest,
    find_or_enter_holder,
    find_or_enter_person,
    register_tests,
)
from app.models.case import Application, ApplicationRoom, Case, Party, case_reference
from app.models.event import EventType
from app.models.holder import Holder, HolderForm
from app.models.venue import Venue
from app.numbers import next_number, take_municipality
from app.permissions import Actor
from app.search.index import Subject, index
from app.venues.service import Place, find_or_enter_rooms, find_or_enter_venue
from licensing.applicants import Influence, Role
from licensing.cases import CaseState
from licensing.identity import IdentityNumber
from licensing.licences import (
    AreaKind,
    Audience,
    Group,
    LicenceKind,
    VenueCategory,
    group_set_code,
)
from licensing.service_hours import ServiceHours


@dataclass(frozen=True)
class PersonEntry:
    """A person as named in an application."""

    name: str
    identity: IdentityNumber
    role: Role
    employed: bool | None = None
    tests: tuple[PassedTest, ...] = ()
    lived_abroad: bool | None = None
    certificate_on: date | None = None
    influence: Influence | None = None
    close_persons: str = ""


@dataclass(frozen=True)
class HolderEntry:
    """Who applies."""

    form: HolderForm
    name: str
    address: Address
    organisation_number: str | None = None
    identity: IdentityNumber | None = None


@dataclass(frozen=True)
class VenueEntry:
    """The place, and which of its rooms are applied for."""

    name: str
    place: Place
    category: VenueCategory
    rooms: tuple[tuple[str, AreaKind], ...]


@dataclass(frozen=True)
class ApplicationEntry:
    """All that one application says."""

    submission: str
    received_on: date
    holder: HolderEntry
    venue: VenueEntry
    kind: LicenceKind
    groups: tuple[Group, ...]
    audience: Audience
    concept: str
    indoor: ServiceHours | None
    outdoor: ServiceHours | None
    people: tuple[PersonEntry, ...]
    deputy_waiver: str
    special: KindEntry = ORDINARY


def register_application(session: Session, actor: Actor, entry: ApplicationEntry) -> Case:
    """Open a case for an application. The same form sent twice opens one case."""
    check_groups(entry.kind, entry.groups, entry.special)
    take_municipality(session, actor.municipality_id)
    registered = case_of_submission(session, actor.municipality_id, entry.submission)
    if registered is not None:
        return registered
    holder = find_or_enter_holder(
        session,
        actor,
        form=entry.holder.form,
        name=entry.holder.name,
        address=entry.holder.address,
        organisation_number=entry.holder.organisation_number,
        identity=entry.holder.identity,
    )
    venue = find_or_enter_venue(
        session, actor, name=entry.venue.name, place=entry.venue.place, category=entry.venue.category
    )
    year = entry.received_on.year
    case = Case(
        municipality_id=actor.municipality_id,
        year=year,
        number=next_number(session, municipality_id=actor.municipality_id, series="case", year=year),
        title=f"{venue.name} – {holder.name}",
        state=CaseState.RECEIVED,
        received_on=entry.received_on,
        complete_on=entry.received_on,
        caseworker_id=actor.user_id,
        submission=entry.submission,
        facts_changed_at=(moment := clock.now()),
        moved_at=moment,
    )
    session.add(case)
    session.flush()
    _add_application(session, actor, case, entry, holder, venue)
    refresh_due(session, case)
    index_case(session, case, holder, venue)
    audit.record(
        session,
        actor,
        EventType.APPLICATION_REGISTERED,
        case_id=case.id,
        kind=entry.kind.value,
        groups=group_set_code(entry.groups),
        received_on=entry.received_on.isoformat(),
    )
    return case


def case_of_submission(session: Session, municipality_id: int, submission: str) -> Case | None:
    """The case that a form already opened."""
    return session.scalars(
        select(Case).where(Case.municipality_id == municipality_id, Case.submission == submission)
    ).one_or_none()


def _add_application(
    session: Session, actor: Actor, case: Case, entry: ApplicationEntry, holder: Holder, venue: Venue
) -> None:
    application = Application(
        municipality_id=actor.municipality_id,
        case_id=case.id,
        holder_id=holder.id,
        venue_id=venue.id,
        kind=entry.kind,
        groups=group_set_code(entry.groups),
        audience=entry.audience,
        category=entry.venue.category,
        concept=entry.concept,
        indoor_from=entry.indoor.start if entry.indoor else None,
        indoor_to=entry.indoor.end if entry.indoor else None,
        outdoor_from=entry.outdoor.start if entry.outdoor else None,
        outdoor_to=entry.outdoor.end if entry.outdoor else None,
        deputy_waiver=entry.deputy_waiver,
        **kind_columns(entry.special),
    )
    session.add(application)
    session.flush()
    rooms = find_or_enter_rooms(session, venue=venue, names=entry.venue.rooms)
    session.add_all(
        ApplicationRoom(municipality_id=actor.municipality_id, application_id=application.id, room_id=room.id)
        for room in rooms
    )
    add_people(session, actor, application, entry.people)


def add_people(
    session: Session, actor: Actor, application: Application, people: Sequence[PersonEntry]
) -> None:
    """Enter the people of an application, each found where known already."""
    entered: set[tuple[int, Role]] = set()
    for entry in people:
        person = find_or_enter_person(session, actor, name=entry.name, identity=entry.identity)
        register_tests(session, person=person, tests=entry.tests)
        if (person.id, entry.role) in entered:
            continue
        entered.add((person.id, entry.role))
        session.add(
            Party(
                municipality_id=actor.municipality_id,
                application_id=application.id,
                person_id=person.id,
                role=entry.role,
                employed=entry.employed,
                lived_abroad=entry.lived_abroad,
                certificate_on=entry.certificate_on,
                influence=entry.influence,
                close_persons=entry.close_persons,
            )
        )
    session.flush()


def index_case(session: Session, case: Case, holder: Holder, venue: Venue) -> None:
    """Make a case findable by its number, venue, address and holder."""
    index(
        session,
        municipality_id=case.municipality_id,
        subject=Subject.CASE,
        subject_id=case.id,
        texts=(
            case_reference(case.year, case.number),
            str(case.number),
            venue.name,
            venue.street_address,
            holder.name,
            holder.organisation_number,
        ),
    )
