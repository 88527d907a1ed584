"""Which rooms are taken when, and by whom: the database itself refuses two holders at once."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import CanonicalJson, Moment, Owned, Row, last_day_after_first, within


class RoomOccupancy(Owned, Row):
    """A serving licence takes a room on one weekday, between two days, from minute to minute.

    First and last day fall on the weekday, so two rows overlap only when their days do. The migrations lay
    an exclusion constraint (PostgreSQL) or a guard by triggers (SQLite) over it. A temporary withdrawal
    leaves the row: it does not open the room to another.

    Law: alkoholloven § 4-1.
    """

    __tablename__ = "room_occupancies"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    holder_id: Mapped[int]
    room_id: Mapped[int]
    weekday: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    start: Mapped[int]
    end: Mapped[int]

    __table_args__ = (
        Index(None, "municipality_id", "room_id", "weekday"),
        Index(None, "municipality_id", "licence_id"),
        within("licences", "licence_id"),
        within("holders", "holder_id"),
        within("rooms", "room_id"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint('start >= 0 AND "end" > start AND "end" <= 1800', name="hours_of_a_service_day"),
        last_day_after_first(),
    )


class LicenceSuspension(Owned, Row):
    """A temporary withdrawal ("midlertidig inndragning"): nothing is served, and the room stays taken."""

    __tablename__ = "licence_suspensions"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(400))
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    entered_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "licence_id", "first_day"),
        within("licences", "licence_id"),
        last_day_after_first(),
    )


class ServingPlaceLicence(Owned, Row):
    """A serving-place licence ("serveringsbevilling"): it has no end date, but may lapse.

    Law: serveringsloven §§ 3 and 22–25.
    """

    __tablename__ = "serving_place_licences"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    holder_id: Mapped[int]
    venue_id: Mapped[int]
    granted_on: Mapped[date]
    opened_on: Mapped[date | None]
    closed_since: Mapped[date | None]
    """Since when the place has been out of operation."""
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "number"),
        Index(None, "municipality_id", "venue_id"),
        within("holders", "holder_id"),
        within("venues", "venue_id"),
    )
    __mapper_args__ = {"version_id_col": version}


class Continuation(Owned, Row):
    """A decision that licences run on into the next period ("videreføring").

    It is lawful only after the council has reviewed its alcohol policy since the election.

    Law: alkoholloven § 1-6 third and fourth paragraph.
    """

    __tablename__ = "continuations"

    id: Mapped[int] = mapped_column(primary_key=True)
    reviewed_on: Mapped[date]
    review_reference: Mapped[str] = mapped_column(String(160))
    decided_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(160))
    ended_on: Mapped[date]
    """The end of the period that runs out."""
    last_day: Mapped[date]
    left_out: Mapped[list[int]] = mapped_column(CanonicalJson, default=list)
    """The licences that ran out with the period and must apply for renewal instead."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "ended_on", "decided_on", "reference"),
        CheckConstraint("decided_on >= reviewed_on", name="decided_after_review"),
        CheckConstraint("last_day > ended_on", name="runs_on"),
    )
