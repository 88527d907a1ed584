"""Those behind a licence ("bakgrunn"): owners, answers on conduct, and sittings of the knowledge test."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.person import Person
from app.models.rows import Moment, Owned, Row, stored, within
from app.models.user import User
from licensing.applicants import ConductLaw, ConductQuestion


class Ownership(Owned, Row):
    """An owner: of a holder, or of a company that owns it further up ("eierkjede")."""

    __tablename__ = "ownerships"

    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int]
    parent_id: Mapped[int | None]
    """The owner whose owner this is; empty for an owner of the holder itself."""
    person_id: Mapped[int | None]
    company_name: Mapped[str] = mapped_column(String(160), default="")
    company_number: Mapped[str | None] = mapped_column(String(9))
    share: Mapped[int | None]
    """Hundredths of a per cent of what it owns a part of; empty while unknown."""
    noted_on: Mapped[date]
    ended_on: Mapped[date | None]

    person: Mapped[Person | None] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "holder_id"),
        within("holders", "holder_id"),
        within("ownerships", "parent_id"),
        within("persons", "person_id"),
        CheckConstraint("(person_id IS NULL) = (company_name <> '')", name="person_or_company"),
        CheckConstraint("share IS NULL OR share BETWEEN 0 AND 10000", name="share_of_the_whole"),
    )


class ConductAnswer(Owned, Row):
    """An answer to one of the three questions of conduct. Answers are added; the last one holds."""

    __tablename__ = "conduct_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    question: Mapped[ConductQuestion] = mapped_column(stored(ConductQuestion))
    person_id: Mapped[int | None]
    """Empty when it is the holder, a company, that is asked about."""
    met: Mapped[bool] = mapped_column(Boolean)
    law: Mapped[ConductLaw | None] = mapped_column(stored(ConductLaw))
    happened_on: Mapped[date | None]
    """The day of the act, not of the fine or the judgment."""
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    answered_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime] = mapped_column(Moment)

    answered_by: Mapped[User] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "case_id"),
        within("cases", "case_id"),
        within("persons", "person_id"),
    )


class TestKind(StrEnum):
    """The knowledge tests ("kunnskapsprøver"): each has its own. Law: alkoholforskriften § 5-4."""

    __test__ = False

    SALE = "sale"
    SERVING = "serving"
    INSPECTION = "inspection"


class TestSitting(Owned, Row):
    """A knowledge test that somebody sat in the municipality, passed or not."""

    __tablename__ = "test_sittings"
    __test__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    kind: Mapped[TestKind] = mapped_column(stored(TestKind))
    held_on: Mapped[date]
    right: Mapped[int]
    questions: Mapped[int]
    passed: Mapped[bool] = mapped_column(Boolean)
    note: Mapped[str] = mapped_column(Text, default="")
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    person: Mapped[Person] = relationship(viewonly=True, lazy="joined")

    __table_args__ = (
        UniqueConstraint("municipality_id", "person_id", "kind", "held_on"),
        Index(None, "municipality_id", "held_on", "id"),
        within("persons", "person_id"),
        CheckConstraint("questions > 0", name="some_questions"),
        CheckConstraint('"right" BETWEEN 0 AND questions', name="right_of_all"),
    )
