"""Money ("beløp") in whole øre."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from fees.typed import Unclear, has_two_decimals, typed_number
from licensing.errors import BadValue

ORE_IN_KRONE = 100
# ASSUMPTION: no fee, rate or cost of a municipality's licensing reaches a billion kroner; more is a slip.
MOST_KRONER = 1_000_000_000


class Rounding(StrEnum):
    """To what a fee is rounded, once: whole øre or whole kroner. The regulation is silent on it."""

    ORE = "ore"
    KRONE = "krone"


@dataclass(frozen=True, order=True)
class Money:
    """An amount in whole øre; it may be negative, as a credit is."""

    ore: int

    @classmethod
    def from_kroner(cls, kroner: Decimal | int | str, rounding: Rounding = Rounding.ORE) -> "Money":
        """The one place where an amount is rounded: half away from nought, to øre or to kroner.

        >>> Money.from_kroner("0.005"), Money.from_kroner("-0.005"), Money.from_kroner("0.0049")
        (Money(ore=1), Money(ore=-1), Money(ore=0))
        >>> Money.from_kroner("1016.67", Rounding.KRONE)
        Money(ore=101700)
        """
        if rounding is Rounding.KRONE:
            return cls(_nearest(Decimal(kroner)) * ORE_IN_KRONE)
        return cls(_nearest(Decimal(kroner) * ORE_IN_KRONE))

    @property
    def kroner(self) -> Decimal:
        """The amount in kroner, with two decimals, exactly.

        >>> Money(943500).kroner
        Decimal('9435.00')
        """
        sign = "-" if self.ore < 0 else ""
        whole, part = divmod(abs(self.ore), ORE_IN_KRONE)
        return Decimal(f"{sign}{whole}.{part:02d}")

    def shared(self, parts: int) -> tuple["Money", ...]:
        """The amount in equal parts that add up to it; what is left over goes with the first.

        Whole kroner stay whole where the amount is.

        >>> [str(part.kroner) for part in Money.from_kroner("6600.51").shared(2)]
        ['3300.26', '3300.25']
        """
        unit = ORE_IN_KRONE if self.ore % ORE_IN_KRONE == 0 else 1
        each = int(self.ore / (parts * unit)) * unit
        return (Money(self.ore - each * (parts - 1)), *(Money(each) for _part in range(parts - 1)))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.ore + other.ore)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.ore - other.ore)

    def __neg__(self) -> "Money":
        return Money(-self.ore)

    def __mul__(self, times: int) -> "Money":
        return Money(self.ore * times)

    def __bool__(self) -> bool:
        return self.ore != 0


def _nearest(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


ZERO = Money(0)


def money_from_text(text: str) -> Money:
    """An amount as Norwegians write it: 1 234,50 · 1.234,50 · 1234 kr. Raises `BadValue`.

    >>> money_from_text("6 600"), money_from_text("0,27"), money_from_text("1.234,5 kr")
    (Money(ore=660000), Money(ore=27), Money(ore=123450))
    """
    kroner = typed_number(text, "kroner", "kr", ",-")
    if kroner is Unclear.NEGATIVE:
        raise BadValue("amount_negative", amount=text.strip())
    if kroner is Unclear.AMBIGUOUS:
        raise BadValue("amount_ambiguous", amount=text.strip())
    if kroner is Unclear.UNREADABLE:
        raise BadValue("amount_unreadable", amount=text.strip())
    if kroner > MOST_KRONER:
        raise BadValue("amount_absurd", amount=text.strip())
    if not has_two_decimals(kroner):
        raise BadValue("amount_too_precise", amount=text.strip())
    return Money.from_kroner(kroner)
