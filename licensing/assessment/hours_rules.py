"""What the law says of the hours applied for.

Law: alkoholloven §§ 3-7 and 4-4.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from licensing.assessment.facts import AskedHours, Facts
from licensing.assessment.findings import (
    Finding,
    FindingCode,
    FindingOutcome,
    Plain,
    by_law,
)
from licensing.days import DayKind, day_kind
from licensing.hours import NationalHours, national_hours
from licensing.kinds import group_sets, seller_of
from licensing.law import ALKL_3_7, ALKL_4_4, Citation
from licensing.licences import Group, LicenceKind
from licensing.service_hours import ServiceHours, clip

EVERY_WEEKDAY = tuple(range(1, 8))
SATURDAY, SUNDAY = 6, 7


@dataclass(frozen=True)
class Cut:
    """Hours asked for on a weekday, and what is left of them after a limit."""

    weekday: int
    asked: ServiceHours
    allowed: ServiceHours | None


def hours_citation(kind: LicenceKind) -> Citation:
    """The section that the hours of a kind stand in."""
    return ALKL_3_7 if kind is LicenceKind.SALE else ALKL_4_4


@lru_cache(maxsize=4096)
def ordinary_day(weekday: int, from_day: date) -> date:
    """The first such weekday that is not itself moved by a holiday: what "on Fridays" means in a licence."""
    wanted = {SATURDAY: DayKind.EVE, SUNDAY: DayKind.CLOSED}.get(weekday, DayKind.WEEKDAY)
    day = from_day + timedelta(days=(weekday - from_day.isoweekday()) % 7)
    while day_kind(day) is not wanted:
        day += timedelta(days=7)
    return day


def asked_rows(facts: Facts) -> tuple[AskedHours, ...]:
    """The hours asked for in groups that a licence of the kind can cover; others are refused as such."""
    if facts.kind is None:
        return ()
    sets = group_sets(facts.kind, facts.type, facts.extensions)
    coverable = {group for groups in sets for group in groups}
    return tuple(asked for asked in facts.hours or () if asked.group in coverable)


def weekdays_asked(kind: LicenceKind, asked: AskedHours) -> tuple[int, ...]:
    """The days that the hours are asked for; "every day" in a shop never means Sundays."""
    if asked.weekdays:
        return asked.weekdays
    return EVERY_WEEKDAY[:-1] if kind is LicenceKind.SALE else EVERY_WEEKDAY


def national(facts: Facts, kind: LicenceKind, group: Group, day: date) -> NationalHours:
    """The hours of the law for what the case sells or serves, on a day."""
    return national_hours(kind, group, day, seller=seller_of(kind, facts.type, facts.extensions, group))


def law_cuts(facts: Facts, kind: LicenceKind, asked: AskedHours, on: date) -> tuple[Cut, ...]:
    """What the law leaves of the hours asked for, weekday by weekday."""
    key = ("law_cuts", kind, asked, on)
    if key not in facts.reckoned:
        facts.reckoned[key] = tuple(_law_cuts(facts, kind, asked, on))
    cuts: tuple[Cut, ...] = facts.reckoned[key]
    return cuts


def _law_cuts(facts: Facts, kind: LicenceKind, asked: AskedHours, on: date) -> Iterator[Cut]:
    for weekday in weekdays_asked(kind, asked):
        limit = national(facts, kind, asked.group, ordinary_day(weekday, on)).limit
        # A shop that asks for 20:00 on every day asks for the law's 18:00 on Saturdays.
        if kind is LicenceKind.SALE and not asked.weekdays and weekday == SATURDAY and limit is not None:
            capped = asked.hours.overlap(limit)
            if capped is not None:
                yield Cut(weekday, capped, capped)
                continue
        yield Cut(weekday, asked.hours, clip(asked.hours, limit).hours)


def alike_cuts(cuts: Iterable[Cut]) -> tuple[tuple[Cut, ...], ...]:
    """The weekdays that are cut to the same hours, together: each set is a finding of its own."""
    sets: dict[tuple[ServiceHours, ServiceHours | None], list[Cut]] = {}
    for cut in cuts:
        sets.setdefault((cut.asked, cut.allowed), []).append(cut)
    return tuple(tuple(alike) for alike in sets.values())


def cut_facts(asked: AskedHours, alike: tuple[Cut, ...]) -> dict[str, Plain]:
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
    citation = hours_citation(facts.kind)
    if not facts.hours:
        yield by_law(FindingCode.HOURS_UNKNOWN, FindingOutcome.ASK, citation)
        return
    nothing_left = all(
        cut.allowed is None for asked in asked_rows(facts) for cut in law_cuts(facts, facts.kind, asked, on)
    )
    for asked in asked_rows(facts):
        cuts = law_cuts(facts, facts.kind, asked, on)
        changed = tuple(cut for cut in cuts if cut.allowed != cut.asked)
        if not changed:
            code, outcome = FindingCode.HOURS_LAWFUL, FindingOutcome.OK
        elif all(cut.allowed is None for cut in cuts):
            code = FindingCode.HOURS_UNLAWFUL
            outcome = FindingOutcome.REFUSE if nothing_left else FindingOutcome.PARTLY
        else:
            code, outcome = FindingCode.HOURS_OUTSIDE_LAW, FindingOutcome.PARTLY
        for alike in alike_cuts(changed or cuts):
            yield by_law(code, outcome, citation, **cut_facts(asked, alike))
