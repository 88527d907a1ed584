"""Registering a knowledge test that was held in the municipality."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.examinations.queries import LICENCE_KIND_OF
from app.holders.service import find_or_enter_person
from app.models.background import TestKind, TestSitting
from app.models.event import EventType
from app.models.person import Person, PersonTest
from app.numbers import take_municipality
from app.permissions import Actor
from licensing.errors import NotAllowed
from licensing.identity import IdentityNumber
from licensing.knowledge_tests import least_right, passes
from licensing.law import AF_5_4


@dataclass(frozen=True)
class SittingEntry:
    """A test that somebody sat, as it was typed. Without a verdict the mark in use decides."""

    name: str
    identity: IdentityNumber
    kind: TestKind
    held_on: date
    right: int
    questions: int
    passed: bool | None = None
    note: str = ""


def register_sitting(session: Session, actor: Actor, *, entry: SittingEntry) -> TestSitting:
    """Register a test; one for sale or serving that was passed becomes the person's, for good.

    Raises `NotAllowed` when such a test is registered for the day already, or when the verdict goes against
    the mark and nobody says why.

    Law: alkoholforskriften §§ 5-2 and 5-4.
    """
    municipality = take_municipality(session, actor.municipality_id)
    by_mark = passes(entry.right, entry.questions)
    passed = by_mark if entry.passed is None else entry.passed
    if passed is not by_mark and not entry.note:
        raise NotAllowed(
            "sitting_result_against_pass_mark",
            AF_5_4,
            right=entry.right,
            questions=entry.questions,
            least=least_right(entry.questions),
        )
    person = find_or_enter_person(session, actor, name=entry.name, identity=entry.identity)
    _require_new(session, person, entry)
    sitting = TestSitting(
        municipality_id=actor.municipality_id,
        person_id=person.id,
        kind=entry.kind,
        held_on=entry.held_on,
        right=entry.right,
        questions=entry.questions,
        passed=passed,
        note=entry.note,
        registered_by_id=actor.user_id,
    )
    session.add(sitting)
    session.flush()
    if passed and entry.kind in LICENCE_KIND_OF:
        _give_test(session, person, entry, municipality.identity_on(entry.held_on).name)
    audit.record(
        session,
        actor,
        EventType.TEST_REGISTERED,
        person_id=person.id,
        test=entry.kind.value,
        held_on=entry.held_on.isoformat(),
    )
    return sitting


def _require_new(session: Session, person: Person, entry: SittingEntry) -> None:
    known = session.scalars(
        select(TestSitting.id).where(
            TestSitting.municipality_id == person.municipality_id,
            TestSitting.person_id == person.id,
            TestSitting.kind == entry.kind,
            TestSitting.held_on == entry.held_on,
        )
    ).first()
    if known is not None:
        raise NotAllowed("sitting_registered_already", held_on=entry.held_on.isoformat())


def _give_test(session: Session, person: Person, entry: SittingEntry, issued_by: str) -> None:
    """The test as the person's own: it never expires, so the first one stands."""
    kind = LICENCE_KIND_OF[entry.kind]
    known = session.scalars(
        select(PersonTest).where(
            PersonTest.municipality_id == person.municipality_id,
            PersonTest.person_id == person.id,
            PersonTest.kind == kind,
        )
    ).one_or_none()
    if known is None:
        known = PersonTest(municipality_id=person.municipality_id, person_id=person.id, kind=kind)
        session.add(known)
    if known.passed_on is None:
        known.passed_on, known.issued_by = entry.held_on, issued_by
    session.flush()
    session.expire(person, ["tests"])
