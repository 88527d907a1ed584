"""The yearly report ("melding om russituasjonen"): chapters, figures, and the bodies it goes through."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within


class ReportState(StrEnum):
    """A delivered report never changes; a dated supplement follows it."""

    DRAFT = "draft"
    DELIVERED = "delivered"


class ReportChapterCode(StrEnum):
    """The chapters of the report, in their order."""

    SITUATION = "situation"
    LICENCES = "licences"
    HOURS = "hours"
    INSPECTIONS = "inspections"
    INCOME = "income"
    EARMARK = "earmark"
    PREVENTION = "prevention"
    """The extent of prevention work: the chapter that the plan requires."""
    MEASURES = "measures"
    INDICATORS = "indicators"
    POLICE = "police"
    ASSESSMENT = "assessment"


class FigureStanding(StrEnum):
    """How sure a figure is."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    MISSING = "missing"


class YearlyReport(Owned, Row):
    """A year's report of one municipality, or a dated supplement to one."""

    __tablename__ = "yearly_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    """The year that it tells of."""
    sequence: Mapped[int] = mapped_column(default=0)
    """0 is the report; 1, 2 … its supplements."""
    state: Mapped[ReportState] = mapped_column(stored(ReportState), default=ReportState.DRAFT)
    due_on: Mapped[date]
    figures_taken_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    delivered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    delivered_as: Mapped[str] = mapped_column(String(120), default="")
    sha256: Mapped[str | None] = mapped_column(String(64))
    """The bytes of the delivered report, as PDF."""
    size: Mapped[int | None]
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    """Everything the delivered report shows."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why a supplement was made."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "year", "sequence"),
        CheckConstraint("sequence >= 0", name="sequence_not_below_nought"),
        CheckConstraint(
            "(state = 'delivered') = (delivered_on IS NOT NULL)"
            " AND (state = 'delivered') = (sha256 IS NOT NULL)"
            " AND (state = 'delivered') = (snapshot IS NOT NULL)",
            name="delivered_has_bytes",
        ),
    )
    __mapper_args__ = {"version_id_col": version}


class ReportChapter(Owned, Row):
    """What people have written in a chapter. Several may write in one draft, each in its own chapter."""

    __tablename__ = "report_chapters"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int]
    code: Mapped[ReportChapterCode] = mapped_column(stored(ReportChapterCode))
    text: Mapped[str] = mapped_column(Text, default="")
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    written_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "report_id", "code"),
        within("yearly_reports", "report_id"),
    )
    __mapper_args__ = {"version_id_col": version}


class ReportFigure(Owned, Row):
    """One figure of a report, as it was taken."""

    __tablename__ = "report_figures"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int]
    chapter: Mapped[ReportChapterCode] = mapped_column(stored(ReportChapterCode, "figure_chapter"))
    code: Mapped[str] = mapped_column(String(60))
    """Which figure it is; within a chapter, each stands once."""
    year: Mapped[int]
    """The year that the figure is of: several years stand beside each other."""
    value: Mapped[Any] = mapped_column(CanonicalJson, nullable=True)
    """A whole number (also øre), a text, or what a line tells; empty when missing."""
    standing: Mapped[FigureStanding] = mapped_column(stored(FigureStanding))
    taken_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        UniqueConstraint("municipality_id", "report_id", "chapter", "code", "year"),
        within("yearly_reports", "report_id"),
    )


class PoliceFigure(Owned, Row):
    """A figure of the police: entered by hand, with its source and day."""

    __tablename__ = "police_figures"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(160))
    value: Mapped[int | None]
    """Empty when the police have not given it."""
    source: Mapped[str] = mapped_column(String(200))
    dated_on: Mapped[date]
    preliminary: Mapped[bool] = mapped_column(Boolean, default=False)
    comment: Mapped[str] = mapped_column(String(400), default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "year", "name"),
        CheckConstraint("value IS NULL OR value >= 0", name="value_not_below_nought"),
    )
    __mapper_args__ = {"version_id_col": version}


class ReportStop(Owned, Row):
    """A body that a delivered report goes through, with the day and case number once it has."""

    __tablename__ = "report_stops"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int]
    position: Mapped[int]
    body: Mapped[str] = mapped_column(String(120))
    met_on: Mapped[date | None]
    case_number: Mapped[str] = mapped_column(String(40), default="")
    outcome: Mapped[str] = mapped_column(String(400), default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "report_id", "body"),
        Index(None, "municipality_id", "report_id", "position"),
        within("yearly_reports", "report_id"),
    )
    __mapper_args__ = {"version_id_col": version}
