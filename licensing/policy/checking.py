"""The check of a policy ("kontroll av retningslinjene"): what is unlawful, contradicting or unsaid in it.

A policy is put in force when nothing blocks and every other point is answered. Each point says what the
engine will do, so that the answer can be to let it stand.
"""

from collections.abc import Iterator
from itertools import chain, islice

from licensing.policy import (
    checking_caps,
    checking_fees,
    checking_hours,
    checking_references,
    checking_rules,
)
from licensing.policy.checking_days import SampleDays
from licensing.policy.checking_fees import HighestRates
from licensing.policy.checking_points import (
    EngineDoes,
    Fact,
    Point,
    PolicyPart,
    Problem,
    unanswered,
    usable,
)
from licensing.policy.checking_references import References, named_by
from licensing.policy.policies import Policy
from licensing.policy.rules import Rule, RuleKind

MOST_PAIRS = 300
"""How many pairs of one sort are told at a time; the rest come forward when those are mended."""

__all__ = ["EngineDoes", "HighestRates", "Point", "PolicyPart", "Problem", "check", "unanswered", "usable"]


def check(policy: Policy, *, highest: HighestRates | None = None) -> tuple[Point, ...]:
    """Every point that the text gives rise to, in the order of the text; a pair stands at its first rule.

    `highest` is what the regulation lets be taken in the policy's period; where no rates are known, nothing
    is said of them.

    Law: alkoholloven §§ 1-7a, 3-7 and 4-4; alkoholforskriften §§ 3-4, 6-2 and 10-2.
    """
    days = SampleDays(policy)
    references = References(policy)
    found = [
        *_of_the_whole(policy),
        *checking_references.codes_given_twice(policy),
        *checking_references.zones(policy, references),
        *checking_references.categories(policy, references),
        *checking_references.local_days_that_never_come(policy, days),
        *references.unused(),
    ]
    pairs = _pairs_by_rule(policy, days)
    seen: set[str] = set()
    for rule in policy.rules:
        found += _of_rule(rule, policy, days, references)
        found += checking_fees.fee(rule, highest or HighestRates())
        if rule.code not in seen:
            found += pairs.get(rule.code, ())
        seen.add(rule.code)
    return tuple({point.key: point for point in found}.values())


def _of_the_whole(policy: Policy) -> Iterator[Point]:
    if policy.last_day is not None and policy.last_day < policy.first_day:
        told: dict[str, Fact] = {
            "first_day": policy.first_day.isoformat(),
            "last_day": policy.last_day.isoformat(),
        }
        yield Point(Problem.PERIOD_BACKWARDS, "", None, EngineDoes.CANNOT_USE, told, part=PolicyPart.POLICY)
    if policy.rules and not policy.documents:
        yield Point(Problem.NO_DOCUMENTS, "", None, EngineDoes.CITES_NOTHING, part=PolicyPart.POLICY)


def _of_rule(rule: Rule, policy: Policy, days: SampleDays, references: References) -> Iterator[Point]:
    yield from references.unknown(named_by(rule), rule.code)
    yield from checking_rules.content(rule)
    yield from checking_rules.source(rule, policy)
    yield from checking_rules.reach(rule, policy, days)
    yield from checking_rules.strength(rule, policy)
    yield from checking_rules.place(rule)
    yield from checking_rules.delegation(rule)
    yield from checking_hours.hours_of_rule(rule, policy, days)
    yield from checking_caps.cap_of_rule(rule, policy)


def _pairs_by_rule(policy: Policy, days: SampleDays) -> dict[str, list[Point]]:
    """The points of two rules, and of circles, under the rule that stands first."""
    hours = policy.of_kind(RuleKind.HOURS, RuleKind.OPENING)
    found: dict[str, list[Point]] = {}
    pairs = (
        checking_caps.caps_that_contradict(policy.of_kind(RuleKind.CAP), days),
        checking_rules.places_that_contradict(policy.of_kind(RuleKind.PLACE), days),
        checking_rules.delegations_alike(policy.of_kind(RuleKind.DELEGATION), days),
        checking_hours.hours_that_disagree(hours, days),
        checking_rules.rules_that_contradict(policy.rules, days),
    )
    for point in chain(checking_hours.circles(hours), *(islice(points, MOST_PAIRS) for points in pairs)):
        found.setdefault(point.rule, []).append(point)
    return found
