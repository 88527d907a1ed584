"""Trying a policy out ("prøve ut retningslinjer"): what a draft would do to licences and open cases."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within


class TryoutState(StrEnum):
    """How far a try-out has come."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


class Tryout(Owned, Row):
    """One try-out: a draft, perhaps beside another, held against everything on a day, in chunks."""

    __tablename__ = "tryouts"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policies.id"))
    other_policy_id: Mapped[int | None] = mapped_column(ForeignKey("policies.id"))
    """The draft beside it; empty means the policy in force."""
    policy_edition: Mapped[int]
    day: Mapped[date]
    state: Mapped[TryoutState] = mapped_column(stored(TryoutState), default=TryoutState.WAITING)
    stop_wanted: Mapped[bool] = mapped_column(default=False)
    whole: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        CheckConstraint("done >= 0 AND done <= whole", name="done_of_whole"),
    )


class TryoutRow(Owned, Row):
    """What became of one licence or one open case in a try-out."""

    __tablename__ = "tryout_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    tryout_id: Mapped[int]
    licence_id: Mapped[int | None]
    case_id: Mapped[int | None]
    result: Mapped[str] = mapped_column(String(40))
    """The gravest thing that would happen."""
    facts: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)

    __table_args__ = (
        UniqueConstraint("municipality_id", "tryout_id", "licence_id", name="uq_tryout_rows_licence"),
        UniqueConstraint("municipality_id", "tryout_id", "case_id", name="uq_tryout_rows_case"),
        Index(None, "municipality_id", "tryout_id", "result", "id"),
        within("tryouts", "tryout_id"),
        within("licences", "licence_id"),
        within("cases", "case_id"),
        CheckConstraint("(licence_id IS NULL) <> (case_id IS NULL)", name="licence_or_case"),
    )
