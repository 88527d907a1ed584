"""Weighing the criteria of the policy: a person says whether each is met, and why."""

from datetime import date

from sqlalchemy.orm import Session

from app import clock
from app.cases.queries.criteria import concerned
from app.cases.service.changes import changeable_case, changed_case
from app.models.case import Case
from app.models.weighing import CriterionWeighing
from app.permissions import Actor
from app.policy.queries import policy_in_force
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7A


def weigh_criterion(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    code: str,
    met: bool,
    reason: str,
    on: date,
) -> Case:
    """Weigh one criterion. Weighings are added, and an assessment made before is out of date.

    Raises `NotAllowed` when the policy in force has no such criterion for what is applied for.

    Law: alkoholloven § 1-7a.
    """
    case = changeable_case(session, actor, case_id, seen_version)
    policy = policy_in_force(session, actor.municipality_id, on)
    if code not in {criterion.code for criterion in concerned(session, case, policy, on)}:
        raise NotAllowed("criterion_not_in_policy", ALKL_1_7A)
    session.add(
        CriterionWeighing(
            municipality_id=actor.municipality_id,
            case_id=case_id,
            code=code,
            met=met,
            reason=reason,
            weighed_by_id=actor.user_id,
            weighed_at=clock.now(),
        )
    )
    return changed_case(session, actor, case, ["criteria"], on)
