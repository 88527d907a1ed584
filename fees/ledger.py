"""The ledger ("reskontro") of licence fees and earmarks: every amount goes from one account to another.

Entries stay: a mistake is reversed.

It is a sub-ledger: the accounts of the municipality stay in its economy system.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fees.money import ZERO, Money


class Account(StrEnum):
    """Where an amount can stand."""

    RECEIVABLES = "receivables"
    """What holders owe, by invoice; below nought is what they have to their credit."""
    FEE_INCOME = "fee_income"
    PAYMENTS = "payments"
    """What the economy system or the bank has told of as paid."""
    UNPLACED = "unplaced"
    """Payments that no invoice was found for."""
    EARMARK_BUDGET = "earmark_budget"
    """What councils have decided for earmarks: below nought by what has been made available."""
    EARMARK_CARRIED_IN = "earmark_carried_in"
    """Below nought by what came from the year before."""
    EARMARK_CARRIED_OUT = "earmark_carried_out"
    """What went on into the next year."""
    EARMARK_LEFT = "earmark_left"
    EARMARK_RESERVED = "earmark_reserved"
    """Promised, not paid."""
    EARMARK_SPENT = "earmark_spent"
    EARMARK_RETURNED = "earmark_returned"
    """Handed back to free use."""


class EntryKind(StrEnum):
    """Why an amount was entered."""

    CLAIM = "claim"
    CREDIT = "credit"
    PAYMENT = "payment"
    PLACEMENT = "placement"
    """A payment that stood unplaced is put where it belongs."""
    REVERSAL = "reversal"
    ALLOTMENT = "allotment"
    """An earmark's amount of the year is made available, or a changed decision changes it."""
    CARRYING = "carrying"
    """What is left of an earmark's year goes into the next."""
    RESERVATION = "reservation"
    RELEASE = "release"
    """What was promised is not used."""
    SPENDING = "spending"
    REPAYMENT = "repayment"
    """What was paid out comes back."""
    HANDING_BACK = "handing_back"
    """What is left of an earmark goes to free use."""


@dataclass(frozen=True)
class Entry:
    """An amount above nought from one account (credit) to another (debit), so that every entry balances."""

    kind: EntryKind
    debit: Account
    credit: Account
    amount: Money
    booked_on: date
    fee_year: int

    def __post_init__(self) -> None:
        if self.amount.ore <= 0 or self.debit is self.credit:
            raise ValueError("an entry moves an amount above nought between two accounts")


def entry(
    kind: EntryKind, debit: Account, credit: Account, amount: Money, *, booked_on: date, fee_year: int
) -> Entry | None:
    """The entry of an amount, which goes the other way when it is below nought; none for nothing."""
    if not amount:
        return None
    if amount.ore < 0:
        debit, credit, amount = credit, debit, -amount
    return Entry(kind, debit, credit, amount, booked_on, fee_year)


def reversal(reversed_entry: Entry, *, on: date) -> Entry:
    """The counter-entry: the same amount back. A mistake is reversed, never changed."""
    return replace(
        reversed_entry,
        kind=EntryKind.REVERSAL,
        debit=reversed_entry.credit,
        credit=reversed_entry.debit,
        booked_on=on,
    )


def balances(entries: Iterable[Entry]) -> Mapping[Account, Money]:
    """What stands on each account: debits less credits. Together they are always nought."""
    standing: dict[Account, Money] = defaultdict(lambda: ZERO)
    for one in entries:
        standing[one.debit] += one.amount
        standing[one.credit] -= one.amount
    return {account: standing[account] for account in Account}
