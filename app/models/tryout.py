"""Trying a policy out ("prøve ut retningslinjer"): what a draft does to what is licensed or applied for."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.policy import Policy
from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within
from app.models.user import User


class TryoutState(StrEnum):
    """How far a try-out has come."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


class Tryout(Owned, Row):
    """One try-out: a draft, perhaps beside another, held against everything on a day, in chunks.

    Progress and figures are kept with each chunk, so that one that is stopped goes on where it was.
    """

    __tablename__ = "tryouts"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policies.id"))
    policy_edition: Mapped[int]
    """The edition of the draft that was tried; when it has risen, the try-out is out of date."""
    other_policy_id: Mapped[int | None] = mapped_column(ForeignKey("policies.id"))
    """The draft beside it; empty means the policy in force."""
    other_edition: Mapped[int | None]
    present_id: Mapped[int | None] = mapped_column(ForeignKey("policies.id"))
    """The policy in force on the day, which licences without hours of their own follow."""
    day: Mapped[date]
    state: Mapped[TryoutState] = mapped_column(stored(TryoutState), default=TryoutState.WAITING)
    whole: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    last_licence_id: Mapped[int] = mapped_column(default=0)
    """Licences are tried in the order of their ids, then cases; these are the last that were."""
    last_case_id: Mapped[int] = mapped_column(default=0)
    texts: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson, default=list)
    """The draft, and what stands beside it, as they were when it began: a draft may be changed afterwards."""
    figures: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    policy: Mapped[Policy] = relationship(foreign_keys=[policy_id], viewonly=True)
    other_policy: Mapped[Policy | None] = relationship(foreign_keys=[other_policy_id], viewonly=True)
    present: Mapped[Policy | None] = relationship(foreign_keys=[present_id], viewonly=True)
    begun_by: Mapped[User] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        CheckConstraint("done >= 0 AND done <= whole", name="done_of_whole"),
        CheckConstraint("(other_policy_id IS NULL) = (other_edition IS NULL)", name="edition_of_other"),
    )


class TryoutRow(Owned, Row):
    """What would become of one licence, or of one open case, by each of the policies."""

    __tablename__ = "tryout_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    tryout_id: Mapped[int]
    licence_id: Mapped[int | None]
    case_id: Mapped[int | None]
    sort_key: Mapped[str] = mapped_column(String(160))
    """The venue's, so that lists stand in the order of names."""
    result: Mapped[str] = mapped_column(String(40))
    """The gravest thing that would happen to a licence, or the outcome that would be proposed in a case."""
    other_result: Mapped[str | None] = mapped_column(String(40))
    """The same by the policy beside it."""
    facts: Mapped[Any] = mapped_column(CanonicalJson)
    """What would happen by each policy, in plain form."""

    __table_args__ = (
        UniqueConstraint("municipality_id", "tryout_id", "licence_id", name="uq_tryout_rows_licence"),
        UniqueConstraint("municipality_id", "tryout_id", "case_id", name="uq_tryout_rows_case"),
        Index("ix_tryout_rows_result", "municipality_id", "tryout_id", "result", "sort_key", "id"),
        Index(
            "ix_tryout_rows_other_result", "municipality_id", "tryout_id", "other_result", "sort_key", "id"
        ),
        within("tryouts", "tryout_id"),
        within("licences", "licence_id"),
        within("cases", "case_id"),
        CheckConstraint("(licence_id IS NULL) <> (case_id IS NULL)", name="licence_or_case"),
    )


class TryoutSeat(Owned, Row):
    """A seat that a licence takes under a cap of one of the policies; who was granted first keeps it."""

    __tablename__ = "tryout_seats"

    id: Mapped[int] = mapped_column(primary_key=True)
    tryout_id: Mapped[int]
    licence_id: Mapped[int]
    side: Mapped[int]
    """0 is the draft, 1 the policy beside it."""
    cap: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(60), default="")
    """A zone, or a venue's id, where the cap counts there; else empty."""
    granted_on: Mapped[date]

    __table_args__ = (
        UniqueConstraint(
            "municipality_id",
            "tryout_id",
            "side",
            "cap",
            "place",
            "licence_id",
            name="uq_tryout_seats_licence",
        ),
        Index(
            "ix_tryout_seats_granted",
            "municipality_id",
            "tryout_id",
            "side",
            "cap",
            "place",
            "granted_on",
            "id",
        ),
        within("tryouts", "tryout_id"),
        within("licences", "licence_id"),
        CheckConstraint("side IN (0, 1)", name="one_side_or_the_other"),
    )
