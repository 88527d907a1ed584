"""How an invoice stands ("status"): what is claimed, what is paid of it, and how much of that is known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fees.money import ZERO, Money


class PaidState(StrEnum):
    """What can be said of a claim on a day."""

    CREDIT = "credit"
    """It is below nought: the municipality owes the holder."""
    CREDITED = "credited"
    PAID = "paid"
    OVERPAID = "overpaid"
    WAITING = "waiting"
    """It is not due yet."""
    UNKNOWN = "unknown"
    """It was due, and nobody has told how things stood after that day."""
    OVERDUE = "overdue"
    """A status newer than the due date says that it is not paid."""


@dataclass(frozen=True)
class Standing:
    """How an invoice stands, as far as the files that were read tell."""

    invoice_id: int
    licence_id: int
    reference: str
    amount: Money
    credited: Money
    """What credit notes in locked batches take back of it."""
    paid: Money
    due_on: date
    told_on: date | None
    """The day of the newest status; None before any has been read."""
    paid_on: date | None
    """The day that nothing was outstanding any more; None while something is, or nothing was paid."""
    reminder_stage: int = 0
    invoice_number: str = ""
    kid: str = ""

    @property
    def outstanding(self) -> Money:
        """What is left to pay; below nought when more was paid than is claimed."""
        return self.amount - self.credited - self.paid

    @property
    def is_told(self) -> bool:
        """Whether a status newer than the due date has been read: before that nothing is said of payment."""
        return self.told_on is not None and self.told_on > self.due_on

    def state_on(self, day: date) -> PaidState:
        """What can be said on a day."""
        if self.amount < ZERO:
            return PaidState.CREDIT
        if self.outstanding < ZERO:
            return PaidState.OVERPAID
        if not self.outstanding:
            return PaidState.PAID if self.paid else PaidState.CREDITED
        if day <= self.due_on:
            return PaidState.WAITING
        return PaidState.OVERDUE if self.is_told else PaidState.UNKNOWN
