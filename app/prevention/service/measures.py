"""Measures of a plan: added, changed, taken out, what a year says of them, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.held_rows import ChangedMeanwhile
from app.models.event import EventType
from app.models.plan import MeasureOwner, MeasureYear, Plan, PlanCost, PlanGoal, PlanMeasure
from app.models.spending import Spending
from app.permissions import Actor
from app.prevention.queries.measures import measure_of
from app.prevention.queries.plan_parts import part_of
from app.prevention.queries.plans import measures_of
from app.prevention.service.held_plans import FOLLOWED_UP, held_plan, record_of_plan
from app.prevention.service.plan_parts import FIRST, is_of_others
from app.sorting import comparison_key
from fees.measure_cells import due_day_of, verbs_of
from fees.plans import MeasureStatus, PlanState, YearOutcome
from fees.spending import TargetGroup
from licensing.errors import NotAllowed


@dataclass(frozen=True)
class MeasureRecord:
    """Everything that a plan says of a measure."""

    title: str
    section: str = ""
    start_status: str = ""
    status: MeasureStatus = MeasureStatus.NOT_BEGUN
    is_new: bool = False
    municipality_id: int | None = None
    goal_id: int | None = None
    target_group: TargetGroup | None = None
    evaluate_by: date | None = None
    note: str = ""
    owners: tuple[str, ...] = ()
    cells: Mapping[int, str] = field(default_factory=dict)
    """What is said of each year; a year that is left out is left as it stands."""


@dataclass(frozen=True)
class YearFollowUp:
    """What came of a measure in a year, and how the measure stands now."""

    outcome: YearOutcome
    evidence: str
    followed_up_on: date | None
    status: MeasureStatus


COLUMNS = (
    "title",
    "section",
    "start_status",
    "status",
    "is_new",
    "municipality_id",
    "goal_id",
    "target_group",
    "evaluate_by",
    "note",
)
ADOPTED_COLUMNS = frozenset({"title", "section", "start_status", "is_new", "municipality_id"})
"""What a council has adopted of a measure, beside what its years say."""


def is_adopted(plan: Plan) -> bool:
    """Whether a council has adopted the text of the plan, so that it stands as it is."""
    return any(one.decided_on for one in plan.municipalities)


def add_measure(
    session: Session, actor: Actor, *, plan_id: int, record: MeasureRecord, after: int | None = None
) -> PlanMeasure:
    """Add a measure to a plan that no council has adopted: after another, else last in its table.

    Raises `LookupError` for a plan of others, and `NotAllowed` where the plan is adopted, or has the measure.
    """
    plan = held_open_text(session, actor, plan_id)
    rows = measures_of(session, actor.municipality_id, plan.id)
    _check(session, actor, plan, record, rows)
    row = made_measure(session, plan, record)
    put_after(session, rows, row, last_of_table(rows, row) if after is None else after)
    record_of_plan(session, actor, EventType.PLAN_CHANGED, plan, added_part=record.title)
    return row


def change_measure(
    session: Session,
    actor: Actor,
    *,
    plan_id: int,
    measure_id: int,
    seen_version: int,
    record: MeasureRecord,
    after: int | None = None,
) -> PlanMeasure:
    """Change a measure. What a council has adopted of it stays; owners and how it stands may change.

    Raises `LookupError` for a measure of others, `ChangedMeanwhile` when another changed it since
    `seen_version`, and `NotAllowed` where the plan is ended, or the change touches what is adopted.
    """
    plan, measure = _held_measure(session, actor, plan_id, measure_id, seen_version)
    rows = [one for one in measures_of(session, actor.municipality_id, plan.id) if one.id != measure.id]
    _check(session, actor, plan, record, rows)
    changed = [name for name in COLUMNS if getattr(measure, name) != getattr(record, name)]
    cells = {year: text for year, text in record.cells.items() if text != _text_of(measure, year)}
    if is_adopted(plan) and (cells or ADOPTED_COLUMNS.intersection(changed)):
        raise NotAllowed("plan_is_adopted", title=plan.title)
    owners_change = record.owners != tuple(one.role for one in measure.owners)
    for name in changed:
        setattr(measure, name, getattr(record, name))
    if owners_change:
        _put_owners(session, measure, record.owners)
    _put_cells(session, measure, cells)
    if owners_change or cells:
        # Whoever else has the form open finds that the measure is another now.
        flag_modified(measure, "title")
    session.flush()
    moved = False if is_adopted(plan) else put_after(session, rows, measure, after)
    if changed or owners_change or cells or moved:
        fields = [*changed, *(["owners"] if owners_change else []), *map(str, sorted(cells))]
        record_of_plan(
            session, actor, EventType.PLAN_CHANGED, plan, changed_part=measure.title, fields=fields
        )
    session.expire(measure)
    return measure


def remove_measure(
    session: Session, actor: Actor, *, plan_id: int, measure_id: int, seen_version: int
) -> None:
    """Take a measure out of a plan that no council has adopted.

    Raises `NotAllowed` also where money, or a line of another plan, rests on it.
    """
    plan, measure = _held_measure(session, actor, plan_id, measure_id, seen_version)
    if is_adopted(plan):
        raise NotAllowed("plan_is_adopted", title=plan.title)
    title = measure.title
    rests = (
        select(PlanCost.id).where(PlanCost.measure_id == measure.id),
        select(Spending.id).where(Spending.measure_id == measure.id),
        select(PlanMeasure.id).where(PlanMeasure.carried_from_id == measure.id),
    )
    if any(session.execute(one.limit(1)).first() is not None for one in rests):
        raise NotAllowed("measure_is_used", name=title)
    for kind in (MeasureOwner, MeasureYear):
        session.execute(delete(kind).where(kind.measure_id == measure.id))
    session.delete(measure)
    session.flush()
    record_of_plan(session, actor, EventType.PLAN_CHANGED, plan, removed_part=title)


def write_year(
    session: Session,
    actor: Actor,
    *,
    plan_id: int,
    measure_id: int,
    year: int,
    seen_version: int,
    text: str,
    due_on: date | None = None,
) -> PlanMeasure:
    """Say what shall be done with a measure in a year, while no council has adopted the plan.

    The verbs are read out of the text; so is the deadline where `due_on` gives none.
    """
    plan = held_open_text(session, actor, plan_id)
    measure, cell = _held_cell(session, actor, plan, measure_id, year, seen_version)
    wanted = (text, due_on or due_day_of(text, year))
    if (cell.text, cell.due_on) != wanted:
        cell.text, cell.due_on = wanted
        cell.verbs = [verb.value for verb in verbs_of(text)]
        session.add(cell)
        session.flush()
        record_of_plan(
            session, actor, EventType.PLAN_CHANGED, plan, changed_part=measure.title, fields=[str(year)]
        )
    session.expire(measure)
    return measure


def follow_up(
    session: Session,
    actor: Actor,
    *,
    plan_id: int,
    measure_id: int,
    year: int,
    seen_version: int,
    told: YearFollowUp,
    on: date,
) -> PlanMeasure:
    """Say what came of a measure in a year of an adopted plan.

    Raises `LookupError` for a measure of others or a year outside the plan, `ChangedMeanwhile` when another
    wrote of the year since `seen_version`, and `NotAllowed` where the plan is not adopted, the year has not
    begun, the day has not come, or nothing is told of what was done.
    """
    plan = held_plan(session, actor, plan_id, open_in={PlanState.ADOPTED})
    measure, cell = _held_cell(session, actor, plan, measure_id, year, seen_version)
    if told.outcome is not YearOutcome.PLANNED and year > on.year:
        raise NotAllowed("measure_year_not_begun", year=year)
    if told.followed_up_on is not None and told.followed_up_on > on:
        raise NotAllowed("measure_followed_up_after_today", day=told.followed_up_on.isoformat())
    if told.outcome in {YearOutcome.DONE, YearOutcome.PARTLY} and not told.evidence:
        raise NotAllowed("measure_without_evidence")
    before = (cell.outcome, cell.evidence, cell.followed_up_on, measure.status)
    if before != (told.outcome, told.evidence, told.followed_up_on, told.status):
        cell.outcome, cell.evidence, cell.followed_up_on = told.outcome, told.evidence, told.followed_up_on
        measure.status = told.status
        session.add(cell)
        session.flush()
        record_of_plan(
            session,
            actor,
            EventType.MEASURE_FOLLOWED_UP,
            plan,
            measure=measure.title,
            year=year,
            came=told.outcome.value,
            done=told.evidence,
        )
    session.expire(measure)
    return measure


def made_measure(session: Session, plan: Plan, record: MeasureRecord) -> PlanMeasure:
    """A new row of a plan that is held, with its owners and years, at the end of the plan."""
    row = PlanMeasure(
        plan_id=plan.id, position=_end_of(session, plan), **{name: getattr(record, name) for name in COLUMNS}
    )
    session.add(row)
    session.flush()
    _put_owners(session, row, record.owners)
    _put_cells(session, row, {year: text for year, text in record.cells.items() if text})
    session.flush()
    session.expire(row)
    return row


def key_of(section: str, title: str) -> tuple[str, str]:
    """What tells two measures of a plan apart: the table and the title, however they are written."""
    return comparison_key(section), comparison_key(title)


def last_of_table(rows: Sequence[PlanMeasure], row: PlanMeasure) -> int | None:
    """The last measure of the table that a measure belongs to; nothing where the table is new."""
    same = [one.id for one in rows if comparison_key(one.section) == comparison_key(row.section)]
    return same[-1] if same else None


def put_after(session: Session, others: Sequence[PlanMeasure], row: PlanMeasure, after: int | None) -> bool:
    """Put a measure after another. Says whether anything stands elsewhere now."""
    if after is None:
        return False
    rows = [one for one in others if one.id != row.id]
    ids = [one.id for one in rows]
    place = 0 if after == FIRST else ids.index(after) + 1 if after in ids else len(ids)
    return put_in_order(session, [*rows[:place], row, *rows[place:]])


def put_in_order(session: Session, rows: Sequence[PlanMeasure]) -> bool:
    """Number the measures of a plan anew. Says whether any stands elsewhere now."""
    moved = [(one.id, position) for position, one in enumerate(rows, 1) if one.position != position]
    for id_, position in moved:
        # Past the mapper: where a measure stands is no change of what it says, and raises no version.
        session.execute(
            update(PlanMeasure.__table__)  # type: ignore[arg-type]  # the table itself, past the mapper
            .where(PlanMeasure.__table__.c.id == id_)
            .values(position=position)
        )
    if moved:
        session.expire_all()
    return bool(moved)


def _end_of(session: Session, plan: Plan) -> int:
    found = session.scalars(
        select(PlanMeasure.position)
        .where(PlanMeasure.plan_id == plan.id)
        .order_by(PlanMeasure.position.desc())
        .limit(1)
    ).one_or_none()
    return (found or 0) + 1


def held_open_text(session: Session, actor: Actor, plan_id: int) -> Plan:
    """A plan whose text no council has adopted, held."""
    plan = held_plan(session, actor, plan_id, open_in=FOLLOWED_UP)
    if is_adopted(plan) or plan.state is PlanState.ADOPTED:
        raise NotAllowed("plan_is_adopted", title=plan.title)
    return plan


def _held_measure(
    session: Session, actor: Actor, plan_id: int, measure_id: int, seen_version: int | None
) -> tuple[Plan, PlanMeasure]:
    plan = held_plan(session, actor, plan_id, open_in=FOLLOWED_UP)
    measure = measure_of(session, actor.municipality_id, plan.id, measure_id)
    if measure is None:
        raise LookupError(f"no measure {measure_id} in plan {plan_id}")
    if seen_version is not None and measure.version != seen_version:
        raise ChangedMeanwhile
    if is_of_others(measure, actor):
        raise NotAllowed("plan_part_of_others")
    return plan, measure


def _held_cell(
    session: Session, actor: Actor, plan: Plan, measure_id: int, year: int, seen_version: int
) -> tuple[PlanMeasure, MeasureYear]:
    """What stands of a year, or a new row where nothing does: of version nought, as nobody has written it."""
    if not plan.first_year <= year <= plan.last_year:
        raise LookupError(f"the plan {plan.id} does not cover {year}")
    _plan, measure = _held_measure(session, actor, plan.id, measure_id, None)
    cell = next((one for one in measure.years if one.year == year), None)
    if (cell.version if cell else 0) != seen_version:
        raise ChangedMeanwhile
    return measure, cell or MeasureYear(
        measure_id=measure.id, year=year, text="", verbs=[], outcome=YearOutcome.PLANNED, evidence=""
    )


def _check(
    session: Session, actor: Actor, plan: Plan, record: MeasureRecord, others: list[PlanMeasure]
) -> None:
    """Refuse what points out of the plan, is another municipality's own, or is there already."""
    if record.municipality_id not in {None, actor.municipality_id}:
        raise NotAllowed("plan_part_of_others")
    goal_id = record.goal_id
    if goal_id is not None and part_of(session, actor.municipality_id, PlanGoal, plan.id, goal_id) is None:
        raise LookupError(f"no goal {goal_id} in plan {plan.id}")
    if key_of(record.section, record.title) in {key_of(one.section, one.title) for one in others}:
        raise NotAllowed("plan_part_exists", name=record.title, title=plan.title)


def _text_of(measure: PlanMeasure, year: int) -> str:
    return next((one.text for one in measure.years if one.year == year), "")


def _put_owners(session: Session, measure: PlanMeasure, owners: tuple[str, ...]) -> None:
    session.execute(delete(MeasureOwner).where(MeasureOwner.measure_id == measure.id))
    session.add_all(
        MeasureOwner(measure_id=measure.id, position=position, role=role)
        for position, role in enumerate(owners, start=1)
    )


def _put_cells(session: Session, measure: PlanMeasure, cells: Mapping[int, str]) -> None:
    """Write what the years say; the verbs and the deadline are read out of the text."""
    known = {one.year: one for one in measure.years}
    for year, text in cells.items():
        values: dict[str, Any] = {
            "text": text,
            "verbs": [verb.value for verb in verbs_of(text)],
            "due_on": due_day_of(text, year),
        }
        row = known.get(year)
        if row is None:
            session.add(MeasureYear(measure_id=measure.id, year=year, **values))
        else:
            for name, value in values.items():
                setattr(row, name, value)
