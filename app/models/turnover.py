"""Turnover rounds ("innhenting av omsetningsoppgaver"): who is asked, by when, and what was answered."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

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

from app.models.licence import Licence
from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within
from fees.plausibility import QuestionCode
from fees.turnover import Attestation, SenderRole, TurnoverSource, Volumes


class RoundState(StrEnum):
    """Whether statements are still taken in."""

    OPEN = "open"
    CLOSED = "closed"


class TurnoverRound(Owned, Row):
    """The round of a year: it asks for the litres sold the year before and those expected in the year."""

    __tablename__ = "turnover_rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    state: Mapped[RoundState] = mapped_column(stored(RoundState), default=RoundState.OPEN)
    started_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "year"),
    )
    __mapper_args__ = {"version_id_col": version}


class TurnoverDuty(Owned, Row):
    """A licence that owes a turnover statement: in a round, or after an event."""

    __tablename__ = "turnover_duties"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int | None]
    """Empty for an event, which reports by itself."""
    licence_id: Mapped[int]
    year: Mapped[int]
    """The year of the round; of an event, the year it was held."""
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    """The days reported where they are not the whole year before: started, ended, or an event. Days of the
    round's own year are those of a new licence, which has sold nothing the year before."""
    final: Mapped[bool] = mapped_column(Boolean, default=False)
    """The licence has ended: only what was sold is reported, nothing is expected."""
    due_on: Mapped[date]
    """The deadline that holds; every one that was moved stands in `turnover_deadlines`."""
    attestation: Mapped[Attestation] = mapped_column(stored(Attestation), default=Attestation.NOT_REQUIRED)
    attestation_reason: Mapped[str] = mapped_column(String(400), default="")
    attestation_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    licence: Mapped[Licence] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "licence_id", "year"),
        Index(None, "municipality_id", "round_id", "id"),
        Index(None, "municipality_id", "due_on", "id"),
        within("turnover_rounds", "round_id"),
        within("licences", "licence_id"),
        CheckConstraint("attestation <> 'waived' OR attestation_reason <> ''", name="waived_has_reason"),
    )
    __mapper_args__ = {"version_id_col": version}


class TurnoverDeadline(Owned, Row):
    """A deadline that was set or moved: for a whole round, or for one licence. Points depend on them."""

    __tablename__ = "turnover_deadlines"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int | None]
    duty_id: Mapped[int | None]
    due_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(400), default="")
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        Index(None, "municipality_id", "round_id", "id"),
        Index(None, "municipality_id", "duty_id", "id"),
        within("turnover_rounds", "round_id"),
        within("turnover_duties", "duty_id"),
        CheckConstraint("(round_id IS NULL) <> (duty_id IS NULL)", name="round_or_duty"),
    )


class TurnoverStatement(Owned, Row):
    """One version of a licence's turnover statement ("omsetningsoppgave"); the latest number holds.

    Law: alkoholforskriften § 6-3.
    """

    __tablename__ = "turnover_statements"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int]
    licence_id: Mapped[int]
    number: Mapped[int]
    source: Mapped[TurnoverSource] = mapped_column(stored(TurnoverSource))
    received_on: Mapped[date]
    actual_g1_cl: Mapped[int | None]
    actual_g2_cl: Mapped[int | None]
    actual_g3_cl: Mapped[int | None]
    """What was sold or served the year before (or at the event); empty where nothing was reported of it."""
    expected_g1_cl: Mapped[int | None]
    expected_g2_cl: Mapped[int | None]
    expected_g3_cl: Mapped[int | None]
    sender_name: Mapped[str] = mapped_column(String(120), default="")
    sender_role: Mapped[SenderRole | None] = mapped_column(stored(SenderRole))
    comment: Mapped[str] = mapped_column(Text, default="")
    estimate_reason: Mapped[str] = mapped_column(String(400), default="")
    link_id: Mapped[int | None]
    keyed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "duty_id", "number"),
        Index(None, "municipality_id", "licence_id", "id"),
        within("turnover_duties", "duty_id"),
        within("licences", "licence_id"),
        within("turnover_links", "link_id"),
        CheckConstraint(
            "(actual_g1_cl IS NULL) = (actual_g2_cl IS NULL)"
            " AND (actual_g2_cl IS NULL) = (actual_g3_cl IS NULL)",
            name="actual_whole",
        ),
        CheckConstraint(
            "(expected_g1_cl IS NULL) = (expected_g2_cl IS NULL)"
            " AND (expected_g2_cl IS NULL) = (expected_g3_cl IS NULL)",
            name="expected_whole",
        ),
        CheckConstraint("actual_g1_cl IS NOT NULL OR expected_g1_cl IS NOT NULL", name="says_something"),
        CheckConstraint(
            "COALESCE(actual_g1_cl, 0) BETWEEN 0 AND 1000000000"
            " AND COALESCE(actual_g2_cl, 0) BETWEEN 0 AND 1000000000"
            " AND COALESCE(actual_g3_cl, 0) BETWEEN 0 AND 1000000000"
            " AND COALESCE(expected_g1_cl, 0) BETWEEN 0 AND 1000000000"
            " AND COALESCE(expected_g2_cl, 0) BETWEEN 0 AND 1000000000"
            " AND COALESCE(expected_g3_cl, 0) BETWEEN 0 AND 1000000000",
            name="litres_possible",
        ),
        CheckConstraint("(source = 'estimated') = (estimate_reason <> '')", name="estimate_has_reason"),
    )

    @property
    def actual(self) -> Volumes | None:
        """What was sold, when it was reported."""
        return _volumes(self.actual_g1_cl, self.actual_g2_cl, self.actual_g3_cl)

    @property
    def expected(self) -> Volumes | None:
        """What is expected, when it was reported."""
        return _volumes(self.expected_g1_cl, self.expected_g2_cl, self.expected_g3_cl)


