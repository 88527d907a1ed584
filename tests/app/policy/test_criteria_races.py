"""Many at once on the same criteria: one gets through, the rest are told, and nothing is stored by halves."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.db import engine, writing_session
from app.held_rows import ChangedMeanwhile
from app.models.criteria import CriteriaSet, CriterionScore
from app.permissions import Actor, Role
from app.policy.service.criteria_sets import CriterionEntry, add_criterion, lock_criteria_set
from app.policy.service.scoring import ScoreEntry, score_place
from licensing.errors import NotAllowed
from tests.app.conftest import Filling, World
from tests.app.policy.criteria_places import make_place
from tests.factories.criteria import REFERENCE, make_locked_set, make_set

AT_ONCE = 8
TODAY = clock.today()


def at_once(app: Flask, acts: list[Callable[[Session], object]]) -> Counter[str]:
    """Carry all out at the same time, each in a transaction of its own; how many ended in which way."""
    with app.app_context():
        shared = engine()

    def one(act: Callable[[Session], object]) -> str:
        with app.app_context(), writing_session(shared) as session:
            try:
                act(session)
            except (ChangedMeanwhile, NotAllowed) as refusal:
                session.rollback()
                return type(refusal).__name__
            session.commit()
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(one, acts))


def actor_of(world: World, role: Role = Role.CASEWORKER) -> Actor:
    """Somebody of the own municipality."""
    who = world.someone(role)
    return Actor(who.id, who.name, world.own_id, frozenset({role}))


def test_many_who_score_a_place_at_once_leave_one_whole_sheet(
    app: Flask, world: World, filling: Filling
) -> None:
    with filling() as (session, actor):
        row = make_locked_set(session, actor)
        set_id, venue_id = row.id, make_place(session, actor, "Prøvekroa").id
        criteria = [criterion.id for criterion in row.criteria]
    actor = actor_of(world)

    def scoring(number: int) -> Callable[[Session], object]:
        entries = {criterion_id: ScoreEntry(number % 3, f"Grunn {number}") for criterion_id in criteria}
        return lambda session: score_place(
            session, actor, set_id=set_id, venue_id=venue_id, seen_scores=0, entries=entries, on=TODAY
        )

    ended = at_once(app, [scoring(number) for number in range(AT_ONCE)])
    assert ended == {"done": 1, "ChangedMeanwhile": AT_ONCE - 1}
    with filling() as (session, _actor):
        scores = session.scalars(select(CriterionScore)).all()
        assert len(scores) == len(criteria)
        assert len({score.reason for score in scores}) == 1


def test_the_same_sheet_sent_many_times_at_once_is_stored_once(
    app: Flask, world: World, filling: Filling
) -> None:
    with filling() as (session, actor):
        row = make_locked_set(session, actor)
        set_id, venue_id = row.id, make_place(session, actor, "Prøvekroa").id
        entries = {criterion.id: ScoreEntry(1, "Grunn") for criterion in row.criteria}
    actor = actor_of(world)

    def score(session: Session) -> object:
        return score_place(
            session, actor, set_id=set_id, venue_id=venue_id, seen_scores=0, entries=entries, on=TODAY
        )

    assert at_once(app, [score] * AT_ONCE) == {"done": AT_ONCE}
    with filling() as (session, _actor):
        assert len(session.scalars(select(CriterionScore)).all()) == len(entries)


def test_who_locks_and_who_writes_at_once_never_both_get_through(
    app: Flask, world: World, filling: Filling
) -> None:
    with filling() as (session, actor):
        row = make_set(session, actor)
        set_id, seen = row.id, row.version
    writer, secretary = actor_of(world), actor_of(world, Role.MEETING_SECRETARY)

    def write(session: Session) -> object:
        return add_criterion(
            session, writer, set_id=set_id, seen_version=seen, entry=CriterionEntry("Nytt", weight=2)
        )

    def lock(session: Session) -> object:
        return lock_criteria_set(
            session,
            secretary,
            set_id=set_id,
            seen_version=seen,
            decided_on=TODAY,
            reference=REFERENCE,
            on=TODAY,
        )

    assert at_once(app, [write, lock, write, write])["done"] == 1
    with filling() as (session, _actor):
        row = session.get_one(CriteriaSet, set_id)
        assert len(row.criteria) == (2 if row.locked else 3)
