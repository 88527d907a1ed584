"""Lower fees at low turnover ("nedsettelse ved lav omsetning"): what a standing tariff of a policy proposes.

A tariff only proposes: the reduction of each fee is decided by a person, with its reason.

Law: alkoholforskriften § 6-2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fees.computation import YearFee
from fees.money import ORE_IN_KRONE, Money, Rounding
from licensing.law import AF_6_2, Citation
from licensing.tariffs import LowTurnoverStep


@dataclass(frozen=True)
class ProposedReduction:
    """What a fee may be set to by the policy, and the step that says so."""

    to: Money
    step: LowTurnoverStep
    citation: Citation = AF_6_2


def proposed_reduction(
    fee: YearFee, steps: Iterable[LowTurnoverStep], rounding: Rounding | None = None
) -> ProposedReduction | None:
    """The lower fee that a policy proposes for such a turnover; None where it proposes none.

    The first step that reaches the volume fee decides. The fee is never set below what litres times rates
    give, and it is rounded as the fee itself unless it is said otherwise.

    Law: alkoholforskriften § 6-2.
    """
    for step in steps:
        if fee.volume_fee > Decimal(step.volume_fee_to_ore) / ORE_IN_KRONE:
            continue
        least = _minimum(fee, step)
        if least is None:
            return None
        exact = max(least, Fraction(fee.volume_fee))
        to = Money.from_kroner(
            Decimal(exact.numerator) / Decimal(exact.denominator), rounding or fee.rounding
        )
        return ProposedReduction(to, step) if to < fee.ordinary else None
    return None


def _minimum(fee: YearFee, step: LowTurnoverStep) -> Fraction | None:
    """The lower minimum of a step in kroner, exactly."""
    if step.minimum_ore is not None:
        return Fraction(step.minimum_ore, ORE_IN_KRONE)
    return None if step.share is None else step.share * Fraction(fee.minimum.kroner)
