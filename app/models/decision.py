"""Proposals ("forslag til vedtak"), decisions ("vedtak") and conditions ("vilkår")."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within
from app.models.user import User
from licensing.decisions import DecisionOutcome, DelegationMode


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    RETURNED = "returned"
    DECIDED = "decided"


class Proposal(Owned, Row):
    """What the caseworker proposes, with the reasons and conditions that the letter will carry."""

    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    assessment_id: Mapped[int | None]
    """Empty for a dismissal, which decides nothing of the matter itself."""
    state: Mapped[ProposalState] = mapped_column(stored(ProposalState))
    outcome: Mapped[DecisionOutcome] = mapped_column(stored(DecisionOutcome))
    groups: Mapped[str] = mapped_column(String(5))
    hours: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson)
    first_day: Mapped[date | None]
    """The first day of what is granted; empty means the day of the decision."""
    last_day: Mapped[date | None]
    days: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson, default=list)
    """The hours of an event: room, day, start and end, in minutes of the service day."""
    conditions: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson)
    reasons: Mapped[str] = mapped_column(Text)
    deviation: Mapped[str] = mapped_column(Text, default="")
    """Own words where the proposal departs from a finding."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    made_by: Mapped[User] = relationship(viewonly=True, foreign_keys=[made_by_id])

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(
            "uq_proposals_open",
            "municipality_id",
            "case_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        within("cases", "case_id"),
        within("assessments", "assessment_id"),
        CheckConstraint(
            "outcome IN ('refuse', 'dismiss') OR last_day IS NOT NULL", name="grant_has_last_day"
        ),
    )
    __mapper_args__ = {"version_id_col": version}


class Decision(Owned, Row):
    """A decision. It is never changed; what is wrong in it is undone by a new one."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    proposal_id: Mapped[int]
    outcome: Mapped[DecisionOutcome] = mapped_column(stored(DecisionOutcome))
    groups: Mapped[str] = mapped_column(String(5))
    hours: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson)
    first_day: Mapped[date | None]
    """The first day of what is granted; empty means the day of the decision."""
    last_day: Mapped[date | None]
    days: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson, default=list)
    """The hours of an event: room, day, start and end, in minutes of the service day."""
    conditions: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson)
    reasons: Mapped[str] = mapped_column(Text)
    deviation: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date]
    mode: Mapped[DelegationMode] = mapped_column(stored(DelegationMode))
    delegation_policy_id: Mapped[int | None] = mapped_column(ForeignKey("policies.id"))
    delegation_rule: Mapped[str] = mapped_column(String(60), default="")
    """The rule of that policy; empty where it is silent and the default of the law's rules holds."""
    delegation_basis: Mapped[str] = mapped_column(Text, default="")
    """Where the delegation stands, as the letter names it."""
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    """The decider; for a political body, the one who keyed what it decided."""
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[str | None] = mapped_column(String(80))
    body_case_number: Mapped[str | None] = mapped_column(String(20))
    voted_text: Mapped[str | None] = mapped_column(Text)

    recorded_by: Mapped[User] = relationship(viewonly=True, foreign_keys=[recorded_by_id])

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "case_id"),
        within("cases", "case_id"),
        within("proposals", "proposal_id"),
        CheckConstraint(
            "(mode = 'body') = (body IS NOT NULL)"
            " AND (body IS NULL) = (body_case_number IS NULL)"
            " AND (body IS NULL) = (voted_text IS NULL)",
            name="body_is_whole",
        ),
        CheckConstraint("delegation_rule = '' OR delegation_policy_id IS NOT NULL", name="rule_of_a_policy"),
        CheckConstraint(
            "outcome IN ('refuse', 'dismiss') OR last_day IS NOT NULL", name="grant_has_last_day"
        ),
    )
