"""The hours of an event day by day: what law and local rules leave of them.

Law: alkoholloven §§ 3-7 and 4-4.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from licensing.assessment.facts import Facts
from licensing.assessment.findings import (
    Finding,
    FindingCode,
    FindingOutcome,
    Plain,
    by_law,
    by_policy,
)
from licensing.assessment.hours_rules import hours_citation
from licensing.assessment.local_cuts import left_by, local_on
from licensing.assessment.local_hours_rules import asking_rule, codes, sources
from licensing.assessment.occasion_facts import OccasionHours
from licensing.hours import national_hours
from licensing.law import ALKL_3_7, ALKL_4_4_PARA_3, Citation
from licensing.licences import AreaKind, Group, LicenceKind
from licensing.policy import Policy, Rule, Strength
from licensing.service_hours import ServiceHours, clip


@dataclass(frozen=True)
class DayHours:
    """Hours asked for one area and group on one day, and what law and local rules leave of them."""

    day: date
    area: AreaKind
    group: Group
    asked: ServiceHours
    lawful: ServiceHours | None
    allowed: ServiceHours | None
    beyond_normal: bool = False
    """No local rule speaks of the place, and the hours are longer than the law's normal ones."""
    rules: tuple[Rule, ...] = ()
    conflict: bool = False
    unknown: tuple[str, ...] = ()
    unknown_rules: tuple[Rule, ...] = ()
    beyond_law: bool = False
    """The local rules go beyond what the law lets the municipality set."""


def hours_by_day(facts: Facts, policy: Policy | None) -> tuple[DayHours, ...]:
    """What law and policy leave of the hours of an event, day by day, area by area and group by group.

    Someone who asks for one interval asks for spirits from the hour at which the law first allows them.

    Law: alkoholloven §§ 3-7 and 4-4.
    """
    if facts.kind is None or facts.occasion is None:
        return ()
    rows = {(row.day, row.area, row.hours) for row in facts.occasion.days}
    ordered = sorted(rows, key=lambda row: (row[0], row[1].value, row[2]))
    return tuple(
        _day_hours(facts.kind, facts, policy, group, *row)
        for row in ordered
        for group in sorted(facts.groups or ())
    )


def _day_hours(
    kind: LicenceKind,
    facts: Facts,
    policy: Policy | None,
    group: Group,
    day: date,
    area: AreaKind,
    hours: ServiceHours,
) -> DayHours:
    national = national_hours(kind, group, day)
    limit = national.limit
    if kind is LicenceKind.SERVING and limit is not None and hours.start < limit.start < hours.end:
        hours = ServiceHours(limit.start, hours.end) if group is Group.THREE else hours
    lawful = clip(hours, limit).hours
    local = None if policy is None else local_on(facts, policy, group, area, day, national.normal)
    if local is None:
        allowed = clip(lawful, national.normal).hours
        return DayHours(day, area, group, hours, lawful, allowed, beyond_normal=True)
    left = left_by(local, limit, lawful)
    return DayHours(
        day,
        area,
        group,
        hours,
        lawful,
        left.allowed,
        rules=local.rules,
        conflict=local.conflict,
        unknown=left.unknown,
        unknown_rules=left.unknown_rules,
        beyond_law=left.beyond_law,
    )


def _alike(rows: Iterable[DayHours], *, local: bool) -> Iterator[dict[str, Plain]]:
    """The days whose hours are cut alike, together: the facts of a finding for each such set."""
    sets: dict[tuple[AreaKind, ServiceHours, ServiceHours | None], list[DayHours]] = {}
    for row in rows:
        sets.setdefault((row.area, row.asked, row.allowed if local else row.lawful), []).append(row)
    for (area, asked, left), alike in sets.items():
        yield {
            "area": area.value,
            "groups": ",".join(str(int(group)) for group in sorted({row.group for row in alike})),
            "asked": list(asked.pair),
            "allowed": None if left is None else list(left.pair),
            "days": [day.isoformat() for day in sorted({row.day for row in alike})],
        }


