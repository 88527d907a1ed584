"""Invoiced, discarded, reversed and decided anew in any order, it comes to what was decided in the end."""

from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from app.billing.queries.billable import Wanted, licences_left
from app.billing.queries.ledger import balances_by_licence, verified_ledger
from app.billing.service.fee_years import kept_fee_year
from app.models.fee import FeePurpose
from app.models.invoice import BatchPurpose, BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.permissions import Role
from fees.ledger import Account
from fees.money import Money
from tests.app.billing.batch_desk import Desk
from tests.app.conftest import Filling, World

INSTALMENTS = 3
STEPS = 30
Chain = tuple[int, FeePurpose]


class Year:
    """A year of three licences that anything may happen to."""

    def __init__(self, desk: Desk, world: World, chance: Random) -> None:
        self.desk, self.world, self.chance = desk, world, chance
        with desk.filling() as (session, actor):
            kept_fee_year(session, actor, 2026).instalments = INSTALMENTS
        self.licences = desk.licences(3)
        self.totals: dict[Chain, int] = {}
        self.editions: Counter[Chain] = Counter()
        self.done: Counter[str] = Counter()
        for licence_id in self.licences:
            self.decide(licence_id, FeePurpose.ADVANCE)

    def decide(self, licence_id: int, purpose: FeePurpose) -> None:
        """A fee, or another edition of it: up, down, to nothing, and with odd øre."""
        settles = purpose is FeePurpose.SETTLEMENT
        total = self.chance.choice((0, 1, 660_000, 660_001, 1_016_667, self.chance.randint(1, 3_000_000)))
        self.editions[licence_id, purpose] += 1
        self.totals[licence_id, purpose] = total * self.chance.choice((1, -1, -2)) if settles else total
        self.desk.decide(
            {licence_id: self.totals[licence_id, purpose]},
            year=2025 if settles else 2026,
            purpose=purpose,
            edition=self.editions[licence_id, purpose],
        )

    def batches(self, *states: BatchState) -> list[int]:
        """The batches in some states; those that are reversed, or reverse, count among the locked no more."""
        with self.desk.filling() as (session, _actor):
            taken = select(InvoiceBatch.reverses_id).where(
                InvoiceBatch.reverses_id.is_not(None), InvoiceBatch.state != BatchState.DISCARDED
            )
            found = select(InvoiceBatch.id).where(InvoiceBatch.state.in_(states))
            if BatchState.LOCKED in states:
                found = found.where(InvoiceBatch.reverses_id.is_(None), InvoiceBatch.id.not_in(taken))
            return list(session.scalars(found.order_by(InvoiceBatch.id)))

    def step(self) -> None:
        """One act of somebody."""
        ready, locked = self.batches(BatchState.READY), self.batches(BatchState.LOCKED)
        act = self.chance.choice(("decide", "make", "make", "approve", "approve", "discard", "reverse"))
        if act == "decide":
            purpose = self.chance.choice((FeePurpose.ADVANCE, FeePurpose.SETTLEMENT))
            self.decide(self.chance.choice(self.licences), purpose)
        elif act == "make":
            self.make(self.chance.randint(1, INSTALMENTS))
        elif act == "approve" and ready:
            self.approve(self.chance.choice(ready))
        elif act == "discard" and ready:
            self.desk.discard(self.chance.choice(ready))
        elif act == "reverse" and locked:
            self.desk.reverse(self.chance.choice(locked))
        else:
            return
        self.done[act] += 1

    def make(self, instalment: int) -> None:
        """What is left up to an instalment, where anything is."""
        wanted = Wanted(BatchPurpose.FEES, 2026, instalment, INSTALMENTS)
        with self.desk.filling() as (session, _actor):
            left = licences_left(session, self.world.own_id, wanted)
        if left:
            self.desk.make(instalment=instalment)

    def approve(self, batch_id: int) -> None:
        """By another than its maker."""
        with self.desk.filling() as (session, _actor):
            by_decider = self.desk.batch(session, batch_id).reverses_id is not None
        self.desk.approve(batch_id, Role.FINANCE if by_decider else Role.DECIDER)

    def insist(self) -> None:
        """The ledger is whole, holds each locked line, and says no more than is invoiced."""
        with self.desk.filling() as (session, _actor):
            assert verified_ledger(session, self.world.own_id).faults == ()
            owed = balances_by_licence(session, self.world.own_id, Account.RECEIVABLES)
            assert {one: amount for one, amount in owed.items() if amount} == {
                licence_id: Money(ore) for licence_id, ore in self.invoiced(session).items() if ore
            }
            sums = session.execute(
                select(Invoice.amount_ore, func.sum(InvoiceLine.amount_ore))
                .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
                .group_by(Invoice.id, Invoice.amount_ore)
            )
            assert all(amount == of_lines for amount, of_lines in sums)

    def invoiced(self, session: Any) -> Mapping[int, int]:
        """What stands invoiced of each licence in locked batches."""
        rows = session.execute(
            select(Invoice.licence_id, func.sum(Invoice.amount_ore))
            .join(InvoiceBatch, InvoiceBatch.id == Invoice.batch_id)
            .where(InvoiceBatch.state == BatchState.LOCKED)
            .group_by(Invoice.licence_id)
        )
        return {licence_id: int(ore) for licence_id, ore in rows}

    def end(self) -> None:
        """Everything that waits is approved, and then everything that is left."""
        for batch_id in self.batches(BatchState.READY):
            self.approve(batch_id)
        self.make(INSTALMENTS)
        for batch_id in self.batches(BatchState.READY):
            self.approve(batch_id)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_invoiced_over_time_comes_to_what_is_decided(
    app: Any, filling: Filling, world: World, seed: int
) -> None:
    year = Year(Desk(app, filling), world, Random(seed))
    for _step in range(STEPS):
        year.step()
        year.insist()
    year.end()
    year.insist()
    decided = {
        licence_id: sum(total for (one, _purpose), total in year.totals.items() if one == licence_id)
        for licence_id in year.licences
    }
    with filling() as (session, _actor):
        invoiced = year.invoiced(session)
    assert {licence_id: invoiced.get(licence_id, 0) for licence_id in year.licences} == decided
    assert set(year.done) == {"decide", "make", "approve", "discard", "reverse"}
