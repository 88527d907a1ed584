"""One measure of a plan, the money that belongs to it, and the tables that were read into the plan."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.models.plan import PlanCost, PlanMeasure, PlanMunicipality, PlanReading
from app.models.spending import Spending
from app.models.user import User


@dataclass(frozen=True)
class MeasureMoney:
    """What a measure costs by the plan, and what the municipality spends on it."""

    costs: Sequence[PlanCost] = field(default=())
    spendings: Sequence[Spending] = field(default=())


def measure_of(session: Session, municipality_id: int, plan_id: int, measure_id: int) -> PlanMeasure | None:
    """One measure, only in that plan and where the municipality is part of the plan."""
    return session.scalars(
        select(PlanMeasure)
        .join(PlanMunicipality, PlanMunicipality.plan_id == PlanMeasure.plan_id)
        .where(
            PlanMunicipality.municipality_id == municipality_id,
            PlanMeasure.plan_id == plan_id,
            PlanMeasure.id == measure_id,
        )
    ).one_or_none()


def money_of(
    session: Session, municipality_id: int, measures: Iterable[PlanMeasure]
) -> dict[int, MeasureMoney]:
    """The money of each of some measures: the costs of the plan, and what the municipality spends on them."""
    ids = [one.id for one in measures]
    costs: dict[int, list[PlanCost]] = defaultdict(list)
    spendings: dict[int, list[Spending]] = defaultdict(list)
    for cost in session.scalars(
        select(PlanCost).where(PlanCost.measure_id.in_(ids)).order_by(PlanCost.position, PlanCost.id)
    ):
        costs[cost.measure_id or 0].append(cost)
    for spending in session.scalars(
        select(Spending)
        .where(Spending.municipality_id == municipality_id, Spending.measure_id.in_(ids))
        .order_by(Spending.year, Spending.id)
    ):
        spendings[spending.measure_id or 0].append(spending)
    return {one: MeasureMoney(costs[one], spendings[one]) for one in ids}


def readings_of(session: Session, municipality_id: int, plan_id: int) -> Sequence[Row[Any]]:
    """The tables that were read into a plan, the latest first, each with who read it."""
    return session.execute(
        select(
            PlanReading.id,
            PlanReading.section,
            PlanReading.repairs,
            PlanReading.read_at,
            User.name.label("by"),
        )
        .join(PlanMunicipality, PlanMunicipality.plan_id == PlanReading.plan_id)
        .join(User, User.id == PlanReading.read_by_id)
        .where(PlanMunicipality.municipality_id == municipality_id, PlanReading.plan_id == plan_id)
        .order_by(PlanReading.id.desc())
    ).all()
