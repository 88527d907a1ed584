"""What the check finds of caps: numbers that cannot be, what the text leaves unsaid, two that contradict.

Law: alkoholloven § 1-7a second paragraph.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from licensing.assessment.policy_rules import WEIGHED_OVERFLOW
from licensing.law import ALKL_1_7A_PARA_2
from licensing.licences import OCCASIONAL
from licensing.policy.checking_days import SampleDays
from licensing.policy.checking_overlaps import meet
from licensing.policy.checking_points import EngineDoes, Fact, Point, Problem
from licensing.policy.effects import CapEffect, CapScope, CapSpan, CapStated, Overflow
from licensing.policy.policies import Policy
from licensing.policy.rules import Rule, Strength
from licensing.policy.whens import When

WHOLE = 100


def cap_of_rule(rule: Rule, policy: Policy) -> Iterator[Point]:
    """The points of one cap."""
    cap = rule.cap
    if cap is None:
        return
    numbers = [number for number in (cap.limit, cap.percent) if number is not None]
    if any(number < 0 for number in numbers) or (cap.percent is not None and cap.percent > WHOLE):
        yield _point(Problem.CAP_IMPOSSIBLE, rule, EngineDoes.CANNOT_USE, number=_impossible(cap))
        return
    if cap.stated is not CapStated.NUMBER:
        if numbers:
            told: dict[str, Fact] = {"number": numbers[0], "stated": cap.stated.value}
            denied = cap.stated is CapStated.NONE
            does = EngineDoes.IGNORES if denied else EngineDoes.TAKES_AS_GIVEN
            yield _point(Problem.CAP_NUMBER_DENIED, rule, does, **told)
        return
    if not numbers:
        yield _point(Problem.CAP_WITHOUT_NUMBER, rule, EngineDoes.NEVER_APPLIES)
        return
    if len(numbers) > 1:
        both: dict[str, Fact] = {"number": cap.limit, "percent": cap.percent}
        yield _point(Problem.CAP_TWO_NUMBERS, rule, EngineDoes.IGNORES, **both)
    elif cap.percent is not None and cap.percent_of is None:
        yield _point(Problem.CAP_OF_NOTHING, rule, EngineDoes.TAKES_AS_GIVEN, percent=cap.percent)
    if cap.scope is CapScope.ZONE and not policy.zones:
        yield _point(Problem.CAP_ZONE_UNSAID, rule, EngineDoes.IGNORES)
    if rule.strength is not Strength.INFO:
        yield from _silent(rule, cap)


def _impossible(cap: CapEffect) -> int | None:
    return cap.limit if cap.limit is not None and cap.limit < 0 else cap.percent


def _silent(rule: Rule, cap: CapEffect) -> Iterator[Point]:
    """What the text does not say; a lawful silence, which becomes a question to whoever decides."""
    unsaid = {
        "counts": not cap.counts.strip(),
        "span": cap.span is CapSpan.UNSPECIFIED,
        "overflow": cap.overflow is Overflow.UNSPECIFIED,
        # What is for one occasion is never taken over by a new owner.
        "transfer": cap.transfer_keeps_seat is None and not _for_occasions(rule),
        "pending": cap.pending_reserves is None,
    }
    missing = [name for name, silent in unsaid.items() if silent]
    if not missing:
        return
    if any(unsaid[name] for name in ("counts", "span", "overflow")):
        weighed = cap.overflow in WEIGHED_OVERFLOW or rule.strength is Strength.FACTOR
        does = EngineDoes.WEIGHS if weighed else EngineDoes.PROPOSES_REFUSAL_AND_ASKS
    else:
        does = EngineDoes.ASKS if unsaid["transfer"] else EngineDoes.IGNORES
    yield _point(Problem.CAP_SILENT, rule, does, unsaid=missing)


def _for_occasions(rule: Rule) -> bool:
    return bool(rule.when.types) and set(rule.when.types) <= OCCASIONAL


def caps_that_contradict(rules: Sequence[Rule], days: SampleDays) -> Iterator[Point]:
    """Two caps on the same that give different numbers."""
    for one, other in combinations([rule for rule in rules if rule.cap is not None], 2):
        if _contradict(one, other) and not days.of(one).isdisjoint(days.of(other)):
            told: dict[str, Fact] = {
                "other": other.code,
                "one_says": _number(one.cap),
                "other_says": _number(other.cap),
            }
            yield _point(Problem.CAPS_CONTRADICT, one, EngineDoes.STRICTER_HOLDS, **told)


def _contradict(one: Rule, other: Rule) -> bool:
    if one.cap is None or other.cap is None or not meet(one.municipalities, other.municipalities):
        return False
    stated = {one.cap.stated, other.cap.stated}
    if not same_when(one.when, other.when) or set(one.cap.exempt) != set(other.cap.exempt):
        return False
    if one.cap.scope is not other.cap.scope:
        return False
    if stated == {CapStated.NUMBER, CapStated.NONE}:
        return True
    if stated != {CapStated.NUMBER} or one.cap.span is not other.cap.span:
        return False
    if one.cap.limit is not None and other.cap.limit is not None:
        return one.cap.limit != other.cap.limit
    if one.cap.limit is not None or other.cap.limit is not None:
        return False
    same_whole = one.cap.percent_of is other.cap.percent_of
    return same_whole and one.cap.percent != other.cap.percent


def _number(cap: CapEffect | None) -> str:
    """A cap's number in the stored form: "25", "30 %", or what the text states instead."""
    if cap is None or cap.stated is not CapStated.NUMBER:
        return "" if cap is None else cap.stated.value
    return str(cap.limit) if cap.limit is not None else f"{cap.percent} %"


def same_when(one: When, other: When) -> bool:
    """Whether two conditions are the same, in whatever order their lists stand."""
    return _unordered(one) == _unordered(other)


def _unordered(when: When) -> tuple[object, ...]:
    return tuple(
        frozenset(value) if isinstance(value, tuple) else value
        for value in (getattr(when, name) for name in when.__dataclass_fields__)
    )


def _point(problem: Problem, rule: Rule, does: EngineDoes, **facts: Fact) -> Point:
    return Point(problem, rule.code, ALKL_1_7A_PARA_2, does, facts)
