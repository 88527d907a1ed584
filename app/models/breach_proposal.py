"""Proposals of points ("forslag om prikker") for what came too late. A person gives notice, or drops it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.licence import Licence
from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within
from fees.late import LateKind


class ProposalState(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    NOTIFIED = "notified"
    DISCARDED = "discarded"


class BreachProposal(Owned, Row):
    """Two points that may be given for a late statement or a late payment.

    Law: alkoholforskriften §§ 10-3 and 10-5.
    """

    __tablename__ = "breach_proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int]
    kind: Mapped[LateKind] = mapped_column(stored(LateKind))
    year: Mapped[int]
    duty_id: Mapped[int | None]
    invoice_id: Mapped[int | None]
    breached_on: Mapped[date]
    points: Mapped[int]
    proof: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    """What was sent when and how, what arrived when, and the deadlines that were set and moved."""
    state: Mapped[ProposalState] = mapped_column(stored(ProposalState), default=ProposalState.PROPOSED)
    reason: Mapped[str] = mapped_column(String(600), default="")
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    letter_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    licence: Mapped[Licence] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "duty_id"),
        UniqueConstraint("municipality_id", "invoice_id"),
        Index(None, "municipality_id", "state", "id"),
        within("licences", "licence_id"),
        within("turnover_duties", "duty_id"),
        within("invoices", "invoice_id"),
        within("letters", "letter_id"),
        CheckConstraint("(kind = 'statement') = (duty_id IS NOT NULL)", name="statement_names_duty"),
        CheckConstraint("(kind = 'payment') = (invoice_id IS NOT NULL)", name="payment_names_invoice"),
        CheckConstraint("state <> 'discarded' OR reason <> ''", name="discarded_has_reason"),
        CheckConstraint("(state = 'notified') = (letter_id IS NOT NULL)", name="notified_by_letter"),
        CheckConstraint("(state = 'proposed') = (decided_by_id IS NULL)", name="decided_by_somebody"),
    )
    __mapper_args__ = {"version_id_col": version}
