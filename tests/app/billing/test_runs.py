"""Billing runs: chunks that are kept one by one, stopped and gone on with, and never done twice."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.billing.service.runs import WORK, Outcome, Subject, Work, begin_run, go_on, stop_run
from app.models.billing_run import BillingRun, BillingRunSubject, RunKind, RunState
from app.models.event import Event, EventType
from app.permissions import Actor, Role
from licensing.errors import NotAllowed
from tests.app.billing.places import Places
from tests.app.conftest import ClientAs, Filling, World

YEAR = 2026
NAMES = ("kroa", "hotellet", "kafeen", "puben", "butikken")


class PowerCutError(Exception):
    """What ends a run in the middle of a chunk."""


class Writing:
    """The work of these tests: it renames the licences of a chunk, and may fail or refuse on the way."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.fails_at: int | None = None
        self.refuses: set[int] = set()

    def __call__(
        self, session: Session, actor: Actor, run: BillingRun, subjects: Sequence[Subject]
    ) -> Iterator[Outcome]:
        for subject in subjects:
            if subject.licence_id == self.fails_at:
                raise PowerCutError
            if subject.licence_id in self.refuses:
                yield Outcome.refused(subject, NotAllowed("not_asked_any_more", year=run.year))
            self.done.append(subject.licence_id)


GoOn = Callable[..., bool]


@pytest.fixture
def writing(monkeypatch: pytest.MonkeyPatch) -> Writing:
    """A kind of run that nothing else uses, two licences at a time."""
    work = Writing()
    monkeypatch.setitem(WORK, RunKind.DISPATCH, Work(work, chunk=2))
    return work


@pytest.fixture
def office(app: Flask, world: World) -> Actor:
    """Who begins the runs."""
    who = world.someone("caseworker")
    return Actor(who.id, who.name, world.own_id, frozenset({Role.CASEWORKER}))


@pytest.fixture
def keep_on(app: Flask, office: Actor) -> GoOn:
    """Go on with a run: `keep_on(run_id, most_chunks=1)`."""

    def gone_on(run_id: int, most_chunks: int | None = None, *, resumes: bool = True) -> bool:
        with app.app_context():
            return go_on(office, run_id=run_id, most_chunks=most_chunks, resumes=resumes)

    return gone_on


def begun(filling: Filling) -> tuple[int, list[int]]:
    """A run for five licences."""
    with filling() as (session, actor):
        places = Places(session, actor)
        ids = [places.licence(name).id for name in NAMES]
        run = begin_run(
            session,
            actor,
            kind=RunKind.DISPATCH,
            year=YEAR,
            subjects=[Subject(licence_id) for licence_id in ids],
            parameters={"run": 1},
        )
        return run.id, ids


def standing(filling: Filling, run_id: int) -> tuple[RunState, int, int]:
    """State, done and problems, as they are kept, with the rows that say the same."""
    with filling() as (session, _actor):
        run = session.get_one(BillingRun, run_id)
        rows = session.scalars(select(BillingRunSubject).where(BillingRunSubject.run_id == run_id)).all()
        assert sum(row.done_at is not None for row in rows) == run.done
        assert sum(bool(row.problem) for row in rows) == run.problems
        return run.state, run.done, run.problems


def test_a_run_that_fails_in_a_chunk_keeps_the_chunks_before_it_and_nothing_of_that_one(
    filling: Filling, writing: Writing, keep_on: GoOn
) -> None:
    run_id, ids = begun(filling)
    writing.fails_at = ids[3]
    with pytest.raises(PowerCutError):
        keep_on(run_id)
    assert standing(filling, run_id) == (RunState.RUNNING, 2, 0)
    writing.fails_at, writing.done = None, []
    assert keep_on(run_id)
    assert writing.done == ids[2:]
    assert standing(filling, run_id) == (RunState.DONE, 5, 0)
    assert keep_on(run_id)
    assert len(writing.done) == 3


def test_one_that_is_stopped_is_only_taken_up_by_a_person(
    filling: Filling, writing: Writing, keep_on: GoOn
) -> None:
    run_id, ids = begun(filling)
    assert not keep_on(run_id, 1)
    with filling() as (session, actor):
        session.get_one(BillingRun, run_id)
        stop_run(session, actor, run_id=run_id)
    assert not keep_on(run_id, resumes=False)
    assert standing(filling, run_id) == (RunState.STOPPED, 2, 0)
    with filling() as (session, actor), pytest.raises(NotAllowed, match="run_already_begun"):
        begin_run(session, actor, kind=RunKind.DISPATCH, year=YEAR, subjects=[Subject(ids[0])])
    assert keep_on(run_id)
    with filling() as (session, actor):
        stop_run(session, actor, run_id=run_id)
        with pytest.raises(NotAllowed, match="run_without_subjects"):
            begin_run(session, actor, kind=RunKind.DISPATCH, year=YEAR, subjects=[])
        told = session.execute(select(Event.type).order_by(Event.sequence)).scalars().all()
        assert told[-3:] == [
            EventType.BILLING_RUN_BEGUN,
            EventType.BILLING_RUN_STOPPED,
            EventType.BILLING_RUN_ENDED,
        ]
    assert standing(filling, run_id) == (RunState.DONE, 5, 0)


def test_two_who_go_on_at_once_take_turns_and_do_each_licence_once(
    filling: Filling, writing: Writing, keep_on: GoOn
) -> None:
    run_id, ids = begun(filling)
    with ThreadPoolExecutor(2) as workers:
        assert list(workers.map(lambda _worker: keep_on(run_id), range(2))) == [True, True]
    assert writing.done == ids
    assert standing(filling, run_id) == (RunState.DONE, 5, 0)


def test_what_could_not_be_done_is_counted_and_told_with_the_reason(
    filling: Filling, writing: Writing, keep_on: GoOn, client_as: ClientAs
) -> None:
    run_id, ids = begun(filling)
    writing.refuses = {ids[1], ids[4]}
    address = f"/gebyr/kjoringer/{run_id}"
    waiting = client_as("finance").get(f"{address}?fortsett=1").text
    assert "0 av 5 er behandlet." in waiting
    assert "data-go-on" in waiting
    assert "data-go-on" not in client_as("reader").get(f"{address}?fortsett=1").text
    answer = client_as("finance").post(f"{address}/fortsett", data={"av_seg_selv": "1"})
    assert answer.location == address
    assert standing(filling, run_id) == (RunState.DONE, 5, 2)
    page = client_as("reader").get(address).text
    assert page.count("Bevillingen er ikke lenger med blant dem som skal levere for 2026.") == 2
    assert "hotellet" in page
    assert "kafeen" not in page
    assert "Fortsett" not in page
    assert client_as("reader").post(f"{address}/stopp").status_code == 403
    assert client_as("finance").post(f"{address}/stopp").status_code == 302
    assert standing(filling, run_id)[0] is RunState.DONE


def test_a_page_that_goes_on_by_itself_leaves_a_stopped_run_alone(
    filling: Filling, writing: Writing, keep_on: GoOn, client_as: ClientAs
) -> None:
    run_id, _ids = begun(filling)
    assert not keep_on(run_id, 1)
    client, address = client_as("finance"), f"/gebyr/kjoringer/{run_id}"
    assert "stoppet" in client.post(f"{address}/stopp", follow_redirects=True).text
    assert client.post(f"{address}/fortsett", data={"av_seg_selv": "1"}).location == address
    assert standing(filling, run_id) == (RunState.STOPPED, 2, 0)
    client.post(f"{address}/fortsett")
    assert standing(filling, run_id) == (RunState.DONE, 5, 0)
