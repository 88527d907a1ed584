"""What the policy says of the handling: notice of events, who may answer for them, renewal, who is heard.

Law: alkoholloven §§ 1-6, 1-7 and 1-7c.
"""

from collections.abc import Iterator
from datetime import date

from licensing.applicants import age_on
from licensing.assessment.facts import Facts
from licensing.assessment.findings import Finding, FindingCode, FindingOutcome, by_policy
from licensing.assessment.policy_rules import applies
from licensing.assessment.situations import sort_of
from licensing.law import ALKL_1_6, ALKL_1_6_PARA_2, ALKL_1_7_PARA_2, ALKL_1_7C, ALKL_1_10
from licensing.occasions import length, notice
from licensing.policy import CaseSort, EventEffect, Policy, RenewalMode, Rule, RuleKind, Strength

RENEWED = frozenset({CaseSort.RENEWAL, CaseSort.TRANSFER})


def events(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """The event keeps what the municipality asks of events. Law: alkoholloven §§ 1-6 and 1-7c."""
    if facts.occasion is None:
        return
    for rule in policy.of_kind(RuleKind.EVENT):
        if rule.event is not None and rule.strength is not Strength.INFO and applies(rule, facts, policy, on):
            yield from _notice(facts, policy, rule, rule.event)
            yield from _length(facts, policy, rule, rule.event)
            yield from _responsible(facts, policy, rule, rule.event, on)
            yield from _principle(facts, policy, rule, rule.event)


def _notice(facts: Facts, policy: Policy, rule: Rule, effect: EventEffect) -> Iterator[Finding]:
    occasion = facts.occasion
    if (
        occasion is None
        or effect.notice_days is None
        or occasion.first_day is None
        or facts.received_on is None
        # What was stored before the policy held the days of notice is judged by its own facts.
        or occasion.notice_due_on is not None
    ):
        return
    told = notice(facts.received_on, occasion.first_day, effect.notice_days)
    code, outcome = FindingCode.NOTICE_IN_TIME, FindingOutcome.OK
    if told.late:
        accepted = occasion.late_accepted
        code = FindingCode.NOTICE_LATE_ACCEPTED if accepted else FindingCode.NOTICE_LATE
        outcome = FindingOutcome.OK if accepted else FindingOutcome.LATE
    yield by_policy(code, outcome, rule, policy, None, due_on=told.due_on.isoformat(), days=told.days_late)


def _length(facts: Facts, policy: Policy, rule: Rule, effect: EventEffect) -> Iterator[Finding]:
    occasion = facts.occasion
    if occasion is None or effect.most_days is None or occasion.most_days is not None:
        return
    if occasion.first_day is None or occasion.last_day is None:
        return
    lasting = length(occasion.first_day, occasion.last_day, effect.most_days)
    if lasting.too_long:
        yield by_policy(
            FindingCode.OCCASION_LONG,
            FindingOutcome.CONSIDER,
            rule,
            policy,
            ALKL_1_6_PARA_2,
            days=lasting.days,
            most=lasting.most,
        )


def _responsible(
    facts: Facts, policy: Policy, rule: Rule, effect: EventEffect, on: date
) -> Iterator[Finding]:
    if effect.responsible_age is None:
        return
    for role, person in facts.managers():
        if person.born_on is not None and age_on(person.born_on, on) < effect.responsible_age:
            # Somebody else can be named, so that this is missing and no reason to refuse.
            yield by_policy(
                FindingCode.RESPONSIBLE_TOO_YOUNG,
                FindingOutcome.MISSING,
                rule,
                policy,
                ALKL_1_7C,
                role=role.value,
                person=person.reference,
                minimum_age=effect.responsible_age,
            )


def _principle(facts: Facts, policy: Policy, rule: Rule, effect: EventEffect) -> Iterator[Finding]:
    occasion = facts.occasion
    if occasion is None or effect.principal_guests is None or occasion.principal_guests is not None:
        return
    if (occasion.guests or 0) >= effect.principal_guests and not occasion.principle_answered:
        yield by_policy(
            FindingCode.PRINCIPLE_TO_CHOOSE,
            FindingOutcome.CONSIDER,
            rule,
            policy,
            None,
            guests=occasion.guests,
            from_guests=effect.principal_guests,
        )


def renewals(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """A renewal or a new owner is judged as the policy says. Law: alkoholloven §§ 1-6 and 1-10."""
    sort = sort_of(facts)
    if sort not in RENEWED:
        return
    for rule in policy.of_kind(RuleKind.RENEWAL):
        informs = rule.strength is Strength.INFO
        if rule.renewal is None or informs or not applies(rule, facts, policy, on):
            continue
        if rule.renewal.mode is RenewalMode.SAME_TERMS:
            section = ALKL_1_10 if sort is CaseSort.TRANSFER else ALKL_1_6
            yield by_policy(FindingCode.SAME_TERMS, FindingOutcome.OK, rule, policy, section)
        elif rule.renewal.mode is RenewalMode.TOTAL_REVIEW and sort is CaseSort.RENEWAL:
            yield from _review(facts, policy, rule)


def _review(facts: Facts, policy: Policy, rule: Rule) -> Iterator[Finding]:
    """A review of all licences rests on criteria fixed beforehand; without them it must wait."""
    yield by_policy(FindingCode.TOTAL_REVIEW, FindingOutcome.CONSIDER, rule, policy, ALKL_1_6)
    if facts.criteria_fixed is False:
        yield by_policy(FindingCode.CRITERIA_NOT_FIXED, FindingOutcome.MISSING, rule, policy, ALKL_1_6)
    elif facts.criteria_fixed is None:
        yield by_policy(FindingCode.CRITERIA_FIXED_UNKNOWN, FindingOutcome.OK, rule, policy, ALKL_1_6)


def statements_wanted(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """Who else is heard, and what weight an answer has. Law: alkoholloven § 1-7 second paragraph."""
    for rule in policy.of_kind(RuleKind.STATEMENTS):
        if rule.statements is not None and applies(rule, facts, policy, on):
            yield by_policy(
                FindingCode.STATEMENTS_WANTED,
                FindingOutcome.OK,
                rule,
                policy,
                ALKL_1_7_PARA_2,
                bodies=", ".join(rule.statements.bodies),
                weight=rule.statements.weight,
            )
