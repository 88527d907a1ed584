"""Alcohol policies ("alkoholpolitiske retningslinjer") in versions, and what people answer to their rules."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import CanonicalJson, Moment, Owned, Row, last_day_after_first, stored, within
from licensing.policy import RuleKind


class PolicyState(StrEnum):
    """A draft may be written; what is in force is never changed, only followed by another version."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    DISCARDED = "discarded"


class Policy(Row):
    """One version of a policy. It may belong to several municipalities."""

    __tablename__ = "policies"

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(60))
    """What the versions of one policy have in common."""
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[PolicyState] = mapped_column(stored(PolicyState), default=PolicyState.DRAFT)
    name: Mapped[str] = mapped_column(String(160))
    decided: Mapped[str] = mapped_column(String(200), default="")
    """Who adopted it, when, and under which case number."""
    source: Mapped[str] = mapped_column(Text, default="")
    """Where the text comes from, and what of it is invented."""
    invented: Mapped[bool] = mapped_column(Boolean, default=False)
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    frame: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)
    """What stands beside the rules: documents, zones, categories, local days and questions, in plain form."""
    edition: Mapped[int] = mapped_column(default=1)
    """Rises with every change, so that nobody overwrites what another has written."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("policies.id"))
    """The version that this one was begun from."""
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    adopted_at: Mapped[datetime | None] = mapped_column(Moment)

    rules: Mapped[list["PolicyRule"]] = relationship(
        lazy="selectin", order_by="PolicyRule.position, PolicyRule.id", viewonly=True
    )

    __table_args__ = (UniqueConstraint("series", "version"), last_day_after_first())
    __mapper_args__ = {"version_id_col": edition}


class PolicyMunicipality(Row):
    """A municipality that a policy belongs to."""

    __tablename__ = "policy_municipalities"

    policy_id: Mapped[int] = mapped_column(ForeignKey("policies.id"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), primary_key=True)
    last_day: Mapped[date | None]
    """Until when it holds here, where the municipality leaves it before the policy itself ends."""


class PolicyRule(Row):
    """One rule of a policy, in the order of the text; its body is the rule in plain form."""

    __tablename__ = "policy_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policies.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    kind: Mapped[RuleKind] = mapped_column(stored(RuleKind))
    body: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)

    __table_args__ = (
        UniqueConstraint("policy_id", "code"),
        Index(None, "policy_id", "position"),
        CheckConstraint("position > 0", name="position_from_one"),
    )


class PolicyAnswer(Row):
    """What somebody answered to a point of the check, before the policy was put in force."""

    __tablename__ = "policy_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policies.id"))
    point: Mapped[str] = mapped_column(String(200))
    """Problem and rule ("outside_law:B-02"), as the check names them."""
    text: Mapped[str] = mapped_column(String(600))
    answered_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("policy_id", "point"),)


class VenueZone(Owned, Row):
    """A zone of the policy that a venue lies in, and on what that rests."""

    __tablename__ = "venue_zones"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int]
    zone: Mapped[str] = mapped_column(String(60))
    basis: Mapped[str] = mapped_column(String(200), default="")
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    placed_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "venue_id", "zone"),
        within("venues", "venue_id"),
    )


class PolicyFact(Owned, Row):
    """An answer in a case to a question of the policy. Answers are added; the last one holds."""

    __tablename__ = "policy_facts"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    question: Mapped[str] = mapped_column(String(60))
    answer: Mapped[Any] = mapped_column(CanonicalJson, nullable=True)
    """True, false, a number, or minutes of the service day; null takes an answer back."""
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        Index(None, "municipality_id", "case_id"),
        within("cases", "case_id"),
    )


class SpecialGround(Owned, Row):
    """The special ground ("særlig grunn") for departing from a rule in a case. The last one holds."""

    __tablename__ = "special_grounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    rule: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    """Empty takes the ground back."""
    given_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    given_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        Index(None, "municipality_id", "case_id"),
        within("cases", "case_id"),
    )


class DepartureSort(StrEnum):
    """An exception that the text itself opens for, or a knowing departure from what it says."""

    EXCEPTION = "exception"
    DEPARTURE = "departure"


class PolicyDeparture(Owned, Row):
    """A decision that departed from a rule of the policy: what later, equal cases are held against.

    Law: alkoholloven § 1-7a; forvaltningsloven § 25.
    """

    __tablename__ = "policy_departures"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int]
    case_id: Mapped[int]
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policies.id"))
    rule: Mapped[str] = mapped_column(String(60))
    sort: Mapped[DepartureSort] = mapped_column(stored(DepartureSort))
    source: Mapped[str] = mapped_column(String(200))
    """Where the rule stands."""
    reason: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]

    __table_args__ = (
        UniqueConstraint("municipality_id", "decision_id", "rule"),
        Index(None, "municipality_id", "rule"),
        within("decisions", "decision_id"),
        within("cases", "case_id"),
    )
