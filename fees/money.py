"""Money ("beløp") in whole øre."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ORE_IN_KRONE = 100


@dataclass(frozen=True, order=True)
class Money:
    """An amount in whole øre; it may be negative, as a credit is."""

    ore: int

    @classmethod
    def from_kroner(cls, kroner: Decimal | int | str) -> "Money":
        """The one place where an amount is rounded: to the nearest øre, half away from nought.

        >>> Money.from_kroner("0.005"), Money.from_kroner("-0.005"), Money.from_kroner("0.0049")
        (Money(ore=1), Money(ore=-1), Money(ore=0))
        """
        exact = Decimal(kroner) * ORE_IN_KRONE
        return cls(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    @property
    def kroner(self) -> Decimal:
        """The amount in kroner, with two decimals, exactly.

        >>> Money(943500).kroner
        Decimal('9435.00')
        """
        sign = "-" if self.ore < 0 else ""
        whole, part = divmod(abs(self.ore), ORE_IN_KRONE)
        return Decimal(f"{sign}{whole}.{part:02d}")

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


ZERO = Money(0)
