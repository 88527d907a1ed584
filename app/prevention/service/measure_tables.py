"""Keeping a measures table that was pasted and looked through: all of it, or nothing."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import clock
from app.models.event import EventType
from app.models.plan import PlanReading
from app.permissions import Actor
from app.prevention.queries.plans import measures_of
from app.prevention.service.held_plans import record_of_plan
from app.prevention.service.measures import (
    MeasureRecord,
    held_open_text,
    key_of,
    last_of_table,
    made_measure,
    put_in_order,
)
from fees.measure_table import MeasureTable, TableRow
from licensing.errors import NotAllowed


@dataclass(frozen=True)
class Kept:
    """What became of a table."""

    new: int
    known: int
    """Measures that the plan had already: they are left as they stand."""


def keep_table(session: Session, actor: Actor, *, plan_id: int, table: MeasureTable) -> Kept:
    """Keep the measures of a table in a plan that no council has adopted; read twice it changes nothing.

    Raises `LookupError` for a plan of others, and `NotAllowed` where the plan is adopted, or something of the
    table could not be read.
    """
    plan = held_open_text(session, actor, plan_id)
    if table.problems or not table.rows:
        raise NotAllowed("measure_table_has_problems", count=len(table.problems))
    rows = measures_of(session, actor.municipality_id, plan.id)
    known = {key_of(one.section, one.title) for one in rows}
    new = []
    for one in table.rows:
        key = key_of(one.section, one.title)
        if key in known:
            continue
        known.add(key)
        made = made_measure(session, plan, record_of(one))
        last = last_of_table(rows, made)
        place = len(rows) if last is None else [row.id for row in rows].index(last) + 1
        rows.insert(place, made)
        new.append(made)
    put_in_order(session, rows)
    if new:
        session.add(
            PlanReading(
                plan_id=plan.id,
                section=", ".join(dict.fromkeys(row.section for row in table.rows if row.section))[:80],
                repairs=[
                    {"kind": one.kind.value, "line": one.line, "before": one.before, "after": one.after}
                    for one in table.repairs
                ],
                read_by_id=actor.user_id,
                read_at=clock.now(),
            )
        )
        session.flush()
        record_of_plan(
            session,
            actor,
            EventType.MEASURES_READ,
            plan,
            count=len(new),
            known=len(table.rows) - len(new),
            repairs=len(table.repairs),
        )
    return Kept(len(new), len(table.rows) - len(new))


def record_of(row: TableRow) -> MeasureRecord:
    """A row of a table as a plan keeps it."""
    return MeasureRecord(
        title=row.title,
        section=row.section,
        start_status=row.start_status,
        is_new=not row.start_status,
        owners=row.owners,
        cells={cell.year: cell.text for cell in row.cells},
    )
