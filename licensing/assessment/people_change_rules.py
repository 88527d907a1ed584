"""What the law says when people of licences change: those who come are judged for every licence concerned.

Law: alkoholloven §§ 1-7b and 1-7c; alkoholforskriften § 5-4.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from licensing.assessment import people_rules
from licensing.assessment.facts import Facts
from licensing.assessment.findings import Finding, FindingCode, FindingOutcome, by_law, noted
from licensing.law import ALKL_1_7B, ALKL_1_7C
from licensing.matters import ChangeKind


def somebody_named(facts: Facts, on: date) -> Iterator[Finding]:
    """There is somebody to approve. Law: alkoholloven §§ 1-7b and 1-7c."""
    if facts.change is ChangeKind.INFLUENCE:
        if facts.influence:
            count = len(facts.influence)
            yield by_law(FindingCode.INFLUENCE_KNOWN, FindingOutcome.OK, ALKL_1_7B, count=count)
        else:
            yield by_law(FindingCode.NOBODY_TO_APPROVE, FindingOutcome.MISSING, ALKL_1_7B)
    elif not any(True for _role, _person in facts.managers()):
        yield by_law(FindingCode.NOBODY_TO_APPROVE, FindingOutcome.MISSING, ALKL_1_7C)


def roles_after(facts: Facts, on: date) -> Iterator[Finding]:
    """Each licence has its manager and its deputy once the change is made, and the two are not the same.

    An empty role bars nobody from being approved in the other: it is told, for the holder to apply at once.

    Law: alkoholloven § 1-7c.
    """
    if facts.change is ChangeKind.INFLUENCE:
        return
    lacking = False
    for licence in facts.changed:
        both = sorted(set(licence.managers) & set(licence.deputies))
        for person in both:
            lacking = True
            yield by_law(FindingCode.DEPUTY_IS_MANAGER, FindingOutcome.MISSING, ALKL_1_7C, person=person)
        if not licence.managers:
            lacking = True
            yield noted(FindingCode.LICENCE_WITHOUT_MANAGER, ALKL_1_7C, licence=licence.number)
        if not licence.deputies and not facts.deputy_waiver:
            lacking = True
            yield noted(FindingCode.LICENCE_WITHOUT_DEPUTY, ALKL_1_7C, licence=licence.number)
    if facts.changed and not lacking:
        numbers = [licence.number for licence in facts.changed]
        yield by_law(FindingCode.LICENCE_ROLES_FILLED, FindingOutcome.OK, ALKL_1_7C, licences=numbers)


def age(facts: Facts, on: date) -> Iterator[Finding]:
    """Whoever is to be manager or deputy is over 20. Law: alkoholloven § 1-7c."""
    yield from people_rules.age(facts, on)


def knowledge_tests(facts: Facts, on: date) -> Iterator[Finding]:
    """The test of each kind among the licences: one for a shop does not serve for its bar.

    Law: alkoholloven § 1-7c; alkoholforskriften § 5-4.
    """
    kinds = {licence.kind for licence in facts.changed}
    if not kinds and facts.kind is not None:
        kinds = {facts.kind}
    for kind in sorted(kinds):
        yield from people_rules.knowledge_test(replace(facts, kind=kind), on)


def employment(facts: Facts, on: date) -> Iterator[Finding]:
    """Whoever is to be manager or deputy works at the place. Law: alkoholloven § 1-7c."""
    yield from people_rules.employment(facts, on)
