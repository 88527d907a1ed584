"""Trying a policy out, in chunks that are kept one by one: it may be stopped anywhere, and goes on there.

Licences and cases are only read. What a try-out finds is kept with the try-out alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, and_, func, insert, select, update
from sqlalchemy import case as either
from sqlalchemy.orm import Session

from app import clock
from app.cases.queries.facts import case_facts
from app.cases.queries.one import case_or_none
from app.cases.queries.standing import case_view
from app.db import chunk_transaction, reading_session
from app.models.case import Application, Case
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.models.tryout import Tryout, TryoutRow, TryoutSeat, TryoutState
from app.models.venue import Venue
from app.permissions import Actor
from app.policy.queries import policy_by_id, policy_in_force, policy_row
from app.policy.queries.licences_on_trial import count_of_licences, licences_on_trial
from app.policy.queries.tryouts import sides_of, tryout_or_none
from app.policy.service.trying_events import count_events
from licensing.assessment import Assessment, assess
from licensing.cases import UNDECIDED
from licensing.errors import NotAllowed
from licensing.matters import Matter
from licensing.stored import to_compact
from licensing.tryouts import Figures, Trial, TriedLicence
from licensing.tryouts.figures import count

CHUNK = 500
# An open case is judged by all of its facts, which takes many more questions than a licence.
CHUNK_OF_CASES = 10
# What a policy has something to say of.
TRIED_MATTERS = (Matter.LICENCE, Matter.EVENT, Matter.TERMS)
MAY_GO_ON = (TryoutState.WAITING, TryoutState.RUNNING, TryoutState.STOPPED)


def begin_tryout(
    session: Session, actor: Actor, *, policy_id: int, other_policy_id: int | None, day: date
) -> Tryout:
    """Begin to try a draft on a day, beside another draft or the policy in force on the day.

    Raises `LookupError` for a policy of others, `NotAllowed` for one thrown away, or one beside itself.
    """
    policy = _triable(session, actor, policy_id)
    other = None if other_policy_id is None else _triable(session, actor, other_policy_id)
    if other is not None and other.id == policy.id:
        raise NotAllowed("tryout_of_one_beside_itself")
    present = policy_in_force(session, actor.municipality_id, day)
    sides = [policy_by_id(session, actor.municipality_id, policy.id)]
    sides.append(policy_by_id(session, actor.municipality_id, other.id) if other else present)
    texts = [to_compact(side) for side in sides if side is not None]
    begun = Tryout(
        municipality_id=actor.municipality_id,
        policy_id=policy.id,
        policy_edition=policy.edition,
        other_policy_id=other.id if other else None,
        other_edition=other.edition if other else None,
        present_id=int(present.id) if present else None,
        day=day,
        whole=count_of_licences(session, actor.municipality_id, day)
        + _count_of_cases(session, actor.municipality_id),
        texts=texts,
        figures=Figures.of(len(texts)).as_stored,
        begun_by_id=actor.user_id,
        begun_at=clock.now(),
    )
    session.add(begun)
    session.flush()
    return begun


def _triable(session: Session, actor: Actor, policy_id: int) -> PolicyRow:
    row = policy_row(session, actor.municipality_id, policy_id)
    if row is None:
        raise LookupError(f"no policy {policy_id} in municipality {actor.municipality_id}")
    if row.state is PolicyState.DISCARDED:
        raise NotAllowed("tryout_of_discarded_policy")
    return row


def stop_tryout(session: Session, actor: Actor, *, tryout_id: int) -> None:
    """Stop a try-out after the chunk that is being tried; what is done is kept."""
    tryout_or_refused(session, actor, tryout_id)
    session.execute(
        update(Tryout)
        .where(
            Tryout.municipality_id == actor.municipality_id,
            Tryout.id == tryout_id,
            Tryout.state.in_((TryoutState.WAITING, TryoutState.RUNNING)),
        )
        .values(state=TryoutState.STOPPED)
        .execution_options(synchronize_session=False)
    )


def tryout_or_refused(session: Session, actor: Actor, tryout_id: int) -> Tryout:
    """A try-out of the actor's municipality. Raises `LookupError` when there is none."""
    found = tryout_or_none(session, actor.municipality_id, tryout_id)
    if found is None:
        raise LookupError(f"no try-out {tryout_id} in municipality {actor.municipality_id}")
    return found


def is_out_of_date(tryout: Tryout) -> bool:
    """Whether a draft was changed after the try-out began, so that it tells of an older text."""
    other = tryout.other_policy
    return tryout.policy.edition != tryout.policy_edition or (
        other is not None and other.edition != tryout.other_edition
    )


@dataclass(frozen=True)
class Position:
    """The last licence and the last case that were tried."""

    licence_id: int = 0
    case_id: int = 0


