"""Applications judged by a few rules, and the codes of what the policy found."""

from licensing.assessment import (
    ProposedOutcome,
    assess,
    is_asked,
)
from licensing.policy import (
    FactTest,
    PlaceEffect,
    Rule,
    RuleKind,
    Strength,
    When,
)
from tests.licensing.applications import ON
from tests.licensing.local_rules import policy

HARD, DEFAULT, CONDITION, FACTOR, INFO = (
    Strength.HARD,
    Strength.DEFAULT,
    Strength.CONDITION,
    Strength.FACTOR,
    Strength.INFO,
)
REFUSE, ASK, DISCRETION, LATE, PARTLY, WITH_CONDITIONS, GRANT = ProposedOutcome


def place(strength=HARD, when=None, *, code="place", exception="", rank=0, **effect):
    return Rule(
        code,
        RuleKind.PLACE,
        strength,
        when or When(),
        place=PlaceEffect(**effect),
        exception=exception,
        rank=rank,
    )


def judged(facts, *rules, **more):
    return assess(facts, policy(*rules, **more), ON)


def codes(assessment, *, asked=False):
    chosen = [
        row for row in assessment.findings if row.rule or (row.strength is CONDITION and row.policy_source)
    ]
    return [row.code.value for row in chosen if not asked or is_asked(row)]


MALL = When(tests=(FactTest("island", equals=True),))
