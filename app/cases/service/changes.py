"""Changing an application before it is proposed: its terms, and the people in it."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import audit
from app.cases.queries.standing import case_view
from app.cases.service.applications import PersonEntry
from app.cases.service.kinds import ORDINARY, KindEntry, check_groups, kind_columns
from app.cases.service.state import held_case, move
from app.holders.service import find_or_enter_person, register_tests
from app.models.case import Application, ApplicationRoom, Case, Party
from app.models.event import EventType
from app.models.venue import Venue
from app.permissions import Actor
from app.venues.service import find_or_enter_rooms
from licensing.applicants import Role
from licensing.cases import CaseState, state_after_statements
from licensing.errors import NotAllowed
from licensing.law import FVL_17
from licensing.licences import (
    OCCASIONAL,
    AreaKind,
    Audience,
    Group,
    LicenceKind,
    VenueCategory,
    group_set_code,
)
from licensing.service_hours import ServiceHours

CHANGEABLE = frozenset(
    {CaseState.RECEIVED, CaseState.INCOMPLETE, CaseState.AWAITING_STATEMENTS, CaseState.READY}
)


@dataclass(frozen=True)
class TermsEntry:
    """What is applied for, as it stands after the change."""

    kind: LicenceKind
    groups: tuple[Group, ...]
    audience: Audience
    category: VenueCategory
    concept: str
    indoor: ServiceHours | None
    outdoor: ServiceHours | None
    rooms: tuple[tuple[str, AreaKind], ...]
    deputy_waiver: str
    special: KindEntry = ORDINARY


def change_terms(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, entry: TermsEntry, on: date
) -> Case:
    """Change what is applied for. An assessment made before is out of date from now on."""
    case = changeable_case(session, actor, case_id, seen_version)
    application = case.application
    special = entry.special
    if application.type in OCCASIONAL:
        # An event stays an event; its days and hours are changed where events are.
        special = replace(special, type=application.type)
    check_groups(entry.kind, entry.groups, special)
    wanted = {
        "kind": entry.kind,
        "groups": group_set_code(entry.groups),
        "audience": entry.audience,
        "category": entry.category,
        "concept": entry.concept,
        "indoor_from": entry.indoor.start if entry.indoor else None,
        "indoor_to": entry.indoor.end if entry.indoor else None,
        "outdoor_from": entry.outdoor.start if entry.outdoor else None,
        "outdoor_to": entry.outdoor.end if entry.outdoor else None,
        "deputy_waiver": entry.deputy_waiver,
        **kind_columns(special),
    }
    changed = [name for name, value in wanted.items() if getattr(application, name) != value]
    for name in changed:
        setattr(application, name, wanted[name])
    if _change_rooms(session, application, entry.rooms):
        changed.append("rooms")
    return changed_case(session, actor, case, changed, on)


def _change_rooms(
    session: Session, application: Application, names: tuple[tuple[str, AreaKind], ...]
) -> bool:
    venue = session.get_one(Venue, application.venue_id)
    rooms = find_or_enter_rooms(session, venue=venue, names=names)
    wanted, had = {room.id for room in rooms}, {room.id for room in application.rooms}
    if wanted == had:
        return False
    session.execute(
        delete(ApplicationRoom).where(
            ApplicationRoom.municipality_id == application.municipality_id,
            ApplicationRoom.application_id == application.id,
            ApplicationRoom.room_id.in_(had - wanted),
        )
    )
    session.add_all(
        ApplicationRoom(
            municipality_id=application.municipality_id, application_id=application.id, room_id=room_id
        )
        for room_id in sorted(wanted - had)
    )
    return True


def add_person(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, entry: PersonEntry, on: date
) -> Case:
    """Bring a person into an application, or another role for one who is in it."""
    case = changeable_case(session, actor, case_id, seen_version)
    person = find_or_enter_person(session, actor, name=entry.name, identity=entry.identity)
    register_tests(session, person=person, tests=entry.tests)
    known = next(
        (
            party
            for party in case.application.parties
            if party.person_id == person.id and party.role is entry.role
        ),
        None,
    )
    if known is None:
        known = Party(
            municipality_id=actor.municipality_id,
            application_id=case.application.id,
            person_id=person.id,
            role=entry.role,
        )
        session.add(known)
    known.employed = entry.employed
    known.lived_abroad = entry.lived_abroad
    known.certificate_on = entry.certificate_on
    known.influence = entry.influence if entry.role is Role.INFLUENCE else None
    known.close_persons = entry.close_persons
    return changed_case(session, actor, case, [f"person:{entry.role.value}"], on)


def change_employment(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    employed: dict[int, bool | None],
    on: date,
) -> Case:
    """Note who works at the place or owns it; the keys are the ids of the parties."""
    case = changeable_case(session, actor, case_id, seen_version)
    for party in case.application.parties:
        if party.id in employed:
            party.employed = employed[party.id]
    return changed_case(session, actor, case, ["employment"], on)


def remove_person(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, party_id: int, on: date
) -> Case:
    """Take a person's role out of an application. What was answered about them stays in the case."""
    case = changeable_case(session, actor, case_id, seen_version)
    party = session.scalars(
        select(Party).where(
            Party.municipality_id == actor.municipality_id,
            Party.application_id == case.application.id,
            Party.id == party_id,
        )
    ).one_or_none()
    if party is None:
        raise NotAllowed("person_not_in_application", FVL_17)
    role = party.role
    session.delete(party)
    return changed_case(session, actor, case, [f"person:{role.value}"], on)


def changeable_case(session: Session, actor: Actor, case_id: int, seen_version: int) -> Case:
    """The case, held for this transaction. Raises `NotAllowed` once it has been proposed."""
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    if case.state not in CHANGEABLE:
        raise NotAllowed("application_no_longer_changeable", FVL_17, state=case.state.value)
    return case


def changed_case(
    session: Session,
    actor: Actor,
    case: Case,
    changed: list[str],
    on: date,
    event: EventType = EventType.APPLICATION_CHANGED,
) -> Case:
    """Note what was changed; whoever came is to be asked about, and an assessment made before is stale."""
    session.flush()
    session.expire(case.application)
    audit.record(session, actor, event, case_id=case.id, changed=changed)
    state = case.state
    if state in (CaseState.AWAITING_STATEMENTS, CaseState.READY):
        # Somebody new must be asked about; somebody who left need not be waited for.
        state = state_after_statements(case_view(session, case, on, acting_id=actor.user_id).standing)
    move(session, case, state, on, facts_changed=True)
    return case
