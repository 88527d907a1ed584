"""What a comparison makes of the work list: new tasks for what differs, ticks for what is seen to be done."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.register import NationalTask
from app.permissions import Actor
from app.registers.comparing import Compared, compared, held_comparison
from app.registers.tasks import note_task
from app.registers.ticking import tick_tasks
from app.wording.enums_of_national_register import ROW_UNKNOWN
from licensing.national_register import WHOLE_ENTRY, NationalDuty, RegisterField
from licensing.reconciliation import Line, Verdict

LONGEST_FACT = 160


@dataclass(frozen=True)
class FoundTasks:
    """How many tasks were made, and how many differences had an open task already."""

    made: int
    open_already: int


def make_tasks(session: Session, actor: Actor, *, comparison_id: int, on: date) -> FoundTasks:
    """Make a task for each difference that has none yet. Done again, it makes none twice."""
    found = compared(session, held_comparison(session, actor, comparison_id))
    open_now: dict[int | None, list[Any]] = {}
    for task in _open_tasks(session, actor.municipality_id):
        open_now.setdefault(task.licence_id, []).append(task)
    made = already = 0
    for line in found.result.lines:
        wanted = _wanted(line)
        if wanted is None:
            continue
        if _is_open(wanted, open_now.get(wanted.licence_id, ())):
            already += 1
            continue
        note_task(
            session,
            actor.municipality_id,
            key=wanted.key,
            licence_id=wanted.licence_id,
            duty=wanted.duty,
            reason=line.verdict.value,
            on=on,
            facts=wanted.facts,
        )
        made += 1
    return FoundTasks(made, already)


def tick_confirmed(session: Session, actor: Actor, *, comparison_id: int, on: date) -> int:
    """Tick off the open tasks that the extract shows to be done; says how many."""
    found = compared(session, held_comparison(session, actor, comparison_id))
    ids = confirmed_tasks(session, found)
    return tick_tasks(session, actor, task_ids=ids, done_on=min(found.made.dated_on, on), on=on) if ids else 0


def confirmed_tasks(session: Session, found: Compared) -> list[int]:
    """Open tasks that arose by the day of the extract, and that it shows to be done.

    An entry is done when the row is there, a change when nothing differs, an end when no open row is left.
    """
    lines = {line.licence.id: line for line in found.result.lines if line.licence is not None}
    return [
        task.id
        for task in _open_tasks(session, found.made.municipality_id)
        if task.licence_id is not None
        and task.since <= found.made.dated_on
        and task.licence_id in found.licences
        and _is_confirmed(
            task.duty, lines.get(task.licence_id), found.licences[task.licence_id].licence.closed
        )
    ]


def _is_confirmed(duty: NationalDuty, line: Line | None, closed: object) -> bool:
    match duty:
        case NationalDuty.ENTER:
            return line is not None and line.row is not None
        case NationalDuty.CHANGE:
            return line is not None and line.verdict is Verdict.AGREES
        case NationalDuty.CLOSE | NationalDuty.TRANSFER:
            return closed is not None and line is None


@dataclass(frozen=True)
class _Wanted:
    key: str
    licence_id: int | None
    duty: NationalDuty
    fields: tuple[RegisterField, ...]
    facts: dict[str, Any]


def _wanted(line: Line) -> _Wanted | None:
    """The task that a line of a comparison asks for; none where the registers agree."""
    licence, row = line.licence, line.row
    match line.verdict:
        case Verdict.MISSING if licence is not None:
            return _of_licence(line, NationalDuty.ENTER, WHOLE_ENTRY, {})
        case Verdict.WRONG if licence is not None:
            theirs = {each.field.value: each.theirs[:LONGEST_FACT] for each in line.differences}
            fields = tuple(each.field for each in line.differences)
            return _of_licence(line, NationalDuty.CHANGE, fields, {"theirs": theirs})
        case Verdict.SHOULD_BE_CLOSED if licence is not None:
            return _of_licence(line, NationalDuty.CLOSE, (RegisterField.LAST_DAY,), {})
        case Verdict.UNKNOWN if row is not None:
            known = "|".join(
                (
                    row.number or "",
                    row.entry.holder_number or row.entry.holder_name,
                    row.entry.kind.value,
                    row.entry.venue,
                )
            )
            key = hashlib.sha256(known.encode()).hexdigest()[:40]
            facts = {
                "number": row.number or "",
                "venue": row.entry.venue,
                "holder": row.entry.holder_name,
                "questions": [ROW_UNKNOWN],
            }
            return _Wanted(f"{NationalDuty.CLOSE.value}:row:{key}", None, NationalDuty.CLOSE, (), facts)
    return None


def _of_licence(
    line: Line, duty: NationalDuty, fields: tuple[RegisterField, ...], facts: dict[str, Any]
) -> _Wanted:
    licence = line.licence
    assert licence is not None  # noqa: S101 - every caller has asked
    if line.row is not None and line.row.number:
        facts = facts | {"number": line.row.number}
    return _Wanted(
        f"{duty.value}:{licence.id}:{line.verdict.value}",
        licence.id,
        duty,
        fields,
        facts | {"fields": [field.value for field in fields]},
    )


def _open_tasks(session: Session, municipality_id: int) -> Sequence[Any]:
    return session.execute(
        select(
            NationalTask.id,
            NationalTask.licence_id,
            NationalTask.duty,
            NationalTask.key,
            NationalTask.facts,
            NationalTask.since,
        ).where(NationalTask.municipality_id == municipality_id, NationalTask.done_on.is_(None))
    ).all()


def _is_open(wanted: _Wanted, tasks: Sequence[Any]) -> bool:
    """Whether open tasks of the licence ask for the same; a change is asked for when every field of it is."""
    if wanted.licence_id is None:
        return any(task.key == wanted.key for task in tasks)
    ends = {NationalDuty.CLOSE, NationalDuty.TRANSFER}
    duties = ends if wanted.duty in ends else {wanted.duty}
    same = [task for task in tasks if task.duty in duties]
    if wanted.duty is not NationalDuty.CHANGE:
        return bool(same)
    asked = {field for task in same for field in task.facts.get("fields", ())}
    return bool(same) and {field.value for field in wanted.fields} <= asked