def lawful_hours(facts: Facts, on: date) -> Iterator[Finding]:
    """The hours of each day lie within what the law allows at all. Law: alkoholloven §§ 3-7 and 4-4."""
    if facts.kind is None or facts.occasion is None:
        return
    rows = hours_by_day(facts, None)
    if not rows:
        yield by_law(FindingCode.HOURS_UNKNOWN, FindingOutcome.ASK, hours_citation(facts.kind))
        return
    cut = [row for row in rows if row.lawful != row.asked]
    nothing_left = all(row.lawful is None for row in rows)
    for words in _alike(cut, local=False):
        yield by_law(
            FindingCode.DAYS_OUTSIDE_LAW,
            FindingOutcome.REFUSE if nothing_left else FindingOutcome.PARTLY,
            hours_citation(facts.kind),
            **words,
        )
    if not cut:
        yield by_law(FindingCode.DAYS_LAWFUL, FindingOutcome.OK, hours_citation(facts.kind))


def local_hours_kept(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """The hours of each day lie within the local rules; longer ones are a decision of their own for the
    occasion.

    Law: alkoholloven §§ 3-7 and 4-4 third paragraph.
    """
    if facts.kind is None or facts.occasion is None:
        return
    rows = [row for row in hours_by_day(facts, policy) if row.lawful is not None]
    citation = ALKL_3_7 if facts.kind is LicenceKind.SALE else ALKL_4_4_PARA_3
    outside = [row for row in rows if row.allowed != row.lawful]
    yield from _open_questions(policy, rows, hours_citation(facts.kind))
    for beyond, code, outcome in (
        (False, FindingCode.DAYS_OUTSIDE_POLICY, FindingOutcome.PARTLY),
        (True, FindingCode.DAYS_BEYOND_NORMAL, FindingOutcome.CONSIDER),
    ):
        chosen = [row for row in outside if row.beyond_normal is beyond]
        rules = tuple(dict.fromkeys(rule for row in chosen for rule in row.rules))
        for words in _alike(chosen, local=True):
            yield Finding(code, outcome, Strength.HARD, citation, words, sources(policy, rules), codes(rules))
    if rows and not outside:
        yield Finding(
            FindingCode.DAYS_WITHIN_POLICY, FindingOutcome.OK, Strength.HARD, hours_citation(facts.kind)
        )


def _open_questions(policy: Policy, rows: Iterable[DayHours], citation: Citation) -> Iterator[Finding]:
    """What is not known of the place, where two rules disagree, and where they go beyond the law."""
    asked: set[str] = set()
    told: set[str] = set()
    for row in rows:
        for name in row.unknown:
            rules = row.unknown_rules or row.rules
            if name not in asked and rules:
                asked.add(name)
                asking = asking_rule(rules, name)
                yield by_policy(
                    FindingCode.POLICY_FACT_UNKNOWN, FindingOutcome.ASK, asking, policy, question=name
                )
        where: dict[str, Plain] = {"area": row.area.value, "group": int(row.group)}
        if row.conflict and codes(row.rules) not in told:
            told.add(codes(row.rules))
            yield Finding(
                FindingCode.HOURS_RULES_CONFLICT,
                FindingOutcome.ASK,
                Strength.HARD,
                citation,
                {**where, "rules": [rule.code for rule in row.rules]},
                rule=codes(row.rules),
            )
        key = f"law:{codes(row.rules)}"
        if row.beyond_law and key not in told:
            told.add(key)
            yield Finding(
                FindingCode.LOCAL_HOURS_OUTSIDE_LAW,
                FindingOutcome.OK,
                Strength.INFO,
                citation,
                where,
                sources(policy, row.rules),
                codes(row.rules),
            )


def allowed_days(facts: Facts, policy: Policy | None) -> tuple[OccasionHours, ...]:
    """The hours that a grant by the rules would give, room by room and day by day: for group 1, which
    every licence covers.

    Law: alkoholloven §§ 3-7 and 4-4.
    """
    if facts.occasion is None or facts.kind is None:
        return ()
    left = {
        (row.day, row.area, row.asked): row.allowed if policy else row.lawful
        for row in hours_by_day(facts, policy)
        if row.group is Group.ONE
    }
    return tuple(
        OccasionHours(row.room, row.area, row.day, hours)
        for row in facts.occasion.days
        if (hours := left[row.day, row.area, row.hours]) is not None
    )
