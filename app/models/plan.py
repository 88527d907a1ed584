"""Action plans ("handlingsplaner"): their decisions, goals, measures by year, costs and indicators."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import CanonicalJson, Moment, Ore, Row, last_day_after_first, stored
from fees.plans import (
    CostEstimate,
    Funding,
    GoalOrigin,
    MeasureStatus,
    PlanState,
    YearOutcome,
)
from fees.spending import TargetGroup


class Plan(Row):
    """An action plan. It may belong to several municipalities."""

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    state: Mapped[PlanState] = mapped_column(stored(PlanState), default=PlanState.DRAFT)
    first_year: Mapped[int]
    last_year: Mapped[int]
    summary: Mapped[str] = mapped_column(Text, default="")
    """The plan on one page, for everybody."""
    evaluation: Mapped[str] = mapped_column(Text, default="")
    """How and when it is evaluated."""
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    predecessor_text: Mapped[str] = mapped_column(String(160), default="")
    """The plan before, where it is not in the system."""
    policy_series: Mapped[str] = mapped_column(String(60), default="")
    """The alcohol policy that is a part of the plan, by its series; empty is a fault."""
    source: Mapped[str] = mapped_column(Text, default="")
    """Where the text comes from, and what of it is invented."""
    invented: Mapped[bool] = mapped_column(Boolean, default=False)
    closing_result: Mapped[str] = mapped_column(Text, default="")
    """What the plan led to, told when it ends."""
    published: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether everybody may read it on the public page."""
    edition: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)

    municipalities: Mapped[list["PlanMunicipality"]] = relationship(
        lazy="selectin", order_by="PlanMunicipality.municipality_id", viewonly=True
    )

    __table_args__ = (CheckConstraint("last_year >= first_year", name="last_year_after_first"),)
    __mapper_args__ = {"version_id_col": edition}


class PlanMunicipality(Row):
    """A municipality that a plan belongs to, and its council's decision on it."""

    __tablename__ = "plan_municipalities"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipalities.id"), primary_key=True)
    body: Mapped[str] = mapped_column(String(80), default="")
    decided_on: Mapped[date | None]
    case_number: Mapped[str] = mapped_column(String(40), default="")

    __table_args__ = (Index(None, "municipality_id"),)


class PlanRole(Row):
    """A role that the plan gives, by title: who follows it up, who made it. No names."""

    __tablename__ = "plan_roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"))
    """Empty for a role that the municipalities share."""
    title: Mapped[str] = mapped_column(String(120))
    task: Mapped[str] = mapped_column(String(200))
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        CheckConstraint("first_day IS NOT NULL OR last_day IS NULL", name="last_day_has_first"),
        last_day_after_first(),
    )
    __mapper_args__ = {"version_id_col": version}


class PlanChapter(Row):
    """A chapter of the plan's text."""

    __tablename__ = "plan_chapters"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    position: Mapped[int]
    heading: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PlanGoal(Row):
    """A goal, which may stand under another."""

    __tablename__ = "plan_goals"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("plan_goals.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(400))
    origin: Mapped[GoalOrigin] = mapped_column(stored(GoalOrigin), default=GoalOrigin.LOCAL)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PlanMeasure(Row):
    """A measure ("tiltak"): a line of the plan's table."""

    __tablename__ = "plan_measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"))
    """Empty for a measure that the municipalities share."""
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("plan_goals.id"))
    section: Mapped[str] = mapped_column(String(80), default="")
    """The table that it stands in, such as children and young people."""
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(400))
    start_status: Mapped[str] = mapped_column(String(200), default="")
    """How it stood when the plan began, as the plan says it."""
    status: Mapped[MeasureStatus] = mapped_column(stored(MeasureStatus), default=MeasureStatus.NOT_BEGUN)
    is_new: Mapped[bool] = mapped_column(Boolean, default=False)
    target_group: Mapped[TargetGroup | None] = mapped_column(stored(TargetGroup))
    evaluate_by: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("plan_measures.id"))
    """The line of the plan before that was carried on into this one."""
    version: Mapped[int] = mapped_column(default=1)

    owners: Mapped[list["MeasureOwner"]] = relationship(
        lazy="selectin", order_by="MeasureOwner.position", viewonly=True
    )
    years: Mapped[list["MeasureYear"]] = relationship(
        lazy="selectin", order_by="MeasureYear.year", viewonly=True
    )

    __table_args__ = (Index(None, "plan_id", "position"),)
    __mapper_args__ = {"version_id_col": version}


class MeasureOwner(Row):
    """Who owns a measure, by role."""

    __tablename__ = "measure_owners"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("plan_measures.id"))
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(120))

    __table_args__ = (UniqueConstraint("measure_id", "role"),)


