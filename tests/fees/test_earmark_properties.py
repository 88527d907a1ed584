"""What is true of an earmark's account after any order of acts, and of any sharing."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fees.earmark import (
    EarmarkAccount,
    EarmarkFilling,
    earmark_account,
    refilled,
    shared_by_key,
)
from fees.ledger import Account, Entry, EntryKind, entry, reversal
from fees.money import ZERO, Money

pytestmark = [pytest.mark.property, pytest.mark.slow]

ON = date(2026, 3, 9)
LEFT = Account.EARMARK_LEFT
# Every act that the services do with an earmark's year, by what it debits and credits.
ACTS = {
    "allot": (EntryKind.ALLOTMENT, LEFT, Account.EARMARK_BUDGET),
    "take back": (EntryKind.ALLOTMENT, Account.EARMARK_BUDGET, LEFT),
    "carry in": (EntryKind.CARRYING, LEFT, Account.EARMARK_CARRIED_IN),
    "promise": (EntryKind.RESERVATION, Account.EARMARK_RESERVED, LEFT),
    "pay": (EntryKind.SPENDING, Account.EARMARK_SPENT, Account.EARMARK_RESERVED),
    "release": (EntryKind.RELEASE, LEFT, Account.EARMARK_RESERVED),
    "repay": (EntryKind.REPAYMENT, LEFT, Account.EARMARK_SPENT),
    "hand back": (EntryKind.HANDING_BACK, Account.EARMARK_RETURNED, LEFT),
    "carry out": (EntryKind.CARRYING, Account.EARMARK_CARRIED_OUT, LEFT),
}
AMOUNTS = st.integers(1, 10_000_000)
STEPS = st.one_of(
    st.tuples(st.sampled_from(sorted(ACTS)), AMOUNTS), st.tuples(st.just("undo"), st.integers(0, 40))
)
MONEY = st.integers(0, 10**9).map(Money)


@dataclass
class Year:
    """A year in which an act is entered only where nothing falls below nought, as the services do."""

    entries: list[Entry] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)

    def account(self, more: list[Entry]) -> EarmarkAccount:
        return earmark_account(Money(10**9), ZERO, [*self.entries, *more])

    def do(self, act: str, number: int) -> None:
        if act == "undo":
            open_ = [at for at in range(len(self.entries)) if at not in self.undone]
            if not open_:
                return
            at = open_[number % len(open_)]
            made = reversal(self.entries[at], on=ON)
            if self.account([made]).balances:
                self.undone |= {at, len(self.entries)}
                self.entries.append(made)
            return
        kind, debit, credit = ACTS[act]
        made = entry(kind, debit, credit, Money(number), booked_on=ON, fee_year=2026)
        assert made is not None
        if self.account([made]).balances:
            self.entries.append(made)


@given(st.lists(STEPS, max_size=40))
def test_any_order_of_acts_keeps_the_account_whole(steps):
    year = Year()
    for act, number in steps:
        year.do(act, number)
        account = year.account([])
        total = account.spent + account.reserved + account.returned + account.left
        assert account.allotted + account.carried_in == total
        assert min(account.spent, account.reserved, account.returned, account.left, account.free) >= ZERO


@given(st.lists(STEPS, max_size=40), st.sampled_from(list(EarmarkFilling)), MONEY, MONEY)
def test_a_new_decision_or_less_income_keeps_the_account_whole(steps, filling, decided, paid):
    year = Year()
    for act, number in steps:
        year.do(act, number)
    before = year.account([])
    after = refilled(before, decided, filling, paid)
    assert after.balances
    assert after.allotted <= after.decided
    assert (after.spent, after.reserved, after.returned, after.carried_out) == (
        before.spent,
        before.reserved,
        before.returned,
        before.carried_out,
    )
    assert refilled(after, decided, filling, paid) == after


@given(MONEY, MONEY, st.integers(-(10**9), 10**9).map(Money))
def test_what_is_covered_and_what_is_short_are_what_is_decided(decided, before, income):
    account = EarmarkAccount(decided, income, covered_before=before)
    assert account.set_aside + account.shortfall == decided
    assert min(account.set_aside, account.shortfall) >= ZERO


@given(MONEY, st.dictionaries(st.integers(1, 400), st.integers(0, 10**6), min_size=1, max_size=12))
def test_shared_parts_add_up_to_the_whole_and_none_is_an_ore_off(amount, weights):
    total = sum(weights.values())
    if not total:
        weights, total = dict.fromkeys(weights, 1), len(weights)
    parts = shared_by_key(amount, weights)
    assert sum((part.ore for part in parts.values()), 0) == amount.ore
    for who, part in parts.items():
        assert abs(part.ore * total - amount.ore * weights[who]) < total
    assert shared_by_key(amount, weights) == parts