@dataclass(frozen=True)
class Job:
    """A try-out that is running: the policies, the day, and whom it is for."""

    tryout_id: int
    actor: Actor
    day: date
    trial: Trial


@dataclass(frozen=True)
class Chunk:
    """Some licences or cases that were tried: what is to be kept, and where to go on."""

    position: Position
    rows: list[dict[str, Any]]
    seats: list[dict[str, Any]]
    figures: Figures


def go_on(
    actor: Actor,
    *,
    tryout_id: int,
    most_chunks: int,
    until: datetime | None = None,
    resumes: bool = True,
) -> bool:
    """Try the next chunks, each kept in a transaction of its own, and begin none after a moment.

    True when there is nothing more to try.

    Nobody is kept waiting: a chunk is worked out before its transaction begins. Of two who go on at the same
    time, one finds that the other was first. One that was stopped is only taken up by a person who resumes.

    Raises `LookupError` for a try-out of others, `NotAllowed` when a draft was changed meanwhile.
    """
    with chunk_transaction() as session:
        tryout = tryout_or_refused(session, actor, tryout_id)
        if tryout.state is TryoutState.STOPPED and not resumes:
            return False
        job, position = _taken_up(session, actor, tryout)
    if job is None:
        return True
    for _chunk in range(most_chunks):
        with reading_session() as session:
            chunk = _next_chunk(session, job, position)
        with chunk_transaction() as session:
            if not _kept(session, job, position, chunk):
                session.rollback()
                return False  # It was stopped, or somebody else tried the same chunk and was first.
        if chunk is None:
            return True
        position = chunk.position
        if until is not None and clock.now() >= until:
            break
    return False


def _taken_up(session: Session, actor: Actor, tryout: Tryout) -> tuple[Job | None, Position]:
    if tryout.state not in MAY_GO_ON:
        return None, Position()
    if is_out_of_date(tryout):
        raise NotAllowed("tryout_draft_changed")
    tryout.state = TryoutState.RUNNING
    session.flush()
    job = job_of(session, actor, tryout)
    return job, Position(tryout.last_licence_id, tryout.last_case_id)


def job_of(session: Session, actor: Actor, tryout: Tryout) -> Job:
    """What is tried, read once."""
    # What is in force never changes, so it is read where it stands.
    present = tryout.present_id and policy_by_id(session, actor.municipality_id, tryout.present_id)
    return Job(tryout.id, actor, tryout.day, Trial(sides_of(tryout), present or None, tryout.day))


def _next_chunk(session: Session, job: Job, position: Position) -> Chunk | None:
    """What comes after a position: licences, then open cases, then nothing."""
    chunk = _chunk_of_licences(session, job, position) or _chunk_of_cases(session, job, position)
    if chunk is not None and position == Position():
        # Those of a whole year, counted once: hardly any event happens on the day that is tried.
        count_events(session, job.actor.municipality_id, job.day, job.trial.policies, chunk.figures)
    return chunk


def _chunk_of_licences(session: Session, job: Job, position: Position) -> Chunk | None:
    if position.case_id:
        return None
    here = job.actor.municipality_id
    named = licences_on_trial(session, here, job.day, after=position.licence_id, most=CHUNK)
    if not named:
        return None
    figures = job.trial.figures()
    keys = {one.licence.reference: one.sort_key for one in named}
    tried = list(job.trial.counted((job.trial.tried(one.licence) for one in named), figures))
    return Chunk(
        replace(position, licence_id=named[-1].licence.reference),
        [_row(job, one, keys[one.licence.reference]) for one in tried],
        [seat for one in tried for seat in _seats(job, one)],
        figures,
    )


def _row(job: Job, tried: TriedLicence, sort_key: str) -> dict[str, Any]:
    results = [under.result.value for under in tried.under]
    return {
        "municipality_id": job.actor.municipality_id,
        "tryout_id": job.tryout_id,
        "licence_id": tried.licence.reference,
        "case_id": None,
        "sort_key": sort_key,
        "result": results[0],
        "other_result": results[1] if len(results) > 1 else None,
        "facts": [[to_compact(would) for would in under.woulds] for under in tried.under],
    }


def _seats(job: Job, tried: TriedLicence) -> Iterator[dict[str, Any]]:
    for side, under in enumerate(tried.under):
        for seat in under.seats:
            yield {
                "municipality_id": job.actor.municipality_id,
                "tryout_id": job.tryout_id,
                "licence_id": tried.licence.reference,
                "side": side,
                "cap": seat.cap,
                "place": str(tried.licence.venue) if seat.by_venue else seat.zone,
                "granted_on": tried.licence.granted_on,
            }


def _open_cases(municipality_id: int) -> Any:
    return and_(
        Case.municipality_id == municipality_id,
        Case.state.in_(sorted(UNDECIDED)),
        Case.matter.in_(TRIED_MATTERS),
    )


