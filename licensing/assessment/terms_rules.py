"""What the law says of a change of a licence's terms: a further group, hours, area, or another concept.

Law: alkoholloven §§ 3-1, 3-7, 4-2 and 4-4; serveringsloven § 15.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from licensing.assessment import hours_rules
from licensing.assessment.facts import AskedHours, Facts
from licensing.assessment.findings import Finding, FindingCode, FindingOutcome, by_law, noted
from licensing.changes import basis_of
from licensing.law import SERV_15_PARA_4
from licensing.licences import LicenceKind, group_set_code
from licensing.matters import ONCE, ChangeKind

# What is changed without a word of hours: the licence's own go on, also where its area grows.
WITHOUT_HOURS = frozenset({ChangeKind.AREA, ChangeKind.AREA_ONCE, ChangeKind.CONCEPT})


def further_group(facts: Facts, on: date) -> Iterator[Finding]:
    """Which group comes in addition to those held; the set itself is tried like any application's.

    Law: alkoholloven §§ 3-1 and 4-2.
    """
    if facts.change is ChangeKind.GROUPS and facts.terms is not None and facts.groups and facts.kind:
        yield noted(
            FindingCode.GROUP_ADDED,
            basis_of(facts.change, facts.kind),
            held_groups=group_set_code(facts.terms.held_groups),
            groups=group_set_code(facts.groups),
        )


def hours(facts: Facts, on: date) -> Iterator[Finding]:
    """The hours lie within what the law allows at all; where none are asked for, the licence's own go on.

    What holds once is held against the outermost limits of its own nights.

    Law: alkoholloven §§ 3-7 and 4-4.
    """
    if facts.change in WITHOUT_HOURS and not facts.hours:
        return
    found: dict[tuple[object, ...], Finding] = {}
    for day in _days_to_try(facts, on):
        of_day = replace(facts, hours=_on_weekday(facts, day)) if facts.change in ONCE else facts
        for finding in hours_rules.lawful_hours(of_day, day):
            found.setdefault((finding.code, *sorted(map(str, finding.facts.items()))), finding)
    yield from found.values()


def _days_to_try(facts: Facts, on: date) -> tuple[date, ...]:
    return facts.terms.days if facts.change in ONCE and facts.terms and facts.terms.days else (on,)


def _on_weekday(facts: Facts, day: date) -> tuple[AskedHours, ...]:
    return tuple(replace(asked, weekdays=(day.isoweekday(),)) for asked in facts.hours or ())


def once(facts: Facts, on: date) -> Iterator[Finding]:
    """What holds once is for days to come, and the serving place may stay open as long.

    Law: alkoholloven §§ 4-2 fourth paragraph and 4-4 third paragraph; serveringsloven § 15 fourth paragraph.
    """
    if facts.change not in ONCE or facts.terms is None:
        return
    section = basis_of(facts.change, LicenceKind.SERVING)
    passed = [day.isoformat() for day in facts.terms.days if day < on]
    if passed and len(passed) == len(facts.terms.days):
        yield by_law(FindingCode.ONCE_DAYS_PASSED, FindingOutcome.REFUSE, section, days=passed)
    elif passed:
        yield by_law(FindingCode.ONCE_DAYS_PASSED, FindingOutcome.CONSIDER, section, days=passed)
    if facts.change is ChangeKind.HOURS_ONCE:
        yield noted(FindingCode.ONCE_OPENING_FOLLOWS, SERV_15_PARA_4)


def concept(facts: Facts, on: date) -> Iterator[Finding]:
    """Whether the new concept goes beyond what the licence rests on, and needs a new licence, is asked.

    Law: alkoholloven §§ 3-1 and 4-2.
    """
    if facts.change is ChangeKind.CONCEPT and facts.terms is not None and facts.kind:
        held = facts.terms.held_category
        yield by_law(
            FindingCode.CONCEPT_TO_JUDGE,
            FindingOutcome.ASK,
            basis_of(facts.change, facts.kind),
            held_category=held.value if held else None,
            category=facts.category.value if facts.category else None,
        )
