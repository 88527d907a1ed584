"""Assessments ("vurderinger"), stored whole, so that each can be shown and made again."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within
from licensing.assessment import ProposedOutcome


class AssessmentRecord(Owned, Row):
    """One assessment: facts, findings, and the versions of law and policy that judged them."""

    __tablename__ = "assessments"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    assessed_on: Mapped[date]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    outcome: Mapped[ProposedOutcome] = mapped_column(stored(ProposedOutcome))
    groups: Mapped[str] = mapped_column(String(5))
    facts: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson)
    policy: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    """The policy whole, as older assessments kept it; later ones point at a version, which never changes."""
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policies.id"))
    policy_version: Mapped[str] = mapped_column(String(180))
    law_version: Mapped[str] = mapped_column(String(40))

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "case_id"),
        within("cases", "case_id"),
    )
