"""The assessment ("vurdering"): every rule's findings on an application, and what they amount to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from licensing.assessment import (
    application_rules,
    hours_rules,
    kind_rules,
    local_hours_rules,
    occasion_hours,
    occasion_rules,
    people_change_rules,
    people_rules,
    place_rules,
    policy_rules,
    procedure_rules,
    statement_rules,
    terms_rules,
)
from licensing.assessment.facts import Facts
from licensing.assessment.findings import (
    Finding,
    FindingCode,
    FindingOutcome,
    ProposedOutcome,
    is_asked,
)
from licensing.assessment.local_cuts import allowed_hours
from licensing.errors import NotAllowed
from licensing.kinds import may_cover
from licensing.law import LAW_VERSION
from licensing.licences import Group
from licensing.matters import Matter
from licensing.periods import longest_period
from licensing.policy import Policy, Strength
from licensing.stored import from_plain, to_plain

LawRule = Callable[[Facts, date], Iterator[Finding]]
PolicyRule = Callable[[Facts, Policy, date], Iterator[Finding]]

LAW_RULES: tuple[LawRule, ...] = (
    application_rules.group_set,
    application_rules.outlet,
    application_rules.period,
    application_rules.rooms,
    kind_rules.licence_type,
    kind_rules.season,
    kind_rules.extensions,
    kind_rules.other_municipalities,
    kind_rules.outlets,
    people_rules.influence,
    people_rules.roles_filled,
    people_rules.age,
    people_rules.knowledge_test,
    people_rules.employment,
    people_rules.residence,
    people_rules.close_persons,
    statement_rules.statements_asked,
    statement_rules.statements_answered,
    statement_rules.remarks_presented,
    statement_rules.conduct,
    hours_rules.lawful_hours,
)
# The law comes first; then the policy, whose rules speak by their strength and not by their order.
PLACE_RULES: tuple[PolicyRule, ...] = (place_rules.places, place_rules.definitions)
WEIGHED_RULES: tuple[PolicyRule, ...] = (
    place_rules.conditions,
    policy_rules.criteria,
    procedure_rules.statements_wanted,
    policy_rules.told,
)
POLICY_RULES: tuple[PolicyRule, ...] = (
    policy_rules.policy_in_force,
    policy_rules.caps,
    local_hours_rules.local_hours_kept,
    *PLACE_RULES,
    procedure_rules.renewals,
    *WEIGHED_RULES,
)

STATEMENT_RULES: tuple[LawRule, ...] = (
    statement_rules.statements_asked,
    statement_rules.statements_answered,
    statement_rules.remarks_presented,
    statement_rules.conduct,
)
# Which rules a matter is held against. An ending is told, and judged by nobody.
LAW_RULES_OF: Mapping[Matter, tuple[LawRule, ...]] = {
    Matter.LICENCE: LAW_RULES,
    Matter.EVENT: (
        application_rules.group_set,
        application_rules.outlet,
        application_rules.rooms,
        occasion_rules.dates,
        occasion_rules.company,
        occasion_rules.late_notice,
        occasion_rules.principle,
        occasion_rules.quota,
        occasion_rules.fee,
        people_rules.influence,
        people_rules.roles_filled,
        people_rules.age,
        occasion_rules.knowledge,
        occasion_rules.employment,
        occasion_rules.purchase,
        occasion_rules.control,
        *STATEMENT_RULES,
        occasion_hours.lawful_hours,
    ),
    Matter.PEOPLE: (
        people_change_rules.somebody_named,
        people_change_rules.roles_after,
        people_change_rules.age,
        people_change_rules.knowledge_tests,
        people_change_rules.employment,
        people_rules.residence,
        people_rules.close_persons,
        *STATEMENT_RULES,
    ),
    Matter.TERMS: (
        application_rules.group_set,
        terms_rules.further_group,
        application_rules.outlet,
        application_rules.rooms,
        terms_rules.concept,
        *STATEMENT_RULES,
        terms_rules.hours,
        terms_rules.once,
    ),
    Matter.ENDING: (),
}
POLICY_RULES_OF: Mapping[Matter, tuple[PolicyRule, ...]] = {
    Matter.LICENCE: POLICY_RULES,
    Matter.EVENT: (
        policy_rules.policy_in_force,
        policy_rules.caps,
        policy_rules.ambulatory_number,
        occasion_hours.local_hours_kept,
        *PLACE_RULES,
        procedure_rules.events,
        *WEIGHED_RULES,
    ),
    Matter.PEOPLE: (),
    Matter.TERMS: (
        policy_rules.policy_in_force,
        policy_rules.further_caps,
        local_hours_rules.local_hours_kept,
        *PLACE_RULES,
        *WEIGHED_RULES,
    ),
    Matter.ENDING: (),
}

NO_POLICY = Policy(id="", version=0, name="", first_day=date.min)

# The first outcome that some finding calls for is what is proposed.
PRECEDENCE: tuple[tuple[ProposedOutcome, frozenset[FindingOutcome]], ...] = (
    (ProposedOutcome.REFUSE, frozenset({FindingOutcome.REFUSE})),
    (ProposedOutcome.ASK, frozenset({FindingOutcome.ASK, FindingOutcome.MISSING})),
    (ProposedOutcome.DISCRETION, frozenset({FindingOutcome.CONSIDER})),
    (ProposedOutcome.LATE, frozenset({FindingOutcome.LATE})),
    (ProposedOutcome.PARTLY, frozenset({FindingOutcome.PARTLY})),
)


@dataclass(frozen=True)
class Assessment:
    """Everything that was found on a day, what it amounts to, and by which versions of law and policy."""

    assessed_on: date
    findings: tuple[Finding, ...]
    outcome: ProposedOutcome
    groups: tuple[Group, ...]
    conditions: tuple[str, ...]
    questions: tuple[str, ...]
    law_version: str
    policy_id: str | None
    policy_version: int | None

    @property
    def asked(self) -> tuple[Finding, ...]:
        """What a person is asked: before there can be a proposal, or beside it."""
        return tuple(finding for finding in self.findings if is_asked(finding))


def proposed_outcome(findings: Iterable[Finding], *, with_conditions: bool) -> ProposedOutcome:
    """What the findings amount to: the first, in the order of precedence, that one calls for."""
    found = {finding.outcome for finding in findings}
    for proposed, outcomes in PRECEDENCE:
        if found & outcomes:
            return proposed
    return ProposedOutcome.GRANT_WITH_CONDITIONS if with_conditions else ProposedOutcome.GRANT


def refused_by_law(findings: Iterable[Finding]) -> bool:
    """Whether the law itself, and not only the policy, refuses."""
    return any(
        finding.outcome is FindingOutcome.REFUSE and finding.strength is Strength.LAW for finding in findings
    )


def grantable_groups(facts: Facts, policy: Policy | None, on: date) -> tuple[Group, ...]:
    """The groups that hours are left for: the largest lawful set among those applied for."""
    groups = tuple(sorted(facts.groups or ()))
    if policy is not None:
        left = place_rules.groups_left(facts, policy, on)
        while groups and not set(groups) <= left:
            groups = groups[:-1]
    if facts.kind is None or not may_cover(facts.kind, groups, facts.type, facts.extensions):
        return ()
    rows = allowed_hours(facts, policy, on)
    without_hours = {
        group
        for group in groups
        if (own := [row for row in rows if row.group is group]) and all(row.allowed is None for row in own)
    }
    while groups and (without_hours & set(groups)):
        groups = groups[:-1]
    return groups


def assess(facts: Facts, policy: Policy | None, on: date) -> Assessment:
    """The assessment of an application on a day: by law, and by the municipality's policy where one is given.

    The same facts, policy version and day always give the same answer, so that a stored assessment can be
    made again.
    """
    findings = [finding for rule in LAW_RULES_OF[facts.matter] for finding in rule(facts, on)]
    conditions: tuple[str, ...] = ()
    if policy is not None:
        findings += [
            finding
            for policy_rule in POLICY_RULES_OF[facts.matter]
            for finding in policy_rule(facts, policy, on)
        ]
        if facts.kind is not None and POLICY_RULES_OF[facts.matter]:
            standard = place_rules.standard_conditions(facts, policy, on)
            conditions = tuple(rule.code for rule in standard)
    elif facts.matter in (Matter.LICENCE, Matter.TERMS):
        findings += _beyond_normal(facts, on)
    elif facts.matter is Matter.EVENT:
        findings += policy_rules.ambulatory_number(facts, NO_POLICY, on)
    outcome = proposed_outcome(findings, with_conditions=bool(conditions))
    return Assessment(
        assessed_on=on,
        findings=tuple(findings),
        outcome=outcome,
        groups=() if outcome is ProposedOutcome.REFUSE else grantable_groups(facts, policy, on),
        conditions=conditions,
        questions=_open_questions(facts, on),
        law_version=LAW_VERSION,
        policy_id=None if policy is None else policy.id,
        policy_version=None if policy is None else policy.version,
    )


def _beyond_normal(facts: Facts, on: date) -> list[Finding]:
    """Hours beyond the normal ones are the municipality's to set, also where it has no policy yet."""
    found = local_hours_rules.local_hours_kept(facts, NO_POLICY, on)
    return [finding for finding in found if finding.code is FindingCode.HOURS_BEYOND_NORMAL]


def _open_questions(facts: Facts, on: date) -> tuple[str, ...]:
    """What the sources leave open about the answer."""
    try:
        return longest_period(on, facts.first_day).questions
    except NotAllowed:
        return ()


def replay_differs(stored: Assessment, facts: Facts, policy: Policy | None) -> bool:
    """Whether the rules now answer otherwise than when the assessment was stored."""
    now = assess(facts, policy, stored.assessed_on)
    return (now.findings, now.outcome, now.groups) != (stored.findings, stored.outcome, stored.groups)


def facts_to_mapping(facts: Facts) -> dict[str, Any]:
    """Facts in their stored form."""
    plain: dict[str, Any] = to_plain(facts)
    return plain


def facts_from_mapping(mapping: Mapping[str, Any]) -> Facts:
    """Facts from their stored form; what is absent is not known."""
    return from_plain(Facts, mapping)


def assessment_to_mapping(assessment: Assessment) -> dict[str, Any]:
    """An assessment in its stored form."""
    plain: dict[str, Any] = to_plain(assessment)
    return plain


def assessment_from_mapping(mapping: Mapping[str, Any]) -> Assessment:
    """An assessment from its stored form."""
    return from_plain(Assessment, mapping)
