"""What is true of the ledger after any sequence of acts."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fees.ledger import Account, Entry, EntryKind, balances, entry, reversal
from fees.money import ZERO, Money

pytestmark = [pytest.mark.property, pytest.mark.slow]

ON = date(2026, 3, 9)
WAYS = {
    EntryKind.CLAIM: (Account.RECEIVABLES, Account.FEE_INCOME),
    EntryKind.CREDIT: (Account.RECEIVABLES, Account.FEE_INCOME),
    EntryKind.PAYMENT: (Account.PAYMENTS, Account.RECEIVABLES),
    EntryKind.PLACEMENT: (Account.UNPLACED, Account.RECEIVABLES),
}
AMOUNTS = st.integers(-(10**9), 10**9)
ACTS = st.one_of(
    st.tuples(st.just("post"), st.sampled_from(sorted(WAYS)), AMOUNTS),
    st.tuples(st.just("unknown"), st.just(EntryKind.PAYMENT), st.integers(1, 10**9)),
    st.tuples(st.just("reverse"), st.integers(0, 50), st.just(0)),
)


@dataclass
class Book:
    """A ledger to which acts add entries, with what each account should hold counted beside it."""

    entries: list[Entry] = field(default_factory=list)
    reversed: set[int] = field(default_factory=set)
    owed: int = 0

    def do(self, act, what, amount):
        """Do one act, as the services do."""
        if act == "reverse":
            self.reverse(what)
            return
        debit, credit = (Account.PAYMENTS, Account.UNPLACED) if act == "unknown" else WAYS[what]
        made = entry(what, debit, credit, Money(amount), booked_on=ON, fee_year=2026)
        if made is not None:
            self.add(made)

    def reverse(self, index):
        """Take an entry back, once; a reversal is not taken back."""
        if index >= len(self.entries) or index in self.reversed:
            return
        if self.entries[index].kind is not EntryKind.REVERSAL:
            self.reversed.add(index)
            self.add(reversal(self.entries[index], on=ON))

    def add(self, made):
        """Add an entry, and count what holders owe by itself."""
        self.entries.append(made)
        self.owed += made.amount.ore * (made.debit is Account.RECEIVABLES)
        self.owed -= made.amount.ore * (made.credit is Account.RECEIVABLES)


@given(st.lists(ACTS, max_size=60))
def test_the_ledger_balances_after_any_sequence_of_acts(acts):
    book = Book()
    for act in acts:
        book.do(*act)
        assert sum(balances(book.entries).values(), ZERO) == ZERO
    standing = balances(book.entries)
    assert standing[Account.RECEIVABLES] == Money(book.owed)
    assert all(one.amount > ZERO for one in book.entries)


@given(st.lists(ACTS, max_size=40))
def test_a_ledger_of_which_everything_is_reversed_holds_nothing(acts):
    book = Book()
    for act in acts:
        book.do(*act)
    for index in range(len(book.entries)):
        book.reverse(index)
    assert set(balances(book.entries).values()) == {ZERO}
