"""Statements ("uttalelser"): who was asked, by when, and what they answered about whom."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within
from licensing.statements import Answer, Body, Question


class StatementRequest(Owned, Row):
    """One body asked in one case."""

    __tablename__ = "statement_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    body: Mapped[Body] = mapped_column(stored(Body))
    questions: Mapped[list[str]] = mapped_column(CanonicalJson)
    """What was asked, and about whom: somebody who comes into the case later has not been asked about."""
    asked_on: Mapped[date]
    due_on: Mapped[date]
    reminded_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    silence_on: Mapped[date | None]
    """The day on which it was recorded that the deadline passed without an answer."""
    override_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    override_on: Mapped[date | None]
    override_reason: Mapped[str | None] = mapped_column(Text)

    answers: Mapped[list["StatementAnswer"]] = relationship(
        viewonly=True, lazy="selectin", order_by="StatementAnswer.id"
    )

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "case_id", "body"),
        within("cases", "case_id"),
        CheckConstraint("due_on >= asked_on", name="due_after_asked"),
        CheckConstraint(
            "(override_by_id IS NULL) = (override_on IS NULL)"
            " AND (override_on IS NULL) = (override_reason IS NULL)",
            name="override_is_whole",
        ),
        CheckConstraint("silence_on IS NULL OR body <> 'police'", name="police_silence_needs_override"),
    )


class StatementAnswer(Owned, Row):
    """One answer to one question, about a person or about the place. What it tells is sealed."""

    __tablename__ = "statement_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int]
    question: Mapped[Question] = mapped_column(stored(Question))
    person_id: Mapped[int | None]
    subject: Mapped[str] = mapped_column(String(20))
    """`place`, `holder`, or the person: NULLs would let the same question be answered twice."""
    answer: Mapped[Answer] = mapped_column(stored(Answer))
    facts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "request_id", "question", "subject"),
        within("statement_requests", "request_id"),
        within("persons", "person_id"),
        CheckConstraint("answer = 'no_remark' OR facts_sealed IS NOT NULL", name="remark_has_facts"),
    )


class InquiryKind(StrEnum):
    """Why the applicant is written to while the case is open."""

    MISSING_ITEMS = "missing_items"
    PRESENTATION = "presentation"


class Inquiry(Owned, Row):
    """A question put to the applicant, or a statement shown for comment, with its deadline."""

    __tablename__ = "inquiries"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    kind: Mapped[InquiryKind] = mapped_column(stored(InquiryKind))
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """What is asked or shown, and the answer: both may hold conduct data, so both are sealed."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    """A presentation shows what was recorded before this moment."""
    sent_on: Mapped[date]
    due_on: Mapped[date]
    answered_on: Mapped[date | None]
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        within("cases", "case_id"),
        CheckConstraint("due_on >= sent_on", name="due_after_sent"),
    )
