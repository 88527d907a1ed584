"""Trying a draft on what is licensed and applied for: what is found, kept, stopped and gone on with."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.models.rows import Row
from app.models.tryout import Tryout, TryoutRow, TryoutSeat, TryoutState
from app.permissions import Actor, Role
from app.policy.service import trying
from app.policy.service.trying import begin_tryout, stop_tryout
from licensing.assessment import ProposedOutcome
from licensing.errors import NotAllowed
from licensing.tryouts import Consequence, Figures
from tests.app.conftest import Filling, World
from tests.factories.case import make_case
from tests.factories.policy import make_policy
from tests.factories.tryout import DAY, EARLIER, GUARDS, NO_LODGES, cap_of, make_draft, make_small_world

OWN_TABLES = {"tryouts", "tryout_rows", "tryout_seats"}


GoOn = Callable[..., bool]


@pytest.fixture
def go_on(app: Flask, world: World) -> GoOn:
    """Go on with a try-out as the caseworker: `go_on(tryout_id, most_chunks=1)`."""

    def gone_on(
        tryout_id: int, *, most_chunks: int = 9, municipality: str = "own", until: datetime | None = None
    ) -> bool:
        who = world.someone("caseworker", municipality)
        place = world.municipality_ids[municipality]
        actor = Actor(who.id, who.name, place, frozenset({Role.CASEWORKER}))
        with app.app_context():
            return trying.go_on(actor, tryout_id=tryout_id, most_chunks=most_chunks, until=until)

    return gone_on


def begun(filling: Filling, *, other: bool = False, cases: int = 0) -> int:
    """A small world, a policy in force with a cap of 10, and a try-out of a strict draft."""
    with filling() as (session, actor):
        make_small_world(session, actor)
        make_policy(session, actor.municipality_id, highest=10)
        draft = make_draft(session, actor.municipality_id, EARLIER, NO_LODGES, GUARDS, cap_of(2))
        beside = make_draft(session, actor.municipality_id, GUARDS, name="Utkast B") if other else None
        for serial in range(cases):
            make_case(session, actor, serial=serial)
        tryout = begin_tryout(
            session, actor, policy_id=draft.id, other_policy_id=beside.id if beside else None, day=DAY
        )
        return tryout.id


def results(session: Session, tryout_id: int) -> dict[str, tuple[str, str | None]]:
    """What each licence is counted as, by its number's venue."""
    rows = session.execute(
        select(TryoutRow.sort_key, TryoutRow.result, TryoutRow.other_result).where(
            TryoutRow.tryout_id == tryout_id, TryoutRow.licence_id.is_not(None)
        )
    )
    return {row.sort_key: (row.result, row.other_result) for row in rows}


def snapshot(session: Session) -> dict[str, list[Any]]:
    """Every row of every table but those of try-outs."""
    return {
        name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
        for name, table in Row.metadata.tables.items()
        if name not in OWN_TABLES
    }


def test_what_a_draft_would_do_beside_the_policy_in_force(filling: Filling, go_on: GoOn) -> None:
    tryout_id = begun(filling)
    with filling() as (session, _actor):
        assert session.get_one(Tryout, tryout_id).whole == 4
    assert go_on(tryout_id)
    with filling() as (session, _actor):
        tryout = session.get_one(Tryout, tryout_id)
        assert (tryout.state, tryout.done, tryout.whole) == (TryoutState.DONE, 4, 4)
        assert tryout.ended_at is not None
        figures = Figures.from_stored(tryout.figures)
        assert figures.consequences == [
            {Consequence.LOST: 1, Consequence.SHORTENED: 3},
            {Consequence.UNCHANGED: 4},
        ]
        assert figures.conditions == [{"C-1": 2}, {}]
        assert (
            sorted(results(session, tryout_id).values())
            == [("lost", "unchanged")] + [("shortened", "unchanged")] * 3
        )
        seats = session.execute(select(TryoutSeat.side, func.count()).group_by(TryoutSeat.side)).all()
        assert sorted(map(tuple, seats)) == [(0, 4), (1, 4)]


def test_two_drafts_side_by_side(filling: Filling, go_on: GoOn) -> None:
    tryout_id = begun(filling, other=True)
    assert go_on(tryout_id)
    with filling() as (session, _actor):
        figures = Figures.from_stored(session.get_one(Tryout, tryout_id).figures)
        assert figures.consequences[1] == {Consequence.CONDITION: 2, Consequence.UNCHANGED: 2}


