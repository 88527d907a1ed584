"""Answering the points of the check: what somebody says to each before the policy is put in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.policy import PolicyAnswer
from app.models.user import User
from app.permissions import Actor, Permission
from app.policy.checked import points_of
from app.policy.queries.versions import policy_domain
from app.policy.service.storing import held_draft
from licensing.errors import NotAllowed
from licensing.policy import Policy


@dataclass(frozen=True)
class AnsweredPoint:
    """What was answered to a point, and by whom."""

    text: str
    name: str


def answers_to(session: Session, policy_id: int) -> dict[str, AnsweredPoint]:
    """The answers to the points of a version, by point."""
    rows: Sequence[tuple[PolicyAnswer, str]] = [
        (row, name)
        for row, name in session.execute(
            select(PolicyAnswer, User.name)
            .join(User, User.id == PolicyAnswer.answered_by_id)
            .where(PolicyAnswer.policy_id == policy_id)
        )
    ]
    return {row.point: AnsweredPoint(row.text, name) for row, name in rows}


def answer_point(
    session: Session, actor: Actor, *, policy_id: int, seen_edition: int, point: str, text: str
) -> None:
    """Say something to a point of the check. The last answer holds.

    Raises `NotAllowed` where the check makes no such point, or the policy is no draft.
    """
    row = held_draft(session, actor, Permission.POLICY_EDIT, policy_id=policy_id, seen_edition=seen_edition)
    if point not in {one.key for one in points_of(policy_domain(row)) if not one.blocking}:
        raise NotAllowed("policy_point_gone")
    answer = session.scalars(
        select(PolicyAnswer).where(PolicyAnswer.policy_id == policy_id, PolicyAnswer.point == point)
    ).one_or_none()
    if answer is None:
        answer = PolicyAnswer(policy_id=policy_id, point=point)
        session.add(answer)
    answer.text, answer.answered_by_id, answer.answered_at = text, actor.user_id, clock.now()
    session.flush()


def forget_answers(session: Session, policy_id: int, before: Policy, now: Policy) -> None:
    """Take away the answers to points that are others now, or gone: they were not given to what stands."""
    answers = session.scalars(select(PolicyAnswer).where(PolicyAnswer.policy_id == policy_id)).all()
    if not answers:
        return
    then, still = ({point.key: point for point in points_of(policy)} for policy in (before, now))
    for answer in answers:
        if answer.point not in still or still[answer.point] != then.get(answer.point):
            session.delete(answer)
    session.flush()
