"""What a file of payments amounts to, held beside what is known: what is new, and what is in doubt."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.billing.adapters.camt054 import BankEntry, Unbooked
from app.billing.adapters.status_file import StatusRow
from app.models.invoice import PaymentDoubt
from fees.money import ZERO, Money


class FileNews(StrEnum):
    """What a row of a file brings."""

    PAYMENT = "payment"
    NOTHING = "nothing"
    """As was known already; a status is noted all the same."""
    OLDER = "older"
    """Of an earlier day than what is known of the invoice: it changes nothing."""
    READ_BEFORE = "read_before"
    """The very payment stands in a file that was read before."""
    NOT_BOOKED = "not_booked"
    """Money out of the account, money taken back, not booked by the bank yet, or another currency."""


@dataclass(frozen=True)
class Claim:
    """What is known of an invoice before the file is read."""

    invoice_id: int
    licence_id: int
    fee_year: int
    reference: str
    amount: Money
    credited: Money
    told: Money
    """What earlier files told of as paid on it."""
    placed: Money
    """What somebody has placed on it by hand."""
    told_on: date | None
    """The day of its newest status."""

    @property
    def owed(self) -> Money:
        """What is to be paid in all; below nought what is to be paid out."""
        return self.amount - self.credited


@dataclass(frozen=True)
class Effect:
    """What one row of a file does."""

    line: int
    reference: str
    news: FileNews
    claim: Claim | None = None
    amount: Money = ZERO
    """What is paid by it, and booked where the row brings a payment."""
    doubt: PaymentDoubt = PaymentDoubt.NONE
    paid_on: date | None = None
    payer: str = ""
    key: str = ""
    why_not: Unbooked = Unbooked.BOOKED
    row: StatusRow | None = None


@dataclass(frozen=True)
class UnknownPaid:
    """What files told of earlier under a reference that no invoice has, and how much of it is unplaced."""

    told: Money = ZERO
    unplaced: Money = ZERO


def status_effects(
    rows: Iterable[StatusRow],
    claims: Mapping[int, Claim],
    unknown: Mapping[str, UnknownPaid],
) -> Iterator[Effect]:
    """What a status file does: only the difference to what is known is booked.

    `claims` are by the line of their row; `unknown` by reference.
    """
    for row in rows:
        claim = claims.get(row.line)
        if claim is None:
            yield _unknown_status(row, unknown.get(row.key, UnknownPaid()))
            continue
        if claim.told_on is not None and row.told_on < claim.told_on:
            yield Effect(row.line, row.key, FileNews.OLDER, claim, row=row)
            continue
        increase = _increase(row.paid, claim)
        yield Effect(
            row.line,
            row.key,
            FileNews.PAYMENT if increase else FileNews.NOTHING,
            claim,
            increase,
            _doubt(claim, increase) if increase else PaymentDoubt.NONE,
            # Less than before was not paid on a day: the status tells of it.
            row.paid_on if row.paid_on is not None and not _falls(claim, increase) else row.told_on,
            row=row,
        )


def _increase(paid: Money, claim: Claim) -> Money:
    """What a status adds to what is known.

    What was placed by hand stays until the economy system has caught up with it; then it is not told twice.
    """
    if _falls(claim, paid - claim.told):
        return paid - claim.told
    known = claim.told + claim.placed
    further = max(paid, known) if claim.amount >= ZERO else min(paid, known)
    return further - known


def _unknown_status(row: StatusRow, known: UnknownPaid) -> Effect:
    increase = row.paid - known.told
    if increase < ZERO:
        # What somebody has placed meanwhile belongs to its invoice, whatever this reference says now.
        increase = max(increase, -known.unplaced) if known.unplaced > ZERO else ZERO
    if not increase:
        return Effect(row.line, row.key, FileNews.NOTHING, doubt=PaymentDoubt.UNKNOWN_REFERENCE, row=row)
    return Effect(
        row.line,
        row.key,
        FileNews.PAYMENT,
        None,
        increase,
        PaymentDoubt.UNKNOWN_REFERENCE if increase > ZERO else PaymentDoubt.WENT_DOWN,
        row.paid_on or row.told_on,
        row=row,
    )


def bank_effects(
    entries: Iterable[BankEntry], claims: Mapping[str, Claim], read_before: Iterable[str]
) -> Iterator[Effect]:
    """What a notice of the bank does: each payment is booked once. `claims` are by KID."""
    seen, paid = set(read_before), {claim.invoice_id: ZERO for claim in claims.values()}
    for line, entry in enumerate(entries, start=1):
        claim = claims.get(entry.kid) if entry.kid else None
        told = Effect(
            line,
            entry.kid,
            FileNews.PAYMENT,
            claim,
            entry.amount,
            paid_on=entry.paid_on,
            payer=entry.payer,
            key=entry.key,
            why_not=entry.why_not,
        )
        if entry.why_not is not Unbooked.BOOKED or not entry.amount:
            yield replace(told, news=FileNews.NOT_BOOKED)
        elif entry.key in seen:
            yield replace(told, news=FileNews.READ_BEFORE)
        elif claim is None:
            seen.add(entry.key)
            yield replace(told, doubt=PaymentDoubt.UNKNOWN_REFERENCE)
        else:
            seen.add(entry.key)
            paid[claim.invoice_id] += entry.amount
            yield replace(told, doubt=_doubt(claim, paid[claim.invoice_id]))


def _falls(claim: Claim, increase: Money) -> bool:
    """Whether an increase takes back what was told: downwards for a claim, upwards for a credit."""
    return increase < ZERO if claim.amount >= ZERO else increase > ZERO


def _doubt(claim: Claim, increase: Money) -> PaymentDoubt:
    """How an invoice stands after an increase, where somebody should look at it."""
    if _falls(claim, increase):
        return PaymentDoubt.WENT_DOWN
    left = claim.owed - claim.told - claim.placed - increase
    if not left:
        return PaymentDoubt.NONE
    return PaymentDoubt.PART if (left > ZERO) == (claim.amount >= ZERO) else PaymentDoubt.OVER
