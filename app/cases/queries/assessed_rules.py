"""The rules of the policy that an assessment asked: what each says, the facts it used, and what came out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import labels
from app.cases.queries.assessed_policy import assessed_policy
from app.cases.queries.policy_rules import departable
from app.models.assessment import AssessmentRecord
from app.policy.queries.departures import DepartureLine, departures_from
from app.wording.findings_of_policies import QUESTION, RULE
from app.wording.policy_questions import answer_text, known_question
from app.wording.policy_rules import rule_sentence
from licensing.assessment import Facts, Finding, FindingOutcome, Strength
from licensing.assessment.grounds import ground_for
from licensing.policy import Policy, Rule
from licensing.stored import from_plain


@dataclass(frozen=True)
class AssessedRule:
    """One rule of the policy in an assessment."""

    code: str
    sentence: str
    words: str
    source: str
    strength_label: str
    facts: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    """What came out, as code and word; several where it answered for several groups or areas."""
    exception: str
    exception_by: str
    ground: str
    earlier: tuple[DepartureLine, ...]
    more_earlier: bool


def policy_names(policy: Policy | None) -> dict[str, str]:
    """What the policy calls its questions and rules, among the names that findings are told by."""
    if policy is None:
        return {}
    return {f"{QUESTION}{question.code}": question.text for question in policy.questions} | {
        # A rule that has words of its own is told by them.
        f"{RULE}{rule.code}": rule_sentence(rule, policy)
        for rule in policy.rules
        if not rule.words
    }


def names_in(
    session: Session, record: AssessmentRecord | None, names: Mapping[str, str]
) -> Mapping[str, str]:
    """The names of a case, with those of the policy that an assessment was made by."""
    if record is None:
        return names
    return {**names, **policy_names(assessed_policy(session, record))}


def assessed_rules(
    session: Session, record: AssessmentRecord, findings: Sequence[Finding]
) -> tuple[AssessedRule, ...]:
    """Every rule that answered in an assessment, in the order of the policy's text."""
    policy = assessed_policy(session, record)
    if policy is None:
        return ()
    facts = from_plain(Facts, record.facts)
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        for code in finding.rules:
            by_code.setdefault(code, []).append(finding)
    return tuple(
        _assessed(session, record, policy, rule, facts, by_code[rule.code])
        for rule in policy.rules
        if rule.code in by_code
    )


def _assessed(
    session: Session,
    record: AssessmentRecord,
    policy: Policy,
    rule: Rule,
    facts: Facts,
    findings: Sequence[Finding],
) -> AssessedRule:
    earlier, more = (
        departures_from(session, record.municipality_id, rule.code, leave_out_case=record.case_id)
        if _stands_in_the_way(findings)
        else ((), False)
    )
    opens = departable(rule)
    return AssessedRule(
        code=rule.code,
        sentence=rule_sentence(rule, policy),
        words=rule.words,
        source=policy.source_of(rule),
        strength_label=labels.label(rule.strength),
        facts=tuple(_facts_used(rule, policy, facts)),
        outcomes=tuple(dict.fromkeys(_outcomes(findings))),
        exception=rule.exception if opens else "",
        exception_by=rule.exception_by if opens else "",
        ground=ground_for(facts, rule),
        earlier=earlier,
        more_earlier=more,
    )


def _stands_in_the_way(findings: Iterable[Finding]) -> bool:
    return any(finding.outcome is not FindingOutcome.OK for finding in findings)


def _outcomes(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    for finding in findings:
        if finding.outcome is FindingOutcome.OK and finding.strength is Strength.INFO:
            yield finding.strength.value, labels.label(finding.strength)
        elif finding.outcome is not FindingOutcome.OK or not _stands_in_the_way(findings):
            yield finding.outcome.value, labels.label(finding.outcome)


def _facts_used(rule: Rule, policy: Policy, facts: Facts) -> Iterator[tuple[str, str]]:
    """The facts that decide whether a rule speaks of the case, and what it asks beside them."""
    when = rule.when
    if when.categories and facts.category is not None:
        yield _("Type virksomhet"), labels.label(facts.category)
    if when.zones or when.outside_zones:
        yield _("Sone"), _zones(policy, facts)
    answers = facts.known_answers
    for code in rule.questions:
        question = known_question(policy, code)
        if question is not None:
            answer = answers.get(code)
            yield question.text, answer_text(question, answer) or _("Ikke opplyst")


def _zones(policy: Policy, facts: Facts) -> str:
    if facts.zones is None:
        return _("Ikke opplyst")
    named = [zone.name for code in facts.zones if (zone := policy.zone(code)) is not None]
    return labels.enumeration(named) if named else _("Utenfor sonene")
