"""The questions of the policy in a case: those that its rules hang on, who asks, and what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import formats
from app.cases.queries.policy_facts import given_answers, grounds_of, told_by
from app.cases.queries.policy_rules import departable, speaking_rules
from app.models.case import Case
from app.models.policy import PolicyFact
from app.models.user import User
from app.policy.queries.departures import DepartureLine, departures_from
from app.policy.queries.zones import zones_of_venue
from app.wording.policy_questions import answer_text, known_question
from app.wording.policy_rules import rule_sentence
from licensing.assessment import Finding, FindingOutcome
from licensing.assessment.facts import LATEST_HOUR
from licensing.policy import Policy, Question, Rule, Strength

UNSETTLED = frozenset(
    {FindingOutcome.REFUSE, FindingOutcome.PARTLY, FindingOutcome.ASK, FindingOutcome.CONSIDER}
)


@dataclass(frozen=True)
class AskingRule:
    """A rule that hangs on an answer: its sentence, the text's own words, and where it stands."""

    code: str
    sentence: str
    words: str
    source: str


@dataclass(frozen=True)
class QuestionLine:
    """A question, what was answered, by whom, and the rules that ask."""

    question: Question
    answer: bool | int | None
    answered: str
    rules: tuple[AskingRule, ...]

    @property
    def answer_text(self) -> str:
        """The answer as it is read; empty while nobody has given it."""
        return answer_text(self.question, self.answer)


@dataclass(frozen=True)
class GroundLine:
    """A rule that may be departed from for a special ground, the ground given, and what was done before."""

    rule: AskingRule
    exception: str
    exception_by: str
    text: str
    given: str
    earlier: tuple[DepartureLine, ...]
    more_earlier: bool


def questions_of(session: Session, case: Case, policy: Policy, on: date) -> tuple[QuestionLine, ...]:
    """The questions that matter in a case: the open ones first, each in the order of the policy.

    What the case itself tells is not asked for; what was answered before may always be answered anew.
    """
    asking = _asking(session, case, policy, on)
    told = {LATEST_HOUR, *(code for code, value in told_by(session, case).items() if value is not None)}
    given = given_answers(session, case)
    names = _names(session, given.values())
    order = [question.code for question in policy.questions]
    codes = sorted(
        (code for code in {*asking, *given} if code not in told),
        key=lambda code: order.index(code) if code in order else len(order),
    )
    lines = [
        QuestionLine(
            question=question,
            answer=row.answer if row else None,
            answered=f"{names.get(row.answered_by_id, '')}, {formats.moment(row.answered_at)}" if row else "",
            rules=tuple(asking_rule(rule, policy) for rule in asking.get(code, ())),
        )
        for code in codes
        if (question := known_question(policy, code)) is not None
        for row in (given.get(code),)
    ]
    return tuple(sorted(lines, key=lambda line: line.answer is not None))


def asks_for_zone(session: Session, case: Case, policy: Policy, on: date) -> bool:
    """Whether some rule hangs on which zone the place lies in, and nobody has said."""
    if zones_of_venue(session, case.municipality_id, case.application.venue_id, policy) is not None:
        return False
    return any(
        rule.strength is not Strength.INFO and (rule.when.zones or rule.when.outside_zones)
        for rule in speaking_rules(session, case, policy, on)
    )


def asking_rule(rule: Rule, policy: Policy) -> AskingRule:
    """A rule as it is named beside what it asks."""
    return AskingRule(rule.code, rule_sentence(rule, policy), rule.words, policy.source_of(rule))


def _asking(session: Session, case: Case, policy: Policy, on: date) -> Mapping[str, list[Rule]]:
    """The rules that hang on each answer."""
    found: dict[str, list[Rule]] = {}
    for rule in speaking_rules(session, case, policy, on):
        if rule.strength is not Strength.INFO:
            for code in rule.questions:
                found.setdefault(code, []).append(rule)
    for defined in policy.categories:
        if defined.category is case.application.category:
            for test in defined.tests:
                found.setdefault(test.fact, [])
    return found


def ground_lines(
    session: Session, case: Case, policy: Policy, findings: Iterable[Finding]
) -> tuple[GroundLine, ...]:
    """The rules that stand in the way and may be departed from, with what was done of the same before."""
    grounds = grounds_of(session, case)
    codes = dict.fromkeys(
        [code for finding in findings if finding.outcome in UNSETTLED for code in finding.rules]
        + list(grounds)
    )
    rules = [rule for code in codes if (rule := policy.rule(code)) is not None and departable(rule)]
    return tuple(ground_line(session, case, policy, rule) for rule in rules)


def ground_line(session: Session, case: Case, policy: Policy, rule: Rule) -> GroundLine:
    """One rule with the ground that stands for departing from it here."""
    row = grounds_of(session, case).get(rule.code)
    earlier, more = departures_from(session, case.municipality_id, rule.code, leave_out_case=case.id)
    given_by = session.get(User, row.given_by_id) if row else None
    return GroundLine(
        rule=asking_rule(rule, policy),
        exception=rule.exception,
        exception_by=rule.exception_by or (rule.cap.may_exceed if rule.cap else ""),
        text=row.text if row else "",
        given=f"{given_by.name}, {formats.moment(row.given_at)}" if row and given_by else "",
        earlier=earlier,
        more_earlier=more,
    )


def _names(session: Session, rows: Iterable[PolicyFact]) -> Mapping[int | None, str]:
    ids = {row.answered_by_id for row in rows if row.answered_by_id is not None}
    found = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in found}
