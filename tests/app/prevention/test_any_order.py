"""Acts on the years of an earmark in any order: through the services, nothing is lost or below nought."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from sqlalchemy.orm import Session

from app.billing.queries.ledger import verified_ledger
from app.models.earmark import Earmark
from app.permissions import Actor
from app.prevention.queries.accounts import Figure, sum_of_figure
from app.prevention.queries.closing import rows_of_earmark
from app.prevention.queries.earmarks import account_of, year_of
from app.prevention.service.closing import adjust_year, close_year, reopen_year
from app.prevention.service.earmarks import CouncilDecision
from app.prevention.service.years import Move, held_year, money_back, move
from fees.earmark import EarmarkFilling, Leftover
from fees.ledger import Account, EntryKind
from fees.money import ZERO, Money
from licensing.errors import NotAllowed
from tests.app.conftest import Filling
from tests.factories.earmark import make_earmark

ON = date(2027, 3, 1)
YEARS = (2024, 2025, 2026)
DECISION = CouncilDecision("Kommunestyret", ON, "PS 1/27")
ROUNDS = 60


class Acts:
    """Somebody who does whatever comes to mind with the years of one earmark."""

    def __init__(self, session: Session, actor: Actor, earmark: Earmark, random: Random) -> None:
        self.session, self.actor, self.earmark, self.random = session, actor, earmark, random

    def version(self, year: int) -> int:
        row = year_of(self.session, self.actor.municipality_id, self.earmark.id, year)
        return row.version if row else 0

    def amount(self) -> Money:
        return Money(
            self.random.choice((1, 333, 1_000_000, 2_500_000, 7_500_000, self.random.randint(1, 9_000_000)))
        )

    def move(self, kind: EntryKind, debit: Account, credit: Account) -> None:
        year = self.random.choice(YEARS)
        row = held_year(self.session, self.actor, self.earmark.id, year, on=ON)
        move(self.session, self.actor, row, [Move(kind, debit, credit, self.amount())], on=ON)

    def promise(self) -> None:
        self.move(EntryKind.RESERVATION, Account.EARMARK_RESERVED, Account.EARMARK_LEFT)

    def pay(self) -> None:
        self.move(EntryKind.SPENDING, Account.EARMARK_SPENT, Account.EARMARK_RESERVED)

    def take_back(self) -> None:
        kind, credit = self.random.choice(
            (
                (EntryKind.RELEASE, Account.EARMARK_RESERVED),
                (EntryKind.REPAYMENT, Account.EARMARK_SPENT),
            )
        )
        row = held_year(self.session, self.actor, self.earmark.id, self.random.choice(YEARS), on=ON)
        money_back(self.session, self.actor, row, kind=kind, credit=credit, amount=self.amount(), on=ON)

    def adjust(self) -> None:
        year = self.random.choice(YEARS)
        adjust_year(
            self.session,
            self.actor,
            earmark_id=self.earmark.id,
            year=year,
            seen_version=self.version(year),
            decision=DECISION,
            decided=self.amount(),
            reason="",
            on=ON,
        )

    def close(self) -> None:
        year = self.random.choice(YEARS)
        free = account_of(self.session, self.actor.municipality_id, self.earmark, year).free.ore
        carried = self.random.randint(0, free)
        returned = self.random.randint(0, free - carried)
        other = free - carried - returned
        close_year(
            self.session,
            self.actor,
            earmark_id=self.earmark.id,
            year=year,
            seen_version=self.version(year),
            decision=DECISION,
            carried=Money(carried),
            returned=Money(returned),
            other=Money(other),
            other_use="Annet" if other else "",
            reason="",
            on=ON,
        )

    def reopen(self) -> None:
        year = self.random.choice(YEARS)
        reopen_year(
            self.session,
            self.actor,
            earmark_id=self.earmark.id,
            year=year,
            seen_version=self.version(year),
            decision=DECISION,
            reason="",
            on=ON,
        )

    def set_filling(self) -> None:
        self.earmark.filling = self.random.choice(list(EarmarkFilling))
        self.session.flush()

    def one(self) -> Callable[[], None]:
        return self.random.choice(
            (
                self.promise,
                self.promise,
                self.pay,
                self.pay,
                self.take_back,
                self.adjust,
                self.close,
                self.close,
                self.reopen,
                self.set_filling,
            )
        )


def holds(acts: Acts) -> None:
    """Years add up, figures are the sums of their entries, and what went out of one came into the next."""
    session, here, earmark = acts.session, acts.actor.municipality_id, acts.earmark
    rows = {row.year: row for row in rows_of_earmark(session, here, earmark.id)}
    for year, row in rows.items():
        account = row.to_domain()
        assert account.balances
        told = {
            Figure.ALLOTTED: account.allotted,
            Figure.CARRIED_IN: account.carried_in,
            Figure.RESERVED: account.reserved,
            Figure.SPENT: account.spent,
            Figure.RETURNED: account.returned,
            Figure.LEFT: account.left,
        }
        assert {figure: sum_of_figure(session, here, earmark.id, year, figure) for figure in told} == told
        following = rows.get(year + 1)
        assert account.carried_out == (following.to_domain().carried_in if following else ZERO)
        assert account_of(session, here, earmark, year).balances
        if row.closed:
            assert account.free == ZERO
    assert not verified_ledger(session, here).faults


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_acts_keeps_every_year_whole(filling: Filling, seed: int) -> None:
    random = Random(seed)
    with filling() as (session, actor):
        earmark = make_earmark(session, actor, leftover=random.choice(list(Leftover)))
        acts = Acts(session, actor, earmark, random)
        done = 0
        for _round in range(ROUNDS):
            act, before = acts.one(), session.begin_nested()
            try:
                act()
                before.commit()
                done += 1
            except NotAllowed:
                before.rollback()
                session.expire_all()
            if done % 10 == 0:
                holds(acts)
        holds(acts)
        assert done > ROUNDS / 6
