"""Answering the questions of the policy in a case, and giving the special ground for a departure."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app import clock
from app.cases.queries.policy_facts import given_answers, grounds_of
from app.cases.queries.policy_questions import questions_of
from app.cases.queries.policy_rules import departable
from app.cases.service.changes import changeable_case, changed_case
from app.models.case import Case
from app.models.event import EventType
from app.models.policy import PolicyFact, SpecialGround
from app.permissions import Actor
from app.policy.queries import policy_in_force
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7A

Answers = Mapping[str, bool | int | None]


def answer_questions(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, answers: Answers, on: date
) -> Case:
    """Keep the answers that differ from what stands; an assessment made before is then out of date.

    Raises `NotAllowed` when the policy in force has no such question for what is applied for.

    Law: alkoholloven § 1-7a; forvaltningsloven § 17.
    """
    case = changeable_case(session, actor, case_id, seen_version)
    policy = policy_in_force(session, actor.municipality_id, on)
    asked = (
        {} if policy is None else {row.question.code: row for row in questions_of(session, case, policy, on)}
    )
    if not set(answers) <= set(asked):
        raise NotAllowed("question_not_in_policy", ALKL_1_7A)
    stands = given_answers(session, case)
    changed = [
        code
        for code, answer in answers.items()
        # True is 1 to Python, and a yes is no number.
        if (type(answer), answer) != _standing(stands.get(code))
    ]
    if not changed:
        return case
    now = clock.now()
    session.add_all(
        PolicyFact(
            municipality_id=actor.municipality_id,
            case_id=case_id,
            question=code,
            answer=answers[code],
            answered_by_id=actor.user_id,
            answered_at=now,
        )
        for code in changed
    )
    return changed_case(session, actor, case, changed, on, EventType.POLICY_FACT_ANSWERED)


def _standing(row: PolicyFact | None) -> tuple[type, object]:
    answer = None if row is None else row.answer
    return type(answer), answer


def give_ground(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, rule: str, text: str, on: date
) -> Case:
    """Keep the special ground ("særlig grunn") for departing from a rule; an empty one takes it back.

    Raises `NotAllowed` for a rule that opens for nothing else.

    Law: alkoholloven § 1-7a; forvaltningsloven § 25.
    """
    case = changeable_case(session, actor, case_id, seen_version)
    policy = policy_in_force(session, actor.municipality_id, on)
    found = None if policy is None else policy.rule(rule)
    if found is None or not departable(found):
        raise NotAllowed("rule_has_no_exception", ALKL_1_7A)
    standing = grounds_of(session, case).get(rule)
    if (standing.text if standing else "") == text:
        return case
    session.add(
        SpecialGround(
            municipality_id=actor.municipality_id,
            case_id=case_id,
            rule=rule,
            text=text,
            given_by_id=actor.user_id,
            given_at=clock.now(),
        )
    )
    return changed_case(session, actor, case, [rule], on, EventType.SPECIAL_GROUND_GIVEN)
