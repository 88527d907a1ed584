"""Changes of people: registered with who leaves, and carried out as dated rows on every licence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.amendments.queries.licences import is_over, licences_by_id, people_rows, post_of
from app.amendments.service.registering import ChangeEntry, register_change
from app.cases.queries.plans import change_of
from app.cases.service.applications import PersonEntry, add_people, case_of_submission
from app.models.case import Application, Case
from app.models.decision import Decision
from app.models.event import EventType
from app.models.licence import Licence, LicencePerson
from app.numbers import take_municipality
from app.permissions import Actor
from licensing.applicants import Role
from licensing.changes import last_day_before
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7C
from licensing.matters import ChangeKind


@dataclass(frozen=True)
class Leaving:
    """An approved person who leaves a role; the day is the first one without them."""

    person_id: int
    role: Role
    leaves_on: date


@dataclass(frozen=True)
class PeopleEntry:
    """A change of people: the change itself, who is to be approved, and who leaves."""

    change: ChangeEntry
    people: tuple[PersonEntry, ...]
    leaving: tuple[Leaving, ...] = ()


def register_people_change(session: Session, actor: Actor, entry: PeopleEntry) -> Case:
    """Open a case for new people of licences. Who leaves has left, whatever becomes of the application.

    Raises `NotAllowed` when somebody would leave before the role began.
    """
    take_municipality(session, actor.municipality_id)
    registered = case_of_submission(session, actor.municipality_id, entry.change.submission)
    if registered is not None:
        return registered
    leaving = [
        {"person_id": row.person_id, "role": row.role.value, "leaves_on": row.leaves_on.isoformat()}
        for row in entry.leaving
    ]

    def named(session: Session, application: Application) -> None:
        add_people(session, actor, application, entry.people)

    change = replace(entry.change, facts={**entry.change.facts, "leaving": leaving})
    case = register_change(session, actor, change, adapt=named)
    licences = licences_by_id(session, actor.municipality_id, entry.change.licence_ids)
    record_leaving(session, actor, licences, entry.leaving, case_id=case.id)
    return case


def record_leaving(
    session: Session,
    actor: Actor,
    licences: Sequence[Licence],
    leaving: Sequence[Leaving],
    *,
    case_id: int | None = None,
) -> None:
    """End the roles of those who leave, on each of the licences where they have them."""
    rows = people_rows(session, actor.municipality_id, [licence.id for licence in licences])
    for one in leaving:
        held = [
            row
            for row in rows
            if (row.person_id, row.role) == (one.person_id, one.role)
            and (row.last_day is None or row.last_day >= one.leaves_on)
        ]
        for row in held:
            _end(row, one.leaves_on)
        if held:
            audit.record(
                session,
                actor,
                EventType.CHANGE_CARRIED_OUT,
                case_id=case_id,
                role=one.role.value,
                leaves_on=one.leaves_on.isoformat(),
            )
    session.flush()


def _end(row: LicencePerson, without_from: date) -> None:
    """Let an approval end the day before."""
    if row.first_day >= without_from:
        raise NotAllowed(
            "leaves_before_approved", ALKL_1_7C, first_day=row.first_day.isoformat(), role=row.role.value
        )
    row.last_day = last_day_before(without_from)


def approve_people(session: Session, actor: Actor, case: Case, decision: Decision) -> None:
    """Carry out an approval: a new manager takes the present one's place on every licence of the change.

    A person of influence is approved without a row of the licence: the case is what tells it.

    Law: alkoholloven §§ 1-7b and 1-7c.
    """
    change = change_of(session, case)
    if change is None:
        raise LookupError(f"case {case.id} changes nothing")
    first_day = max(decision.decided_on, decision.first_day or decision.decided_on)
    if change.kind is ChangeKind.MANAGERS:
        for licence in change.licences:
            if is_over(licence, first_day):
                raise NotAllowed("licence_is_over", ALKL_1_7C, number=licence.number)
        _approve(session, actor, case.application, change.licences, first_day)
    audit.record(
        session,
        actor,
        EventType.CHANGE_CARRIED_OUT,
        case_id=case.id,
        change=change.kind.value,
        licences=[licence.number for licence in change.licences],
        first_day=first_day.isoformat(),
    )


def _approve(
    session: Session, actor: Actor, application: Application, licences: Sequence[Licence], first_day: date
) -> None:
    coming = {
        (party.person_id, party.role)
        for party in application.parties
        if party.role in (Role.MANAGER, Role.DEPUTY)
    }
    managers = {person_id for person_id, role in coming if role is Role.MANAGER}
    rows = people_rows(session, actor.municipality_id, [licence.id for licence in licences])
    current = [row for row in rows if post_of(row).holds_on(first_day)]
    for row in current:
        replaced = row.role is Role.MANAGER and bool(managers) and row.person_id not in managers
        promoted = row.role is Role.DEPUTY and row.person_id in managers
        if replaced or promoted:
            _end(row, first_day)
    held = {(row.licence_id, row.person_id, row.role) for row in current}
    session.add_all(
        LicencePerson(
            municipality_id=actor.municipality_id,
            licence_id=licence.id,
            person_id=person_id,
            role=role,
            first_day=first_day,
        )
        for licence in licences
        for person_id, role in sorted(coming)
        if (licence.id, person_id, role) not in held
    )
    session.flush()
