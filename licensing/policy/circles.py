"""Circles: hours rules that each say "as that one", so that none of them gives any hours."""

from collections.abc import Iterator, Mapping, Sequence

from licensing.policy.checking_overlaps import meet, places_overlap
from licensing.policy.rules import Rule


def circles_in(rules: Sequence[Rule]) -> Iterator[tuple[str, ...]]:
    """The codes of the rules of each circle, from the one that stands first in the text.

    A rule points at the rule that it names ("som regel"), and at every rule that may give the hours of the
    area that it names ("som inne") and takes them from elsewhere itself.
    """
    pointing = {rule.code: rule for rule in rules if _points(rule)}
    following = {code: tuple(_pointed_at(rule, pointing)) for code, rule in pointing.items()}
    place = {code: number for number, code in enumerate(pointing)}
    done: set[str] = set()
    told: set[str] = set()
    for start in pointing:
        for ring in _rings_from(start, following, done):
            if told.isdisjoint(ring):
                told.update(ring)
                first = ring.index(min(ring, key=place.__getitem__))
                yield (*ring[first:], *ring[:first])


def _rings_from(
    start: str, following: Mapping[str, tuple[str, ...]], done: set[str]
) -> Iterator[tuple[str, ...]]:
    """The rings met on the ways from a rule, walked without recursion: a text may have thousands of rules."""
    path: dict[str, None] = {}
    ahead: list[Iterator[str]] = [iter((start,))]
    while ahead:
        code = next(ahead[-1], None)
        if code is None:
            ahead.pop()
            if path:
                done.add(path.popitem()[0])
        elif code in path:
            way = tuple(path)
            yield way[way.index(code) :]
        elif code not in done:
            path[code] = None
            ahead.append(iter(following[code]))


def _points(rule: Rule) -> bool:
    return rule.hours is not None and (bool(rule.hours.same_as_rule) or rule.hours.same_as_area is not None)


def _pointed_at(rule: Rule, pointing: Mapping[str, Rule]) -> Iterator[str]:
    if rule.hours is None:
        return
    if rule.hours.same_as_rule in pointing:
        yield rule.hours.same_as_rule
    area = rule.hours.same_as_area
    if area is None:
        return
    for other in pointing.values():
        # Said of the area itself it means nothing, and the rule waits for nobody.
        elsewhere = other.hours is not None and other.hours.same_as_area is not area
        if elsewhere and (not other.when.areas or area in other.when.areas) and _may_meet(rule, other):
            yield other.code


def _may_meet(one: Rule, other: Rule) -> bool:
    """Whether one place on one day may meet both, their areas apart."""
    return meet(one.when.weekdays, other.when.weekdays) and places_overlap(
        one.when, other.when, without=("areas",)
    )
