"""The local alcohol policy ("alkoholpolitiske retningslinjer") in force: cap, hours, criteria."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import Row, last_day_after_first, stored
from licensing.licences import AreaKind, LicenceKind


class Policy(Row):
    """An adopted policy. It may belong to several municipalities."""

    __tablename__ = "policies"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    version: Mapped[int] = mapped_column(default=1)
    decided: Mapped[str] = mapped_column(String(160))
    """Who adopted it, when, and under which case number."""
    invented: Mapped[bool] = mapped_column(Boolean, default=False)
    first_day: Mapped[date]
    last_day: Mapped[date | None]

    caps: Mapped[list["PolicyCap"]] = relationship(lazy="selectin", order_by="PolicyCap.id")
    hours: Mapped[list["PolicyHours"]] = relationship(lazy="selectin", order_by="PolicyHours.id")
    criteria: Mapped[list["PolicyCriterion"]] = relationship(lazy="selectin", order_by="PolicyCriterion.id")

    __table_args__ = (last_day_after_first(),)


class PolicyMunicipality(Row):
    """A municipality that a policy belongs to."""

    __tablename__ = "policy_municipalities"

    policy_id: Mapped[int] = mapped_column(ForeignKey("policies.id"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), primary_key=True)


class PolicyCap(Row):
    """A cap ("tak"): the highest number of licences of a kind in one municipality."""

    __tablename__ = "policy_caps"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policies.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"))
    kind: Mapped[LicenceKind] = mapped_column(stored(LicenceKind))
    highest: Mapped[int]
    paragraph: Mapped[str] = mapped_column(String(80))

    __table_args__ = (
        UniqueConstraint("policy_id", "municipality_id", "kind"),
        CheckConstraint("highest >= 0", name="not_negative"),
    )


class PolicyHours(Row):
    """Local hours for a group, an area and some weekdays, in minutes of the service day."""

    __tablename__ = "policy_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policies.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"))
    kind: Mapped[LicenceKind] = mapped_column(stored(LicenceKind))
    groups: Mapped[str] = mapped_column(String(5))
    area: Mapped[AreaKind] = mapped_column(stored(AreaKind))
    weekdays: Mapped[str] = mapped_column(String(13))
    """ISO weekdays with commas: Friday and Saturday are "5,6"."""
    earliest: Mapped[int | None]
    latest: Mapped[int | None]
    """A rule may move only the beginning or only the end."""
    paragraph: Mapped[str] = mapped_column(String(80))

    __table_args__ = (
        CheckConstraint(
            "earliest IS NULL OR latest IS NULL OR latest > earliest", name="latest_after_earliest"
        ),
        CheckConstraint("earliest IS NOT NULL OR latest IS NOT NULL", name="moves_something"),
    )


class PolicyCriterion(Row):
    """A criterion that is weighed by a person; it never decides alone."""

    __tablename__ = "policy_criteria"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policies.id"))
    code: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    categories: Mapped[str] = mapped_column(String(300), default="")
    """The venue categories it concerns, with commas; empty means all."""
    kind: Mapped[LicenceKind | None] = mapped_column(stored(LicenceKind))
    paragraph: Mapped[str] = mapped_column(String(80))

    __table_args__ = (UniqueConstraint("policy_id", "code"),)
