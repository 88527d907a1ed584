"""Tariffs ("takster"): what a municipality takes for events, as its policy sets it, in whole øre.

Law: alkoholloven § 7-1; alkoholforskriften § 6-2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise


class TariffMethod(StrEnum):
    """How the fee of a single occasion is found ("måten gebyret regnes ut på")."""

    GUESTS = "guests"
    """An amount by how many guests are expected."""
    SHARE_OF_ORDINARY = "share_of_ordinary"
    """A share of the ordinary fee, by how many guests are expected."""
    SHARE_OF_MINIMUM = "share_of_minimum"
    FLAT = "flat"
    FIXED_AND_VOLUME = "fixed_and_volume"
    """An amount, and litres times rates beside it."""
    REDUCED_MINIMUM = "reduced_minimum"
    """Litres times rates, and at least an amount of the municipality's own."""
    VOLUME = "volume"
    """Litres times rates, and at least the ordinary minimum: the regulation read word for word."""


class TariffPer(StrEnum):
    """What a tariff is for: a whole event, or each of its days."""

    EVENT = "event"
    DAY = "day"


BY_GUESTS = frozenset({TariffMethod.GUESTS, TariffMethod.SHARE_OF_ORDINARY})
BY_LITRES = frozenset(
    {
        TariffMethod.SHARE_OF_ORDINARY,
        TariffMethod.FIXED_AND_VOLUME,
        TariffMethod.REDUCED_MINIMUM,
        TariffMethod.VOLUME,
    }
)
WITH_AMOUNT = frozenset({TariffMethod.FLAT, TariffMethod.FIXED_AND_VOLUME, TariffMethod.REDUCED_MINIMUM})


@dataclass(frozen=True)
class TariffStep:
    """A step by guests: how many it reaches, and the amount or the share that it gives."""

    guests_to: int | None = None
    """The most guests of the step, included; None is any number."""
    amount_ore: int | None = None
    share: Fraction | None = None


@dataclass(frozen=True)
class Tariff:
    """What a single occasion costs. Only what the method needs is given."""

    method: TariffMethod
    amount_ore: int | None = None
    share: Fraction | None = None
    steps: tuple[TariffStep, ...] = ()
    """By guests, in the order of the text."""
    per: TariffPer = TariffPer.EVENT

    @property
    def asks_guests(self) -> bool:
        """Whether the number of guests decides."""
        return self.method in BY_GUESTS

    @property
    def asks_litres(self) -> bool:
        """Whether the litres that were sold decide, so that the fee is fixed after the event."""
        return self.method in BY_LITRES

    def step_for(self, guests: int) -> TariffStep | None:
        """The first step that reaches so many guests; None where the tariff says nothing of so many."""
        return next((step for step in self.steps if step.guests_to is None or guests <= step.guests_to), None)


def flat(amount_ore: int) -> Tariff:
    """The same amount for every event."""
    return Tariff(TariffMethod.FLAT, amount_ore)


class TariffFault(StrEnum):
    """Why no fee can be found by a tariff ("feil i taksten")."""

    STEPS_MISSING = "steps_missing"
    STEP_WITHOUT_FIGURE = "step_without_figure"
    AMOUNT_MISSING = "amount_missing"
    SHARE_MISSING = "share_missing"
    SHARE_ABOVE_ALL = "share_above_all"
    """More than the whole of what it is a share of, or nothing of it."""
    ADDITION = "addition"
    """It gives a figure that its method has no use for."""


def faults_of(tariff: Tariff) -> tuple[TariffFault, ...]:
    """What keeps a tariff from giving a fee.

    >>> faults_of(Tariff(TariffMethod.GUESTS))
    (<TariffFault.STEPS_MISSING: 'steps_missing'>,)
    """
    method, found = tariff.method, []
    if method in BY_GUESTS:
        figure = "amount_ore" if method is TariffMethod.GUESTS else "share"
        if not tariff.steps:
            found.append(TariffFault.STEPS_MISSING)
        if any(getattr(step, figure) is None for step in tariff.steps):
            found.append(TariffFault.STEP_WITHOUT_FIGURE)
    if method in WITH_AMOUNT and tariff.amount_ore is None:
        found.append(TariffFault.AMOUNT_MISSING)
    if method is TariffMethod.SHARE_OF_MINIMUM and tariff.share is None:
        found.append(TariffFault.SHARE_MISSING)
    shares = (tariff.share, *(step.share for step in tariff.steps))
    if any(share is not None and not 0 < share <= 1 for share in shares):
        found.append(TariffFault.SHARE_ABOVE_ALL)
    if _has_additions(tariff):
        found.append(TariffFault.ADDITION)
    return tuple(found)


def _has_additions(tariff: Tariff) -> bool:
    method = tariff.method
    other = "share" if method is TariffMethod.GUESTS else "amount_ore"
    return (
        (bool(tariff.steps) and method not in BY_GUESTS)
        or (tariff.amount_ore is not None and method not in WITH_AMOUNT)
        or (tariff.share is not None and method is not TariffMethod.SHARE_OF_MINIMUM)
        or any(getattr(step, other) is not None for step in tariff.steps)
    )


def steps_rise(steps: Iterable[TariffStep]) -> bool:
    """Whether each step reaches further than the one before it, and gives no less.

    >>> steps_rise([TariffStep(150, 44_000), TariffStep(None, 110_000)])
    True
    """
    return all(
        one.guests_to is not None
        and (other.guests_to is None or one.guests_to < other.guests_to)
        and (one.amount_ore or 0) <= (other.amount_ore or 0)
        and (one.share or 0) <= (other.share or 0)
        for one, other in pairwise(steps)
    )


def ends_open(steps: tuple[TariffStep, ...]) -> bool:
    """Whether the last step is for any number of guests."""
    return not steps or steps[-1].guests_to is None


@dataclass(frozen=True)
class LowTurnoverStep:
    """A lower minimum at low turnover: up to a computed volume fee, an amount or a share of the minimum."""

    volume_fee_to_ore: int
    """The most that litres times rates may give, included."""
    minimum_ore: int | None = None
    share: Fraction | None = None


def low_turnover_rises(steps: Iterable[LowTurnoverStep]) -> bool:
    """Whether the steps reach further and further, and no step lowers more than the one before it."""
    return all(
        one.volume_fee_to_ore < other.volume_fee_to_ore
        and (one.minimum_ore or 0) <= (other.minimum_ore or 0)
        and (one.share or 0) <= (other.share or 0)
        for one, other in pairwise(steps)
    )
