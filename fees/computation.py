"""The yearly licence fee ("bevillingsgebyr") of one licence, with every step that led to it.

Law: alkoholloven § 7-1; alkoholforskriften §§ 6-1 and 6-2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fees.errors import RateNotSet
from fees.money import Money, Rounding
from fees.rates import RateSet, rates_for
from fees.turnover import CL_IN_LITRE, OWN_PRODUCE_MOST_LITRES, Volumes, groups_of
from licensing.errors import BadValue
from licensing.law import AF_6_2, Citation
from licensing.licences import Group, LicenceKind


@dataclass(frozen=True)
class FeeLine:
    """One group: litres times rate, exactly; nothing is rounded here."""

    group: Group
    litres: Decimal
    rate: Decimal
    """Kroner per litre of product."""

    @property
    def amount(self) -> Decimal:
        """Kroner, exact."""
        return self.litres * self.rate


@dataclass(frozen=True)
class Reduction:
    """A lower fee in a special case ("særlige tilfeller"), decided by a person who says why.

    Law: alkoholforskriften § 6-2.
    """

    to: Money
    """What the fee is set to."""
    reason: str
    decided_by: str
    decided_on: date
    citation: Citation = AF_6_2


class FeeDoubt(StrEnum):
    """What a person is asked about a fee; the figure stands all the same."""

    PRODUCER_RIGHT = "producer_right"
    """Sale of group 2 takes the right to sell own products. Law: alkoholloven §§ 1-7f and 3-1b."""
    ABOVE_OWN_PRODUCE = "above_own_produce"
    """More of group 2 than may be sold of own products in a year. Law: alkoholloven § 1-7f."""
    WAIVED = "waived"
    """The regulation says "lower"; it has no words about nothing at all."""


@dataclass(frozen=True)
class YearFee:
    """The fee of a licence for a calendar year, and how it came about."""

    kind: LicenceKind
    year: int
    lines: tuple[FeeLine, ...]
    minimum: Money
    rounding: Rounding
    regulation: str
    reduction: Reduction | None = None
    doubts: tuple[FeeDoubt, ...] = ()
    citation: Citation = AF_6_2

    @property
    def volume_fee(self) -> Decimal:
        """Litres times rates, summed exactly, in kroner."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def minimum_applied(self) -> bool:
        """Whether the least fee is more than the litres give."""
        return self.volume_fee < self.minimum.kroner

    @property
    def ordinary(self) -> Money:
        """The fee before any reduction, rounded once."""
        # Rounded once, here: rounding each line would make the total depend on how many groups there are.
        return Money.from_kroner(max(self.volume_fee, self.minimum.kroner), self.rounding)

    @property
    def total(self) -> Money:
        """What is to be paid for the year."""
        return self.ordinary if self.reduction is None else self.reduction.to


def year_fee(
    kind: LicenceKind,
    year: int,
    volumes: Volumes,
    *,
    table: Iterable[RateSet] | None = None,
    rounding: Rounding = Rounding.ORE,
    may_sell_own_produce: bool | None = None,
) -> YearFee:
    """The fee of a licence for a year: litres times rates, at least the minimum, never prorated.

    Whether a seller may sell own products is None where nobody has said so. Raises `RateNotSet` for a year
    or a group without a rate.

    Law: alkoholloven § 7-1; alkoholforskriften §§ 6-1 and 6-2.

    >>> fee = year_fee(LicenceKind.SERVING, 2026, Volumes(600_000, 250_000, 30_000))
    >>> fee.total.kroner, fee.minimum_applied
    (Decimal('9435.00'), False)
    """
    rates = rates_for(year, table)
    lines = tuple(
        FeeLine(group, volumes.litres(group), litre_rate(rates, kind, group)) for group in volumes.groups
    )
    doubts = []
    if kind is LicenceKind.SALE and volumes.g2_cl:
        if not may_sell_own_produce:
            doubts.append(FeeDoubt.PRODUCER_RIGHT)
        if volumes.g2_cl > OWN_PRODUCE_MOST_LITRES * CL_IN_LITRE:
            doubts.append(FeeDoubt.ABOVE_OWN_PRODUCE)
    return YearFee(kind, year, lines, rates.minimum[kind], rounding, rates.regulation, doubts=tuple(doubts))


def litre_rate(rates: RateSet, kind: LicenceKind, group: Group) -> Decimal:
    """Kroner per litre. Raises `RateNotSet` where the group has no rate; no other ever stands in for it."""
    if group not in groups_of(kind):
        raise RateNotSet("group_without_rate", kind=kind, group=int(group))
    rate = rates.litre.get((kind, group))
    if rate is None:
        raise RateNotSet("group_rate_not_set", year=rates.last_day.year, kind=kind, group=int(group))
    return rate


def reduced(fee: YearFee, reduction: Reduction) -> YearFee:
    """The fee set lower in a special case. Raises `BadValue` when it is not lower, or gives no reason.

    Law: alkoholforskriften § 6-2.
    """
    if not reduction.reason.strip():
        raise BadValue("reduction_without_reason")
    if reduction.to.ore < 0:
        raise BadValue("reduction_below_nothing")
    if reduction.to >= fee.ordinary:
        raise BadValue("reduction_not_lower", ordinary_ore=fee.ordinary.ore)
    doubts = fee.doubts if reduction.to else (*fee.doubts, FeeDoubt.WAIVED)
    return replace(fee, reduction=reduction, doubts=doubts)
