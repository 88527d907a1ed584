"""What the check finds of rules on fees: the cap of the regulation, charges without a basis, broken tariffs.

Law: alkoholforskriften § 6-2.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from licensing.law import AF_6_2
from licensing.licences import LicenceKind
from licensing.policy.checking_points import EngineDoes, Fact, Point, Problem
from licensing.policy.rules import Rule
from licensing.tariffs import Tariff, TariffMethod, ends_open, faults_of, low_turnover_rises, steps_rise


@dataclass(frozen=True)
class HighestRates:
    """The highest that the regulation has in the policy's period, in øre; what is not known is not judged."""

    ambulatory_ore: int | None = None
    """The most that an ambulatory use may cost."""
    minimum_ore: Mapping[LicenceKind, int] = field(default_factory=dict, hash=False)
    """The least yearly fee of a licence."""


def fee(rule: Rule, highest: HighestRates) -> Iterator[Point]:
    """What a rule takes is within the regulation, and can be computed."""
    if rule.fee is None:
        return
    yield from _above_cap(rule, highest.ambulatory_ore)
    yield from _charges(rule)
    if rule.fee.single is not None:
        yield from _tariff(rule, rule.fee.single)
        yield from _above_minimum(rule, rule.fee.single, highest)
    if not low_turnover_rises(rule.fee.low_turnover):
        yield Point(Problem.STEPS_DISORDERED, rule.code, None, EngineDoes.TAKES_FIRST_STEP)


def _above_cap(rule: Rule, most_ore: int | None) -> Iterator[Point]:
    if rule.fee is None or rule.fee.ambulatory_ore is None or most_ore is None:
        return
    # A charge for the handling counts with the fee: the regulation lets no more be taken in all.
    asked = rule.fee.ambulatory_ore + (rule.fee.admin_ore or 0)
    if asked > most_ore:
        told: dict[str, Fact] = {"fee_ore": asked, "most_ore": most_ore}
        yield Point(Problem.FEE_ABOVE_LIMIT, rule.code, AF_6_2, EngineDoes.STOPS_FEE, told)


def _charges(rule: Rule) -> Iterator[Point]:
    effect = rule.fee
    charges = () if effect is None else (effect.admin_ore, effect.missing_statement_ore)
    charged = sum(charge or 0 for charge in charges)
    if charged:
        told: dict[str, Fact] = {"fee_ore": charged}
        yield Point(Problem.CHARGE_WITHOUT_BASIS, rule.code, AF_6_2, EngineDoes.FLAGS_FEE, told)


def _tariff(rule: Rule, tariff: Tariff) -> Iterator[Point]:
    for fault in faults_of(tariff)[:1]:
        told: dict[str, Fact] = {"tariff_fault": fault.value}
        yield Point(Problem.TARIFF_BROKEN, rule.code, None, EngineDoes.CANNOT_USE, told)
    if not steps_rise(tariff.steps):
        yield Point(Problem.STEPS_DISORDERED, rule.code, None, EngineDoes.TAKES_FIRST_STEP)
    elif not ends_open(tariff.steps):
        last: dict[str, Fact] = {"guests": tariff.steps[-1].guests_to}
        yield Point(Problem.STEPS_END, rule.code, None, EngineDoes.ASKS, last)


def _above_minimum(rule: Rule, tariff: Tariff, highest: HighestRates) -> Iterator[Point]:
    """Amounts above the yearly minimum, which only litres could carry."""
    kinds = rule.when.kinds or tuple(LicenceKind)
    known = [highest.minimum_ore[kind] for kind in kinds if kind in highest.minimum_ore]
    if tariff.method is TariffMethod.FIXED_AND_VOLUME or not known:
        return
    amounts = [tariff.amount_ore, *(step.amount_ore for step in tariff.steps)]
    dearest, most = max((ore for ore in amounts if ore is not None), default=0), max(known)
    if dearest > most:
        told: dict[str, Fact] = {"fee_ore": dearest, "most_ore": most}
        yield Point(Problem.FEE_ABOVE_MINIMUM, rule.code, AF_6_2, EngineDoes.FLAGS_FEE, told)
