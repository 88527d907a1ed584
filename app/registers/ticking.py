"""Ticking off what has been entered in the national register, and taking a tick back."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.models.event import EventType
from app.models.register import NationalTask
from app.numbers import take_municipality
from app.permissions import Actor
from licensing.errors import NotAllowed


def tick_tasks(session: Session, actor: Actor, *, task_ids: Collection[int], done_on: date, on: date) -> int:
    """Tick tasks off, with the day on which they were done. Says how many; those done already are left.

    Raises `NotAllowed` for a day that has not come, or one before a task arose.
    """
    take_municipality(session, actor.municipality_id)
    if done_on > on:
        raise NotAllowed("national_task_in_the_future", done_on=done_on.isoformat())
    tasks = session.scalars(
        select(NationalTask).where(
            NationalTask.municipality_id == actor.municipality_id,
            NationalTask.id.in_(task_ids),
            NationalTask.done_on.is_(None),
        )
    ).all()
    for task in tasks:
        if done_on < task.since:
            raise NotAllowed("national_task_before_it_arose", since=task.since.isoformat())
        task.done_on, task.done_by_id = done_on, actor.user_id
    session.flush()
    if tasks:
        audit.record(
            session,
            actor,
            EventType.NATIONAL_TASK_DONE,
            tasks=len(tasks),
            task_ids=sorted(task.id for task in tasks),
            done_on=done_on.isoformat(),
        )
    return len(tasks)


def untick_task(session: Session, actor: Actor, *, task_id: int) -> NationalTask | None:
    """Take a tick back: the task is open again. Nothing when there is none.

    Raises `NotAllowed` when the same thing has been noted anew meanwhile.
    """
    take_municipality(session, actor.municipality_id)
    task = session.scalars(
        select(NationalTask).where(
            NationalTask.municipality_id == actor.municipality_id, NationalTask.id == task_id
        )
    ).one_or_none()
    if task is None or task.done_on is None:
        return task
    newer = session.scalar(
        select(NationalTask.id).where(
            NationalTask.municipality_id == actor.municipality_id,
            NationalTask.key == task.key,
            NationalTask.done_on.is_(None),
        )
    )
    if newer is not None:
        raise NotAllowed("national_task_noted_anew")
    task.done_on, task.done_by_id = None, None
    session.flush()
    audit.record(session, actor, EventType.NATIONAL_TASK_DONE, reopened=1, task_ids=[task.id])
    return task
