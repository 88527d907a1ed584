"""How a draft would move the hours of a licence: from which to which, on which days, by which rules.

Law: alkoholloven §§ 3-7 and 4-4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from licensing.granted_hours import united
from licensing.hours_in_force import OTHER_ALCOHOL, HoursInForce
from licensing.licences import Group, LicenceKind
from licensing.local_hours import LocalHours
from licensing.policy import Policy, Rule, Strength
from licensing.service_hours import ServiceHours
from licensing.tryouts.consequences import Consequence, Would
from licensing.tryouts.days import TrialDays
from licensing.tryouts.evenings import Evening, PlaceHours, Spot, indoors_of, is_own
from licensing.tryouts.held import Held

Hours = tuple[ServiceHours, ...]


@dataclass(frozen=True)
class _Moved:
    """What a draft leaves of one evening, and by which rules; what may be left where answers are unknown."""

    before: Hours
    after: Hours
    rules: tuple[str, ...] = ()
    otherwise: Hours = ()
    asks: tuple[str, ...] = ()
    unknown_rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class TriedHours:
    """The hours that a draft leaves a licence, and what it would do to them."""

    left: Mapping[Evening, Hours]
    woulds: tuple[Would, ...]


def tried_hours(
    held: Held, draft: PlaceHours, place: int, days: TrialDays, now: Mapping[Evening, HoursInForce]
) -> TriedHours:
    """Hold the hours of a licence against a draft, evening by evening; alike evenings are told together.

    Law: alkoholloven §§ 3-7 and 4-4.
    """
    moved: dict[Evening, _Moved] = {}
    left: dict[Evening, Hours] = {}
    for evening, hours in now.items():
        local = draft.hours(place, held, evening, hours.national, indoors_of(left, evening))
        moved[evening] = one = _moved(hours, local)
        left[evening] = one.after
    if held.kind is LicenceKind.SERVING:
        for evening, one in moved.items():
            if evening[1] is Group.THREE:
                moved[evening] = bounded = _bounded(one, evening, moved)
                left[evening] = bounded.after
    return TriedHours(left, tuple(_told(moved, days, draft.policy)))


def _moved(hours: HoursInForce, local: LocalHours | None) -> _Moved:
    before, limit = hours.hours, hours.national.limit
    if local is None:
        # Hours that the licence was given stand until they are changed; the others are the law's own again.
        normal = hours.national.normal
        return _Moved(before, before if is_own(hours) or normal is None else _left(before, normal, limit))
    after = _left(before, local.hours, limit)
    if not local.unknown:
        return _Moved(before, after, () if after == before else _binding(before, local), after)
    return _Moved(
        before,
        after,
        _binding(before, local),
        _left(before, local.otherwise, limit),
        local.unknown,
        _codes(local.unknown_rules),
    )


@lru_cache(maxsize=4096)
def _left(before: Hours, local: ServiceHours | None, limit: ServiceHours | None) -> Hours:
    lawful = None if local is None or limit is None else local.overlap(limit)
    return () if lawful is None else _common(before, (lawful,))


def _common(one: Hours, other: Hours) -> Hours:
    return united(part for first in one for second in other if (part := first.overlap(second)))


def _binding(before: Hours, local: LocalHours) -> tuple[str, ...]:
    """The rules that cut: those that give the beginning, the end, or both."""
    if local.hours is None or not before:
        return _codes(local.rules)
    begins, ends = before[0].start < local.hours.start, before[-1].end > local.hours.end
    own = (
        *(_strongest(local.rules, "earliest", local.hours.start) if begins else ()),
        *(_strongest(local.rules, "latest", local.hours.end) if ends else ()),
    )
    # A rule that takes its hours from another rule or area names no hour of its own.
    return _codes(tuple(dict.fromkeys(own)) or local.rules)


def _strongest(rules: tuple[Rule, ...], side: str, minute: int) -> tuple[Rule, ...]:
    """The rules that give a beginning or an end, the strongest of them."""
    giving = [rule for rule in rules if getattr(rule.hours, side, None) == minute]
    top = max((rule.precedence for rule in giving), default=None)
    return tuple(rule for rule in giving if rule.precedence == top)


def _codes(rules: tuple[Rule, ...]) -> tuple[str, ...]:
    return tuple(rule.code for rule in rules)


def _bounded(one: _Moved, evening: Evening, moved: Mapping[Evening, _Moved]) -> _Moved:
    """Spirits never beyond other alcohol at the place. Law: alkoholloven § 4-4."""
    spot, _group, day = evening
    others = [other for group in OTHER_ALCOHOL if (other := moved.get((spot, group, day))) is not None]
    if all(other.after == other.before for other in others):
        return one
    after = _common(one.after, united(part for other in others for part in other.after))
    if after == one.after:
        return one
    rules = tuple(dict.fromkeys(code for other in others for code in other.rules))
    return replace(one, after=after, rules=rules, otherwise=_common(one.otherwise, after))


@dataclass(frozen=True)
class _Line:
    """What is the same of evenings that are told together."""

    spot: Spot
    before: Hours
    after: Hours
    rules: tuple[str, ...]
    asks: tuple[str, ...] = ()


def _told(moved: Mapping[Evening, _Moved], days: TrialDays, policy: Policy) -> Iterator[Would]:
    """What happened to the evenings: groups that are cut alike, on the same days by the same rules, are one
    line.
    """
    told: dict[tuple[Group, _Line], list[date]] = {}
    for (spot, group, day), one in moved.items():
        if one.after == one.before and not one.asks:
            continue
        # What an answer may still give is not taken away yet, and what it may take is not certain.
        open_ends = bool(one.asks) and one.otherwise != one.after
        certain = united((*one.after, *one.otherwise)) if open_ends else one.after
        if certain != one.before:
            line = _Line(spot, one.before, certain, one.rules)
            told.setdefault((group, line), []).append(day)
        if open_ends:
            worst = _common(one.after, one.otherwise)
            line = _Line(spot, one.before, worst, one.unknown_rules, one.asks)
            told.setdefault((group, line), []).append(day)
    alike: dict[tuple[_Line, tuple[date, ...]], list[Group]] = {}
    for (group, line), dates in told.items():
        alike.setdefault((line, tuple(dates)), []).append(group)
    for (line, on), groups in alike.items():
        rules = tuple(rule for code in line.rules if (rule := policy.rule(code)) is not None)
        yield Would(
            Consequence.UNKNOWN if line.asks else _weight(rules),
            ", ".join(line.rules),
            "; ".join(dict.fromkeys(policy.source_of(rule) for rule in rules)),
            groups=tuple(groups),
            area=line.spot.area,
            weekdays=tuple(day.isoweekday() for day in days.week if day in on),
            days=tuple(sorted(set(on) - set(days.week))),
            before=line.before,
            after=line.after,
            asks=line.asks,
        )


def _weight(rules: tuple[Rule, ...]) -> Consequence:
    """A rule that may be departed from is weighed in each case; the rest shortens."""
    soft = bool(rules) and all(rule.strength is not Strength.HARD for rule in rules)
    return Consequence.JUDGED if soft else Consequence.SHORTENED
