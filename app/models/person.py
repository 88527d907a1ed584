"""Persons in cases: managers, deputies, people of influence, and holders who are no company."""

from datetime import date

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import Owned, Row, stored, within
from licensing.licences import LicenceKind


class Person(Owned, Row):
    """A person, known by an identity number that is stored encrypted and shown in part."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(160))
    identity_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    identity_shown: Mapped[str] = mapped_column(String(20))
    """The part that may be seen: 150487 •••••."""
    identity_lookup: Mapped[str] = mapped_column(String(64))
    """A keyed hash: finds the person by number without opening anything."""
    version: Mapped[int] = mapped_column(default=1)

    tests: Mapped[list["PersonTest"]] = relationship(
        lazy="selectin", order_by="PersonTest.passed_on", viewonly=True
    )

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "identity_lookup"),
        Index(None, "municipality_id", "sort_key"),
    )
    __mapper_args__ = {"version_id_col": version}


class PersonTest(Owned, Row):
    """A knowledge test ("kunnskapsprøve") that a person has passed. It has no last day."""

    __tablename__ = "person_tests"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    kind: Mapped[LicenceKind] = mapped_column(stored(LicenceKind))
    passed_on: Mapped[date | None]
    """Empty while nobody has noted the day: a test has no last day, so the licence does not hang on it."""
    issued_by: Mapped[str] = mapped_column(String(80), default="")

    person: Mapped[Person] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "person_id", "kind"),
        within("persons", "person_id"),
    )
