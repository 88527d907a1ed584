"""The municipality's register of knowledge tests."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app import formats, labels
from app.models.background import TestKind, TestSitting
from app.models.person import Person
from app.paging import Cursor, Page, page_of
from app.sealing import sealer
from app.search.index import Subject
from app.search.terms import ids_named
from licensing.identity import IdentityNumber
from licensing.licences import LicenceKind

LICENCE_KIND_OF = {TestKind.SALE: LicenceKind.SALE, TestKind.SERVING: LicenceKind.SERVING}
"""The licences that a test is asked for; the inspectors' test is asked for by none."""


@dataclass(frozen=True)
class SittingLine:
    """A test that somebody sat, as a list shows it."""

    person_id: int
    name: str
    kind: str
    held_on: str
    result: str
    verdict: str
    tone: str
    note: str


def sitting_page(
    session: Session,
    municipality_id: int,
    *,
    name: str,
    kind: TestKind | None,
    held_on: date | None,
    cursor: Cursor | None,
) -> tuple[tuple[SittingLine, ...], Page]:
    """The tests held in a municipality, the latest first, some at a time."""
    statement = _sittings(municipality_id)
    if kind is not None:
        statement = statement.where(TestSitting.kind == kind)
    if held_on is not None:
        statement = statement.where(TestSitting.held_on == held_on)
    ids = ids_named(municipality_id, Subject.PERSON, name)
    if ids is not None:
        statement = statement.where(TestSitting.person_id.in_(ids))
    page = page_of(
        session,
        statement,
        sort_key=TestSitting.held_on,
        row_id=TestSitting.id,
        cursor=cursor,
        read_key=date.fromisoformat,
        descending=True,
    )
    return tuple(_line(row) for row in page.rows), page


def sittings_of(session: Session, person: Person) -> tuple[SittingLine, ...]:
    """The tests that a person sat in the municipality, the latest first."""
    statement = _sittings(person.municipality_id).where(TestSitting.person_id == person.id)
    rows = session.execute(statement.order_by(TestSitting.held_on.desc(), TestSitting.id.desc()))
    return tuple(_line(row) for row in rows)


def _sittings(municipality_id: int):  # type: ignore[no-untyped-def]  # a select's type is its columns
    return (
        select(
            TestSitting.id,
            TestSitting.person_id,
            Person.name,
            TestSitting.kind,
            TestSitting.held_on,
            TestSitting.right,
            TestSitting.questions,
            TestSitting.passed,
            TestSitting.note,
        )
        .join(
            Person,
            and_(Person.municipality_id == TestSitting.municipality_id, Person.id == TestSitting.person_id),
        )
        .where(TestSitting.municipality_id == municipality_id)
    )


def _line(row) -> SittingLine:  # type: ignore[no-untyped-def]  # a row of the select above
    return SittingLine(
        person_id=row.person_id,
        name=row.name,
        kind=labels.label(row.kind),
        held_on=formats.short_date(row.held_on),
        result=_("%(right)s av %(questions)s", right=row.right, questions=row.questions),
        verdict=_("Bestått") if row.passed else _("Ikke bestått"),
        tone="success" if row.passed else "neutral",
        note=row.note,
    )


def found_here(
    session: Session, municipality_id: int, person_ids: Collection[int]
) -> dict[int, tuple[LicenceKind, ...]]:
    """The tests for sale and serving that people have passed in the municipality."""
    rows: Sequence[tuple[int, TestKind]] = [
        (row.person_id, row.kind)
        for row in session.execute(
            select(TestSitting.person_id, TestSitting.kind)
            .where(
                TestSitting.municipality_id == municipality_id,
                TestSitting.person_id.in_(person_ids),
                TestSitting.passed,
                TestSitting.kind.in_(LICENCE_KIND_OF),
            )
            .order_by(TestSitting.held_on, TestSitting.id)
        )
    ]
    found: dict[int, tuple[LicenceKind, ...]] = {}
    for person_id, kind in rows:
        passed = found.get(person_id, ())
        if LICENCE_KIND_OF[kind] not in passed:
            found[person_id] = (*passed, LICENCE_KIND_OF[kind])
    return found


def found_by_number(
    session: Session, municipality_id: int, identity: IdentityNumber | None
) -> tuple[LicenceKind, ...]:
    """The tests that the person with a number has passed in the municipality."""
    if identity is None:
        return ()
    person_id = session.scalars(
        select(Person.id).where(
            Person.municipality_id == municipality_id,
            Person.identity_lookup == sealer().lookup(identity.value),
        )
    ).one_or_none()
    return found_here(session, municipality_id, [person_id]).get(person_id, ()) if person_id else ()


def found_text(kinds: Collection[LicenceKind]) -> str:
    """What is said where a test was found again; empty where none was."""
    if not kinds:
        return ""
    tests = labels.enumeration(labels.activity_name(kind) for kind in kinds)
    return _("Funnet i kommunens prøveregister: %(tests)s.", tests=tests)
