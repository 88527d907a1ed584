"""Who decides, as the rules of a policy say it. Law: alkoholloven § 1-7."""

from datetime import date

from licensing.decisions import DelegationRule
from licensing.policy.policies import Policy
from licensing.policy.rules import RuleKind
from licensing.policy.whens import Situation


def delegations_of(policy: Policy | None, situation: Situation, on: date) -> list[DelegationRule]:
    """The delegation that a policy gives such a case; a rule that only names people delegates nothing."""
    if policy is None:
        return []
    found = []
    for rule in policy.of_kind(RuleKind.DELEGATION):
        effect = rule.delegation
        if effect is None or effect.mode is None or not rule.holds_on(on):
            continue
        if rule.when.meets(situation).met:
            found.append(
                DelegationRule(
                    mode=effect.mode,
                    first_day=rule.first_day or policy.first_day,
                    last_day=rule.last_day or policy.last_day,
                    kind=situation.kind if rule.when.kinds else None,
                    outcome=effect.outcome,
                    source=effect.basis or policy.source_of(rule),
                    matter=effect.matter,
                    code=rule.code,
                    body=effect.body,
                    further=rule.when.narrowness - bool(rule.when.kinds),
                )
            )
    return found
