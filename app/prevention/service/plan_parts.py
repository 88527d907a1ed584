"""The parts of an action plan: added, changed, moved and taken out, each in its own version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.held_rows import ChangedMeanwhile
from app.models.event import EventType
from app.models.plan import (
    Indicator,
    IndicatorValue,
    Plan,
    PlanAnnex,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanMeasure,
    PlanReference,
    PlanRole,
)
from app.permissions import Actor
from app.prevention.queries.plan_parts import Part, PlanPart, part_of, parts_of
from app.prevention.service.held_plans import (
    FOLLOWED_UP,
    held_plan,
    record_of_plan,
    refuse_unless_open,
)
from licensing.errors import NotAllowed

FIRST = 0
"""Stands for the place before all others, where a part is put after nothing."""


@dataclass(frozen=True)
class Nature:
    """How a kind of part behaves."""

    name: str
    """The column that says what it is called."""
    adopted: bool
    """A council has read it and adopted it: it is not changed afterwards."""
    unlike: tuple[str, ...]
    """No two parts of a plan are alike in these columns: most likely the same one twice."""
    ordered: bool = True


NATURES: Mapping[type[Any], Nature] = {
    PlanChapter: Nature("heading", adopted=True, unlike=("heading",)),
    PlanGoal: Nature("text", adopted=True, unlike=("text", "parent_id")),
    PlanRole: Nature(
        "title", adopted=False, unlike=("title", "task", "municipality_id", "first_day"), ordered=False
    ),
    PlanCost: Nature("text", adopted=False, unlike=("text", "measure_id")),
    Indicator: Nature("name", adopted=False, unlike=("name",)),
    PlanReference: Nature("title", adopted=False, unlike=("title", "sort")),
    PlanAnnex: Nature("title", adopted=False, unlike=("title", "edition_text")),
}


def may_change(plan: Plan, kind: type[Any]) -> bool:
    """Whether parts of a kind may be added, changed and taken out as the plan stands."""
    return plan.state in FOLLOWED_UP and not _is_fixed(plan, kind)


def refuse_unless_open_for(plan: Plan, kind: type[Any]) -> None:
    """Raise `NotAllowed` where parts of a kind may not be written as the plan stands."""
    refuse_unless_open(plan, FOLLOWED_UP)
    if _is_fixed(plan, kind):
        raise NotAllowed("plan_is_adopted", title=plan.title)


def _is_fixed(plan: Plan, kind: type[Any]) -> bool:
    """Whether a council has adopted these parts."""
    return NATURES[kind].adopted and any(one.decided_on for one in plan.municipalities)


def is_of_others(part: Any, actor: Actor) -> bool:
    """Whether a part is another municipality's own: it is shown here, and changed there."""
    return getattr(part, "municipality_id", None) not in {None, actor.municipality_id}


def add_part(
    session: Session,
    actor: Actor,
    kind: type[Part],
    *,
    plan_id: int,
    values: Mapping[str, Any],
    after: int | None = None,
) -> Part:
    """Add a part to a plan: after another (`FIRST`: before all), else last.

    Raises `LookupError` for a plan of others, and `NotAllowed` where the plan is adopted or ended, the part
    is there already, or belongs to another municipality.
    """
    plan = _held(session, actor, kind, plan_id)
    nature = NATURES[kind]
    rows: list[Any] = parts_of(session, actor.municipality_id, kind, plan.id)
    _check(session, actor, plan, kind, values, rows, beside=None)
    placed = {"position": len(rows) + 1} if nature.ordered else {}
    made = kind(plan_id=plan.id, **values, **placed)
    session.add(made)
    session.flush()
    _put_after(session, kind, rows, made, after)
    record_of_plan(session, actor, EventType.PLAN_CHANGED, plan, added_part=str(values[nature.name]))
    return made


def change_part(
    session: Session,
    actor: Actor,
    kind: type[Part],
    *,
    plan_id: int,
    part_id: int,
    seen_version: int,
    values: Mapping[str, Any],
    after: int | None = None,
) -> Part:
    """Change a part, and put it after another (`FIRST`: before all) where that is asked.

    Raises `ChangedMeanwhile` when another changed it since `seen_version`, and else as `add_part`.
    """
    plan, part = _held_part(session, actor, kind, plan_id, part_id, seen_version)
    nature = NATURES[kind]
    rows: list[Any] = parts_of(session, actor.municipality_id, kind, plan.id)
    _check(session, actor, plan, kind, values, rows, beside=part)
    changed = [name for name, value in values.items() if getattr(part, name) != value]
    for name in changed:
        setattr(part, name, values[name])
    session.flush()
    moved = _put_after(session, kind, [row for row in rows if row.id != part.id], part, after)
    if changed or moved:
        record_of_plan(
            session,
            actor,
            EventType.PLAN_CHANGED,
            plan,
            changed_part=str(getattr(part, nature.name)),
            fields=sorted(changed),
        )
    return part


