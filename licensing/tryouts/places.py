"""What a draft's rules on places, categories and conditions would do to a licence that is held.

Law: alkoholloven §§ 1-7a, 3-2 and 4-3.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from licensing.assessment.place_rules import NEGATIVE, lifts
from licensing.licences import AreaKind, Group
from licensing.policy import (
    Allow,
    Match,
    Otherwise,
    PlaceEffect,
    Policy,
    Rule,
    RuleKind,
    Strength,
    Unmet,
)
from licensing.policy.whens import CATEGORY
from licensing.tryouts.consequences import Consequence, Would
from licensing.tryouts.held import Held


@dataclass(frozen=True)
class _Meeting:
    """A rule that may speak of a licence: how surely, of which of its groups, in which area alone."""

    rule: Rule
    match: Match
    groups: tuple[Group, ...]
    area: AreaKind | None

    @property
    def is_whole(self) -> bool:
        """Whether the rule speaks of the whole licence."""
        return not self.groups and self.area is None

    def would(self, what: Consequence, policy: Policy, **more: object) -> Would:
        """What follows from the rule; less than the whole licence is a part of it."""
        if what is Consequence.LOST and not self.is_whole:
            what = Consequence.PART_LOST
        return Would(
            what,
            self.rule.code,
            policy.source_of(self.rule),
            groups=self.groups,
            area=self.area,
            **more,  # type: ignore[arg-type]  # the fields of the record
        )

    def asking(self, policy: Policy) -> Would:
        """That it hangs on what nobody has answered."""
        return self.would(Consequence.UNKNOWN, policy, asks=self.match.unknown)


def _meetings(held: Held, policy: Policy, day: date, kind: RuleKind) -> Iterator[_Meeting]:
    for rule in policy.of_kind(kind):
        if rule.strength is Strength.INFO or not rule.holds_on(day):
            continue
        areas: tuple[AreaKind | None, ...] = held.areas if rule.when.areas else (None,)
        # A licence that lasts is there on all days: what is said of Fridays is said of it too.
        when, on = (rule.when, day) if held.is_occasional else (rule.when.on_any_day, None)
        matches = {area: when.meets(held.situation(policy, area=area, day=on)) for area in areas}
        spoken = {area: match for area, match in matches.items() if match.met is not False}
        groups = tuple(group for group in held.groups if group in rule.when.groups)
        some_groups = () if set(groups) == set(held.groups) else groups
        if len(spoken) == len(matches) and len({match.met for match in spoken.values()}) == 1:
            yield _Meeting(rule, next(iter(spoken.values())), some_groups, None)
        else:
            for area, match in spoken.items():
                yield _Meeting(rule, match, some_groups, area)


def place_consequences(held: Held, policy: Policy, day: date) -> Iterator[Would]:
    """What the rules on who can have a licence would do; what opens may lift what bars.

    Law: alkoholloven § 1-7a.
    """
    met = list(_meetings(held, policy, day, RuleKind.PLACE))
    yield from _answers(met, policy)
    for meeting in met:
        effect = meeting.rule.place
        if effect is not None:
            yield from _limits(meeting, effect, held, policy)


def _answers(met: list[_Meeting], policy: Policy) -> Iterator[Would]:
    """The rules that bar such places, unless a more particular one opens, or may open, for them."""
    opening = [one for one in met if one.rule.place is not None and not _is_against(one)]
    for meeting in filter(_is_against, met):
        lifting = [one for one in opening if lifts(one.rule, meeting.rule)]
        if any(one.match.met for one in lifting):
            continue
        unknown = [one for one in (*lifting, meeting) if one.match.met is None]
        if unknown:
            yield from (one.asking(policy) for one in unknown)
        else:
            yield meeting.would(_answered(meeting.rule), policy)


def _is_against(meeting: _Meeting) -> bool:
    return meeting.rule.place is not None and meeting.rule.place.allow in NEGATIVE


def _answered(rule: Rule) -> Consequence:
    """A hard rule without an exception takes the licence; everything else is weighed by a person."""
    never = rule.place is not None and rule.place.allow is Allow.NEVER
    return Consequence.LOST if never and rule.is_closed else Consequence.JUDGED


def _limits(meeting: _Meeting, effect: PlaceEffect, held: Held, policy: Policy) -> Iterator[Would]:
    """A positive list of categories, the groups such places may have, the part that may be licensed."""
    rule = meeting.rule
    breaks = Consequence.LOST if rule.is_closed else Consequence.JUDGED
    if effect.only_categories and held.category not in effect.only_categories:
        if held.category is None:
            yield meeting.would(Consequence.UNKNOWN, policy, asks=(CATEGORY,))
        elif meeting.match.met is None:
            yield meeting.asking(policy)
        else:
            yield meeting.would(breaks, policy)
    outside = tuple(group for group in held.groups if effect.only_groups and group not in effect.only_groups)
    if outside and meeting.match.met is None:
        yield meeting.asking(policy)
    elif outside:
        everything = len(outside) == len(held.groups)
        yield _Meeting(rule, meeting.match, () if everything else outside, meeting.area).would(breaks, policy)
    if effect.only_where:
        yield from _part_of_the_place(meeting, effect, held, policy)


def _part_of_the_place(meeting: _Meeting, effect: PlaceEffect, held: Held, policy: Policy) -> Iterator[Would]:
    inside = dict(held.answers).get(effect.only_where_fact)
    if inside is False:
        yield meeting.would(Consequence.JUDGED, policy)
    elif inside is None:
        asks = (*meeting.match.unknown, effect.only_where_fact) if effect.only_where_fact else ()
        yield meeting.would(Consequence.UNKNOWN if asks else Consequence.JUDGED, policy, asks=asks)


def category_consequences(held: Held, policy: Policy, day: date) -> Iterator[Would]:
    """What follows when a place does not pass the draft's own test of its category.

    Law: alkoholloven § 1-7a.
    """
    for test in policy.categories:
        if test.category is not held.category or not test.tests:
            continue
        answers = dict(held.answers)
        passed = {one.fact: one.passed_by(answers) for one in test.tests}
        asks = tuple(fact for fact, answer in passed.items() if answer is None)
        if False in passed.values():
            what = {
                Otherwise.REFUSE: Consequence.LOST,
                Otherwise.CONSIDER: Consequence.JUDGED,
                Otherwise.ASK: Consequence.JUDGED,
            }[test.otherwise]
            yield Would(what, source=policy.source_of(test))
        elif asks:
            yield Would(Consequence.UNKNOWN, source=policy.source_of(test), asks=asks)


@dataclass(frozen=True)
class Demanded:
    """A condition that a draft sets for a licence: its text decides whether the licence has it already."""

    text: str
    would: Would


def demanded_conditions(
    held: Held, policy: Policy, day: date
) -> tuple[tuple[Demanded, ...], tuple[Would, ...]]:
    """The conditions that a draft sets for such a licence, and what follows where its demands are not met.

    Law: alkoholloven § 4-3.
    """
    answers = dict(held.answers)
    demanded: list[Demanded] = []
    beside: list[Would] = []
    for meeting in _meetings(held, policy, day, RuleKind.CONDITION):
        effect = meeting.rule.condition
        if effect is None or not effect.standard:
            continue
        passed = True if effect.test is None else effect.test.passed_by(answers)
        if meeting.match.met is None:
            beside.append(meeting.asking(policy))
        elif passed is None and effect.test is not None:
            beside.append(meeting.would(Consequence.UNKNOWN, policy, asks=(effect.test.fact,)))
        elif passed:
            demanded.append(Demanded(effect.text, meeting.would(Consequence.CONDITION, policy)))
        else:
            refused = effect.unmet is Unmet.REFUSE and not meeting.rule.exception
            beside.append(meeting.would(Consequence.LOST if refused else Consequence.JUDGED, policy))
    return tuple(demanded), tuple(beside)
