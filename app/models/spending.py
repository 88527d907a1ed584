"""Spending ("bruk av øremerkede midler"): what is asked for, consulted on, decided and paid."""

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import Moment, Ore, Owned, Row, stored, within
from fees.spending import (
    ConsultationForm,
    ConsultedView,
    GrantComplaintOutcome,
    PartState,
    PayoutKind,
    PayoutState,
    SpendingKind,
    SpendingOrigin,
    SpendingState,
    TargetGroup,
)


class Spending(Owned, Row):
    """One use of an earmark's money. It belongs to the municipality that pays it; others may share it."""

    __tablename__ = "spendings"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    """Year and serial number: 2026/3."""
    earmark_id: Mapped[int] = mapped_column(ForeignKey("earmarks.id"))
    year: Mapped[int]
    state: Mapped[SpendingState] = mapped_column(stored(SpendingState), default=SpendingState.PROPOSED)
    origin: Mapped[SpendingOrigin] = mapped_column(stored(SpendingOrigin))
    kind: Mapped[SpendingKind] = mapped_column(stored(SpendingKind))
    title: Mapped[str] = mapped_column(String(160))
    meets_purpose: Mapped[bool] = mapped_column(Boolean)
    """Whether it meets the purpose, as the proposer sees it; what does not can only be refused."""
    purpose: Mapped[str] = mapped_column(Text)
    """How it meets the purpose."""
    target_group: Mapped[TargetGroup] = mapped_column(stored(TargetGroup))
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("plan_measures.id"))
    """The line of the action plan that it belongs to."""
    amount_ore: Mapped[Ore]
    """What is asked for, and what is granted once that is decided: all parts together."""
    asked_ore: Mapped[Ore]
    """What was asked for at first."""
    received_on: Mapped[date]
    held_on: Mapped[date | None]
    """The day of the meeting or event."""
    applicant: Mapped[str] = mapped_column(String(120), default="")
    organisation_number: Mapped[str | None] = mapped_column(String(9))
    contact: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    postal_address: Mapped[str] = mapped_column(String(120), default="")
    postcode: Mapped[str] = mapped_column(String(4), default="")
    town: Mapped[str] = mapped_column(String(60), default="")
    account_number: Mapped[str | None] = mapped_column(String(11))
    conditions: Mapped[str] = mapped_column(Text, default="")
    """Conditions of a grant, a line for each."""
    report_due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was decided so, or why it was retracted."""
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_as: Mapped[str] = mapped_column(String(120), default="")
    """The title that the decider held on that day."""
    unconsulted_reason: Mapped[str] = mapped_column(Text, default="")
    """Why the responsible person lets it be paid before the consultation is filled."""
    unconsulted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    reported_on: Mapped[date | None]
    report_text: Mapped[str] = mapped_column(Text, default="")
    """What was done."""
    participants: Mapped[int | None]
    cost_ore: Mapped[Ore | None]
    """What it cost in all, as reported."""
    version: Mapped[int] = mapped_column(default=1)

    parts: Mapped[list["SpendingPart"]] = relationship(
        lazy="selectin", order_by="SpendingPart.id", viewonly=True
    )

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "number"),
        Index(None, "municipality_id", "earmark_id", "year"),
        Index(None, "measure_id"),
        CheckConstraint("amount_ore > 0 AND asked_ore > 0", name="amount_above_nought"),
        CheckConstraint("purpose <> ''", name="purpose_is_given"),
        CheckConstraint("cost_ore IS NULL OR cost_ore >= 0", name="cost_not_below_nought"),
        CheckConstraint("participants IS NULL OR participants >= 0", name="participants_not_below_nought"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint(
            "state IN ('proposed', 'retracted') OR (decided_by_id IS NOT NULL AND decided_on IS NOT NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint("state <> 'reported' OR reported_on IS NOT NULL", name="reported_has_day"),
        CheckConstraint(
            "meets_purpose OR state IN ('proposed', 'refused', 'retracted')", name="meets_purpose_if_granted"
        ),
        CheckConstraint(
            "(unconsulted_reason = '') = (unconsulted_by_id IS NULL)", name="unconsulted_by_somebody"
        ),
    )
    __mapper_args__ = {"version_id_col": version}


class SpendingPart(Owned, Row):
    """What one municipality bears of a spending, out of its own year of the earmark."""

    __tablename__ = "spending_parts"

    id: Mapped[int] = mapped_column(primary_key=True)
    spending_id: Mapped[int] = mapped_column(ForeignKey("spendings.id"))
    earmark_year_id: Mapped[int | None]
    """The year that bears it; empty until it is reserved."""
    amount_ore: Mapped[Ore]
    state: Mapped[PartState] = mapped_column(stored(PartState), default=PartState.PROPOSED)
    released_ore: Mapped[Ore] = mapped_column(default=0)
    paid_ore: Mapped[Ore] = mapped_column(default=0)
    repaid_ore: Mapped[Ore] = mapped_column(default=0)
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_as: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("spending_id", "municipality_id"),
        Index(None, "municipality_id", "earmark_year_id"),
        within("earmark_years", "earmark_year_id"),
        CheckConstraint("amount_ore > 0", name="amount_above_nought"),
        CheckConstraint("released_ore >= 0 AND paid_ore >= 0 AND repaid_ore >= 0", name="none_below_nought"),
        CheckConstraint("paid_ore + released_ore <= amount_ore", name="paid_within_amount"),
        CheckConstraint("repaid_ore <= paid_ore", name="repaid_within_paid"),
        CheckConstraint("state <> 'reserved' OR earmark_year_id IS NOT NULL", name="reserved_in_a_year"),
    )
    __mapper_args__ = {"version_id_col": version}


class Payout(Owned, Row):
    """A payment request on a municipality's part ("utbetalingsanmodning"), or money that came back."""

    __tablename__ = "payouts"

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int]
    kind: Mapped[PayoutKind] = mapped_column(stored(PayoutKind))
    state: Mapped[PayoutState] = mapped_column(stored(PayoutState))
    amount_ore: Mapped[Ore]
    """What is booked on the part."""
    outlay_ore: Mapped[Ore] = mapped_column(default=0)
    """What is paid at the same time for the other municipalities, and claimed from them."""
    payee: Mapped[str] = mapped_column(String(120))
    account_number: Mapped[str | None] = mapped_column(String(11))
    text: Mapped[str] = mapped_column(String(200), default="")
    attested_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    attested_at: Mapped[datetime] = mapped_column(Moment)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    voucher: Mapped[str] = mapped_column(String(40), default="")
    """The number of the voucher in the economy system."""
    paid_on: Mapped[date | None]
    """The day that the money went out, or came back."""
    cancelled_reason: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "part_id"),
        Index(None, "municipality_id", "state"),
        within("spending_parts", "part_id"),
        CheckConstraint("amount_ore > 0 AND outlay_ore >= 0", name="amount_above_nought"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> attested_by_id", name="two_people"),
        CheckConstraint(
            "(state = 'paid') = (paid_on IS NOT NULL) AND (state = 'paid') = (voucher <> '')",
            name="paid_has_voucher",
        ),
        CheckConstraint(
            "kind = 'repayment' OR state IN ('attested', 'cancelled') OR approved_by_id IS NOT NULL",
            name="approved_by_somebody",
        ),
    )
    __mapper_args__ = {"version_id_col": version}


