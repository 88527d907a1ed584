"""The end of a plan: told what it led to, and its open lines carried on into the next one."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.event import EventType
from app.models.plan import MeasureOwner, Plan, PlanGoal, PlanMeasure
from app.numbers import take_municipality
from app.permissions import Actor
from app.prevention.queries.plan_closing import carried_on
from app.prevention.queries.plan_parts import parts_of
from app.prevention.queries.plans import measures_of
from app.prevention.service.held_plans import UNDER_WORK, held_plan, members_of, record_of_plan
from app.prevention.service.plan_parts import is_of_others
from fees.plans import MeasureStatus, PlanState
from licensing.errors import NotAllowed


@dataclass(frozen=True)
class CarriedLine:
    """A measure that is carried on, and how it stands when the next plan begins."""

    measure_id: int
    start_status: str


def end_plan(session: Session, actor: Actor, *, plan_id: int, seen_version: int, result: str) -> Plan:
    """End an adopted plan with its closing report. Nothing of it is changed afterwards."""
    plan = held_plan(session, actor, plan_id, seen_version=seen_version, open_in={PlanState.ADOPTED})
    plan.state, plan.closing_result = PlanState.ENDED, result
    session.flush()
    record_of_plan(session, actor, EventType.PLAN_ENDED, plan)
    return plan


def reopen_plan(session: Session, actor: Actor, *, plan_id: int, seen_version: int, reason: str) -> Plan:
    """Take back that a plan was ended; what was told of it is kept for the next time."""
    plan = held_plan(session, actor, plan_id, seen_version=seen_version, open_in={PlanState.ENDED})
    plan.state = PlanState.ADOPTED
    session.flush()
    record_of_plan(session, actor, EventType.PLAN_CHANGED, plan, end_taken_back=plan.last_year, reason=reason)
    return plan


def carry_on(
    session: Session, actor: Actor, *, plan_id: int, into_id: int, lines: Iterable[CarriedLine]
) -> list[PlanMeasure]:
    """Carry measures of a plan on into one that no council has adopted, with their owners.

    What has been carried on already is left where it is. Raises `LookupError` for a plan or a measure of
    others, and `NotAllowed` when the next plan is adopted or nothing is chosen.
    """
    wanted = {line.measure_id: line.start_status for line in lines}
    if not wanted:
        raise NotAllowed("plan_nothing_to_carry")
    # The locks of both plans, in one order for everybody.
    for one in sorted({*members_of(session, plan_id), *members_of(session, into_id)}):
        take_municipality(session, one)
    plan = held_plan(session, actor, plan_id, open_in=frozenset(PlanState))
    into = held_plan(session, actor, into_id, open_in=UNDER_WORK)
    if into.id == plan.id or any(one.decided_on for one in into.municipalities):
        raise NotAllowed("plan_is_adopted", title=into.title)
    goals = {goal.text: goal.id for goal in parts_of(session, actor.municipality_id, PlanGoal, into.id)}
    goals_before = {
        goal.id: goal.text for goal in parts_of(session, actor.municipality_id, PlanGoal, plan.id)
    }
    already = carried_on(session, actor.municipality_id, plan.id)
    position = int(
        session.scalars(
            select(func.coalesce(func.max(PlanMeasure.position), 0)).where(PlanMeasure.plan_id == into.id)
        ).one()
    )
    made = []
    measures = [one for one in measures_of(session, actor.municipality_id, plan.id) if one.id in wanted]
    if len(measures) < len(wanted):
        raise LookupError(f"not all of the measures are in plan {plan.id}")
    for measure in measures:
        if measure.id in already:
            continue
        if is_of_others(measure, actor):
            raise NotAllowed("plan_part_of_others")
        position += 1
        row = PlanMeasure(
            plan_id=into.id,
            municipality_id=measure.municipality_id,
            goal_id=goals.get(goals_before.get(measure.goal_id or 0, "")),
            section=measure.section,
            position=position,
            title=measure.title,
            start_status=wanted[measure.id],
            status=_status_of(measure),
            target_group=measure.target_group,
            note=measure.note,
            carried_from_id=measure.id,
        )
        session.add(row)
        made.append((measure, row))
    session.flush()
    session.add_all(
        MeasureOwner(measure_id=row.id, position=owner.position, role=owner.role)
        for measure, row in made
        for owner in measure.owners
    )
    session.flush()
    if made:
        record_of_plan(
            session,
            actor,
            EventType.MEASURES_CARRIED_ON,
            into,
            from_plan_id=plan.id,
            before=plan.title,
            count=len(made),
        )
    return [row for _measure, row in made]


def _status_of(measure: PlanMeasure) -> MeasureStatus:
    """How a measure stands in the next plan: what is under way or rests goes on so, the rest begins anew."""
    keeps = {MeasureStatus.UNDER_WAY, MeasureStatus.RESTING}
    return measure.status if measure.status in keeps else MeasureStatus.NOT_BEGUN
