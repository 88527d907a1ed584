"""What the check finds of hours: outside the law, disagreeing, pointing at each other, or saying nothing.

Law: alkoholloven §§ 3-4, 3-4a, 3-7 and 4-4.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from licensing.days import is_day_off
from licensing.hours import MATCH_VENUE, NationalHours, national_hours
from licensing.law import ALKL_4_4, Citation
from licensing.licences import AreaKind, Group, LicenceKind, LicenceType, Seller
from licensing.local_hours import MOVING
from licensing.policy.checking_days import SampleDays
from licensing.policy.checking_overlaps import covers, overlap, places_overlap
from licensing.policy.checking_points import EngineDoes, Fact, Point, Problem
from licensing.policy.circles import circles_in
from licensing.policy.day_classes import DayClass
from licensing.policy.effects import HoursEffect
from licensing.policy.policies import Policy
from licensing.policy.rules import Rule, RuleKind, Strength
from licensing.service_hours import clock_text

# Days on which the law lets nothing be sold, as a rule may name them.
DAYS_OFF = frozenset(
    {DayClass.SUNDAY, DayClass.HOLIDAY, DayClass.LAST_DAY_OFF, DayClass.MAY_1, DayClass.MAY_17}
)
SUNDAY = 7


def hours_of_rule(rule: Rule, policy: Policy, days: SampleDays) -> Iterator[Point]:
    """The points of one hours rule, others of the same sort apart."""
    effect = rule.hours
    if effect is None:
        return
    if effect.may_shorten:
        yield Point(Problem.MAY_SHORTEN, rule.code, None, EngineDoes.WEIGHS)
    if rule.strength not in MOVING or effect.may_shorten:
        return
    if effect.earliest is not None and effect.latest is not None and effect.earliest >= effect.latest:
        yield Point(Problem.HOURS_BACKWARDS, rule.code, None, EngineDoes.CLOSES, _times(effect))
    elif rule.kind is RuleKind.HOURS and not effect.closed:
        yield from _outside_law(rule, effect, policy, days)
    if rule.strength is Strength.CONDITION and not rule.when.tests:
        yield Point(Problem.HOURS_WITHOUT_TEST, rule.code, None, EngineDoes.TAKES_AS_GIVEN)


def _times(effect: HoursEffect) -> dict[str, Fact]:
    return {
        name: clock_text(value)
        for name, value in (("earliest", effect.earliest), ("latest", effect.latest))
        if value is not None
    }


def _outside_law(rule: Rule, effect: HoursEffect, policy: Policy, days: SampleDays) -> Iterator[Point]:
    for problem, side in ((Problem.TOO_EARLY, "earliest"), (Problem.TOO_LATE, "latest")):
        value = effect.earliest if side == "earliest" else effect.latest
        if value is None:
            continue
        groups: list[str] = []
        facts: dict[str, Fact] = {}
        citation: Citation | None = None
        for kind, group, day, national in _held_against(rule, days):
            limit = national.limit
            if limit is None or limit.start <= value <= limit.end:
                continue
            bound = limit.start if side == "earliest" else limit.end
            if (value > bound) is (side == "earliest") or _overruled(rule, policy, days, day, group, side):
                continue
            citation = citation or national.citation
            facts = facts or {"kind": kind.value, "law": clock_text(bound), "day": day.isoformat()}
            groups += [str(int(group))] if str(int(group)) not in groups else []
        if facts:
            told: dict[str, Fact] = {"rule_says": clock_text(value), "groups": groups, **facts}
            yield Point(problem, rule.code, citation, EngineDoes.CLIPS, told)
    yield from _on_days_off(rule, days)
    yield from _spirits_after_others(rule, effect, policy, days)


def _held_against(rule: Rule, days: SampleDays) -> Iterator[tuple[LicenceKind, Group, date, NationalHours]]:
    """The law's hours on each sort of day that the rule speaks of, but for days on which nothing is sold."""
    for kind, group, seller in _spoken_of(rule):
        for day in sorted(days.of(rule)):
            if kind is LicenceKind.SERVING or not is_day_off(day):
                yield kind, group, day, _national(rule, kind, group, seller, day)


def _spoken_of(rule: Rule) -> Iterator[tuple[LicenceKind, Group, Seller | None]]:
    """What the rule sets hours for: kind, group, and who sells."""
    when = rule.when
    kinds = when.kinds or tuple(LicenceKind)
    groups = when.groups or tuple(Group)
    if LicenceKind.SERVING in kinds and set(when.types) != {LicenceType.OUTLET}:
        yield from ((LicenceKind.SERVING, group, None) for group in groups)
    if LicenceKind.SALE not in kinds or (when.areas and AreaKind.INDOOR not in when.areas):
        return
    if set(when.types) == {LicenceType.OUTLET}:
        outlet = [group for group in groups if group is not Group.ONE]
        yield from ((LicenceKind.SALE, group, Seller.VINMONOPOLET) for group in outlet)
        return
    if Group.ONE in groups:
        yield LicenceKind.SALE, Group.ONE, Seller.GROCERY
    if LicenceKind.SALE in when.kinds and Group.TWO in when.groups:
        yield LicenceKind.SALE, Group.TWO, Seller.PRODUCER


def _national(rule: Rule, kind: LicenceKind, group: Group, seller: Seller | None, day: date) -> NationalHours:
    # A dated act may move the outermost hours for places that meet a condition, which is what tests are.
    flags = (MATCH_VENUE,) if kind is LicenceKind.SERVING and rule.when.tests else ()
    return national_hours(kind, group, day, seller=seller, flags=flags)