def test_open_cases_are_judged_by_each_of_the_policies(filling: Filling, go_on: GoOn) -> None:
    tryout_id = begun(filling, cases=2)
    assert go_on(tryout_id)
    with filling() as (session, _actor):
        figures = Figures.from_stored(session.get_one(Tryout, tryout_id).figures)
        assert [sum(counts.values()) for counts in figures.outcomes] == [2, 2]
        # Four serving licences stand under a cap of two, so the draft proposes to refuse; ten leaves room.
        assert figures.outcomes[0] == {ProposedOutcome.REFUSE.value: 2}
        assert ProposedOutcome.REFUSE.value not in figures.outcomes[1]
        rows = session.scalars(select(TryoutRow).where(TryoutRow.case_id.is_not(None))).all()
        assert all("T-1" in row.facts[0]["refuse"] for row in rows)


def test_nothing_is_kept_but_with_the_try_out(filling: Filling, go_on: GoOn) -> None:
    tryout_id = begun(filling, cases=1)
    with filling() as (session, _actor):
        before = snapshot(session)
    assert go_on(tryout_id)
    with filling() as (session, _actor):
        assert snapshot(session) == before
        assert all(before[name] for name in ("cases", "licences", "events", "policy_rules"))


def test_it_may_be_stopped_and_goes_on_where_it_was(
    filling: Filling, go_on: GoOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "CHUNK", 1)
    tryout_id = begun(filling)
    assert not go_on(tryout_id, most_chunks=2)
    with filling() as (session, _actor):
        stop_tryout(session, _actor, tryout_id=tryout_id)
    with filling() as (session, _actor):
        tryout = session.get_one(Tryout, tryout_id)
        assert (tryout.state, tryout.done) == (TryoutState.STOPPED, 2)
    assert go_on(tryout_id)
    with filling() as (session, _actor):
        assert len(results(session, tryout_id)) == 4
        whole = Figures.from_stored(session.get_one(Tryout, tryout_id).figures)
        assert sum(whole.consequences[0].values()) == 4


def test_a_chunk_that_is_being_tried_when_somebody_stops_is_not_kept(
    filling: Filling, go_on: GoOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "CHUNK", 1)
    tryout_id = begun(filling)
    worked_out = trying._next_chunk

    def stopped_meanwhile(*args: Any) -> Any:
        chunk = worked_out(*args)
        with filling() as (session, somebody):
            stop_tryout(session, somebody, tryout_id=tryout_id)
        return chunk

    monkeypatch.setattr(trying, "_next_chunk", stopped_meanwhile)
    assert not go_on(tryout_id)
    with filling() as (session, _actor):
        assert results(session, tryout_id) == {}
        assert session.get_one(Tryout, tryout_id).state is TryoutState.STOPPED


def test_it_begins_no_chunk_after_the_time_it_was_given(
    filling: Filling, go_on: GoOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "CHUNK", 1)
    tryout_id = begun(filling)
    assert not go_on(tryout_id, until=clock.now())
    assert not go_on(tryout_id, until=clock.now())
    with filling() as (session, _actor):
        assert session.get_one(Tryout, tryout_id).done == 2
    assert go_on(tryout_id, until=clock.now() + timedelta(hours=1))


class Killed(Exception):  # noqa: N818 - what happens to a process, and no error of ours
    """The process ends in the middle of a chunk."""


@pytest.mark.parametrize("step", ["_add_figures", "_insert"])
def test_one_that_was_killed_in_the_middle_goes_on_without_doubles(
    step: str, filling: Filling, go_on: GoOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "CHUNK", 1)
    tryout_id = begun(filling)
    assert not go_on(tryout_id, most_chunks=1)

    def killed(*_args: Any) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(trying, step, killed)
        with pytest.raises(Killed):
            go_on(tryout_id)
    with filling() as (session, _actor):
        assert session.get_one(Tryout, tryout_id).done == 1
    assert go_on(tryout_id)
    with filling() as (session, _actor):
        assert len(results(session, tryout_id)) == session.get_one(Tryout, tryout_id).done == 4
        figures = Figures.from_stored(session.get_one(Tryout, tryout_id).figures)
        assert sum(figures.consequences[0].values()) == 4


