"""The parts of an action plan: roles, chapters, goals, costs, indicators, references and annexes."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.models.plan import (
    Indicator,
    IndicatorValue,
    PlanAnnex,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanMunicipality,
    PlanReference,
    PlanRole,
)

PlanPart = PlanRole | PlanChapter | PlanGoal | PlanCost | Indicator | PlanReference | PlanAnnex
Part = TypeVar("Part", PlanRole, PlanChapter, PlanGoal, PlanCost, Indicator, PlanReference, PlanAnnex)


def parts_of(session: Session, municipality_id: int, kind: type[Part], plan_id: int) -> list[Part]:
    """The parts of one kind in a plan, in the order of the plan."""
    rows = session.scalars(
        _parts(municipality_id, kind).where(kind.plan_id == plan_id).order_by(*_order(kind))
    )
    return list(rows)


def part_of(
    session: Session, municipality_id: int, kind: type[Part], plan_id: int, part_id: int
) -> Part | None:
    """One part, only in that plan and where the municipality is part of the plan."""
    found: Part | None = session.scalars(
        _parts(municipality_id, kind).where(kind.plan_id == plan_id, kind.id == part_id)
    ).one_or_none()
    return found


def _parts(municipality_id: int, kind: Any) -> Select[Any]:
    return (
        select(kind)
        .join(PlanMunicipality, PlanMunicipality.plan_id == kind.plan_id)
        .where(PlanMunicipality.municipality_id == municipality_id)
    )


def _order(kind: Any) -> tuple[Any, ...]:
    if kind is PlanRole:
        # Shared roles first, then those of each municipality.
        return (func.coalesce(PlanRole.municipality_id, 0), PlanRole.id)
    return (kind.position, kind.id)


def value_of(
    session: Session, municipality_id: int, indicator_id: int, value_id: int
) -> IndicatorValue | None:
    """A figure of an indicator, only where the municipality is part of the indicator's plan."""
    return session.scalars(
        select(IndicatorValue)
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .join(PlanMunicipality, PlanMunicipality.plan_id == Indicator.plan_id)
        .where(
            PlanMunicipality.municipality_id == municipality_id,
            Indicator.id == indicator_id,
            IndicatorValue.id == value_id,
        )
    ).one_or_none()


def goals_under(goals: Iterable[PlanGoal]) -> dict[int | None, list[PlanGoal]]:
    """The goals that stand under each goal, and under none, in the order of the plan."""
    under: dict[int | None, list[PlanGoal]] = {}
    for goal in goals:
        under.setdefault(goal.parent_id, []).append(goal)
    return under


def goals_in_order(goals: Iterable[PlanGoal]) -> list[tuple[int, PlanGoal]]:
    """The goals as a tree is read: each with its depth, and under it those that serve it."""
    under = goals_under(goals)
    read: list[tuple[int, PlanGoal]] = []

    def read_on(parent_id: int | None, depth: int) -> None:
        for goal in under.get(parent_id, []):
            read.append((depth, goal))
            read_on(goal.id, depth + 1)

    read_on(None, 0)
    return read
