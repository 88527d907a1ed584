"""What the fees of a year are made of: litres times rates by group, the minimum, and what is taken off."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fees.computation import YearFee
from fees.money import ZERO, Money
from licensing.licences import Group, LicenceKind

NOTHING = Decimal(0)


@dataclass(frozen=True)
class GroupPart:
    """What one group brings in: litres of product, and kroner before any minimum."""

    kind: LicenceKind
    group: Group
    litres: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Breakdown:
    """Fees together, in parts that add up to the total."""

    groups: tuple[GroupPart, ...]
    topped_up: Decimal
    """What is added where litres times rates give less than the minimum."""
    at_minimum: int
    """How many fees the minimum decides."""
    reduced: Money
    """What reductions take off; never above nought."""
    reductions: int
    rounded: Decimal
    """What rounding adds or takes off, all fees together."""
    total: Money

    @property
    def volume(self) -> Decimal:
        """Litres times rates of all groups."""
        return sum((part.amount for part in self.groups), NOTHING)


def breakdown(fees: Iterable[YearFee]) -> Breakdown:
    """The parts that yearly fees are made of. Law: alkoholforskriften § 6-2."""
    litres: dict[tuple[LicenceKind, Group], Decimal] = defaultdict(lambda: NOTHING)
    amounts: dict[tuple[LicenceKind, Group], Decimal] = defaultdict(lambda: NOTHING)
    topped_up, rounded, reduced, total = NOTHING, NOTHING, ZERO, ZERO
    at_minimum = reductions = 0
    for fee in fees:
        for line in fee.lines:
            litres[fee.kind, line.group] += line.litres
            amounts[fee.kind, line.group] += line.amount
        volume_fee, ordinary, payable = fee.volume_fee, fee.ordinary, fee.total
        exact = max(volume_fee, fee.minimum.kroner)
        if exact > volume_fee:
            at_minimum += 1
            topped_up += exact - volume_fee
        rounded += ordinary.kroner - exact
        if fee.reduction is not None:
            reductions += 1
            reduced += payable - ordinary
        total += payable
    parts = tuple(
        GroupPart(kind, group, litres[kind, group], amounts[kind, group])
        for kind in LicenceKind
        for group in Group
        if (kind, group) in litres
    )
    return Breakdown(parts, topped_up, at_minimum, reduced, reductions, rounded, total)