def test_of_two_who_go_on_at_once_one_finds_that_the_other_was_first(
    filling: Filling, go_on: GoOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    tryout_id = begun(filling)
    worked_out = trying._next_chunk
    raced: list[bool] = []

    def overtaken(*args: Any) -> Any:
        chunk = worked_out(*args)
        if not raced:
            raced.append(True)
            assert go_on(tryout_id)
        return chunk

    monkeypatch.setattr(trying, "_next_chunk", overtaken)
    assert not go_on(tryout_id)
    with filling() as (session, _actor):
        assert len(results(session, tryout_id)) == session.get_one(Tryout, tryout_id).done == 4


def test_gathered_in_chunks_of_one_or_all_at_once_the_answer_is_the_same(
    filling: Filling, go_on: GoOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = begun(filling)
    assert go_on(first)
    with filling() as (session, somebody):
        draft = session.get_one(Tryout, first).policy_id
        second = begin_tryout(session, somebody, policy_id=draft, other_policy_id=None, day=DAY).id
    monkeypatch.setattr(trying, "CHUNK", 1)
    assert go_on(second)
    with filling() as (session, _actor):
        assert results(session, first) == results(session, second)
        one, other = (
            Figures.from_stored(session.get_one(Tryout, tryout_id).figures) for tryout_id in (first, second)
        )
        assert one == other


def test_a_draft_that_was_changed_meanwhile_is_not_gone_on_with(
    filling: Filling, go_on: GoOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "CHUNK", 1)
    tryout_id = begun(filling)
    assert not go_on(tryout_id, most_chunks=1)
    with filling() as (session, _actor):
        session.get_one(PolicyRow, session.get_one(Tryout, tryout_id).policy_id).name = "Et annet utkast"
    with pytest.raises(NotAllowed, match="tryout_draft_changed"):
        go_on(tryout_id)


def test_others_never_reach_it(filling: Filling, go_on: GoOn) -> None:
    tryout_id = begun(filling)
    with pytest.raises(LookupError):
        go_on(tryout_id, municipality="other")
    with filling(municipality="other") as (session, theirs):
        draft = session.scalars(select(PolicyRow.id)).first()
        assert draft is not None
        with pytest.raises(LookupError):
            begin_tryout(session, theirs, policy_id=draft, other_policy_id=None, day=DAY)
        with pytest.raises(LookupError):
            stop_tryout(session, theirs, tryout_id=tryout_id)


def test_a_draft_beside_itself_says_nothing(filling: Filling) -> None:
    with filling() as (session, somebody):
        draft = make_draft(session, somebody.municipality_id, EARLIER)
        with pytest.raises(NotAllowed, match="tryout_of_one_beside_itself"):
            begin_tryout(session, somebody, policy_id=draft.id, other_policy_id=draft.id, day=DAY)


def test_a_draft_that_was_thrown_away_is_not_tried(filling: Filling) -> None:
    with filling() as (session, somebody):
        draft = make_draft(session, somebody.municipality_id, EARLIER)
        draft.state = PolicyState.DISCARDED
        session.flush()
        with pytest.raises(NotAllowed, match="tryout_of_discarded_policy"):
            begin_tryout(session, somebody, policy_id=draft.id, other_policy_id=None, day=DAY)


def test_the_questions_to_the_database_do_not_grow_with_the_licences(
    filling: Filling, go_on: GoOn, statements: list[str]
) -> None:
    few = begun(filling)
    statements.clear()
    assert go_on(few)
    asked_of_few = len(statements)
    with filling() as (session, somebody):
        for number in range(3):
            make_small_world(session, somebody, more=number + 1)
        draft = session.get_one(Tryout, few).policy_id
        many = begin_tryout(session, somebody, policy_id=draft, other_policy_id=None, day=DAY).id
    statements.clear()
    assert go_on(many)
    assert len(statements) == asked_of_few
    with filling() as (session, _actor):
        assert session.get_one(Tryout, many).done == 16


def test_a_municipality_without_a_policy_has_one_side_only(filling: Filling, go_on: GoOn) -> None:
    with filling() as (session, somebody):
        make_small_world(session, somebody)
        draft = make_draft(session, somebody.municipality_id, EARLIER)
        tryout_id = begin_tryout(session, somebody, policy_id=draft.id, other_policy_id=None, day=DAY).id
    assert go_on(tryout_id)
    with filling() as (session, _actor):
        assert set(results(session, tryout_id).values()) == {("shortened", None)}
