"""Local hours ("lokal forskrift om tider"): which of the municipality's rules holds for a place on a day.

Law: alkoholloven §§ 3-7 and 4-4; serveringsloven § 15. The limits of the law are applied afterwards.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7A
from licensing.licences import AreaKind
from licensing.policy import HoursEffect, Rule, RuleKind, Situation, Strength
from licensing.service_hours import SERVICE_DAY_END, SERVICE_DAY_START, ServiceHours

# What is weighed or told moves no hours.
MOVING = frozenset({Strength.HARD, Strength.DEFAULT, Strength.CONDITION})


@dataclass(frozen=True)
class LocalHours:
    """The hours that the municipality has set, by which rules, and whether two equal rules disagreed.

    `otherwise` is what would hold if the rules that hang on unknown answers applied; without such rules, or
    where they change nothing, nothing is unknown and it is the same as `hours`.
    """

    hours: ServiceHours | None
    rules: tuple[Rule, ...]
    conflict: bool = False
    otherwise: ServiceHours | None = None
    unknown: tuple[str, ...] = ()
    unknown_rules: tuple[Rule, ...] = ()
    opening_alone: bool = False
    """Only opening hours are set: what may be served follows from them and from the law."""


@dataclass(frozen=True)
class _Found:
    hours: ServiceHours | None
    rules: tuple[Rule, ...]
    conflict: bool
    opening_alone: bool


def local_hours(
    rules: Iterable[Rule],
    situation: Situation,
    *,
    normal: ServiceHours | None,
    held: Mapping[AreaKind, ServiceHours] | None = None,
) -> LocalHours | None:
    """The hours that local rules give on a service day, or None when no rule speaks of the place.

    The situation names one group and the day. What no rule moves stays as the normal hours of the law; `held`
    are the hours that a licence has in other areas, for rules that say "as indoors". Two equally particular
    rules that disagree are an error of the policy; until it is mended the stricter one holds, and the answer
    says so.

    Raises `NotAllowed("hours_rules_circle")` for rules that point at each other.
    """
    on = situation.day
    known: list[Rule] = []
    times: list[str] = []
    open_rules: list[tuple[Rule, tuple[str, ...]]] = []
    every = tuple(rules)
    for rule in every:
        if rule.hours is None or rule.strength not in MOVING or rule.hours.may_shorten:
            continue
        if on is not None and not rule.holds_on(on):
            continue
        match = rule.when.meets(situation)
        if match.met:
            known.append(rule)
            times += _times_unknown(rule, situation)
        elif match.met is None:
            open_rules.append((rule, match.unknown))
    if not known and not open_rules:
        return None
    resolving = _Resolving(every, situation, normal, held or {})
    base = resolving.found(known)
    wider = resolving.found([*known, *(rule for rule, _unknown in open_rules)]) if open_rules else base
    if wider is None:
        return None
    if base is None:
        if wider.hours == normal:
            return None
        base = _Found(normal, (), conflict=False, opening_alone=False)
    asking = [(rule, unknown) for rule, unknown in open_rules if rule in wider.rules]
    if wider.hours == base.hours:
        asking = []
    elif len(asking) > 1:
        # A rule on the way, such as one on opening hours beside a later one, moves nothing and is not asked.
        moving = resolving.moving(known, [rule for rule, _unknown in asking], wider.hours)
        asking = [pair for pair in asking if pair[0] in moving] or asking
    return LocalHours(
        base.hours,
        base.rules,
        base.conflict,
        wider.hours,
        tuple(dict.fromkeys([*(fact for _rule, unknown in asking for fact in unknown), *times])),
        tuple(rule for rule, _unknown in asking),
        base.opening_alone,
    )


def _times_unknown(rule: Rule, situation: Situation) -> list[str]:
    """The times of a trip or a show that a rule follows and that nobody has given."""
    relative = rule.hours.relative if rule.hours else None
    if relative is None:
        return []
    return [name for name in (relative.begins, relative.ends) if situation.answers.get(name) is None]


@dataclass(frozen=True)
class _Resolving:
    """What the rules of one place and day are resolved against."""

    rules: tuple[Rule, ...]
    situation: Situation
    normal: ServiceHours | None
    held: Mapping[AreaKind, ServiceHours]

    def moving(
        self, known: Sequence[Rule], open_rules: Sequence[Rule], hours: ServiceHours | None
    ) -> list[Rule]:
        """Those of some rules without which the known ones and the rest of them would not give the hours."""
        moving = []
        for rule in open_rules:
            left = self.found([*known, *(other for other in open_rules if other is not rule)])
            if (self.normal if left is None else left.hours) != hours:
                moving.append(rule)
        return moving

    def found(self, matching: Sequence[Rule]) -> _Found | None:
        """What the matching rules give together."""
        serving = [rule for rule in matching if rule.kind is RuleKind.HOURS and not _is_bound(rule)]
        openings = [rule for rule in matching if rule.kind is RuleKind.OPENING and not _is_bound(rule)]
        bounds = [rule for rule in matching if _is_bound(rule)]
        if not serving and not openings and not bounds:
            return None
        if self.normal is None:
            return _Found(None, (), conflict=False, opening_alone=False)
        outermost = ServiceHours(SERVICE_DAY_START, SERVICE_DAY_END)
        begin = outermost if openings and not serving else self.normal
        hours, used, conflict = self._interval(serving, begin) if serving else (begin, (), False)
        if openings:
            opened, more, disagree = self._interval(openings, outermost)
            hours, used, conflict = _both(hours, opened), (*used, *more), conflict or disagree
        for rule in bounds:
            span = self._relative(rule)
            if span is not None:
                hours, used = _both(hours, span), (*used, rule)
        return _Found(hours, tuple(dict.fromkeys(used)), conflict, bool(openings) and not serving)

    def _interval(
        self, rules: Sequence[Rule], otherwise: ServiceHours
    ) -> tuple[ServiceHours | None, tuple[Rule, ...], bool]:
        """The beginning and the end that the most particular rules give, each by itself."""
        resolved = {rule.code: self._resolved(rule, ()) for rule in rules}
        begins = _strongest(rule for rule in rules if _moves(resolved[rule.code], "earliest"))
        ends = _strongest(rule for rule in rules if _moves(resolved[rule.code], "latest"))
        used = tuple(dict.fromkeys((*begins, *ends)))
        if any(resolved[rule.code].closed for rule in used):
            shut = any(not resolved[rule.code].closed for rule in _strongest(used))
            return None, used, shut
        starts = [value for rule in begins if (value := resolved[rule.code].earliest) is not None]
        stops = [value for rule in ends if (value := resolved[rule.code].latest) is not None]
        start = _stricter(starts, max, otherwise.start)
        end = _stricter(stops, min, otherwise.end)
        conflict = len(set(starts)) > 1 or len(set(stops)) > 1
        return (ServiceHours(start, end) if start < end else None), used, conflict

    def _resolved(self, rule: Rule, seen: tuple[str, ...]) -> HoursEffect:
        """A rule's own beginning and end, with those it takes from another rule or area."""
        effect = rule.hours or HoursEffect()
        if not effect.same_as_rule and effect.same_as_area is None:
            return effect
        if rule.code in seen:
            raise NotAllowed("hours_rules_circle", ALKL_1_7A, rule=rule.code)
        if effect.same_as_rule:
            other = next((row for row in self.rules if row.code == effect.same_as_rule), None)
            if other is None:
                return effect
            taken = self._resolved(other, (*seen, rule.code))
            return replace(
                taken,
                earliest=_first(effect.earliest, taken.earliest),
                latest=_first(effect.latest, taken.latest),
            )
        if effect.same_as_area is not None and effect.same_as_area is not self.situation.area:
            hours = self._in_area(effect.same_as_area)
            if hours is None:
                return replace(effect, closed=True)
            return replace(
                effect,
                earliest=_first(effect.earliest, hours.start),
                latest=_first(effect.latest, hours.end),
            )
        return effect

    def _in_area(self, area: AreaKind) -> ServiceHours | None:
        if area in self.held:
            return self.held[area]
        # Rules that point at an area again are left out there, so that two areas never wait for each other.
        own = tuple(rule for rule in self.rules if rule.hours is None or rule.hours.same_as_area is None)
        found = local_hours(own, replace(self.situation, area=area), normal=self.normal)
        return self.normal if found is None else found.hours

    def _relative(self, rule: Rule) -> ServiceHours | None:
        """The span around a trip or a show, or None while its times are not known."""
        relative = rule.hours.relative if rule.hours else None
        if relative is None:
            return None
        begins = self.situation.answers.get(relative.begins)
        ends = self.situation.answers.get(relative.ends)
        if not isinstance(begins, int) or not isinstance(ends, int):
            return None
        start = max(begins - relative.before, 0)
        end = min(ends + relative.after, SERVICE_DAY_END)
        return ServiceHours(start, end) if start < end else None


def _is_bound(rule: Rule) -> bool:
    return rule.hours is not None and rule.hours.relative is not None


def _moves(effect: HoursEffect, side: str) -> bool:
    return effect.closed or getattr(effect, side) is not None


def _first(own: int | None, taken: int | None) -> int | None:
    return taken if own is None else own


def _both(one: ServiceHours | None, other: ServiceHours | None) -> ServiceHours | None:
    return None if one is None or other is None else one.overlap(other)


def _strongest(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    candidates = tuple(rules)
    top = max((rule.precedence for rule in candidates), default=None)
    # By their codes, so that the order in which a text has them never shows in an answer.
    return tuple(sorted((rule for rule in candidates if rule.precedence == top), key=lambda rule: rule.code))


def _stricter(values: list[int], choose: Callable[[list[int]], int], otherwise: int) -> int:
    return choose(values) if values else otherwise
