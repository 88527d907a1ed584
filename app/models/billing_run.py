"""Billing runs ("kjøringer"): one act for many licences, in chunks, with progress; it may stop anywhere."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within


class RunKind(StrEnum):
    """What is done for each licence."""

    CALLS = "calls"
    REMINDERS = "reminders"
    FEES = "fees"
    DECISIONS = "decisions"
    INVOICES = "invoices"
    BOOKING = "booking"
    REVERSAL = "reversal"
    PAYMENT_REMINDERS = "payment_reminders"
    DISPATCH = "dispatch"


class RunState(StrEnum):
    """How far a run has come."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


class BillingRun(Owned, Row):
    """One run. Of one kind there is never more than one unfinished in a year."""

    __tablename__ = "billing_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RunKind] = mapped_column(stored(RunKind))
    year: Mapped[int]
    state: Mapped[RunState] = mapped_column(stored(RunState), default=RunState.WAITING)
    parameters: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)
    whole: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    problems: Mapped[int] = mapped_column(default=0)
    """How many subjects could not be done; each says why."""
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        CheckConstraint("done >= 0 AND done <= whole", name="done_of_whole"),
        Index(
            "uq_billing_runs_one_at_a_time",
            "municipality_id",
            "kind",
            "year",
            unique=True,
            sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
    )


class BillingRunSubject(Owned, Row):
    """A licence that a run is for; `subject_id` is another thing of it (an invoice, a letter) where one
    licence may come several times."""

    __tablename__ = "billing_run_subjects"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int]
    licence_id: Mapped[int]
    subject_id: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    problem: Mapped[str] = mapped_column(String(60), default="")
    """The code of why it could not be done; empty when it could."""
    facts: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)

    __table_args__ = (
        UniqueConstraint("municipality_id", "run_id", "licence_id", "subject_id"),
        Index("ix_billing_run_subjects_waiting", "municipality_id", "run_id", "done_at", "id"),
        within("billing_runs", "run_id"),
        within("licences", "licence_id"),
    )
