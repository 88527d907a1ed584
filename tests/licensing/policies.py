"""The smallest policies that the check of a policy has something, or nothing, to say of."""

from datetime import date

from licensing.licences import LicenceKind
from licensing.policy import (
    Allow,
    CapEffect,
    CapSpan,
    Document,
    HoursEffect,
    LegalKind,
    Overflow,
    PlaceEffect,
    Policy,
    Rule,
    RuleKind,
    Strength,
    When,
)
from licensing.policy.checking import Point, check
from licensing.service_hours import minutes_of

SALE, SERVING = (LicenceKind.SALE,), (LicenceKind.SERVING,)
FIRST_DAY, LAST_DAY = date(2024, 10, 1), date(2028, 9, 30)
REGULATION = Document("F", LegalKind.REGULATION, "Forskrift om tider", "forskriften")
GUIDELINES = Document("R", LegalKind.GUIDELINES, "Retningslinjer", "retningslinjene")


def a_rule(code="R1", kind=RuleKind.HOURS, strength=Strength.HARD, **given):
    """A rule with a source; hours, kinds and the like are named where a test is about them."""
    return Rule(code, kind, strength, **{"document": "R", "words": "Det som står der.", **given})


def an_hours_rule(code="R1", hours="", strength=Strength.HARD, **given):
    """A rule on hours, written "08:00-26:00"; either side may be left open. The rest is its conditions."""
    names = set(When.__dataclass_fields__)
    when = When(**{name: value for name, value in given.items() if name in names})
    rest = {name: value for name, value in given.items() if name not in names}
    first, _, last = hours.partition("-")
    effect = rest.pop(
        "effect", HoursEffect((first and minutes_of(first)) or None, (last and minutes_of(last)) or None)
    )
    return a_rule(code, strength=strength, when=when, hours=effect, document="F", **rest)


def a_policy(*rules, **given):
    """A policy with a regulation and guidelines, for one municipality and one period."""
    return Policy(
        **{
            "id": "p",
            "version": 1,
            "name": "Retningslinjer",
            "first_day": FIRST_DAY,
            "last_day": LAST_DAY,
            "municipalities": ("5025",),
            "documents": (REGULATION, GUIDELINES),
            "rules": rules,
            **given,
        }
    )


def found(policy) -> set[str]:
    """The keys of all points."""
    return {point.key for point in check(policy)}


def the_point(policy, problem) -> Point:
    """The one point of a sort."""
    (point,) = [point for point in check(policy) if point.problem is problem]
    return point


WHOLE = CapEffect(
    limit=25,
    span=CapSpan.AT_ONCE,
    counts="bevillinger i bruk samtidig",
    overflow=Overflow.REFUSE,
    transfer_keeps_seat=False,
    pending_reserves=False,
)


def changed(cap, **given):
    """The effect of a cap, but for some of it."""
    return CapEffect(**{**{name: getattr(cap, name) for name in cap.__dataclass_fields__}, **given})


def cap(code="R1", effect=WHOLE, **given):
    """A cap on serving that says everything, in guidelines; the rest is its conditions or its own."""
    names = set(When.__dataclass_fields__)
    when = When(**{"kinds": SERVING, **{name: given[name] for name in given if name in names}})
    return a_rule(
        code,
        RuleKind.CAP,
        cap=effect,
        when=when,
        **{name: value for name, value in given.items() if name not in names},
    )


def place(code="R1", allow=Allow.NORMALLY_NOT, strength=Strength.DEFAULT, effect=None, **given):
    """A rule on who can have a licence; the rest is its conditions or its own."""
    return a_rule(
        code,
        RuleKind.PLACE,
        strength,
        place=effect or PlaceEffect(allow),
        when=When(**{name: given[name] for name in given if name in When.__dataclass_fields__}),
        **{name: given[name] for name in given if name not in When.__dataclass_fields__},
    )
