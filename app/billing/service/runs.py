"""Billing runs: one act for many licences, in chunks that are kept one by one; it may be stopped anywhere.

What a run does for a chunk is kept together with the note that it was done, so that a run that is killed
and taken up again does nothing twice. Two who go on with the same run take turns at its row.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from app import audit, clock
from app.db import chunk_transaction, row_lock
from app.models.billing_run import BillingRun, BillingRunSubject, RunKind, RunState
from app.models.event import EventType
from app.numbers import take_municipality
from app.permissions import Actor
from licensing.errors import NotAllowed

CHUNK = 500


@dataclass(frozen=True)
class Subject:
    """What a run is for: a licence, and another thing of it where one licence may come several times."""

    licence_id: int
    subject_id: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of a subject; `problem` is the code of why it could not be done."""

    subject: Subject
    problem: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def refused(cls, subject: Subject, refusal: NotAllowed) -> "Outcome":
        """A subject that could not be done, for the reason that a rule gave."""
        return cls(subject, refusal.code, {name: _plain(value) for name, value in refusal.facts.items()})


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


Doing = Callable[[Session, Actor, BillingRun, Sequence[Subject]], Iterable[Outcome]]
Ending = Callable[[Session, Actor, BillingRun], None]


@dataclass(frozen=True)
class Work:
    """What a kind of run does for a chunk of subjects, and once when all are done.

    `do` writes in the session that it is given and never commits; whatever it does not answer for is done.
    """

    do: Doing
    ended: Ending | None = None
    chunk: int = CHUNK


SUBJECTS: Table = BillingRunSubject.__table__  # type: ignore[assignment]  # a mapped class has a table

# Filled once by app/billing/work.py, so that the runs need not know who does what.
WORK: dict[RunKind, Work] = {}


def begin_run(
    session: Session,
    actor: Actor,
    *,
    kind: RunKind,
    year: int,
    subjects: Iterable[Subject],
    parameters: Mapping[str, Any] | None = None,
) -> BillingRun:
    """Begin a run for subjects, in their order; nothing is done yet.

    Raises `NotAllowed` when there is nothing to do, or one of the kind is not finished in the year.
    """
    take_municipality(session, actor.municipality_id)
    if unfinished_run(session, actor.municipality_id, kind, year) is not None:
        raise NotAllowed("run_already_begun", year=year)
    wanted = tuple(dict.fromkeys(subjects))
    if not wanted:
        raise NotAllowed("run_without_subjects")
    run = BillingRun(
        municipality_id=actor.municipality_id,
        kind=kind,
        year=year,
        parameters=dict(parameters or {}),
        whole=len(wanted),
        begun_by_id=actor.user_id,
        begun_at=clock.now(),
    )
    session.add(run)
    session.flush()
    session.execute(
        insert(SUBJECTS),
        [
            {
                "municipality_id": actor.municipality_id,
                "run_id": run.id,
                "licence_id": subject.licence_id,
                "subject_id": subject.subject_id,
            }
            for subject in wanted
        ],
    )
    audit.record(
        session,
        actor,
        EventType.BILLING_RUN_BEGUN,
        run=run.id,
        run_kind=kind.value,
        year=year,
        whole=run.whole,
    )
    return run


def unfinished_run(session: Session, municipality_id: int, kind: RunKind, year: int) -> BillingRun | None:
    """The run of a kind and year that is not finished; there is at most one."""
    return session.scalars(
        select(BillingRun).where(
            BillingRun.municipality_id == municipality_id,
            BillingRun.kind == kind,
            BillingRun.year == year,
            BillingRun.state != RunState.DONE,
        )
    ).one_or_none()


def run_or_refused(
    session: Session, municipality_id: int, run_id: int, *, locked: bool = False
) -> BillingRun:
    """A run of the municipality. Raises `LookupError` when there is none."""
    statement = select(BillingRun).where(
        BillingRun.municipality_id == municipality_id, BillingRun.id == run_id
    )
    if locked:
        # What was read before the lock was taken may have changed while it was waited for.
        statement = row_lock(statement).execution_options(populate_existing=True)
    found: BillingRun | None = session.scalars(statement).one_or_none()
    if found is None:
        raise LookupError(f"no run {run_id} in municipality {municipality_id}")
    return found


