"""Fees ("gebyrer"): what a licence owes for a year or an event, how it was computed, who decided it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.licence import Licence
from app.models.rows import CanonicalJson, Moment, Ore, Owned, Row, stored, within
from fees.claims import FeePurpose as FeePurpose


class FeeState(StrEnum):
    """Computed, then decided; a fee that another decision has taken the place of is replaced.

    A decided fee stands while a newer edition of it is computed and waits: at most one is decided at a time,
    and at most one waits.
    """

    COMPUTED = "computed"
    DECIDED = "decided"
    REPLACED = "replaced"


class Fee(Owned, Row):
    """One fee. Once decided it is never changed: another edition takes its place."""

    __tablename__ = "fees"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    """Where one fee is paid for the place, the licence that carries it: the latest of the year."""
    year: Mapped[int]
    """The calendar year that the fee is for: of a settlement, the year that is settled."""
    purpose: Mapped[FeePurpose] = mapped_column(stored(FeePurpose))
    edition: Mapped[int] = mapped_column(default=1)
    state: Mapped[FeeState] = mapped_column(stored(FeeState), default=FeeState.COMPUTED)
    computed: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    """Litres, rates, lines, minimum, regulation, reduction, doubts: everything that led to the total, in
    plain form, so that it explains itself for ever."""
    total_ore: Mapped[Ore]
    statement_id: Mapped[int | None]
    run_id: Mapped[int | None]
    """The run that computed it."""
    decision_run_id: Mapped[int | None]
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    computed_at: Mapped[datetime] = mapped_column(Moment)

    licence: Mapped[Licence] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "licence_id", "year", "purpose", "edition"),
        Index(
            "uq_fees_one_holds",
            "municipality_id",
            "licence_id",
            "year",
            "purpose",
            "state",
            unique=True,
            sqlite_where=text("state <> 'replaced'"),
            postgresql_where=text("state <> 'replaced'"),
        ),
        Index(None, "municipality_id", "year", "licence_id"),
        within("licences", "licence_id"),
        within("turnover_statements", "statement_id"),
        within("billing_runs", "run_id", name="fk_fees_run"),
        within("billing_runs", "decision_run_id", name="fk_fees_decision_run"),
        CheckConstraint("purpose = 'settlement' OR total_ore >= 0", name="only_settlements_below_nought"),
        CheckConstraint("(decided_on IS NULL) = (decided_by_id IS NULL)", name="decided_by_somebody"),
        CheckConstraint("state <> 'decided' OR decided_on IS NOT NULL", name="decided_has_day"),
    )


class FeeReduction(Owned, Row):
    """A lower fee in a special case ("nedsettelse"), decided for one licence, year and purpose.

    Law: alkoholforskriften § 6-2.
    """

    __tablename__ = "fee_reductions"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    year: Mapped[int]
    purpose: Mapped[FeePurpose] = mapped_column(stored(FeePurpose))
    number: Mapped[int]
    """The latest number holds."""
    to_ore: Mapped[Ore | None]
    """What the fee is set to; empty takes an earlier reduction back."""
    reason: Mapped[str] = mapped_column(String(600))
    citation: Mapped[str] = mapped_column(String(40))
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decided_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "licence_id", "year", "purpose", "number"),
        within("licences", "licence_id"),
        CheckConstraint("to_ore IS NULL OR to_ore >= 0", name="not_below_nought"),
        CheckConstraint("reason <> ''", name="has_reason"),
    )
