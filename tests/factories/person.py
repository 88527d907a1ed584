"""Invented people with synthetic identity numbers."""

from datetime import date

from sqlalchemy.orm import Session

from app.holders.service import PassedTest, find_or_enter_person, register_tests
from app.models.person import Person
from app.permissions import Actor
from licensing.identity import IdentityNumber, synthetic_number
from licensing.licences import LicenceKind

BORN_ON = date(1985, 3, 12)
BOTH_TESTS = (
    PassedTest(LicenceKind.SALE, date(2018, 5, 2)),
    PassedTest(LicenceKind.SERVING, date(2018, 5, 3)),
)


def identity(serial: int = 0, born_on: date = BORN_ON) -> IdentityNumber:
    """A synthetic number: another serial, another person."""
    return synthetic_number(born_on, serial)


def make_person(
    session: Session,
    actor: Actor,
    *,
    name: str = "Prøve Person",
    serial: int = 0,
    born_on: date = BORN_ON,
    tests: tuple[PassedTest, ...] = BOTH_TESTS,
) -> Person:
    """A person with both knowledge tests."""
    person = find_or_enter_person(session, actor, name=name, identity=identity(serial, born_on))
    register_tests(session, person=person, tests=tests)
    return person
