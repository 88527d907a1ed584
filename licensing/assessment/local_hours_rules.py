"""What the municipality's own rules say of the hours applied for, through the year or on the days asked for.

Law: alkoholloven §§ 3-7 and 4-4.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from licensing.assessment.facts import AskedHours, Facts
from licensing.assessment.findings import Finding, FindingCode, FindingOutcome, Plain, by_policy
from licensing.assessment.grounds import ground_for, ground_wanted
from licensing.assessment.hours_rules import (
    Cut,
    alike_cuts,
    asked_rows,
    cut_facts,
    hours_citation,
    law_cuts,
    national,
    ordinary_day,
)
from licensing.assessment.situations import situation_of
from licensing.days import DayKind, day_kind
from licensing.law import ALKL_4_4_PARA_3, Citation
from licensing.licences import AreaKind, Group, LicenceKind
from licensing.local_hours import LocalHours, local_hours
from licensing.matters import ONCE
from licensing.policy import Policy, Rule, RuleKind, Strength
from licensing.seasons import Season
from licensing.service_hours import ServiceHours, clip

WEEKS_IN_A_YEAR = 53
BY_STRENGTH = (Strength.HARD, Strength.DEFAULT, Strength.CONDITION)


@dataclass(frozen=True)
class LocalCut(Cut):
    """Hours asked for on a weekday, and what the municipality's rules leave of what the law left."""

    rules: tuple[Rule, ...] = ()
    set_here: bool = True
    """Some rule speaks of the place; else the normal hours of the law hold."""
    conflict: bool = False
    unknown: tuple[str, ...] = ()
    unknown_rules: tuple[Rule, ...] = ()
    beyond_law: tuple[Rule, ...] = ()
    """The rules that go beyond what the law lets the municipality set."""
    opening_alone: bool = False
    varies: bool = False
    """The rules leave more in some part of the year; what is left holds all year."""


@lru_cache(maxsize=4096)
def _days_of_the_year(seasons: tuple[Season, ...], weekday: int, on: date) -> tuple[date, ...]:
    """One ordinary such weekday in each part of the year that the seasons make, the coming one first."""
    found: dict[tuple[bool, ...], date] = {}
    day = ordinary_day(weekday, on)
    end = on + timedelta(weeks=WEEKS_IN_A_YEAR)
    while day <= end:
        found.setdefault(tuple(season.covers(day) for season in seasons), day)
        day = ordinary_day(weekday, day + timedelta(days=1))
    return tuple(found.values())


def days_to_try(facts: Facts, policy: Policy, weekday: int, on: date) -> tuple[date, ...]:
    """The days that stand for a weekday: those asked for once, or one in each season of the policy."""
    if facts.change in ONCE and facts.terms is not None and facts.terms.days:
        return tuple(day for day in facts.terms.days if day.isoweekday() == weekday)
    seasons = tuple(dict.fromkeys(rule.when.season for rule in policy.hours if rule.when.season is not None))
    if not seasons:
        return (ordinary_day(weekday, on),)
    days = _days_of_the_year(seasons, weekday, on)
    if facts.season is None:
        return days
    return tuple(day for day in days if facts.season.covers(day)) or days[:1]


def hours_held(facts: Facts, group: Group, weekday: int) -> dict[AreaKind, ServiceHours]:
    """The hours that the licence has already, by area, where longer ones are asked for."""
    rows = facts.terms.held_hours if facts.terms is not None else ()
    return {
        row.area: row.hours
        for row in rows
        if row.group is group and (not row.weekdays or weekday in row.weekdays)
    }


def local_on(
    facts: Facts, policy: Policy, group: Group, area: AreaKind, day: date, normal: ServiceHours | None
) -> LocalHours | None:
    """What the rules give a case's place on a day."""
    held = hours_held(facts, group, day.isoweekday())
    held.pop(area, None)
    return local_hours(
        policy.hours, situation_of(facts, policy, day, group=group, area=area), normal=normal, held=held
    )


