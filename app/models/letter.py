"""Letters ("brev"): what was written, to whom, how it went out and when it arrived."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.letters.facts import LetterKind
from app.models.municipality import LanguageForm
from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within


class LetterState(StrEnum):
    """Draft, final, sent, arrived: a letter goes this way only."""

    DRAFT = "draft"
    FINAL = "final"
    SENT = "sent"
    ARRIVED = "arrived"


class Channel(StrEnum):
    """How a letter went out. The system records it; it never pretends to have sent."""

    DIGITAL_MAIL = "digital_mail"
    POST = "post"
    EMAIL = "email"
    BY_HAND = "by_hand"


class Letter(Owned, Row):
    """One letter in one language to one recipient."""

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None]
    licence_id: Mapped[int | None]
    """The licence that a letter outside every case is about: turnover, fees, points."""
    spending_id: Mapped[int | None]
    """The spending of earmarked money that a letter is about."""
    run_id: Mapped[int | None]
    """The run that wrote it, one letter for each licence."""
    kind: Mapped[LetterKind] = mapped_column(stored(LetterKind))
    language: Mapped[LanguageForm] = mapped_column(stored(LanguageForm))
    state: Mapped[LetterState] = mapped_column(stored(LetterState))
    recipient: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    facts: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    """Everything the text needs, frozen when the letter was made; never an identity number."""
    dated_on: Mapped[date]
    decision_id: Mapped[int | None]
    request_id: Mapped[int | None]
    inquiry_id: Mapped[int | None]
    annex_to_id: Mapped[int | None]
    document_id: Mapped[int | None]
    channel: Mapped[Channel | None] = mapped_column(stored(Channel))
    reference: Mapped[str] = mapped_column(String(80), default="")
    sent_on: Mapped[date | None]
    arrived_on: Mapped[date | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "case_id"),
        Index(None, "municipality_id", "state", "id"),
        Index(None, "municipality_id", "spending_id"),
        UniqueConstraint("municipality_id", "decision_id", "kind"),
        UniqueConstraint("municipality_id", "run_id", "licence_id"),
        Index(None, "municipality_id", "licence_id", "id"),
        within("cases", "case_id"),
        within("licences", "licence_id"),
        within("spendings", "spending_id"),
        within("billing_runs", "run_id"),
        within("decisions", "decision_id"),
        within("statement_requests", "request_id"),
        within("inquiries", "inquiry_id"),
        within("letters", "annex_to_id"),
        within("documents", "document_id"),
        CheckConstraint(
            "CASE WHEN case_id IS NULL THEN 0 ELSE 1 END + CASE WHEN licence_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN spending_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_subject",
        ),
        CheckConstraint("run_id IS NULL OR licence_id IS NOT NULL", name="run_is_for_licences"),
        CheckConstraint("(state = 'draft') = (document_id IS NULL)", name="final_has_bytes"),
        CheckConstraint(
            "state NOT IN ('sent', 'arrived') OR (sent_on IS NOT NULL AND channel IS NOT NULL)",
            name="sent_has_proof",
        ),
        CheckConstraint("(state = 'arrived') = (arrived_on IS NOT NULL)", name="arrived_has_day"),
        CheckConstraint("arrived_on IS NULL OR arrived_on >= sent_on", name="arrived_after_sent"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def in_case(self) -> int:
        """The case of a letter that has one. Raises `LookupError` for one about a licence outside cases."""
        if self.case_id is None:
            raise LookupError(f"letter {self.id} has no case")
        return self.case_id
