"""The check of a policy with what the money says: which fee the regulation lets an ambulatory use have."""

from datetime import date

from fees.errors import RateNotSet
from fees.rates import rates_on
from licensing.policy import Policy
from licensing.policy.checking import Point, check


def points_of(policy: Policy) -> tuple[Point, ...]:
    """Every point of a policy's check, by the rates of the year in which it begins."""
    return check(policy, most_ambulatory_ore=most_ambulatory_fee(policy.first_day))


def most_ambulatory_fee(day: date) -> int | None:
    """The most that an ambulatory use may cost, in øre; nothing for a year whose rates are not known.

    Law: alkoholforskriften § 6-2.
    """
    try:
        return rates_on(day).ambulatory_max.ore
    except RateNotSet:
        return None
