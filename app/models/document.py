"""Documents ("dokumenter") of cases, and the bytes they point to."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import Moment, Owned, Row, stored, within

# What is kept from the public because of whom it tells about.
ACCESS_CODE = "UO"
ACCESS_BASIS = "offl. § 13 jf. fvl. § 13"


class Direction(StrEnum):
    """Whether a document came in, went out, or stays inside."""

    IN = "in"
    OUT = "out"
    INTERNAL = "internal"


class Document(Owned, Row):
    """A document of a case. The bytes lie in the file store under their hash."""

    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None]
    licence_id: Mapped[int | None]
    """The licence that a document outside every case is about."""
    spending_id: Mapped[int | None]
    """The spending of earmarked money that a document is about."""
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(160))
    direction: Mapped[Direction] = mapped_column(stored(Direction))
    dated_on: Mapped[date]
    title: Mapped[str] = mapped_column(String(200))
    public_title: Mapped[str] = mapped_column(String(200))
    access_code: Mapped[str | None] = mapped_column(String(10))
    """Tilgangskode; set when the document is kept from the public."""
    access_basis: Mapped[str | None] = mapped_column(String(120))
    sealed: Mapped[bool] = mapped_column(Boolean, default=False)
    """The stored bytes are encrypted: the document holds identity numbers or conduct data."""
    archive_case: Mapped[str | None] = mapped_column(String(40))
    journal_number: Mapped[str | None] = mapped_column(String(40))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    added_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "case_id"),
        Index(None, "municipality_id", "licence_id"),
        Index(None, "municipality_id", "spending_id"),
        within("cases", "case_id"),
        within("licences", "licence_id"),
        within("spendings", "spending_id"),
        CheckConstraint(
            "CASE WHEN case_id IS NULL THEN 0 ELSE 1 END + CASE WHEN licence_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN spending_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_subject",
        ),
    )
