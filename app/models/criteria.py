"""Criteria fixed beforehand ("på forhånd fastsatte kriterier") for a general renewal, and their scores."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import Moment, Owned, Row, stored, within
from licensing import criteria as rules
from licensing.criteria import CriteriaForm
from licensing.licences import LicenceKind


class CriteriaSet(Owned, Row):
    """Criteria that a council fixes before applications open. Once locked, nothing in them changes.

    Law: alkoholloven §§ 1-6 and 1-7a.
    """

    __tablename__ = "criteria_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    form: Mapped[CriteriaForm] = mapped_column(stored(CriteriaForm))
    kind: Mapped[LicenceKind] = mapped_column(stored(LicenceKind))
    applications_open_on: Mapped[date]
    places: Mapped[int | None]
    """How many licences there are to be; empty where no number is decided."""
    decided_on: Mapped[date | None]
    reference: Mapped[str] = mapped_column(String(160), default="")
    """The council's case number."""
    locked_on: Mapped[date | None]
    locked_at: Mapped[datetime | None] = mapped_column(Moment)
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    invented: Mapped[bool] = mapped_column(default=False)
    """A demo value that no council has decided."""
    version: Mapped[int] = mapped_column(default=1)

    criteria: Mapped[list["FixedCriterion"]] = relationship(
        lazy="selectin", order_by="FixedCriterion.position, FixedCriterion.id", viewonly=True
    )

    @property
    def locked(self) -> bool:
        """Whether the criteria are fixed."""
        return self.locked_on is not None

    def to_domain(self) -> dict[int, rules.FixedCriterion]:
        """The criteria in their order, each by its id."""
        return {
            row.id: rules.FixedCriterion(number, row.text, row.weight, row.highest)
            for number, row in enumerate(self.criteria, start=1)
        }

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        CheckConstraint("places IS NULL OR places >= 0", name="places_not_negative"),
        CheckConstraint(
            "locked_on IS NULL OR (decided_on IS NOT NULL AND reference <> ''"
            " AND decided_on <= locked_on AND locked_on < applications_open_on)",
            name="locked_before_applications_open",
        ),
        CheckConstraint(
            "(locked_on IS NULL) = (locked_at IS NULL) AND (locked_on IS NULL) = (locked_by_id IS NULL)",
            name="locked_whole_or_not",
        ),
    )
    __mapper_args__ = {"version_id_col": version}


class FixedCriterion(Owned, Row):
    """One criterion of a set, with its weight and its highest score."""

    __tablename__ = "fixed_criteria"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    guide: Mapped[str] = mapped_column(Text, default="")
    """What gives how high a score, so that two people score alike."""
    weight: Mapped[int] = mapped_column(default=1)
    highest: Mapped[int] = mapped_column(default=1)
    """The highest score; a plain criterion is met (1) or not (0)."""

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "set_id", "position"),
        within("criteria_sets", "set_id"),
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight"),
        CheckConstraint("highest BETWEEN 1 AND 10", name="highest"),
    )


class CriterionScore(Owned, Row):
    """What one place scores on one criterion, and why. The last one holds; a score is never changed."""

    __tablename__ = "criterion_scores"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int]
    criterion_id: Mapped[int]
    venue_id: Mapped[int]
    score: Mapped[int]
    reason: Mapped[str] = mapped_column(String(600))
    scored_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    scored_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        Index(None, "municipality_id", "set_id", "venue_id"),
        within("criteria_sets", "set_id"),
        within("fixed_criteria", "criterion_id"),
        within("venues", "venue_id"),
        CheckConstraint("score >= 0", name="not_negative"),
    )