def remove_part(
    session: Session, actor: Actor, kind: type[Part], *, plan_id: int, part_id: int, seen_version: int
) -> None:
    """Take a part out of a plan. Raises `NotAllowed` also where something else rests on it."""
    plan, part = _held_part(session, actor, kind, plan_id, part_id, seen_version)
    name = str(getattr(part, NATURES[kind].name))
    _check_nothing_rests_on(session, part, name)
    session.delete(part)
    session.flush()
    record_of_plan(session, actor, EventType.PLAN_CHANGED, plan, removed_part=name)


def add_value(
    session: Session, actor: Actor, *, plan_id: int, indicator_id: int, values: Mapping[str, Any]
) -> IndicatorValue:
    """Add a figure to an indicator. Raises `NotAllowed` where the same figure is there already."""
    plan, indicator = _held_indicator(session, actor, plan_id, indicator_id)
    _check_value(actor, plan, indicator, values, beside=None)
    made = IndicatorValue(indicator_id=indicator.id, **values)
    session.add(made)
    session.flush()
    session.expire(indicator)
    record_of_plan(
        session, actor, EventType.PLAN_CHANGED, plan, figure_of=indicator.name, figure=values["figure"]
    )
    return made


def change_value(
    session: Session,
    actor: Actor,
    *,
    plan_id: int,
    indicator_id: int,
    value_id: int,
    seen_version: int,
    values: Mapping[str, Any],
) -> IndicatorValue:
    """Correct a figure of an indicator."""
    plan, indicator = _held_indicator(session, actor, plan_id, indicator_id)
    value = _value(actor, indicator, value_id, seen_version)
    _check_value(actor, plan, indicator, values, beside=value)
    before = value.figure
    changed = [name for name, told in values.items() if getattr(value, name) != told]
    if changed:
        for name in changed:
            setattr(value, name, values[name])
        session.flush()
        record_of_plan(
            session,
            actor,
            EventType.PLAN_CHANGED,
            plan,
            figure_of=indicator.name,
            figure=value.figure,
            before=before,
            fields=sorted(changed),
        )
    return value


def remove_value(
    session: Session, actor: Actor, *, plan_id: int, indicator_id: int, value_id: int, seen_version: int
) -> None:
    """Take a figure away that was entered by mistake."""
    plan, indicator = _held_indicator(session, actor, plan_id, indicator_id)
    value = _value(actor, indicator, value_id, seen_version)
    figure = value.figure
    session.delete(value)
    session.flush()
    session.expire(indicator)
    record_of_plan(
        session, actor, EventType.PLAN_CHANGED, plan, figure_of=indicator.name, removed_figure=figure
    )


def _held(session: Session, actor: Actor, kind: type[Any], plan_id: int) -> Plan:
    plan = held_plan(session, actor, plan_id, open_in=FOLLOWED_UP)
    refuse_unless_open_for(plan, kind)
    return plan


def _held_part(
    session: Session, actor: Actor, kind: type[Part], plan_id: int, part_id: int, seen_version: int
) -> tuple[Plan, Part]:
    plan = _held(session, actor, kind, plan_id)
    part = part_of(session, actor.municipality_id, kind, plan_id, part_id)
    if part is None:
        raise LookupError(f"no {kind.__name__} {part_id} in plan {plan_id}")
    if part.version != seen_version:
        raise ChangedMeanwhile
    if is_of_others(part, actor):
        raise NotAllowed("plan_part_of_others")
    return plan, part


def _held_indicator(
    session: Session, actor: Actor, plan_id: int, indicator_id: int
) -> tuple[Plan, Indicator]:
    plan = _held(session, actor, Indicator, plan_id)
    indicator = part_of(session, actor.municipality_id, Indicator, plan_id, indicator_id)
    if indicator is None:
        raise LookupError(f"no indicator {indicator_id} in plan {plan_id}")
    return plan, indicator