def _volumes(g1: int | None, g2: int | None, g3: int | None) -> Volumes | None:
    return None if g1 is None or g2 is None or g3 is None else Volumes(g1, g2, g3)


class AttachmentKind(StrEnum):
    """What was enclosed with a turnover statement."""

    ATTESTATION = "attestation"
    SUPPLIER_FIGURES = "supplier_figures"
    AUTHORITY = "authority"
    """A power of attorney ("fullmakt")."""
    OTHER = "other"


class TurnoverAttachment(Owned, Row):
    """A file that was enclosed. The bytes lie in the file store under their hash."""

    __tablename__ = "turnover_attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int]
    statement_id: Mapped[int | None]
    kind: Mapped[AttachmentKind] = mapped_column(stored(AttachmentKind))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(160))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """Empty when it came through the holder's link."""
    added_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "duty_id", "id"),
        within("turnover_duties", "duty_id"),
        within("turnover_statements", "statement_id"),
    )


class TurnoverQuestion(Owned, Row):
    """A question about one version of a statement, and how it was answered."""

    __tablename__ = "turnover_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int]
    duty_id: Mapped[int]
    code: Mapped[QuestionCode] = mapped_column(stored(QuestionCode))
    group: Mapped[int] = mapped_column(default=0)
    """0 where it is not about one group."""
    facts: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    answer: Mapped[str] = mapped_column(String(400), default="")
    """What the sender said of it when it was asked."""
    note: Mapped[str] = mapped_column(String(400), default="")
    """What the office found when it settled the question."""
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the office had seen the answer, or a corrected statement made it pointless."""

    __table_args__ = (
        UniqueConstraint("municipality_id", "statement_id", "code", "group"),
        Index(None, "municipality_id", "duty_id", "settled_at"),
        within("turnover_statements", "statement_id"),
        within("turnover_duties", "duty_id"),
    )


class TurnoverLink(Owned, Row):
    """A personal link to one licence's statement in one year, for a holder without an account."""

    __tablename__ = "turnover_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    token_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The token itself, encrypted: it is opened when the letter that carries it is drawn."""
    expires_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    first_opened_at: Mapped[datetime | None] = mapped_column(Moment)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "duty_id", "id"),
        within("turnover_duties", "duty_id"),
    )


class LinkAttempt(Row):
    """A try to open a link that there is not: what the throttle counts. Holds a hash, not an address."""

    __tablename__ = "link_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (Index(None, "client_hash", "at"),)


class SupplierVolume(Owned, Row):
    """What a supplier says that it delivered to a licence in a year, for comparison."""

    __tablename__ = "supplier_volumes"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    year: Mapped[int]
    supplier: Mapped[str] = mapped_column(String(120))
    g1_cl: Mapped[int]
    g2_cl: Mapped[int]
    g3_cl: Mapped[int]
    read_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    read_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "licence_id", "year", "supplier"),
        within("licences", "licence_id"),
        CheckConstraint("g1_cl >= 0 AND g2_cl >= 0 AND g3_cl >= 0", name="litres_not_negative"),
    )
