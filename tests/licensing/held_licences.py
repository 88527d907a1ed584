"""Licences as they are held, and policies of a few rules to try on them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from licensing.licences import AreaKind, Attribute, Group, LicenceKind, TermRow, VenueCategory
from licensing.policy import Document, LegalKind, Policy, Rule, RuleKind, Strength, When
from licensing.policy.effects import ConditionEffect, HoursEffect, PlaceEffect
from licensing.tryouts import Held, LicenceOnTrial, Trial, TriedUnder, hours_terms

ON = date(2026, 11, 23)
GRANTED = date(2024, 6, 3)
ALL_GROUPS = (Group.ONE, Group.TWO, Group.THREE)
ANYTHING = When()
RULES = Document("R", LegalKind.GUIDELINES, "Retningslinjer", short="retningslinjene")


def hours_row(
    start: int,
    end: int,
    *,
    group: int,
    area: AreaKind = AreaKind.INDOOR,
    granted_on: date = GRANTED,
    weekdays: tuple[int, ...] = (),
    last_day: date | None = None,
) -> TermRow:
    """A term that gives a group its hours."""
    return TermRow(
        Attribute.HOURS,
        f'[{{"weekdays":{list(weekdays)},"start":{start},"end":{end}}}]',
        granted_on,
        last_day,
        granted_on,
        1,
        area=area,
        group=Group(group),
    )


def pub(end: int = 1560, *, groups: tuple[Group, ...] = ALL_GROUPS, **more: Any) -> Held:
    """A pub that serves indoors from 10, spirits from 13, to an hour."""
    rows = [hours_row(780 if group is Group.THREE else 600, end, group=group) for group in groups]
    given: dict[str, Any] = {"category": VenueCategory.PUB_BAR, **more}
    terms = more.get("terms", hours_terms(rows, ON, given.get("type", Held(LicenceKind.SERVING).type)))
    return Held(LicenceKind.SERVING, groups=groups, **{**given, "terms": terms})


def licence(
    held: Held, *, reference: int = 1, granted_on: date = GRANTED, conditions: tuple[str, ...] = ()
) -> LicenceOnTrial:
    """A licence of its own."""
    return LicenceOnTrial(reference, granted_on, reference, held, frozenset(conditions))


def policy(*rules: Rule, **more: Any) -> Policy:
    """A policy of some rules, with one document."""
    given: Mapping[str, Any] = {"first_day": date(2024, 1, 1), "documents": (RULES,), **more}
    return Policy(id="1", version=1, name="Utkast", rules=rules, **given)


def place_rule(
    effect: PlaceEffect, *, strength: Strength = Strength.HARD, when: When = ANYTHING, **more: Any
) -> Rule:
    """A rule on who can have a licence."""
    return Rule("P-1", RuleKind.PLACE, strength, when, place=effect, **more)


def hours_rule(
    earliest: int | None = None,
    latest: int | None = None,
    *,
    code: str = "H-1",
    strength: Strength = Strength.HARD,
    when: When = ANYTHING,
    **more: Any,
) -> Rule:
    """A rule on hours."""
    return Rule(
        code,
        RuleKind.HOURS,
        strength,
        when,
        hours=HoursEffect(earliest, latest),
        document="R",
        paragraph="punkt 2",
        **more,
    )


def condition_rule(text: str, *, when: When = ANYTHING, **more: Any) -> Rule:
    """A rule that sets a condition."""
    return Rule("C-1", RuleKind.CONDITION, Strength.CONDITION, when, condition=ConditionEffect(text, **more))


def under(draft: Policy, held: Held, *, present: Policy | None = None, **more: Any) -> TriedUnder:
    """What a draft would do to one licence."""
    return Trial([draft], present, ON).tried(licence(held, **more)).under[0]
