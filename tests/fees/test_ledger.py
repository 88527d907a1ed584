"""The ledger: each entry balances, goes the way of its sign, and is taken back by its counter-entry."""

from datetime import date

import pytest

from fees.ledger import Account, Entry, EntryKind, balances, entry, reversal
from fees.money import ZERO, Money

ON, LATER = date(2026, 3, 9), date(2026, 4, 9)
CLAIM = Entry(EntryKind.CLAIM, Account.RECEIVABLES, Account.FEE_INCOME, Money(943_500), ON, 2026)


@pytest.mark.parametrize(
    ("ore", "debit", "credit", "amount"),
    [
        pytest.param(1, Account.RECEIVABLES, Account.FEE_INCOME, 1, id="a claim: the holder owes"),
        pytest.param(-1, Account.FEE_INCOME, Account.RECEIVABLES, 1, id="a credit goes the other way"),
    ],
)
def test_an_amount_goes_the_way_of_its_sign(ore, debit, credit, amount):
    made = entry(
        EntryKind.CLAIM,
        Account.RECEIVABLES,
        Account.FEE_INCOME,
        Money(ore),
        booked_on=ON,
        fee_year=2026,
    )
    assert made == Entry(EntryKind.CLAIM, debit, credit, Money(amount), ON, 2026)


def test_nothing_is_no_entry():
    accounts = (Account.RECEIVABLES, Account.FEE_INCOME)
    assert entry(EntryKind.CLAIM, *accounts, ZERO, booked_on=ON, fee_year=2026) is None


@pytest.mark.parametrize(
    ("amount", "credit"),
    [
        pytest.param(0, Account.FEE_INCOME, id="nought"),
        pytest.param(-1, Account.FEE_INCOME, id="below nought"),
        pytest.param(1, Account.RECEIVABLES, id="to itself"),
    ],
)
def test_an_entry_moves_something_between_two_accounts(amount, credit):
    with pytest.raises(ValueError, match="between two accounts"):
        Entry(EntryKind.CLAIM, Account.RECEIVABLES, credit, Money(amount), ON, 2026)


def test_a_reversal_takes_back_what_it_reverses_in_the_same_year():
    counter = reversal(CLAIM, on=LATER)
    assert (counter.kind, counter.booked_on, counter.fee_year) == (EntryKind.REVERSAL, LATER, 2026)
    assert set(balances([CLAIM, counter]).values()) == {ZERO}


def test_balances_are_debits_less_credits():
    assert balances([CLAIM]) == dict.fromkeys(Account, ZERO) | {
        Account.RECEIVABLES: Money(943_500),
        Account.FEE_INCOME: Money(-943_500),
    }
