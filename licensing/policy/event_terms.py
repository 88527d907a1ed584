"""What a policy asks of an event ("arrangement"), and what holds where it is silent.

Law: alkoholloven § 1-6 second paragraph; alkoholforskriften §§ 6-2 and 6-3.
"""

from dataclasses import dataclass
from datetime import date

from licensing.policy.policies import Policy
from licensing.policy.rules import Rule, RuleKind
from licensing.policy.whens import Situation
from licensing.tariffs import LowTurnoverStep, Tariff

# ASSUMPTION: where a policy says nothing of it, three weeks are enough to hear the bodies, and a fortnight
# after the event is enough to report what was sold.
NOTICE_DAYS = 21
TURNOVER_DAYS = 14


@dataclass(frozen=True)
class EventTerms:
    """What is asked of one event."""

    notice_days: int = NOTICE_DAYS
    says_notice: bool = False
    """Whether the policy itself says how early an application must come."""
    most_days: int | None = None
    """How many days are one occasion; the act names no number."""
    principal_guests: int | None = None
    """From how many guests it is asked whether the case is one of principle."""
    ask_statements: bool = True
    """Whether police and social service are asked; no source settles it for ambulatory uses."""
    turnover_days: int = TURNOVER_DAYS
    single_fee_ore: int | None = None
    ambulatory_fee_ore: int | None = None
    invented: bool = False
    """Whether the policy is made up, so that its rates are shown as such."""


def event_terms(policy: Policy | None, situation: Situation, on: date) -> EventTerms:
    """What a policy asks of an event on a day. Of two rules on the same thing, the narrower one holds."""
    if policy is None:
        return EventTerms()
    spoken = [
        rule
        for rule in policy.of_kind(RuleKind.EVENT, RuleKind.TURNOVER, RuleKind.FEE)
        if rule.holds_on(on) and rule.when.meets(situation).met
    ]
    notice = _said(spoken, "event", "notice_days")
    asks = _said(spoken, "event", "ask_statements")
    turnover = _said(spoken, "turnover", "days_after")
    return EventTerms(
        notice_days=NOTICE_DAYS if notice is None else notice,
        says_notice=notice is not None,
        most_days=_said(spoken, "event", "most_days"),
        principal_guests=_said(spoken, "event", "principal_guests"),
        ask_statements=True if asks is None else bool(asks),
        turnover_days=TURNOVER_DAYS if turnover is None else turnover,
        single_fee_ore=_said(spoken, "fee", "single_ore"),
        ambulatory_fee_ore=_said(spoken, "fee", "ambulatory_ore"),
        invented=policy.invented,
    )


@dataclass(frozen=True)
class EventTariff:
    """What a policy takes for an event, each figure with the rule that says it."""

    tariff: Tariff
    rule: str
    """The code of the rule that the tariff is from."""
    source: str = ""
    """Where that rule stands."""
    admin_ore: int = 0
    missing_statement_ore: int = 0
    invented: bool = False


def event_tariff(
    policy: Policy | None, situation: Situation, on: date, *, ambulatory: bool
) -> EventTariff | None:
    """The tariff of an event on a day; None where the policy says nothing of it.

    Of two rules on the same thing, the narrower one holds.

    Law: alkoholforskriften § 6-2.
    """
    if policy is None:
        return None
    spoken = _fee_rules(policy, situation, on)
    name = "ambulatory" if ambulatory else "single"
    found = _first_saying(spoken, "fee", name)
    if found is None:
        return None
    tariff: Tariff = getattr(found.fee, name)
    return EventTariff(
        tariff,
        found.code,
        policy.source_of(found),
        admin_ore=_said(spoken, "fee", "admin_ore") or 0,
        missing_statement_ore=_said(spoken, "fee", "missing_statement_ore") or 0,
        invented=policy.invented,
    )


@dataclass(frozen=True)
class LowTurnover:
    """The lower minimums that a policy proposes at low turnover, and the rule that says so."""

    steps: tuple[LowTurnoverStep, ...]
    rule: str
    source: str = ""


def low_turnover(policy: Policy | None, situation: Situation, on: date) -> LowTurnover | None:
    """What a policy proposes for licences that turn over little; None where it says nothing of it.

    Law: alkoholforskriften § 6-2.
    """
    if policy is None:
        return None
    saying = [rule for rule in _fee_rules(policy, situation, on) if rule.fee and rule.fee.low_turnover]
    if not saying:
        return None
    found = max(saying, key=lambda rule: rule.precedence)
    steps = found.fee.low_turnover if found.fee else ()
    return LowTurnover(steps, found.code, policy.source_of(found))


def _fee_rules(policy: Policy, situation: Situation, on: date) -> list[Rule]:
    return [
        rule for rule in policy.of_kind(RuleKind.FEE) if rule.holds_on(on) and rule.when.meets(situation).met
    ]


def _first_saying(rules: list[Rule], effect: str, name: str) -> Rule | None:
    """The rule that goes first among those that say a thing."""
    saying = [rule for rule in rules if getattr(getattr(rule, effect), name, None) is not None]
    # Of equals the first in the text goes first.
    return max(saying, key=lambda rule: rule.precedence) if saying else None


def _said(rules: list[Rule], effect: str, name: str) -> int | None:
    """What the rule that goes first says of a thing; rules that do not say it leave it to the others."""
    found = _first_saying(rules, effect, name)
    said: int | None = None if found is None else getattr(getattr(found, effect), name)
    return said