def stop_run(session: Session, actor: Actor, *, run_id: int) -> None:
    """Stop a run after the chunk that is being done; what is done is kept."""
    take_municipality(session, actor.municipality_id)
    run = run_or_refused(session, actor.municipality_id, run_id, locked=True)
    if run.state in (RunState.WAITING, RunState.RUNNING):
        run.state = RunState.STOPPED
        session.flush()
        audit.record(
            session,
            actor,
            EventType.BILLING_RUN_STOPPED,
            run=run.id,
            run_kind=run.kind.value,
            year=run.year,
            done=run.done,
        )


def go_on(
    actor: Actor,
    *,
    run_id: int,
    most_chunks: int | None = None,
    until: datetime | None = None,
    resumes: bool = True,
) -> bool:
    """Do the next chunks, each kept in a transaction of its own, and begin none after a moment.

    True when all is done. One that was stopped is only taken up by a person who resumes.

    Raises `LookupError` for a run of others.
    """
    done = 0
    while most_chunks is None or done < most_chunks:
        with chunk_transaction() as session:
            finished, went_on = _carry_out_chunk(session, actor, run_id, resumes=resumes)
        if finished or not went_on:
            return finished
        resumes = False
        done += 1
        if until is not None and clock.now() >= until:
            break
    return False


def carry_out(session: Session, actor: Actor, *, run_id: int) -> None:
    """Do everything that is left of a run in the session that is given, which keeps all of it or nothing.

    For whoever fills a database in one transaction; `go_on` keeps each chunk by itself. Raises `LookupError`.
    """
    finished = False
    while not finished:
        finished, _went_on = _carry_out_chunk(session, actor, run_id, resumes=True)


def _carry_out_chunk(session: Session, actor: Actor, run_id: int, *, resumes: bool) -> tuple[bool, bool]:
    """Whether the run is finished, and whether anything was done."""
    # The municipality is locked first, as everywhere: whoever writes in it takes turns.
    take_municipality(session, actor.municipality_id)
    run = run_or_refused(session, actor.municipality_id, run_id, locked=True)
    if run.state is RunState.DONE:
        return True, False
    if run.state is RunState.STOPPED and not resumes:
        return False, False
    run.state = RunState.RUNNING
    work = WORK[run.kind]
    rows = session.execute(
        select(BillingRunSubject.id, BillingRunSubject.licence_id, BillingRunSubject.subject_id)
        .where(
            BillingRunSubject.municipality_id == actor.municipality_id,
            BillingRunSubject.run_id == run.id,
            BillingRunSubject.done_at.is_(None),
        )
        .order_by(BillingRunSubject.id)
        .limit(work.chunk)
    ).all()
    subjects = {Subject(row.licence_id, row.subject_id): row.id for row in rows}
    outcomes = {one.subject: one for one in work.do(session, actor, run, tuple(subjects))} if rows else {}
    _note(session, run, outcomes, subjects)
    run.done += len(rows)
    run.problems += sum(1 for one in outcomes.values() if one.problem)
    if run.done >= run.whole:
        run.state, run.ended_at = RunState.DONE, clock.now()
        session.flush()
        if work.ended is not None:
            work.ended(session, actor, run)
        audit.record(
            session,
            actor,
            EventType.BILLING_RUN_ENDED,
            run=run.id,
            run_kind=run.kind.value,
            year=run.year,
            done=run.done - run.problems,
            problems=run.problems,
        )
    session.flush()
    return run.state is RunState.DONE, True


def _note(
    session: Session,
    run: BillingRun,
    outcomes: Mapping[Subject, Outcome],
    subjects: Mapping[Subject, int],
) -> None:
    if not subjects:
        return
    now = clock.now()
    # Most are done and nothing more is to be said of them: they are noted in one statement.
    told = {subject: one for subject, one in outcomes.items() if one.problem or one.facts}
    silent = [row_id for subject, row_id in subjects.items() if subject not in told]
    own = SUBJECTS.c.municipality_id == run.municipality_id
    if silent:
        session.execute(update(SUBJECTS).where(own, SUBJECTS.c.id.in_(silent)).values(done_at=now))
    if told:
        session.execute(
            update(SUBJECTS)
            .where(own, SUBJECTS.c.id == bindparam("row_id"))
            .values(done_at=bindparam("at"), problem=bindparam("why"), facts=bindparam("found")),
            [
                {"row_id": subjects[subject], "at": now, "why": one.problem, "found": dict(one.facts)}
                for subject, one in told.items()
            ],
        )
