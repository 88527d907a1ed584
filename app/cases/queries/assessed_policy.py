"""The policy that a stored assessment was made by, whatever has come after it."""

from sqlalchemy.orm import Session

from app.models.assessment import AssessmentRecord
from app.policy.queries import policy_by_id
from licensing.policy import Policy, policy_from_stored


def assessed_policy(session: Session, record: AssessmentRecord) -> Policy | None:
    """The version that an assessment was made by: kept whole by older ones, else the version itself."""
    if record.policy:
        return policy_from_stored(record.policy)
    if record.policy_id is None:
        return None
    return policy_by_id(session, record.municipality_id, record.policy_id)


def assessed_policy_id(record: AssessmentRecord) -> int | None:
    """Which version an assessment was made by; None where no policy held."""
    kept = record.policy.get("id")
    return int(kept) if kept else record.policy_id


def assessed_policy_name(session: Session, record: AssessmentRecord | None) -> str | None:
    """What the policy that an assessment was made by is called; nothing where there was none."""
    policy = assessed_policy(session, record) if record else None
    return policy.name if policy else None
