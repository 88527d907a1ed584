"""What the administration shows of the policy in force: who decides, numbers, events, conditions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.licences.spans import span_text
from app.policy.queries import policy_in_force
from app.wording.policy_rules import rule_sentence
from licensing.licences import LicenceType
from licensing.policy import Policy, Rule, RuleKind

# What the council creates by number, beside the licences that any cap may count.
NUMBERED = frozenset({LicenceType.AMBULATORY, LicenceType.OUTLET})
OF_EVENTS = frozenset({RuleKind.EVENT, RuleKind.TURNOVER, RuleKind.FEE})


@dataclass(frozen=True)
class RuleLine:
    """A rule of the policy, as it is read."""

    title: str
    text: str
    source: str
    days: str
    holds: bool


@dataclass(frozen=True)
class RulesInForce:
    """Some rules of the policy in force, and which policy that is."""

    policy_id: int
    name: str
    invented: bool
    lines: tuple[RuleLine, ...]


def is_delegation(rule: Rule) -> bool:
    """Whether a rule says who decides."""
    return rule.kind is RuleKind.DELEGATION


def is_number(rule: Rule) -> bool:
    """Whether a rule gives the number of ambulatory licences or of outlets. Law: alkoholloven §§ 3-3, 4-5."""
    return rule.kind is RuleKind.CAP and bool(NUMBERED & set(rule.when.types))


def is_of_events(rule: Rule) -> bool:
    """Whether a rule says what is asked of events."""
    return rule.kind in OF_EVENTS


def is_condition(rule: Rule) -> bool:
    """Whether a rule is a condition."""
    return rule.kind is RuleKind.CONDITION


def rules_in_force(
    session: Session, municipality_id: int, on: date, wanted: Callable[[Rule], bool]
) -> RulesInForce | None:
    """The wanted rules of the policy in force on a day, in the order of the text; None without a policy."""
    policy = policy_in_force(session, municipality_id, on)
    if policy is None:
        return None
    return RulesInForce(
        int(policy.id),
        policy.name,
        policy.invented,
        tuple(_line(rule, policy, on) for rule in policy.rules if wanted(rule)),
    )


def _line(rule: Rule, policy: Policy, on: date) -> RuleLine:
    """A rule by the text's own words, and what they mean; one without words by what it means alone."""
    means = rule_sentence(rule, policy)
    return RuleLine(
        title=rule.words or means,
        text=means if rule.words else "",
        source=policy.source_of(rule),
        days=span_text(rule.first_day or policy.first_day, rule.last_day or policy.last_day),
        holds=rule.holds_on(on),
    )