def local_cuts(
    facts: Facts, kind: LicenceKind, policy: Policy, asked: AskedHours, on: date
) -> list[LocalCut]:
    """What law and policy leave of the hours asked for, weekday by weekday."""
    cuts = []
    for lawful in law_cuts(facts, kind, asked, on):
        days = days_to_try(facts, policy, lawful.weekday, on)
        if lawful.allowed is None or not days:
            continue  # The law has taken the day away, or it is none of those asked for.
        parts = [_cut_on(facts, kind, policy, asked, lawful.weekday, lawful.allowed, day) for day in days]
        cuts.append(_all_year(parts))
    return cuts


def _cut_on(
    facts: Facts,
    kind: LicenceKind,
    policy: Policy,
    asked: AskedHours,
    weekday: int,
    wanted: ServiceHours,
    day: date,
) -> LocalCut:
    by_law = national(facts, kind, asked.group, day)
    local = local_on(facts, policy, asked.group, asked.area, day, by_law.normal)
    if local is None:
        return LocalCut(weekday, wanted, clip(wanted, by_law.normal).hours, set_here=False)
    within = clip(local.hours, by_law.limit)
    allowed = clip(wanted, within.hours).hours
    matters = clip(wanted, clip(local.otherwise, by_law.limit).hours).hours != allowed
    times_missing = local.otherwise == local.hours and bool(local.unknown)
    return LocalCut(
        weekday,
        wanted,
        allowed,
        local.rules,
        conflict=local.conflict,
        unknown=local.unknown if matters or times_missing else (),
        unknown_rules=local.unknown_rules if matters else (),
        # "08 to 20" in a shop is written of ordinary days; on others the law's own hours are meant.
        beyond_law=local.rules
        if within.clipped and by_law.limit is not None and (kind is LicenceKind.SERVING or _is_ordinary(day))
        else (),
        opening_alone=local.opening_alone,
    )


def _is_ordinary(day: date) -> bool:
    return day_kind(day) is DayKind.WEEKDAY


def _all_year(parts: list[LocalCut]) -> LocalCut:
    """What is left in every part of the year."""
    first, *rest = parts
    for part in rest:
        allowed = (
            None if first.allowed is None or part.allowed is None else first.allowed.overlap(part.allowed)
        )
        varies = first.varies or first.allowed != part.allowed
        narrower = part.rules if allowed == part.allowed and allowed != first.allowed else first.rules
        first = replace(
            first,
            allowed=allowed,
            rules=narrower,
            set_here=first.set_here or part.set_here,
            conflict=first.conflict or part.conflict,
            unknown=tuple(dict.fromkeys((*first.unknown, *part.unknown))),
            unknown_rules=tuple(dict.fromkeys((*first.unknown_rules, *part.unknown_rules))),
            beyond_law=tuple(dict.fromkeys((*first.beyond_law, *part.beyond_law))),
            opening_alone=first.opening_alone or part.opening_alone,
            varies=varies,
        )
    return first


