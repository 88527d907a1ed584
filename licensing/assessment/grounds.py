"""The special ground ("særlig grunn") that a departure from a main rule rests on.

Law: alkoholloven § 1-7a; forvaltningsloven § 25.
"""

from licensing.assessment.facts import Facts
from licensing.assessment.findings import Finding, FindingCode, FindingOutcome, by_policy
from licensing.law import ALKL_1_7A
from licensing.policy import Policy, Rule, Strength


def ground_for(facts: Facts, rule: Rule) -> str:
    """The ground that somebody has given for departing from a rule; empty where nobody has."""
    found = [view.text for view in facts.grounds if view.rule == rule.code]
    return found[-1] if found else ""


def ground_wanted(policy: Policy, rule: Rule) -> Finding:
    """The question that goes beside a proposal that a main rule gives: is there a special ground?"""
    return by_policy(
        FindingCode.GROUND_WANTED,
        FindingOutcome.OK,
        rule,
        policy,
        exception=rule.exception,
        exception_by=rule.exception_by,
    )


def against(
    code: FindingCode,
    facts: Facts,
    rule: Rule,
    policy: Policy,
    outcome: FindingOutcome = FindingOutcome.REFUSE,
    **told: str | int | None,
) -> list[Finding]:
    """What a rule that speaks against the application leads to, by its strength.

    A hard rule proposes the outcome, and so does a main rule, with the question about a special ground beside
    it; with a ground given it is for a person to judge. What is weaker is weighed.
    """
    ground = ground_for(facts, rule)
    if rule.strength in (Strength.HARD, Strength.DEFAULT) and (rule.is_closed or not ground):
        found = by_policy(code, outcome, rule, policy, ALKL_1_7A, **told)
        return [found] if rule.is_closed else [found, ground_wanted(policy, rule)]
    if ground:
        told["ground"] = ground
    return [by_policy(code, FindingOutcome.CONSIDER, rule, policy, ALKL_1_7A, **told)]
