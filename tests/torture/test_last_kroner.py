"""Fifty people at once on the last 10,000 of an earmark: it is never overspent, and the rest are told why."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select

from app.billing.queries.ledger import verified_ledger
from app.models.ledger import LedgerEntry
from app.models.letter import Letter
from app.models.spending import Spending
from app.permissions import Role
from app.prevention.queries.earmarks import account_of, earmark_of
from fees.ledger import EntryKind
from fees.money import Money
from fees.spending import SpendingState
from tests.app.conftest import World
from tests.factories.earmark import make_earmark
from tests.factories.spending import make_spending
from tests.torture.processes import ROUNDS, actor_of, all_at_once, told

ON = date(2026, 11, 30)
PEOPLE = 50
LAST, EACH = Money.from_kroner(10_000), Money.from_kroner(700)
FIT = LAST.ore // EACH.ore
"""Fourteen of 700; 200 are left."""


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_the_last_kroner_are_promised_once(
    environ: dict[str, str], filling: Callable, world: World, round_number: int
) -> None:
    decider = told(actor_of(world, Role.DECIDER))
    with filling(Role.PREVENTION_COORDINATOR) as (session, coordinator):
        earmark = make_earmark(session, coordinator, responsible_id=decider["user_id"], amount_ore=LAST.ore)
        earmark_id = earmark.id
        turns = [
            {
                "actor": decider,
                "spending_id": make_spending(
                    session, coordinator, earmark, on=ON, title=f"Kveld {serial}", amount=EACH, received_on=ON
                ).id,
                "on": ON.isoformat(),
            }
            for serial in range(PEOPLE)
        ]

    answers = all_at_once(environ, "grant", turns)

    granted = [answer for answer in answers if "granted" in answer]
    refused = [answer for answer in answers if "refused" in answer]
    assert (len(granted), len(refused)) == (FIT, PEOPLE - FIT)
    assert {answer["refused"] for answer in refused} == {"earmark_too_little_left"}
    assert {str(answer["sentence"]).replace("\u00a0", " ") for answer in refused} == {
        "Det er 200 kr ledig i 2026. Reduser beløpet, eller legg saken til neste år."
    }
    with filling() as (session, _actor):
        kept = earmark_of(session, world.own_id, earmark_id)
        assert kept is not None
        account = account_of(session, world.own_id, kept, 2026)
        assert (account.reserved, account.left) == (Money(FIT * EACH.ore), Money.from_kroner(200))
        assert account.balances
        reserved = select(func.count()).where(LedgerEntry.kind == EntryKind.RESERVATION)
        assert session.scalar(reserved) == FIT
        states = session.scalars(select(Spending.state)).all()
        assert states.count(SpendingState.GRANTED) == FIT
        assert states.count(SpendingState.PROPOSED) == PEOPLE - FIT
        assert session.scalar(select(func.count()).where(Letter.spending_id.is_not(None))) == FIT
        assert verified_ledger(session, world.own_id).faults == ()


def test_one_spending_is_granted_once_however_many_press(
    environ: dict[str, str], filling: Callable, world: World
) -> None:
    decider = told(actor_of(world, Role.DECIDER))
    with filling(Role.PREVENTION_COORDINATOR) as (session, coordinator):
        earmark = make_earmark(session, coordinator, responsible_id=decider["user_id"])
        spending = make_spending(session, coordinator, earmark, on=ON, received_on=ON)
        turn = {"actor": decider, "spending_id": spending.id, "on": ON.isoformat()}

    answers = all_at_once(environ, "grant", [turn] * 10)

    assert sum("granted" in answer for answer in answers) == 1
    assert {answer["refused"] for answer in answers if "refused" in answer} == {"spending_already_decided"}
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).where(LedgerEntry.kind == EntryKind.RESERVATION)) == 1