def _value(actor: Actor, indicator: Indicator, value_id: int, seen_version: int) -> IndicatorValue:
    value = next((one for one in indicator.values if one.id == value_id), None)
    if value is None:
        raise LookupError(f"no figure {value_id} of indicator {indicator.id}")
    if value.version != seen_version:
        raise ChangedMeanwhile
    if is_of_others(value, actor):
        raise NotAllowed("plan_part_of_others")
    return value


def _check_value(
    actor: Actor,
    plan: Plan,
    indicator: Indicator,
    values: Mapping[str, Any],
    *,
    beside: IndicatorValue | None,
) -> None:
    _check_owner(actor, values)
    part, whole = values.get("part"), values.get("whole")
    if part is not None and whole is not None and part > whole:
        raise NotAllowed("plan_part_above_whole", part=part, whole=whole)
    alike = ("municipality_id", "year", "dated_on", "figure")
    for one in indicator.values:
        if one is not beside and all(getattr(one, name) == values.get(name) for name in alike):
            raise NotAllowed("plan_part_exists", name=values["figure"], title=plan.title)


def _check(
    session: Session,
    actor: Actor,
    plan: Plan,
    kind: type[Any],
    values: Mapping[str, Any],
    rows: list[Any],
    *,
    beside: PlanPart | None,
) -> None:
    """Refuse what points out of the plan, is another municipality's own, or is there already."""
    nature = NATURES[kind]
    _check_owner(actor, values)
    goal_id = values.get("parent_id" if kind is PlanGoal else "goal_id")
    if goal_id is not None and part_of(session, actor.municipality_id, PlanGoal, plan.id, goal_id) is None:
        raise LookupError(f"no goal {goal_id} in plan {plan.id}")
    if isinstance(beside, PlanGoal) and goal_id in _below(rows, beside.id):
        raise NotAllowed("plan_goal_under_itself", name=values[nature.name])
    measure_id = values.get("measure_id")
    if measure_id is not None:
        of = select(PlanMeasure.plan_id).where(PlanMeasure.id == measure_id)
        if session.scalars(of).one_or_none() != plan.id:
            raise LookupError(f"no measure {measure_id} in plan {plan.id}")
    for row in rows:
        if row is not beside and all(getattr(row, name) == values.get(name) for name in nature.unlike):
            raise NotAllowed("plan_part_exists", name=values[nature.name], title=plan.title)


def _check_owner(actor: Actor, values: Mapping[str, Any]) -> None:
    if values.get("municipality_id") not in {None, actor.municipality_id}:
        raise NotAllowed("plan_part_of_others")


def _below(goals: list[PlanGoal], goal_id: int) -> set[int]:
    """A goal and all that stand under it."""
    found = {goal_id}
    while more := {one.id for one in goals if one.parent_id in found} - found:
        found |= more
    return found


def _check_nothing_rests_on(session: Session, part: PlanPart, name: str) -> None:
    if isinstance(part, PlanGoal) and _goal_is_used(session, part):
        raise NotAllowed("plan_goal_is_used", name=name)
    if isinstance(part, Indicator) and part.values:
        raise NotAllowed("plan_indicator_has_values", name=name)


def _goal_is_used(session: Session, goal: PlanGoal) -> bool:
    rests = (
        select(PlanGoal.id).where(PlanGoal.parent_id == goal.id),
        select(PlanMeasure.id).where(PlanMeasure.goal_id == goal.id),
        select(Indicator.id).where(Indicator.goal_id == goal.id),
    )
    return any(session.execute(one.limit(1)).first() is not None for one in rests)


def _put_after(session: Session, kind: type[Any], others: list[Any], part: Any, after: int | None) -> bool:
    """Number the parts anew with one of them after another. Says whether anything stands elsewhere now."""
    if after is None or not NATURES[kind].ordered:
        return False
    ids = [row.id for row in others]
    place = 0 if after == FIRST else ids.index(after) + 1 if after in ids else len(ids)
    ids.insert(place, part.id)
    held = {row.id: row.position for row in (*others, part)}
    moved = [(id_, position) for position, id_ in enumerate(ids, 1) if held[id_] != position]
    for id_, position in moved:
        # Past the mapper: where a part stands is no change of what it says, and raises no version.
        session.execute(
            update(kind)
            .where(kind.id == id_)
            .values(position=position)
            .execution_options(synchronize_session=False)
        )
    for row in (*others, part):
        session.expire(row, ["position"])
    return bool(moved)
