"""The public hearing ("høring") of a plan: who was invited, what was answered, what was followed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import Moment, Row, stored
from fees.plans import InputVerdict


class HearingChannel(StrEnum):
    """How an answer came."""

    PAGE = "page"
    KEYED = "keyed"
    """Came in a letter or a meeting, and was entered by an officer."""


class PlanHearing(Row):
    """A plan laid out for everybody to answer, until a day."""

    __tablename__ = "plan_hearings"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    opens_on: Mapped[date]
    due_on: Mapped[date]
    """The last day on which answers are taken."""
    treated_by: Mapped[str] = mapped_column(String(200), default="")
    """The bodies that sent it on hearing, with case numbers."""
    question: Mapped[str] = mapped_column(Text, default="")
    """What is asked for."""
    summary: Mapped[str] = mapped_column(Text, default="")
    """What came in and what was followed, for everybody."""
    closed_on: Mapped[date | None]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("plan_id", "opens_on"),
        CheckConstraint("due_on >= opens_on", name="due_after_opening"),
        CheckConstraint("closed_on IS NULL OR closed_on >= opens_on", name="closed_after_opening"),
    )
    __mapper_args__ = {"version_id_col": version}


class HearingInvitation(Row):
    """A body that is invited to answer."""

    __tablename__ = "hearing_invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("plan_hearings.id"))
    body: Mapped[str] = mapped_column(String(120))
    invited_on: Mapped[date | None]

    __table_args__ = (UniqueConstraint("hearing_id", "body"),)


class HearingAnswer(Row):
    """An answer to a hearing, and what was done with it. It is public once an officer has looked at it."""

    __tablename__ = "hearing_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("plan_hearings.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"))
    """The municipality that took it in."""
    channel: Mapped[HearingChannel] = mapped_column(stored(HearingChannel))
    sender: Mapped[str] = mapped_column(String(120))
    on_behalf_of: Mapped[str] = mapped_column(String(120), default="")
    """The body that answers; empty for a private person, whose name is never shown to the public."""
    email: Mapped[str] = mapped_column(String(120), default="")
    text: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(Moment)
    late: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[InputVerdict | None] = mapped_column(stored(InputVerdict))
    reply: Mapped[str] = mapped_column(Text, default="")
    """What is said of it: what was followed, or why not."""
    published: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (Index(None, "hearing_id", "id"),)
    __mapper_args__ = {"version_id_col": version}
