"""Registering an event: a case like any other, with the event's own days, company and people beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import audit
from app.cases.queries.plans import plan_of
from app.cases.service.applications import (
    ApplicationEntry,
    case_of_submission,
    register_application,
)
from app.cases.service.changes import CHANGEABLE
from app.cases.service.state import held_case, move, refresh_due
from app.events.queries.one import occasion_of
from app.events.service.fees import propose_fee
from app.holders.service import PassedTest, register_tests
from app.models.case import Application, ApplicationRoom, Case, Party
from app.models.event import EventType
from app.models.occasion import Occasion, OccasionDay, Principle
from app.models.person import Person
from app.numbers import take_municipality
from app.permissions import Actor
from app.search.index import Subject, index
from app.venues.service import find_or_enter_rooms, room_key
from licensing.applicants import Role
from licensing.cases import CaseState
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_6_PARA_2, ALKL_4_5
from licensing.licences import AreaKind, Audience, LicenceKind, LicenceType
from licensing.matters import Matter
from licensing.occasions import Company, Openness, company_is_closed
from licensing.service_hours import ServiceHours


@dataclass(frozen=True)
class DayEntry:
    """The hours of one room on one day."""

    room: str
    area: AreaKind
    day: date
    hours: ServiceHours


@dataclass(frozen=True)
class KeptPerson:
    """A person who is known already, kept in a role from an earlier event."""

    person_id: int
    role: Role
    employed: bool | None = None
    tests: tuple[PassedTest, ...] = ()


@dataclass(frozen=True)
class EventFacts:
    """What is told of the event itself."""

    name: str
    company: Company
    days: tuple[DayEntry, ...]
    guests: int | None = None
    age_limit: int | None = None
    guards: int | None = None
    wholesale: bool = False
    internal_control_waived: bool = False
    internal_control_reason: str = ""
    notes: str = ""


@dataclass(frozen=True)
class EventEntry:
    """All that one application for an event says."""

    application: ApplicationEntry
    type: LicenceType
    facts: EventFacts
    kept: tuple[KeptPerson, ...] = ()
    copied_from_id: int | None = None


def audience_of(company: Company) -> Audience:
    """Whom the licence covers: a closed company only where the event is known to be one."""
    closed = company_is_closed(company).openness is Openness.CLOSED
    return Audience.CLOSED_COMPANY if closed else Audience.GENERAL


def register_event(session: Session, actor: Actor, entry: EventEntry) -> Case:
    """Open a case for an event. The same form sent twice opens one case.

    Raises `NotAllowed` for a type of licence that the law does not know, or an event without days.
    """
    _check(entry)
    take_municipality(session, actor.municipality_id)
    registered = case_of_submission(session, actor.municipality_id, entry.application.submission)
    if registered is not None:
        return registered
    case = register_application(session, actor, entry.application)
    case.matter = Matter.EVENT
    application = _application_of(session, case)
    application.type = entry.type
    application.first_day = min(row.day for row in entry.facts.days)
    case.title = f"{entry.facts.name} – {entry.application.holder.name}"
    occasion = Occasion(
        municipality_id=actor.municipality_id,
        application_id=application.id,
        principle=Principle.ORDINARY,
        copied_from_id=_own_application(session, actor, entry.copied_from_id),
    )
    _tell(occasion, entry.facts)
    session.add(occasion)
    session.flush()
    _lay_days(session, occasion, application, entry.facts.days)
    _keep_people(session, actor, application, entry.kept)
    session.flush()
    session.expire(case)
    # What it costs may hang on what the event tells, so it is asked when all of that stands.
    propose_fee(session, case, occasion, {row.day for row in entry.facts.days}, case.received_on)
    _index(session, case, entry.facts.name)
    if not plan_of(session, case).mandatory:
        # Nobody must be asked, so nothing is waited for.
        move(session, case, CaseState.READY, entry.application.received_on)
    refresh_due(session, case)
    session.flush()
    return case


@dataclass(frozen=True)
class EventChange:
    """What of an event may still be changed, and to what."""

    facts: EventFacts
    type: LicenceType
    rooms: tuple[tuple[str, AreaKind], ...]
    concept: str = ""


def change_event(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, change: EventChange, on: date
) -> Case:
    """Correct an event before it is put before the decider; the assessment is then made anew."""
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    if case.state not in CHANGEABLE or case.matter is not Matter.EVENT:
        raise NotAllowed("event_no_longer_changeable", ALKL_1_6_PARA_2)
    if not change.facts.days:
        raise NotAllowed("event_without_days", ALKL_1_6_PARA_2)
    occasion, application = occasion_of(session, case), case.application
    application.type = change.type
    application.audience = audience_of(change.facts.company)
    first_day = min(row.day for row in change.facts.days)
    if first_day != application.first_day:
        # Whoever took a late application accepted it for the days that it had then.
        occasion.late_accepted_by_id, occasion.late_reason = None, ""
    application.first_day = first_day
    case.title = f"{change.facts.name} – {application.holder.name}"
    _tell(occasion, change.facts)
    rooms = find_or_enter_rooms(session, venue=application.venue, names=change.rooms)
    session.execute(
        delete(ApplicationRoom).where(
            ApplicationRoom.municipality_id == actor.municipality_id,
            ApplicationRoom.application_id == application.id,
        )
    )
    session.add_all(
        ApplicationRoom(municipality_id=actor.municipality_id, application_id=application.id, room_id=room.id)
        for room in rooms
    )
    session.flush()
    session.expire(application)
    _lay_days(session, occasion, application, change.facts.days)
    session.expire(occasion)
    propose_fee(session, case, occasion, {row.day for row in change.facts.days}, case.received_on)
    audit.record(session, actor, EventType.APPLICATION_CHANGED, case_id=case.id, changed=["occasion"])
    move(session, case, case.state, on, facts_changed=True)
    return case


def _check(entry: EventEntry) -> None:
    if entry.type not in (LicenceType.SINGLE_OCCASION, LicenceType.AMBULATORY):
        raise NotAllowed("no_type_of_events", ALKL_1_6_PARA_2)
    if entry.type is LicenceType.AMBULATORY and entry.application.kind is not LicenceKind.SERVING:
        raise NotAllowed("ambulatory_is_serving", ALKL_4_5)
    if not entry.facts.days:
        raise NotAllowed("event_without_days", ALKL_1_6_PARA_2)


def _application_of(session: Session, case: Case) -> Application:
    return session.scalars(
        select(Application).where(
            Application.municipality_id == case.municipality_id, Application.case_id == case.id
        )
    ).one()


def _own_application(session: Session, actor: Actor, application_id: int | None) -> int | None:
    """The application that was copied, when it is one of the municipality's own."""
    if application_id is None:
        return None
    return session.scalars(
        select(Application.id).where(
            Application.municipality_id == actor.municipality_id, Application.id == application_id
        )
    ).one_or_none()