def _count_of_cases(session: Session, municipality_id: int) -> int:
    statement = select(func.count()).select_from(Case).where(_open_cases(municipality_id))
    return session.execute(statement).scalar_one()


def _chunk_of_cases(session: Session, job: Job, position: Position) -> Chunk | None:
    here = job.actor.municipality_id
    cases = session.execute(
        select(Case.id, Venue.sort_key)
        .join(
            Application,
            and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
        )
        .outerjoin(
            Venue,
            and_(Venue.municipality_id == Application.municipality_id, Venue.id == Application.venue_id),
        )
        .where(_open_cases(here), Case.id > position.case_id)
        .order_by(Case.id)
        .limit(CHUNK_OF_CASES)
    ).all()
    if not cases:
        return None
    figures = job.trial.figures()
    rows = []
    for case_id, sort_key in cases:
        outcomes = _assessed(session, job, case_id)
        for side, assessment in enumerate(outcomes):
            count(figures.outcomes[side], assessment.outcome.value)
        results = [assessment.outcome.value for assessment in outcomes]
        rows.append(
            {
                "municipality_id": here,
                "tryout_id": job.tryout_id,
                "licence_id": None,
                "case_id": case_id,
                "sort_key": sort_key or "",
                "result": results[0],
                "other_result": results[1] if len(results) > 1 else None,
                "facts": [_said(assessment) for assessment in outcomes],
            }
        )
    return Chunk(replace(position, case_id=cases[-1].id), rows, [], figures)


def _assessed(session: Session, job: Job, case_id: int) -> list[Assessment]:
    """An open case judged by each policy on the day, as the assessment page would; nothing is kept of it."""
    case = case_or_none(session, job.actor.municipality_id, case_id)
    if case is None:  # pragma: no cover - cases are never taken away
        raise LookupError(f"no case {case_id}")
    view = case_view(session, case, job.day, acting_id=job.actor.user_id)
    return [
        assess(case_facts(session, view, policy, job.day), policy, job.day) for policy in job.trial.policies
    ]


def _said(assessment: Assessment) -> dict[str, list[str]]:
    """What the policy itself said, by outcome; nothing of persons is kept with a try-out."""
    said: dict[str, list[str]] = {}
    for finding in assessment.findings:
        if finding.rules and finding.policy_source:
            said.setdefault(finding.outcome.value, []).extend(finding.rules)
    return {outcome: list(dict.fromkeys(rules)) for outcome, rules in said.items()}


def _kept(session: Session, job: Job, position: Position, chunk: Chunk | None) -> bool:
    """Keep a chunk and move on, unless the try-out was stopped or another has moved on from there."""
    reached = position if chunk is None else chunk.position
    tried = 0 if chunk is None else len(chunk.rows)
    tryouts: Table = Tryout.__table__  # type: ignore[assignment]  # a mapped class has a table
    done = tryouts.c.done + tried
    moved = session.execute(
        update(Tryout)
        .where(
            tryouts.c.municipality_id == job.actor.municipality_id,
            tryouts.c.id == job.tryout_id,
            tryouts.c.state == TryoutState.RUNNING,
            tryouts.c.last_licence_id == position.licence_id,
            tryouts.c.last_case_id == position.case_id,
        )
        .values(
            last_licence_id=reached.licence_id,
            last_case_id=reached.case_id,
            done=done,
            **_ended(chunk, tryouts),
        )
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE always has one
        return False
    if chunk is not None:
        _add_figures(session, job, chunk.figures)
        _insert(session, TryoutRow, chunk.rows)
        _insert(session, TryoutSeat, chunk.seats)
    return True


def _ended(chunk: Chunk | None, tryouts: Table) -> dict[str, Any]:
    """What was granted or came in while it ran was tried too, and what ended was not: the whole follows."""
    if chunk is None:
        return {"state": TryoutState.DONE, "ended_at": clock.now(), "whole": tryouts.c.done}
    reached = tryouts.c.done + len(chunk.rows)
    return {"whole": either((reached > tryouts.c.whole, reached), else_=tryouts.c.whole)}


def _add_figures(session: Session, job: Job, more: Figures) -> None:
    stored = session.execute(
        select(Tryout.figures).where(
            Tryout.municipality_id == job.actor.municipality_id, Tryout.id == job.tryout_id
        )
    ).scalar_one()
    figures = Figures.from_stored(stored)
    figures.add(more)
    session.execute(
        update(Tryout)
        .where(Tryout.municipality_id == job.actor.municipality_id, Tryout.id == job.tryout_id)
        .values(figures=figures.as_stored)
        .execution_options(synchronize_session=False)
    )


def _insert(session: Session, kind: Any, rows: Iterable[dict[str, Any]]) -> None:
    values = list(rows)
    if values:
        session.execute(insert(kind), values)