def _overruled(rule: Rule, policy: Policy, days: SampleDays, day: date, group: Group, side: str) -> bool:
    """Whether a more particular rule always sets this time instead, so that the rule never speaks there."""
    return any(
        other.strength in MOVING
        and other.hours is not None
        and (other.hours.closed or _moves(other.hours, side))
        and other.precedence > rule.precedence
        and (not other.when.groups or group in other.when.groups)
        and covers(other, rule, day, days, without=("groups",))
        for other in policy.of_kind(RuleKind.HOURS)
    )


def _moves(effect: HoursEffect, side: str) -> bool:
    points = bool(effect.same_as_rule) or effect.same_as_area is not None
    return points or getattr(effect, side) is not None


def _on_days_off(rule: Rule, days: SampleDays) -> Iterator[Point]:
    """A sale rule that names days off opens on days when the law lets nothing be sold."""
    when = rule.when
    own = days.of(rule)
    if LicenceKind.SALE not in when.kinds or not own:
        return
    named = SUNDAY in when.weekdays or not DAYS_OFF.isdisjoint(when.day_classes)
    off = sorted(day for day in own if is_day_off(day))
    if off and (named or len(off) == len(own)):
        national = national_hours(LicenceKind.SALE, Group.ONE, off[0])
        facts: dict[str, Fact] = {"day": off[0].isoformat()}
        yield Point(Problem.SALE_ON_DAY_OFF, rule.code, national.citation, EngineDoes.CLIPS, facts)


def _spirits_after_others(
    rule: Rule, effect: HoursEffect, policy: Policy, days: SampleDays
) -> Iterator[Point]:
    """Spirits alone get a later hour than other alcohol at the same place, which the law never allows."""
    own = days.of(rule)
    if set(rule.when.groups) != {Group.THREE} or rule.when.kinds == (LicenceKind.SALE,):
        return
    if effect.latest is None or not own:
        return
    day = min(own)
    others = [_latest_of_other(rule, group, policy, days, day) for group in (Group.ONE, Group.TWO)]
    if all(other is not None and other < effect.latest for other in others):
        latest = max(other for other in others if other is not None)
        facts: dict[str, Fact] = {"rule_says": clock_text(effect.latest), "others": clock_text(latest)}
        yield Point(Problem.SPIRITS_AFTER_OTHERS, rule.code, ALKL_4_4, EngineDoes.CLIPS, facts)


def _latest_of_other(rule: Rule, group: Group, policy: Policy, days: SampleDays, day: date) -> int | None:
    """The latest hour of another group wherever the rule speaks; None where that is not one figure."""
    found = [
        other
        for other in policy.of_kind(RuleKind.HOURS)
        if other.strength in MOVING
        and other.hours is not None
        and (not other.when.groups or group in other.when.groups)
        and (other.hours.closed or _moves(other.hours, "latest"))
        and places_overlap(other.when, rule.when, without=("groups",))
        and day in days.of(other)
    ]
    if any(not covers(other, rule, day, days, without=("groups",)) for other in found):
        return None
    if not found:
        normal = national_hours(LicenceKind.SERVING, group, day).normal
        return None if normal is None else normal.end
    top = max(other.precedence for other in found)
    times = [other.hours.latest for other in found if other.precedence == top and other.hours is not None]
    known = [time for time in times if time is not None]
    return min(known) if len(known) == len(times) else None


def hours_that_disagree(rules: Sequence[Rule], days: SampleDays) -> Iterator[Point]:
    """Two rules equal in rank and narrowness that can speak of one place and give it different hours."""
    moving = [rule for rule in rules if rule.strength in MOVING and _says_hours(rule)]
    for one, other in combinations(moving, 2):
        if one.kind is not other.kind or one.precedence != other.precedence:
            continue
        if _differ(one.hours, other.hours) and overlap(one, other, days):
            facts: dict[str, Fact] = {"other": other.code, "one_says": _said(one), "other_says": _said(other)}
            yield Point(Problem.HOURS_DISAGREE, one.code, None, EngineDoes.STRICTER_HOLDS_AND_ASKS, facts)


def _says_hours(rule: Rule) -> bool:
    # Hours around a trip or a show narrow the others and replace none.
    return rule.hours is not None and not rule.hours.may_shorten and rule.hours.relative is None


def _differ(one: HoursEffect | None, other: HoursEffect | None) -> bool:
    if one is None or other is None:
        return False
    points = [(effect.same_as_rule, effect.same_as_area) for effect in (one, other)]
    if any(any(point) for point in points):
        return points[0] != points[1] and bool(_sides(one) & _sides(other))
    if one.closed or other.closed:
        return one.closed != other.closed
    return any(
        mine is not None and theirs is not None and mine != theirs
        for mine, theirs in ((one.earliest, other.earliest), (one.latest, other.latest))
    )


def _sides(effect: HoursEffect) -> set[str]:
    return {side for side in ("earliest", "latest") if effect.closed or _moves(effect, side)}


def _said(rule: Rule) -> str:
    """The hours of a rule in the stored form: "08:00-26:00", one side open, or a word for the rest."""
    effect = rule.hours or HoursEffect()
    if effect.closed:
        return "closed"
    if effect.same_as_rule:
        return f"rule:{effect.same_as_rule}"
    if effect.same_as_area is not None:
        return f"area:{effect.same_as_area.value}"
    return "-".join("" if time is None else clock_text(time) for time in (effect.earliest, effect.latest))


def circles(rules: Sequence[Rule]) -> Iterator[Point]:
    """Rules that say "the same as" each other, so that none of them gives any hours."""
    for circle in circles_in(rules):
        facts: dict[str, Fact] = {"circle": list(circle)}
        yield Point(Problem.SAME_AS_CIRCLE, circle[0], None, EngineDoes.CANNOT_USE, facts)
