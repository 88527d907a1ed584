"""The years of an earmark: opened, filled, and never moved below nought."""

from datetime import date

import pytest

from app.billing.queries.ledger import verified_ledger
from app.prevention.queries.earmarks import account_of, year_of
from app.prevention.service.years import Move, held_year, move
from fees.earmark import EarmarkFilling
from fees.ledger import Account, EntryKind
from fees.money import Money
from licensing.errors import NotAllowed
from tests.app.conftest import Filling, World
from tests.factories.earmark import make_earmark

ON = date(2026, 3, 2)
RESERVE = (EntryKind.RESERVATION, Account.EARMARK_RESERVED, Account.EARMARK_LEFT)


def kroner(amount: int) -> Money:
    return Money.from_kroner(amount)


def test_a_year_is_available_from_its_first_day_as_a_budget(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        before = account_of(session, actor.municipality_id, earmark, 2026)
        held_year(session, actor, earmark.id, 2026, on=date(2026, 1, 1))
        after = account_of(session, actor.municipality_id, earmark, 2026)
    assert before == after
    assert (after.decided, after.left, after.shortfall) == (kroner(75_000), kroner(75_000), kroner(75_000))


def test_a_year_is_not_used_before_it_begins(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        with pytest.raises(NotAllowed, match="earmark_year_not_begun"):
            held_year(session, actor, earmark.id, 2026, on=date(2025, 12, 31))


def test_municipalities_that_share_have_their_halves(filling: Filling, world: World) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor, others=(world.other_id,))
        row = held_year(session, actor, earmark.id, 2026, on=ON)
        assert row.free_ore == 3_750_000


def test_more_than_is_left_is_refused_and_nothing_is_entered(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        row = held_year(session, actor, earmark.id, 2026, on=ON)
        move(session, actor, row, [Move(*RESERVE, kroner(70_000))], on=ON)
        session.flush()
        nested = session.begin_nested()
        with pytest.raises(NotAllowed, match="earmark_too_little_left") as refused:
            move(session, actor, row, [Move(*RESERVE, Money(500_001))], on=ON)
        nested.rollback()
        assert refused.value.facts["free_ore"] == 500_000
        kept = year_of(session, actor.municipality_id, earmark.id, 2026)
        assert kept is not None
        assert kept.free_ore == 500_000


def test_filled_by_payments_nothing_is_available_before_they_come(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor, filling=EarmarkFilling.PAYMENTS)
        row = held_year(session, actor, earmark.id, 2026, on=ON)
        assert (row.decided_ore, row.allotted_ore, row.free_ore) == (7_500_000, 0, 0)


def test_the_ledger_tells_a_year_whose_sums_are_not_its_entries(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        row = held_year(session, actor, earmark.id, 2026, on=ON)
        move(session, actor, row, [Move(*RESERVE, kroner(5_000))], on=ON)
        assert verified_ledger(session, actor.municipality_id).faults == ()
        row.reserved_ore -= 100
        row.free_ore += 100
        session.flush()
        row_id = row.id
        faults = verified_ledger(session, actor.municipality_id).faults
    assert [(fault.problem, fault.earmark_year_id) for fault in faults] == [("earmark_differs", row_id)]
