"""Circles: hours rules that each say "as that one", so that none of them gives any hours."""

from collections.abc import Iterator, Sequence

from licensing.licences import AreaKind
from licensing.policy.rules import Rule
from licensing.policy.whens import When

LISTS = ("kinds", "types", "sorts", "groups", "audiences", "categories", "weekdays", "day_classes", "zones")


def circle_in(rules: Sequence[Rule]) -> tuple[str, ...]:
    """The codes of the first rules found that point at each other in a ring; empty where there is none.

    A rule points at the rule that it names ("som regel"), and at every rule that may give the hours of the
    area that it names ("som inne").
    """
    pointing = {rule.code: tuple(other.code for other in _pointed_at(rule, rules)) for rule in rules}
    done: set[str] = set()
    for start in pointing:
        ring = _ring_from(start, pointing, done)
        if ring:
            return ring
    return ()


def _ring_from(start: str, pointing: dict[str, tuple[str, ...]], done: set[str]) -> tuple[str, ...]:
    """The ring met on the way from a rule, walked without recursion: a text may have thousands of rules."""
    path: list[str] = []
    ahead: list[Iterator[str]] = [iter((start,))]
    while ahead:
        code = next(ahead[-1], None)
        if code is None:
            ahead.pop()
            if path:
                done.add(path.pop())
        elif code in path:
            return tuple(path[path.index(code) :])
        elif code not in done:
            path.append(code)
            ahead.append(iter(pointing[code]))
    return ()


def _pointed_at(rule: Rule, rules: Sequence[Rule]) -> Iterator[Rule]:
    if rule.hours is None:
        return
    area = rule.hours.same_as_area
    for other in rules:
        if rule.hours.same_as_rule and other.code == rule.hours.same_as_rule:
            yield other
        elif area is not None and other.hours is not None and _speaks_of(other, area):
            same = other is rule
            if same or _may_meet(rule.when, other.when):
                yield other


def _speaks_of(rule: Rule, area: AreaKind) -> bool:
    return not rule.when.areas or area in rule.when.areas


def _may_meet(one: When, other: When) -> bool:
    """Whether one place on one day may meet both, their areas apart."""
    return all(
        not getattr(one, name)
        or not getattr(other, name)
        or set(getattr(one, name)) & set(getattr(other, name))
        for name in LISTS
    )
