"""What a policy asks of an event ("arrangement"), and what holds where it is silent.

Law: alkoholloven § 1-6 second paragraph; alkoholforskriften §§ 6-2 and 6-3.
"""

from dataclasses import dataclass
from datetime import date

from licensing.policy.policies import Policy
from licensing.policy.rules import Rule, RuleKind
from licensing.policy.whens import Situation

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


def _said(rules: list[Rule], effect: str, name: str) -> int | None:
    """What the rule that goes first says of a thing; rules that do not say it leave it to the others."""
    saying = [
        (rule.precedence, value)
        for rule in rules
        if (value := getattr(getattr(rule, effect), name, None)) is not None
    ]
    # Of equals the first in the text goes first.
    found: int | None = max(saying, key=lambda said: said[0])[1] if saying else None
    return found