def _tell(occasion: Occasion, facts: EventFacts) -> None:
    occasion.name = facts.name
    for sign, told in vars(facts.company).items():
        setattr(occasion, sign, told)
    for name in (
        "guests",
        "age_limit",
        "guards",
        "wholesale",
        "internal_control_waived",
        "internal_control_reason",
        "notes",
    ):
        setattr(occasion, name, getattr(facts, name))


def _lay_days(
    session: Session, occasion: Occasion, application: Application, days: Iterable[DayEntry]
) -> None:
    session.execute(
        delete(OccasionDay).where(
            OccasionDay.municipality_id == occasion.municipality_id, OccasionDay.occasion_id == occasion.id
        )
    )
    rooms = {room.name_key: room.id for room in application.rooms}
    session.add_all(
        OccasionDay(
            municipality_id=occasion.municipality_id,
            occasion_id=occasion.id,
            room_id=rooms[room_key(row.room, row.area)],
            day=row.day,
            start=row.hours.start,
            end=row.hours.end,
        )
        for row in days
    )
    session.flush()
    session.expire(occasion, ["days"])


def _keep_people(
    session: Session, actor: Actor, application: Application, kept: Iterable[KeptPerson]
) -> None:
    taken = {(party.person_id, party.role) for party in application.parties}
    for entry in kept:
        person = session.scalars(
            select(Person).where(
                Person.municipality_id == actor.municipality_id, Person.id == entry.person_id
            )
        ).one_or_none()
        if person is None or (person.id, entry.role) in taken:
            continue
        taken.add((person.id, entry.role))
        register_tests(session, person=person, tests=entry.tests)
        session.add(
            Party(
                municipality_id=actor.municipality_id,
                application_id=application.id,
                person_id=person.id,
                role=entry.role,
                employed=entry.employed,
            )
        )


def _index(session: Session, case: Case, name: str) -> None:
    application = case.application
    index(
        session,
        municipality_id=case.municipality_id,
        subject=Subject.CASE,
        subject_id=case.id,
        texts=(
            case.reference,
            str(case.number),
            name,
            application.venue.name,
            application.venue.street_address,
            application.holder.name,
            application.holder.organisation_number,
        ),
    )
