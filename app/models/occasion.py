"""Events ("arrangementer"): what an application for a single occasion or an ambulatory use tells."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.case import Application
from app.models.rows import CanonicalJson, Owned, Row, stored, within
from app.models.venue import Room


class Principle(StrEnum):
    """Whether a matter of principle ("prinsipiell sak") is decided here or lifted to a political body."""

    ORDINARY = "ordinary"
    DECIDE_HERE = "decide_here"
    LIFT = "lift"


class Occasion(Owned, Row):
    """The event that an application is for."""

    __tablename__ = "occasions"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(160))
    guests: Mapped[int | None]
    age_limit: Mapped[int | None]
    guards: Mapped[int | None]
    circle_fixed: Mapped[bool | None]
    """The guests are a circle formed before serving starts, with a real link to the host."""
    tickets: Mapped[bool | None]
    sign_up: Mapped[bool | None]
    member_meeting: Mapped[bool | None]
    advertised: Mapped[bool | None]
    wholesale: Mapped[bool] = mapped_column(Boolean, default=False)
    internal_control_waived: Mapped[bool] = mapped_column(Boolean, default=False)
    internal_control_reason: Mapped[str] = mapped_column(String(400), default="")
    late_accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    late_reason: Mapped[str] = mapped_column(String(400), default="")
    principle: Mapped[Principle] = mapped_column(stored(Principle), default=Principle.ORDINARY)
    principle_reason: Mapped[str] = mapped_column(String(400), default="")
    principle_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    copied_from_id: Mapped[int | None]
    """The application of last year that this one was copied from."""
    fee_ore: Mapped[int | None]
    fee_basis: Mapped[str] = mapped_column(String(160), default="")
    fee_computed: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    """The tariff, days and guests that the fee hangs on, as they were when it was last set."""
    turnover_due_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(Text, default="")

    application: Mapped[Application] = relationship(
        viewonly=True,
        primaryjoin="and_(Occasion.municipality_id == Application.municipality_id,"
        " Occasion.application_id == Application.id)",
        foreign_keys="[Occasion.municipality_id, Occasion.application_id]",
    )
    days: Mapped[list["OccasionDay"]] = relationship(
        viewonly=True, lazy="selectin", order_by="OccasionDay.day, OccasionDay.start, OccasionDay.room_id"
    )

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "application_id"),
        within("applications", "application_id"),
        within("applications", "copied_from_id"),
        CheckConstraint("guests IS NULL OR guests >= 0", name="guests_not_negative"),
        CheckConstraint("guards IS NULL OR guards >= 0", name="guards_not_negative"),
        CheckConstraint("(principle = 'ordinary') = (principle_by_id IS NULL)", name="principle_has_person"),
        CheckConstraint("fee_ore IS NULL OR fee_ore >= 0", name="fee_not_negative"),
    )


class OccasionDay(Owned, Row):
    """The hours of one room on one service day, in minutes counted on past midnight."""

    __tablename__ = "occasion_days"

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion_id: Mapped[int]
    room_id: Mapped[int]
    day: Mapped[date]
    start: Mapped[int]
    end: Mapped[int]

    room: Mapped[Room] = relationship(viewonly=True, lazy="joined")

    __table_args__ = (
        UniqueConstraint("municipality_id", "occasion_id", "room_id", "day"),
        Index(None, "municipality_id", "day", "occasion_id"),
        within("occasions", "occasion_id"),
        within("rooms", "room_id"),
        CheckConstraint('start >= 0 AND "end" > start AND "end" <= 1800', name="hours_of_a_service_day"),
    )


class QuotaSubject(StrEnum):
    """What a council has fixed the number of. Law: alkoholloven §§ 3-3 and 4-5."""

    AMBULATORY = "ambulatory"
    OUTLETS = "outlets"
