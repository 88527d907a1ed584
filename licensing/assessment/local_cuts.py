"""What law and local rules leave of the hours applied for: weekday by weekday, through the year.

Law: alkoholloven §§ 3-7 and 4-4.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from licensing.assessment.facts import AskedHours, Facts
from licensing.assessment.hours_rules import (
    Cut,
    asked_rows,
    law_cuts,
    national,
    ordinary_day,
)
from licensing.assessment.situations import audience_of, situation_of, sort_of
from licensing.days import DayKind, day_kind
from licensing.licences import AreaKind, Group, LicenceKind
from licensing.local_hours import LocalHours, local_hours
from licensing.matters import ONCE
from licensing.policy import Policy, Rule
from licensing.seasons import Season
from licensing.service_hours import ServiceHours, clip

WEEKS_IN_A_YEAR = 53
MOST_RECKONED = 4096
"""How many sorts of places a policy remembers the hours of."""


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
    answers = facts.known_answers
    # Places that are the same to the rules are many, in one case and from case to case.
    key = (
        facts.kind,
        facts.type,
        sort_of(facts),
        group,
        area,
        audience_of(facts),
        facts.category,
        facts.zones,
        policy.sort_of_day(day),
        normal,
        tuple(held.items()),
        tuple(answers.get(name) for name in policy.asked_by_hours),
    )
    known = policy.reckoned_hours
    if key not in known:
        if len(known) >= MOST_RECKONED:
            known.clear()
        situation = situation_of(facts, policy, day, group=group, area=area)
        known[key] = local_hours(policy.hours, situation, normal=normal, held=held)
    found = known[key]
    return found if isinstance(found, LocalHours) else None


@dataclass(frozen=True)
class Left:
    """What local rules leave of hours that the law has let through, and on what unknown answers it hangs."""

    allowed: ServiceHours | None
    unknown: tuple[str, ...]
    unknown_rules: tuple[Rule, ...]
    beyond_law: bool
    """The rules go beyond what the law lets the municipality set."""


def left_by(local: LocalHours, limit: ServiceHours | None, wanted: ServiceHours | None) -> Left:
    """What the rules of a place leave of hours on a day. An answer that would change nothing is not asked."""
    within = clip(local.hours, limit)
    allowed = clip(wanted, within.hours).hours
    matters = clip(wanted, clip(local.otherwise, limit).hours).hours != allowed
    times_missing = local.otherwise == local.hours and bool(local.unknown)
    return Left(
        allowed,
        local.unknown if matters or times_missing else (),
        local.unknown_rules if matters else (),
        beyond_law=within.clipped and limit is not None,
    )


def local_cuts(
    facts: Facts, kind: LicenceKind, policy: Policy, asked: AskedHours, on: date
) -> list[LocalCut]:
    """What law and policy leave of the hours asked for, weekday by weekday."""
    # The policy is kept beside what it gave, so that no other policy can come to stand in its place.
    key = ("local_cuts", id(policy), kind, asked, on)
    if key not in facts.reckoned:
        facts.reckoned[key] = (policy, _local_cuts(facts, kind, policy, asked, on))
    cuts: list[LocalCut] = facts.reckoned[key][1]
    return cuts


def _local_cuts(
    facts: Facts, kind: LicenceKind, policy: Policy, asked: AskedHours, on: date
) -> list[LocalCut]:
    cuts = []
    known: dict[object, LocalCut] = {}
    for lawful in law_cuts(facts, kind, asked, on):
        days = days_to_try(facts, policy, lawful.weekday, on)
        if lawful.allowed is None or not days:
            continue  # The law has taken the day away, or it is none of those asked for.
        held = tuple(hours_held(facts, asked.group, lawful.weekday).items())
        parts = []
        for day in days:
            # Most days of a week are the same to the rules, and are asked about once.
            key = (policy.sort_of_day(day), day_kind(day), lawful.allowed, held)
            if key not in known:
                known[key] = _cut_on(facts, kind, policy, asked, lawful.weekday, lawful.allowed, day)
            part = known[key]
            parts.append(part if part.weekday == lawful.weekday else replace(part, weekday=lawful.weekday))
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
    left = left_by(local, by_law.limit, wanted)
    return LocalCut(
        weekday,
        wanted,
        left.allowed,
        local.rules,
        conflict=local.conflict,
        unknown=left.unknown,
        unknown_rules=left.unknown_rules,
        # "08 to 20" in a shop is written of ordinary days; on others the law's own hours are meant.
        beyond_law=local.rules
        if left.beyond_law and (kind is LicenceKind.SERVING or _is_ordinary(day))
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
    return tuple(rows) if facts.kind is LicenceKind.SALE else tuple(_never_after_the_rest(rows))


def _never_after_the_rest(rows: list[AllowedHours]) -> Iterator[AllowedHours]:
    """Spirits are never served longer than beer and wine. Law: alkoholloven § 4-4."""
    ends: dict[tuple[AreaKind, int], int] = {}
    for row in rows:
        if row.group is not Group.THREE and row.allowed is not None:
            where = (row.area, row.weekday)
            ends[where] = max(ends.get(where, 0), row.allowed.end)
    for row in rows:
        end = ends.get((row.area, row.weekday))
        if row.group is Group.THREE and end is not None and row.allowed is not None and end < row.allowed.end:
            shorter = ServiceHours(row.allowed.start, end) if row.allowed.start < end else None
            yield replace(row, allowed=shorter)
        else:
            yield row


def _set_here(
    facts: Facts, kind: LicenceKind, policy: Policy, asked: AskedHours, on: date
) -> dict[int, ServiceHours | None]:
    """What the municipality's own rules leave; where it has none a grant may go beyond the normal hours."""
    return {cut.weekday: cut.allowed for cut in local_cuts(facts, kind, policy, asked, on) if cut.set_here}
