"""The check of a policy with what the money says: which fee the regulation lets an ambulatory use have."""

from collections.abc import Iterable
from datetime import date

from fees.errors import RateNotSet
from fees.rates import RateSet, rates_for, rates_on
from licensing.licences import LicenceKind
from licensing.policy import Policy
from licensing.policy.checking import HighestRates, Point, check

LONGEST_PERIOD = 10
"""For how many years the rates are looked at where a policy has no last day."""


def points_of(policy: Policy) -> tuple[Point, ...]:
    """Every point of a policy's check, by the highest rates known of its period.

    The rates rise from year to year, and each case is held against its own: what is told here is a fee that
    is too high in all of them.
    """
    first = policy.first_day.year
    last = first + LONGEST_PERIOD if policy.last_day is None else policy.last_day.year
    return check(policy, highest=highest_rates(range(first, last + 1)))


def highest_rates(years: Iterable[int]) -> HighestRates:
    """The highest cap and minimums among the rates that are known of some years."""
    known = []
    for year in years:
        try:
            known.append(rates_for(year))
        except RateNotSet:
            continue
    if not known:
        return HighestRates()
    return HighestRates(
        max(rates.ambulatory_max.ore for rates in known),
        {kind: max(rates.minimum[kind].ore for rates in known) for kind in LicenceKind},
    )


def most_ambulatory_fee(day: date, table: Iterable[RateSet] | None = None) -> int | None:
    """The most that an ambulatory use may cost, in øre; nothing for a year whose rates are not known.

    Without a table it is asked of the rates that come with the product.

    Law: alkoholforskriften § 6-2.
    """
    try:
        return rates_on(day, table).ambulatory_max.ore
    except RateNotSet:
        return None
