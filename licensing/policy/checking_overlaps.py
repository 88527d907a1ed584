"""Whether two rules can speak of the same case, and whether one always speaks where another does."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

from licensing.policy.checking_days import SampleDays
from licensing.policy.rules import Rule
from licensing.policy.whens import FactTest, When

Member = TypeVar("Member")

# The lists of a condition that name what a case is; days and zones are compared by themselves.
SIMPLE = ("kinds", "types", "sorts", "groups", "areas", "audiences", "categories")


def meet(one: Collection[Member], other: Collection[Member]) -> bool:
    """Whether two lists have something in common; an empty one means all."""
    return not one or not other or not set(one).isdisjoint(other)


def within(one: Collection[Member], other: Collection[Member]) -> bool:
    """Whether everything in the first list is in the other; an empty one means all."""
    return not other or (bool(one) and set(one) <= set(other))


def overlap(one: Rule, other: Rule, days: SampleDays) -> bool:
    """Whether there can be a case, a place and a day that both rules speak of."""
    return (
        meet(one.municipalities, other.municipalities)
        and places_overlap(one.when, other.when)
        and not days.of(one).isdisjoint(days.of(other))
    )


def places_overlap(one: When, other: When, *, without: Sequence[str] = ()) -> bool:
    """Whether two conditions can be met by one case, the days apart.

    ASSUMPTION: a place lies in one of the zones that rules part by; one in two of them is told in its case.
    """
    return (
        all(meet(getattr(one, name), getattr(other, name)) for name in SIMPLE if name not in without)
        and meet(one.zones, other.zones)
        and not _outside(one, other)
        and not _outside(other, one)
        and tests_fit_together((*one.tests, *other.tests))
    )


def _outside(one: When, other: When) -> bool:
    return bool(one.zones) and set(one.zones) <= set(other.outside_zones)


def tests_fit_together(tests: Sequence[FactTest]) -> bool:
    """Whether one set of answers can pass all the tests.

    >>> tests_fit_together((FactTest("guests", at_most=99), FactTest("guests", at_least=100)))
    False
    """
    for fact in {test.fact for test in tests}:
        own = [test for test in tests if test.fact == fact]
        wanted = {test.equals for test in own if test.equals is not None}
        least = max((test.at_least for test in own if test.at_least is not None), default=None)
        most = min((test.at_most for test in own if test.at_most is not None), default=None)
        if len(wanted) > 1 or (least is not None and most is not None and least > most):
            return False
    return True


def covers(wide: Rule, narrow: Rule, day: date, days: SampleDays, *, without: Sequence[str] = ()) -> bool:
    """Whether the wide rule speaks of every case that the narrow one speaks of on a day."""
    one, other = narrow.when, wide.when
    return (
        day in days.of(wide)
        and within(narrow.municipalities, wide.municipalities)
        and all(within(getattr(one, name), getattr(other, name)) for name in SIMPLE if name not in without)
        and within(one.zones, other.zones)
        and (
            set(other.outside_zones) <= set(one.outside_zones)
            or (bool(one.zones) and not set(one.zones) & set(other.outside_zones))
        )
        and set(other.tests) <= set(one.tests)
    )
