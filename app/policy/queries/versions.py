"""The versions of a policy: which holds on a day, and each as the rules see it."""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.municipality import MunicipalityIdentity
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyMunicipality, PolicyState
from app.models.rows import canonical_json
from licensing.policy import Policy, policy_from_stored, policy_on

# Adopted policies never change and each is read on every page that asks for hours.
KEPT_POLICIES = 64


def policies_of(session: Session, municipality_id: int) -> Sequence[PolicyRow]:
    """Every version that belongs to a municipality, the newest first."""
    return session.scalars(
        select(PolicyRow)
        .join(PolicyMunicipality, PolicyMunicipality.policy_id == PolicyRow.id)
        .where(
            PolicyMunicipality.municipality_id == municipality_id, PolicyRow.state != PolicyState.DISCARDED
        )
        .order_by(PolicyRow.first_day.desc(), PolicyRow.version.desc(), PolicyRow.id.desc())
    ).all()


def policy_row(session: Session, municipality_id: int, policy_id: int) -> PolicyRow | None:
    """One version, where it belongs to the municipality."""
    return session.scalars(
        select(PolicyRow)
        .join(PolicyMunicipality, PolicyMunicipality.policy_id == PolicyRow.id)
        .where(PolicyMunicipality.municipality_id == municipality_id, PolicyRow.id == policy_id)
    ).one_or_none()


def policy_in_force(session: Session, municipality_id: int, day: date) -> Policy | None:
    """The policy that holds in a municipality on a day, with the rules that are for it."""
    rows = session.scalars(
        select(PolicyRow)
        .join(PolicyMunicipality, PolicyMunicipality.policy_id == PolicyRow.id)
        .where(
            PolicyMunicipality.municipality_id == municipality_id,
            # One municipality may have left a shared policy that others still have.
            PolicyMunicipality.last_day.is_(None) | (PolicyMunicipality.last_day >= day),
            PolicyRow.state == PolicyState.IN_FORCE,
            PolicyRow.first_day <= day,
            PolicyRow.last_day.is_(None) | (PolicyRow.last_day >= day),
        )
    )
    return policy_on(
        [policy_domain(row).for_municipality(*numbers_ever(session, municipality_id)) for row in rows], day
    )


def policy_by_id(session: Session, municipality_id: int, policy_id: int) -> Policy | None:
    """One version as the rules see it, with the rules that are for the municipality."""
    row = policy_row(session, municipality_id, policy_id)
    if row is None:
        return None
    return policy_domain(row).for_municipality(*numbers_ever(session, municipality_id))


def latest_policy(session: Session, municipality_id: int, day: date) -> PolicyRow | None:
    """The row of the policy in force on a day."""
    found = policy_in_force(session, municipality_id, day)
    return None if found is None else session.get(PolicyRow, int(found.id))


def policy_domain(row: PolicyRow) -> Policy:
    """A version as the rules see it, with every rule that it has."""
    head = canonical_json(
        {
            "id": str(row.id),
            "version": row.version,
            "name": row.name,
            "first_day": row.first_day.isoformat(),
            "last_day": row.last_day.isoformat() if row.last_day else None,
            "decided": row.decided,
            "source": row.source,
            "invented": row.invented,
            **row.frame,
        }
    )
    return _read(head, tuple(canonical_json(rule.body) for rule in row.rules))


@lru_cache(maxsize=KEPT_POLICIES)
def _read(head: str, rules: tuple[str, ...]) -> Policy:
    return policy_from_stored({**json.loads(head), "rules": [json.loads(rule) for rule in rules]})


def numbers_ever(session: Session, municipality_id: int) -> Sequence[str]:
    """Every number that a municipality has had: a policy may name it by an older one."""
    return session.scalars(
        select(MunicipalityIdentity.number).where(MunicipalityIdentity.municipality_id == municipality_id)
    ).all()