class Consultation(Owned, Row):
    """A consultation ("samråd"): in writing, or in one meeting that covers many spendings."""

    __tablename__ = "consultations"

    id: Mapped[int] = mapped_column(primary_key=True)
    earmark_id: Mapped[int] = mapped_column(ForeignKey("earmarks.id"))
    form: Mapped[ConsultationForm] = mapped_column(stored(ConsultationForm))
    held_on: Mapped[date]
    """The day of the meeting, or the day that the bodies were asked in writing."""
    title: Mapped[str] = mapped_column(String(160))
    minutes: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    attendance: Mapped[list["Attendance"]] = relationship(
        lazy="selectin", order_by="Attendance.id", viewonly=True
    )

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "held_on"),
    )
    __mapper_args__ = {"version_id_col": version}


class Attendance(Owned, Row):
    """Whether a body took part in a consultation, and in which capacity. No names of people."""

    __tablename__ = "consultation_attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int]
    body: Mapped[str] = mapped_column(String(120))
    attended: Mapped[bool] = mapped_column(Boolean)
    represented_by: Mapped[str] = mapped_column(String(120), default="")
    """The title of whoever came."""

    __table_args__ = (
        UniqueConstraint("municipality_id", "consultation_id", "body"),
        within("consultations", "consultation_id"),
    )


class ConsultedBody(Owned, Row):
    """What a body said of one spending in a consultation."""

    __tablename__ = "consulted_bodies"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int]
    spending_id: Mapped[int]
    body: Mapped[str] = mapped_column(String(120))
    view: Mapped[ConsultedView | None] = mapped_column(stored(ConsultedView))
    """Empty while the body has been asked and has not answered."""
    remarks: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("municipality_id", "consultation_id", "spending_id", "body"),
        Index(None, "municipality_id", "spending_id"),
        within("consultations", "consultation_id"),
        within("spendings", "spending_id"),
    )


class GrantComplaint(Owned, Row):
    """A complaint ("klage") on a decision about a grant, to the municipality's own complaints body.

    Law: forvaltningsloven §§ 28–34.
    """

    __tablename__ = "grant_complaints"

    id: Mapped[int] = mapped_column(primary_key=True)
    spending_id: Mapped[int]
    received_on: Mapped[date]
    grounds: Mapped[str] = mapped_column(Text)
    late_reason: Mapped[str] = mapped_column(Text, default="")
    """Why it is heard although it came too late."""
    outcome: Mapped[GrantComplaintOutcome | None] = mapped_column(stored(GrantComplaintOutcome))
    settled_on: Mapped[date | None]
    body: Mapped[str] = mapped_column(String(80), default="")
    case_number: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "spending_id"),
        within("spendings", "spending_id"),
        CheckConstraint("(outcome IS NULL) = (settled_on IS NULL)", name="settled_has_day"),
    )
    __mapper_args__ = {"version_id_col": version}
