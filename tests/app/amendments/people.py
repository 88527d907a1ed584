"""Changes of people brought as far as a test wants them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.amendments.queries.proposing import people_draft, people_entry
from app.amendments.service.people import Leaving, PeopleEntry, register_people_change
from app.amendments.service.registering import ChangeEntry
from app.cases.service.applications import PersonEntry
from app.cases.service.at_once import decide_at_once
from app.models.case import Case
from app.models.licence import LicencePerson
from app.permissions import Actor
from licensing.applicants import Influence, Role
from licensing.decisions import DecisionOutcome
from licensing.matters import ChangeKind
from licensing.statements import Answer, Asked, Body
from tests.factories.case import answer, ask, fresh
from tests.factories.change import ON, House
from tests.factories.person import BORN_ON, BOTH_TESTS, identity


def new_manager(
    serial: int = 300, role: Role = Role.MANAGER, born_on: date = BORN_ON, **more: Any
) -> PersonEntry:
    """Somebody whom nothing stands against."""
    entry = PersonEntry(
        "Nye Styrer", identity(serial, born_on), role, employed=True, tests=BOTH_TESTS, lived_abroad=False
    )
    return replace(entry, **more)


def managers_entry(house: House, **changes: Any) -> PeopleEntry:
    """An application for a new manager on all licences; the old one leaves today."""
    change = ChangeEntry(
        ChangeKind.MANAGERS, house.ids, received_on=ON, first_day=changes.pop("first_day", ON)
    )
    entry = PeopleEntry(change, (new_manager(),), (Leaving(house.manager.id, Role.MANAGER, ON),))
    return replace(entry, **changes)


def influence_entry(house: House) -> PeopleEntry:
    """Notice of a new owner."""
    change = ChangeEntry(ChangeKind.INFLUENCE, house.ids, received_on=ON, first_day=ON)
    owner = PersonEntry(
        "Nye Eier", identity(310), Role.INFLUENCE, influence=Influence.OWNERSHIP, lived_abroad=False
    )
    return PeopleEntry(change, (owner,))


def registered(session: Session, actor: Actor, entry: PeopleEntry) -> Case:
    """A change of people that has been received."""
    return fresh(session, register_people_change(session, actor, entry))


def ready(
    session: Session,
    actor: Actor,
    entry: PeopleEntry,
    remarks: dict[Asked, tuple[Answer, str]] | None = None,
    on: date = ON,
) -> Case:
    """A change of people that the police have answered about."""
    case = registered(session, actor, entry)
    ask(session, actor, case, min(on, ON), bodies=(Body.POLICE,))
    answer(session, actor, case, Body.POLICE, on, remarks=remarks)
    return fresh(session, case)


def approved(
    session: Session,
    actor: Actor,
    case: Case,
    on: date = ON,
    first_day: date | None = None,
    deviation: str = "",
) -> Case:
    """Approve the people alone."""
    draft = people_draft(session, actor, case, on)
    entry = people_entry(
        case,
        draft.change,
        DecisionOutcome.GRANT,
        first_day=first_day or draft.first_day,
        reasons=draft.reasons(DecisionOutcome.GRANT),
        deviation=deviation,
    )
    decide_at_once(session, actor, case_id=case.id, seen_version=case.version, entry=entry, on=on)
    return fresh(session, case)


def rows_of(session: Session, house: House) -> dict[tuple[int, str], list[tuple[str, date, date | None]]]:
    """Who had each role of each licence, from day to day."""
    found: dict[tuple[int, str], list[tuple[str, date, date | None]]] = {}
    for row in session.scalars(select(LicencePerson).order_by(LicencePerson.first_day, LicencePerson.id)):
        if row.licence_id in house.ids:
            found.setdefault((row.licence_id, row.role.value), []).append(
                (row.person.name, row.first_day, row.last_day)
            )
    return found


YESTERDAY = ON - timedelta(days=1)