class MeasureYear(Row):
    """What the plan says of a measure in a year, and what came of it: a cell of the matrix."""

    __tablename__ = "measure_years"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("plan_measures.id"))
    year: Mapped[int]
    text: Mapped[str] = mapped_column(String(400), default="")
    """As the plan says it; empty for a year that the plan says nothing of."""
    verbs: Mapped[list[str]] = mapped_column(CanonicalJson, default=list)
    """What shall be done, as values of `MeasureVerb`, in the order of the text."""
    due_on: Mapped[date | None]
    """The day by which it shall be done, where the plan says so."""
    outcome: Mapped[YearOutcome] = mapped_column(stored(YearOutcome), default=YearOutcome.PLANNED)
    evidence: Mapped[str] = mapped_column(Text, default="")
    """What was done."""
    followed_up_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (UniqueConstraint("measure_id", "year"),)
    __mapper_args__ = {"version_id_col": version}


class PlanCost(Row):
    """An economic consequence of the plan."""

    __tablename__ = "plan_costs"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("plan_measures.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    estimate: Mapped[CostEstimate] = mapped_column(stored(CostEstimate))
    amount_ore: Mapped[Ore | None]
    """Empty is a fault where the cost is said to be estimated."""
    period: Mapped[str] = mapped_column(String(40), default="")
    """What the amount is for: a year, a month, once."""
    position_share: Mapped[int | None]
    """The share of a full-time position, in hundredths."""
    funding: Mapped[Funding | None] = mapped_column(stored(Funding))
    funding_text: Mapped[str] = mapped_column(String(200), default="")
    later_funding: Mapped[Funding | None] = mapped_column(stored(Funding, "later_funding"))
    """Who is to pay later, where the plan means to change it."""
    later_text: Mapped[str] = mapped_column(String(200), default="")
    """On what condition, and from when."""
    reason: Mapped[str] = mapped_column(String(400), default="")
    """Why there is no sum."""
    next_step: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        CheckConstraint("amount_ore IS NULL OR amount_ore >= 0", name="amount_not_below_nought"),
        CheckConstraint("position_share IS NULL OR position_share > 0", name="share_above_nought"),
    )
    __mapper_args__ = {"version_id_col": version}


class Indicator(Row):
    """Something that is counted to see how it goes ("indikator")."""

    __tablename__ = "indicators"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("plan_goals.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(40), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    rises_with_work: Mapped[bool] = mapped_column(Boolean, default=False)
    """More work finds more: a rise is no proof that it goes worse."""
    version: Mapped[int] = mapped_column(default=1)

    values: Mapped[list["IndicatorValue"]] = relationship(
        lazy="selectin", order_by="IndicatorValue.id", viewonly=True
    )

    __mapper_args__ = {"version_id_col": version}


class IndicatorValue(Row):
    """A figure of an indicator, as it was told."""

    __tablename__ = "indicator_values"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicators.id"))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"))
    year: Mapped[int | None]
    dated_on: Mapped[date | None]
    """The day that the figure is of; empty is a fault."""
    figure: Mapped[str] = mapped_column(String(40))
    """As it is told: a number, or a range such as 6–10."""
    part: Mapped[int | None]
    whole: Mapped[int | None]
    """Of how many, where the figure is a share: the share is computed and held against what is told."""
    stated_share: Mapped[int | None]
    """The share as it is told, in hundredths of a per cent."""
    source: Mapped[str] = mapped_column(String(200), default="")
    comment: Mapped[str] = mapped_column(String(400), default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        Index(None, "indicator_id"),
        CheckConstraint("whole IS NULL OR whole > 0", name="whole_above_nought"),
    )
    __mapper_args__ = {"version_id_col": version}


class PlanReference(Row):
    """An act, a plan or a guide that the plan builds on."""

    __tablename__ = "plan_references"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    position: Mapped[int]
    sort: Mapped[str] = mapped_column(String(20))
    """"law", "plan" or "guide"."""
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(300), default="")
    remark: Mapped[str] = mapped_column(String(300), default="")
    """What to know about it: not adopted yet, repealed, a likely slip in the plan."""
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (CheckConstraint("sort IN ('law', 'plan', 'guide')", name="sort"),)
    __mapper_args__ = {"version_id_col": version}


class PlanAnnex(Row):
    """An annex of the plan; without bytes it is known to exist and is missing here."""

    __tablename__ = "plan_annexes"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(160))
    edition_text: Mapped[str] = mapped_column(String(40), default="")
    """Its version or date."""
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    media_type: Mapped[str] = mapped_column(String(100), default="")
    file_name: Mapped[str] = mapped_column(String(160), default="")
    public: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (CheckConstraint("(sha256 IS NULL) = (size IS NULL)", name="bytes_have_size"),)
    __mapper_args__ = {"version_id_col": version}


class PlanReading(Row):
    """A measures table that was read from a word processor: what it held, and what was repaired."""

    __tablename__ = "plan_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    section: Mapped[str] = mapped_column(String(80))
    repairs: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson, default=list)
    read_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    read_at: Mapped[datetime] = mapped_column(Moment)
