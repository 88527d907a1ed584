"""Payouts ("utbetalinger") of a grant: what is left to pay, to return and to release."""

from dataclasses import dataclass

from fees.earmark import shared_by_key
from fees.money import ZERO, Money

OWN, OTHERS = 0, 1


@dataclass(frozen=True)
class PayoutBalance:
    """What has become of an amount that was promised: of one part of a grant, or of several together."""

    promised: Money
    released: Money = ZERO
    on_its_way: Money = ZERO
    """Attested or ordered, not paid."""
    paid: Money = ZERO
    repaid: Money = ZERO

    @property
    def room(self) -> Money:
        """What may still be paid or released."""
        return self.promised - self.released - self.on_its_way - self.paid

    @property
    def net_paid(self) -> Money:
        """What has been paid and has not come back."""
        return self.paid - self.repaid

    def __add__(self, other: "PayoutBalance") -> "PayoutBalance":
        return PayoutBalance(
            self.promised + other.promised,
            self.released + other.released,
            self.on_its_way + other.on_its_way,
            self.paid + other.paid,
            self.repaid + other.repaid,
        )


def to_return(balance: PayoutBalance, cost: Money) -> Money:
    """What has been paid beyond what it cost, and is to come back.

    >>> to_return(PayoutBalance(Money(1_200_000), paid=Money(1_200_000)), Money(1_000_000))
    Money(ore=200000)
    """
    return Money(max(0, balance.net_paid.ore - cost.ore))


def to_release(balance: PayoutBalance, cost: Money) -> Money:
    """What is promised and will not be needed, as it cost less.

    >>> to_release(PayoutBalance(Money(1_200_000), paid=Money(500_000)), Money(800_000))
    Money(ore=400000)
    """
    still_needed = max(0, cost.ore - balance.net_paid.ore - balance.on_its_way.ore)
    return Money(max(0, balance.room.ore - still_needed))


def split(amount: Money, own: Money, others: Money) -> tuple[Money, Money]:
    """An amount split between the municipality that pays and the others, by what is left of their parts.

    The paying one always bears something; paid in whole, each part is emptied to the øre.

    >>> split(Money(600_000), Money(400_000), Money(400_000))
    (Money(ore=300000), Money(ore=300000))
    >>> split(Money(1), Money(10), Money(90))
    (Money(ore=1), Money(ore=0))
    """
    if not others:
        return amount, ZERO
    shared = shared_by_key(amount, {OWN: own.ore, OTHERS: others.ore})
    first = max(shared[OWN], Money(min(1, own.ore)))
    return first, amount - first
