"""Entering a plan of the library: every part of it at once, as the councils decided it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.models.event import EventType
from app.models.plan import (
    Indicator,
    IndicatorValue,
    MeasureOwner,
    MeasureYear,
    Plan,
    PlanAnnex,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanMeasure,
    PlanMunicipality,
    PlanReference,
    PlanRole,
)
from app.numbers import take_municipality
from app.permissions import Actor
from app.prevention.library import PackagedPlan, amount_of, packaged_plan
from app.prevention.service.held_plans import record_of_plan
from app.prevention.service.plans import check_title
from fees.plans import CostEstimate, Funding, GoalOrigin, PlanState


def enter_plan(
    session: Session, actor: Actor, name: str, *, municipality_ids: Sequence[int], on: date
) -> Plan:
    """Enter a plan of the library for the municipalities that it names, in the order in which it names them.

    It is adopted where every council had decided by `on`, and a draft before that. Raises `LookupError` for a
    plan that the library does not hold, `ValueError` for other municipalities than it has, and `NotAllowed`
    when the plan is entered already.
    """
    known = packaged_plan(name)
    if len(municipality_ids) != len(known.municipalities) or actor.municipality_id not in municipality_ids:
        raise ValueError(f"the plan {name} is of {', '.join(known.municipalities)}")
    for one in sorted(municipality_ids):
        take_municipality(session, one)
    check_title(session, actor, known.title, known.first_year, known.last_year)
    ids = dict(zip(known.municipalities, municipality_ids, strict=True))
    decided = all(one["decided_on"] <= on for one in known.decisions.values())
    plan = Plan(
        title=known.title,
        state=PlanState.ADOPTED if decided else PlanState.DRAFT,
        first_year=known.first_year,
        last_year=known.last_year,
        **known.record,
        invented=known.invented,
        published=decided,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(plan)
    session.flush()
    session.add_all(_decision(plan.id, ids[one], known, one, decided=decided) for one in known.municipalities)
    _add_texts(session, plan.id, known, ids)
    goals = _add_goals(session, plan.id, known)
    measures = _add_measures(session, plan.id, known, ids, goals)
    _add_costs(session, plan.id, known, measures)
    _add_indicators(session, plan.id, known, ids, goals)
    session.flush()
    session.expire(plan)
    record_of_plan(
        session, actor, EventType.PLAN_BEGUN, plan, first_year=plan.first_year, last_year=plan.last_year
    )
    return plan


def _decision(
    plan_id: int, municipality_id: int, known: PackagedPlan, name: str, *, decided: bool
) -> PlanMunicipality:
    row = PlanMunicipality(plan_id=plan_id, municipality_id=municipality_id)
    if decided:
        told = known.decisions[name]
        row.body, row.decided_on, row.case_number = told["body"], told["decided_on"], told["case_number"]
    return row


def _add_texts(session: Session, plan_id: int, known: PackagedPlan, ids: Mapping[str, int]) -> None:
    session.add_all(
        PlanRole(
            plan_id=plan_id,
            municipality_id=_municipality(one, ids),
            title=one["title"],
            task=one["task"],
        )
        for one in known.parts["roles"]
    )
    session.add_all(
        PlanChapter(plan_id=plan_id, position=position, **one)
        for position, one in enumerate(known.parts["chapters"], start=1)
    )
    session.add_all(
        PlanReference(plan_id=plan_id, position=position, **one)
        for position, one in enumerate(known.parts["references"], start=1)
    )
    session.add_all(
        PlanAnnex(plan_id=plan_id, position=position, **one)
        for position, one in enumerate(known.parts["annexes"], start=1)
    )


def _add_goals(session: Session, plan_id: int, known: PackagedPlan) -> dict[str, int]:
    ids: dict[str, int] = {}
    for position, one in enumerate(known.parts["goals"], start=1):
        row = PlanGoal(
            plan_id=plan_id,
            parent_id=ids[one["parent"]] if "parent" in one else None,
            position=position,
            text=one["text"],
            origin=GoalOrigin(one.get("origin", GoalOrigin.LOCAL.value)),
        )
        session.add(row)
        session.flush()
        ids[one["key"]] = row.id
    return ids


def _add_measures(
    session: Session, plan_id: int, known: PackagedPlan, ids: Mapping[str, int], goals: Mapping[str, int]
) -> dict[str, int]:
    rows = {
        one.key: PlanMeasure(
            plan_id=plan_id,
            municipality_id=ids[one.municipality] if one.municipality else None,
            goal_id=goals[one.goal] if one.goal else None,
            section=one.section,
            position=position,
            title=one.title,
            start_status=one.start_status,
            status=one.status,
            is_new=one.is_new,
            target_group=one.target_group,
            note=one.note,
        )
        for position, one in enumerate(known.measures, start=1)
    }
    session.add_all(rows.values())
    session.flush()
    for one in known.measures:
        measure_id = rows[one.key].id
        session.add_all(
            MeasureOwner(measure_id=measure_id, position=position, role=role)
            for position, role in enumerate(one.owners, start=1)
        )
        session.add_all(
            MeasureYear(
                measure_id=measure_id,
                year=cell.year,
                text=cell.text,
                verbs=[verb.value for verb in cell.verbs],
                due_on=cell.due_on,
            )
            for cell in one.cells
        )
    session.flush()
    return {key: row.id for key, row in rows.items()}


def _add_costs(session: Session, plan_id: int, known: PackagedPlan, measures: Mapping[str, int]) -> None:
    for position, one in enumerate(known.parts["costs"], start=1):
        amount = amount_of(one)
        session.add(
            PlanCost(
                plan_id=plan_id,
                measure_id=measures[one["measure"]] if "measure" in one else None,
                position=position,
                text=one["text"],
                estimate=CostEstimate(one["estimate"]),
                amount_ore=None if amount is None else amount.ore,
                period=one.get("period", ""),
                position_share=one.get("position_share"),
                funding=Funding(one["funding"]) if "funding" in one else None,
                funding_text=one.get("funding_text", ""),
                later_funding=Funding(one["later_funding"]) if "later_funding" in one else None,
                later_text=one.get("later_text", ""),
                reason=one.get("reason", ""),
                next_step=one.get("next_step", ""),
            )
        )


def _add_indicators(
    session: Session, plan_id: int, known: PackagedPlan, ids: Mapping[str, int], goals: Mapping[str, int]
) -> None:
    for position, one in enumerate(known.parts["indicators"], start=1):
        row = Indicator(
            plan_id=plan_id,
            goal_id=goals[one["goal"]] if "goal" in one else None,
            position=position,
            name=one["name"],
            unit=one.get("unit", ""),
            source=one.get("source", ""),
            rises_with_work=one.get("rises_with_work", False),
        )
        session.add(row)
        session.flush()
        session.add_all(
            IndicatorValue(
                indicator_id=row.id,
                municipality_id=_municipality(value, ids),
                year=value.get("year"),
                dated_on=value.get("dated_on"),
                figure=value["figure"],
                part=value.get("part"),
                whole=value.get("whole"),
                stated_share=value.get("stated_share"),
                source=value.get("source", ""),
                comment=value.get("comment", ""),
            )
            for value in one["values"]
        )


def _municipality(one: Mapping[str, Any], ids: Mapping[str, int]) -> int | None:
    return ids[one["municipality"]] if "municipality" in one else None
