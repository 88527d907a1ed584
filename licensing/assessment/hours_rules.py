"""What the law and the local rules say of the hours applied for.

Law: alkoholloven §§ 3-7 and 4-4.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from licensing.assessment.facts import AskedHours, Facts
from licensing.assessment.findings import (
    Finding,
    FindingCode,
    FindingOutcome,
    Plain,
    Strength,
    by_law,
)
from licensing.days import DayKind, day_kind
from licensing.hours import NationalHours, national_hours
from licensing.kinds import group_sets, seller_of
from licensing.law import ALKL_3_7, ALKL_4_4, Citation
from licensing.licences import AreaKind, Group, LicenceKind
from licensing.local_hours import LocalHours, local_hours
from licensing.policy import Policy
from licensing.service_hours import ServiceHours, clip

EVERY_WEEKDAY = tuple(range(1, 8))
SATURDAY, SUNDAY = 6, 7


@dataclass(frozen=True)
class Cut:
    """Hours asked for on a weekday, and what is left of them after a limit."""

    weekday: int
    asked: ServiceHours
    allowed: ServiceHours | None
    sources: tuple[str, ...] = ()


def _citation(kind: LicenceKind) -> Citation:
    return ALKL_3_7 if kind is LicenceKind.SALE else ALKL_4_4


def ordinary_day(weekday: int, from_day: date) -> date:
    """The first such weekday that is not itself moved by a holiday: what "on Fridays" means in a licence."""
    wanted = {SATURDAY: DayKind.EVE, SUNDAY: DayKind.CLOSED}.get(weekday, DayKind.WEEKDAY)
    day = from_day + timedelta(days=(weekday - from_day.isoweekday()) % 7)
    while day_kind(day) is not wanted:
        day += timedelta(days=7)
    return day


def _asked_rows(facts: Facts) -> tuple[AskedHours, ...]:
    """The hours asked for in groups that a licence of the kind can cover; others are refused as such."""
    if facts.kind is None:
        return ()
    sets = group_sets(facts.kind, facts.type, facts.extensions)
    coverable = {group for groups in sets for group in groups}
    return tuple(asked for asked in facts.hours or () if asked.group in coverable)


def _weekdays(kind: LicenceKind, asked: AskedHours) -> tuple[int, ...]:
    """The days that the hours are asked for; "every day" in a shop never means Sundays."""
    if asked.weekdays:
        return asked.weekdays
    return EVERY_WEEKDAY[:-1] if kind is LicenceKind.SALE else EVERY_WEEKDAY


def _national(facts: Facts, kind: LicenceKind, group: Group, day: date) -> NationalHours:
    return national_hours(kind, group, day, seller=seller_of(kind, facts.type, facts.extensions, group))


def _law_cuts(facts: Facts, kind: LicenceKind, asked: AskedHours, on: date) -> tuple[Cut, ...]:
    cuts = []
    for weekday in _weekdays(kind, asked):
        limit = _national(facts, kind, asked.group, ordinary_day(weekday, on)).limit
        # A shop that asks for 20:00 on every day asks for the law's 18:00 on Saturdays.
        if kind is LicenceKind.SALE and not asked.weekdays and weekday == SATURDAY and limit is not None:
            capped = asked.hours.overlap(limit)
            if capped is not None:
                cuts.append(Cut(weekday, capped, capped))
                continue
        cuts.append(Cut(weekday, asked.hours, clip(asked.hours, limit).hours))
    return tuple(cuts)


def _alike(cuts: Iterable[Cut]) -> tuple[tuple[Cut, ...], ...]:
    """The weekdays that are cut to the same hours, together: each set is a finding of its own."""
    sets: dict[tuple[ServiceHours, ServiceHours | None], list[Cut]] = {}
    for cut in cuts:
        sets.setdefault((cut.asked, cut.allowed), []).append(cut)
    return tuple(tuple(alike) for alike in sets.values())


def _cut_facts(asked: AskedHours, alike: tuple[Cut, ...]) -> dict[str, Plain]:
    """The facts of a finding on one area and group, and the weekdays that it stands for."""
    first = alike[0]
    return {
        "area": asked.area.value,
        "group": int(asked.group),
        "asked": list(first.asked.pair),
        "allowed": None if first.allowed is None else list(first.allowed.pair),
        "weekdays": ",".join(str(cut.weekday) for cut in alike),
    }


def lawful_hours(facts: Facts, on: date) -> Iterator[Finding]:
    """The hours lie within what the law allows at all. Law: alkoholloven §§ 3-7 and 4-4."""
    if facts.kind is None:
        return
    citation = _citation(facts.kind)
    if not facts.hours:
        yield by_law(FindingCode.HOURS_UNKNOWN, FindingOutcome.ASK, citation)
        return
    nothing_left = all(
        cut.allowed is None for asked in _asked_rows(facts) for cut in _law_cuts(facts, facts.kind, asked, on)
    )
    for asked in _asked_rows(facts):
        cuts = _law_cuts(facts, facts.kind, asked, on)
        changed = tuple(cut for cut in cuts if cut.allowed != cut.asked)
        if not changed:
            code, outcome = FindingCode.HOURS_LAWFUL, FindingOutcome.OK
        elif all(cut.allowed is None for cut in cuts):
            code = FindingCode.HOURS_UNLAWFUL
            outcome = FindingOutcome.REFUSE if nothing_left else FindingOutcome.PARTLY
        else:
            code, outcome = FindingCode.HOURS_OUTSIDE_LAW, FindingOutcome.PARTLY
        for alike in _alike(changed or cuts):
            yield by_law(code, outcome, citation, **_cut_facts(asked, alike))


def _local(
    facts: Facts, policy: Policy, kind: LicenceKind, asked: AskedHours, day: date
) -> LocalHours | None:
    return local_hours(
        policy.hours,
        kind=kind,
        group=asked.group,
        area=asked.area,
        category=facts.category,
        on=day,
        normal=_national(facts, kind, asked.group, day).normal,
    )


def local_hours_kept(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """The hours lie within what the municipality has set, or within the normal hours where it has set none.

    Law: alkoholloven §§ 3-7 and 4-4.
    """
    if facts.kind is None:
        return
    for asked in _asked_rows(facts):
        yield from _local_findings(facts, facts.kind, policy, asked, on)


def _local_findings(
    facts: Facts, kind: LicenceKind, policy: Policy, asked: AskedHours, on: date
) -> Iterator[Finding]:
    citation = _citation(kind)
    within: list[Cut] = []
    outside: list[Cut] = []
    beyond: list[Cut] = []
    conflicts: list[str] = []
    for lawful in _law_cuts(facts, kind, asked, on):
        if lawful.allowed is None:
            continue  # The law has already taken the day away.
        day = ordinary_day(lawful.weekday, on)
        local = _local(facts, policy, kind, asked, day)
        if local is None:
            normal = clip(lawful.allowed, _national(facts, kind, asked.group, day).normal).hours
            (within if normal == lawful.allowed else beyond).append(
                Cut(lawful.weekday, lawful.allowed, normal)
            )
            continue
        sources = tuple(rule.citation_text or rule.code for rule in local.rules)
        cut = Cut(lawful.weekday, lawful.allowed, clip(lawful.allowed, local.hours).hours, sources)
        (within if cut.allowed == cut.asked else outside).append(cut)
        if local.conflict:
            conflicts.extend(rule.code for rule in local.rules)
    if conflicts:
        yield Finding(
            FindingCode.HOURS_RULES_CONFLICT,
            FindingOutcome.ASK,
            Strength.HARD,
            citation,
            {"area": asked.area.value, "group": int(asked.group), "rules": list(dict.fromkeys(conflicts))},
        )
    if outside:
        yield from _policy_findings(
            FindingCode.HOURS_OUTSIDE_POLICY, FindingOutcome.PARTLY, asked, outside, citation
        )
    if beyond:
        # Longer than the normal hours is lawful only when the municipality decides it.
        yield from _policy_findings(
            FindingCode.HOURS_BEYOND_NORMAL, FindingOutcome.CONSIDER, asked, beyond, citation
        )
    if within and not outside and not beyond:
        yield from _policy_findings(
            FindingCode.HOURS_WITHIN_POLICY, FindingOutcome.OK, asked, within, citation
        )


def _policy_findings(
    code: FindingCode, outcome: FindingOutcome, asked: AskedHours, cuts: list[Cut], citation: Citation
) -> Iterator[Finding]:
    for alike in _alike(cuts):
        source = "; ".join(dict.fromkeys(source for cut in alike for source in cut.sources))
        facts = _cut_facts(asked, alike)
        yield Finding(code, outcome, Strength.HARD, citation, facts, policy_source=source)


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
    for asked in _asked_rows(facts):
        for cut in _law_cuts(facts, facts.kind, asked, on):
            allowed = cut.allowed
            day = ordinary_day(cut.weekday, on)
            local = None if policy is None else _local(facts, policy, facts.kind, asked, day)
            if allowed is not None and local is not None:
                allowed = clip(allowed, local.hours).hours
            rows.append(AllowedHours(asked.area, asked.group, cut.weekday, cut.asked, allowed))
    return tuple(rows)