def local_hours_kept(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """The hours lie within what the municipality has set, or within the normal hours where it has set none.

    Law: alkoholloven §§ 3-7 and 4-4.
    """
    if facts.kind is None:
        return
    cuts = {asked: local_cuts(facts, facts.kind, policy, asked, on) for asked in asked_rows(facts)}
    gained = any(_gains(facts, asked, cut) for asked, rows in cuts.items() for cut in rows)
    for asked, rows in cuts.items():
        yield from _findings(facts, facts.kind, policy, asked, rows, nothing_gained=not gained)
    yield from _shortening(facts, policy, on)


def _gains(facts: Facts, asked: AskedHours, cut: LocalCut) -> bool:
    """Whether what is left is more than the licence has already; without hours that it has, all is.

    What hangs on an answer that nobody has given may still be more.
    """
    if cut.unknown:
        return True
    held = hours_held(facts, asked.group, cut.weekday).get(asked.area)
    if held is None:
        return cut.allowed is not None
    return cut.allowed is not None and not cut.allowed.within(held)


def _findings(
    facts: Facts,
    kind: LicenceKind,
    policy: Policy,
    asked: AskedHours,
    cuts: list[LocalCut],
    *,
    nothing_gained: bool,
) -> Iterator[Finding]:
    citation = hours_citation(kind)
    within = [cut for cut in cuts if cut.allowed == cut.asked]
    short = [cut for cut in cuts if cut.allowed != cut.asked]
    outside = [cut for cut in short if cut.set_here]
    beyond = [cut for cut in short if not cut.set_here]
    yield from _conflicts(policy, asked, cuts, citation)
    yield from _unknown(policy, asked, cuts)
    yield from _told(policy, asked, cuts, citation)
    for alike in alike_cuts(outside):
        rules = _rules_of(alike)
        yield from _outside(facts, kind, policy, asked, alike, rules, nothing_gained=nothing_gained)
    for alike in alike_cuts(beyond):
        # Longer than the normal hours is lawful only when the municipality decides it.
        yield Finding(
            FindingCode.HOURS_BEYOND_NORMAL,
            FindingOutcome.CONSIDER,
            Strength.HARD,
            citation,
            cut_facts(asked, alike),
        )
    if within and not outside and not beyond:
        for alike in alike_cuts(within):
            rules = _rules_of(alike)
            yield Finding(
                FindingCode.HOURS_WITHIN_POLICY,
                FindingOutcome.OK,
                _strength(rules),
                citation,
                cut_facts(asked, alike),
                sources(policy, rules),
                codes(rules),
            )


def _outside(
    facts: Facts,
    kind: LicenceKind,
    policy: Policy,
    asked: AskedHours,
    alike: tuple[Cut, ...],
    rules: tuple[Rule, ...],
    *,
    nothing_gained: bool,
) -> Iterator[Finding]:
    """Departing from a regulation is a decision by the act itself; from a main rule it wants a ground."""
    strength = _strength(rules)
    told = cut_facts(asked, alike)
    citation, outcome = hours_citation(kind), FindingOutcome.PARTLY
    if kind is LicenceKind.SERVING and any(policy.is_regulation(rule) for rule in rules):
        citation, strength = ALKL_4_4_PARA_3, Strength.HARD
    if nothing_gained and facts.terms is not None and facts.terms.held_hours:
        outcome = FindingOutcome.REFUSE
    main_rule = next((rule for rule in rules if rule.strength is Strength.DEFAULT), None)
    if strength is Strength.DEFAULT and main_rule is not None:
        ground = ground_for(facts, main_rule)
        if ground:
            told, outcome = {**told, "ground": ground}, FindingOutcome.CONSIDER
        else:
            yield ground_wanted(policy, main_rule)
    yield Finding(
        FindingCode.HOURS_OUTSIDE_POLICY,
        outcome,
        strength,
        citation,
        told,
        sources(policy, rules),
        codes(rules),
    )


def _conflicts(
    policy: Policy, asked: AskedHours, cuts: list[LocalCut], citation: Citation
) -> Iterator[Finding]:
    rules = tuple(dict.fromkeys(rule for cut in cuts if cut.conflict for rule in cut.rules))
    if rules:
        yield Finding(
            FindingCode.HOURS_RULES_CONFLICT,
            FindingOutcome.ASK,
            Strength.HARD,
            citation,
            {"area": asked.area.value, "group": int(asked.group), "rules": [rule.code for rule in rules]},
            rule=codes(rules),
        )


def _unknown(policy: Policy, asked: AskedHours, cuts: list[LocalCut]) -> Iterator[Finding]:
    told: set[str] = set()
    for cut in cuts:
        rules = cut.unknown_rules or cut.rules
        for name in cut.unknown:
            if name not in told and rules:
                told.add(name)
                yield by_policy(
                    FindingCode.POLICY_FACT_UNKNOWN, FindingOutcome.ASK, rules[0], policy, question=name
                )


def _told(policy: Policy, asked: AskedHours, cuts: list[LocalCut], citation: Citation) -> Iterator[Finding]:
    where: dict[str, Plain] = {"area": asked.area.value, "group": int(asked.group)}
    beyond = tuple(dict.fromkeys(rule for cut in cuts for rule in cut.beyond_law))
    codes_told = (
        (FindingCode.LOCAL_HOURS_OUTSIDE_LAW, beyond),
        (FindingCode.HOURS_VARY, _rules_of([cut for cut in cuts if cut.varies])),
        (FindingCode.HOURS_OPENING_ALONE, _rules_of([cut for cut in cuts if cut.opening_alone])),
    )
    for code, rules in codes_told:
        if rules:
            yield Finding(
                code, FindingOutcome.OK, Strength.INFO, citation, where, sources(policy, rules), codes(rules)
            )


def _shortening(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """What may be cut for a single place is told to whoever weighs."""
    for rule in policy.of_kind(RuleKind.HOURS):
        if rule.hours is None or not rule.hours.may_shorten or not rule.holds_on(on):
            continue
        areas = rule.when.areas or (None,)
        if any(
            rule.when.meets(situation_of(facts, policy, None, area=area)).met is not False for area in areas
        ):
            yield Finding(
                FindingCode.HOURS_MAY_BE_SHORTENED,
                FindingOutcome.OK,
                Strength.INFO,
                hours_citation(facts.kind or LicenceKind.SERVING),
                {"words": rule.words},
                policy.source_of(rule),
                rule.code,
            )


def _rules_of(cuts: Iterable[Cut]) -> tuple[Rule, ...]:
    return tuple(dict.fromkeys(rule for cut in cuts if isinstance(cut, LocalCut) for rule in cut.rules))


def _strength(rules: tuple[Rule, ...]) -> Strength:
    """The most binding of the rules that gave the hours."""
    found = [strength for strength in BY_STRENGTH if any(rule.strength is strength for rule in rules)]
    return found[0] if found else Strength.HARD


def sources(policy: Policy, rules: Iterable[Rule]) -> str:
    """Where the rules stand, each place once."""
    return "; ".join(dict.fromkeys(policy.source_of(rule) or rule.code for rule in rules))


def codes(rules: Iterable[Rule]) -> str:
    """The codes of the rules that answered together, with commas."""
    return ",".join(rule.code for rule in rules)


@dataclass(frozen=True)
class AllowedHours:
    """What of the hours applied for law and local rules leave, for one area, group and weekday."""

    area: AreaKind
    group: Group
    weekday: int
    asked: ServiceHours
    allowed: ServiceHours | None


def allowed_hours(facts: Facts, policy: Policy | None, on: date) -> tuple[AllowedHours, ...]:
    """The hours that a grant by the rules would give, day by day: what a part grant starts from.

    Law: alkoholloven §§ 3-7 and 4-4.
    """
    if facts.kind is None:
        return ()
    rows = []
    for asked in asked_rows(facts):
        local = {} if policy is None else _set_here(facts, facts.kind, policy, asked, on)
        for cut in law_cuts(facts, facts.kind, asked, on):
            allowed = local.get(cut.weekday, cut.allowed) if cut.allowed is not None else None
            rows.append(AllowedHours(asked.area, asked.group, cut.weekday, cut.asked, allowed))
    return tuple(rows)


def _set_here(
    facts: Facts, kind: LicenceKind, policy: Policy, asked: AskedHours, on: date
) -> dict[int, ServiceHours | None]:
    """What the municipality's own rules leave; where it has none a grant may go beyond the normal hours."""
    return {cut.weekday: cut.allowed for cut in local_cuts(facts, kind, policy, asked, on) if cut.set_here}
