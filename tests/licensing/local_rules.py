"""Rules of a policy in few words, for tests that need one or two of them."""

from datetime import date

from licensing.policy import (
    CapEffect,
    CapSpan,
    ConditionEffect,
    FactorEffect,
    HoursEffect,
    Overflow,
    Policy,
    Rule,
    RuleKind,
    Strength,
    When,
)


def cap(code, limit, *, paragraph="", effect=None, strength=Strength.HARD, **when):
    told = {"limit": limit, "counts": "licences", "span": CapSpan.AT_ONCE, "overflow": Overflow.REFUSE}
    return Rule(
        code,
        RuleKind.CAP,
        strength,
        When(**when),
        cap=CapEffect(**{**told, **(effect or {})}),
        paragraph=paragraph,
    )


def hours(code, kind, earliest=None, latest=None, *, rank=0, paragraph="", strength=Strength.HARD, **when):
    return Rule(
        code,
        RuleKind.HOURS,
        strength,
        When(kinds=(kind,), **when),
        hours=HoursEffect(earliest, latest),
        rank=rank,
        paragraph=paragraph,
    )


def criterion(code, text, paragraph="", **when):
    return Rule(
        code,
        RuleKind.FACTOR,
        Strength.FACTOR,
        When(**when),
        factor=FactorEffect(text),
        paragraph=paragraph,
    )


def condition(code, text, *, standard=True, **when):
    return Rule(
        code,
        RuleKind.CONDITION,
        Strength.CONDITION,
        When(**when),
        condition=ConditionEffect(text, standard=standard),
    )


def policy(*rules, **more):
    return Policy("p", 1, "Retningslinjer", date(2015, 1, 1), rules=rules, **more)
