"""Settlement ("etteroppgjør"): the fee of a year on what was really sold, less the one on what was expected.

Law: alkoholforskriften § 6-3.
"""

from dataclasses import dataclass

from fees.computation import YearFee
from fees.money import Money
from licensing.law import AF_6_3, Citation


@dataclass(frozen=True)
class Settlement:
    """What is left of a year: positive is a claim, negative a credit; neither fee is below the minimum."""

    advance: YearFee
    final: YearFee
    citation: Citation = AF_6_3

    @property
    def difference(self) -> Money:
        """The final fee less the advance."""
        return self.final.total - self.advance.total


def settlement(advance: YearFee, final: YearFee) -> Settlement:
    """The settlement of a licence's year, by the rates of that year in both fees.

    Law: alkoholforskriften § 6-3.
    """
    if (advance.kind, advance.year) != (final.kind, final.year):
        raise ValueError("a settlement is of one licence and one year")
    return Settlement(advance, final)
