"""The versions of a policy: which holds on a day, and each as the rules see it."""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from app.models.municipality import MunicipalityIdentity
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyMunicipality, PolicyRule, PolicyState
from app.models.rows import canonical_json
from licensing.policy import Policy, policy_from_stored

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
    """The policy that holds in a municipality on a day, with the rules that are for it.

    Of several, the one that began last holds.
    """
    found = policy_in_force_id(session, municipality_id, day)
    return None if found is None else _policy_for(session, municipality_id, found)


def policy_in_force_id(session: Session, municipality_id: int, day: date) -> int | None:
    """Which version holds in a municipality on a day, where it need not be read."""
    return session.scalars(
        select(PolicyRow.id)
        .join(PolicyMunicipality, PolicyMunicipality.policy_id == PolicyRow.id)
        .where(
            PolicyMunicipality.municipality_id == municipality_id,
            # One municipality may have left a shared policy that others still have.
            PolicyMunicipality.last_day.is_(None) | (PolicyMunicipality.last_day >= day),
            PolicyRow.state == PolicyState.IN_FORCE,
            PolicyRow.first_day <= day,
            PolicyRow.last_day.is_(None) | (PolicyRow.last_day >= day),
        )
        .order_by(PolicyRow.first_day.desc(), PolicyRow.version.desc(), PolicyRow.id.desc())
        .limit(1)
    ).one_or_none()


def policy_by_id(session: Session, municipality_id: int, policy_id: int) -> Policy | None:
    """One version as the rules see it, with the rules that are for the municipality."""
    member = session.get(PolicyMunicipality, (policy_id, municipality_id))
    return None if member is None else _policy_for(session, municipality_id, policy_id)


def _policy_for(session: Session, municipality_id: int, policy_id: int) -> Policy:
    """A version with the rules that are for a municipality. The rows are read as the text that they are."""
    head = session.execute(
        select(
            PolicyRow.id,
            PolicyRow.version,
            PolicyRow.name,
            PolicyRow.first_day,
            PolicyRow.last_day,
            PolicyRow.decided,
            PolicyRow.source,
            PolicyRow.invented,
            type_coerce(PolicyRow.frame, Text),
        ).where(PolicyRow.id == policy_id)
    ).one()
    rules = session.scalars(
        select(type_coerce(PolicyRule.body, Text))
        .where(PolicyRule.policy_id == policy_id)
        .order_by(PolicyRule.position, PolicyRule.id)
    ).all()
    return _read(Head(*head), tuple(rules), tuple(numbers_ever(session, municipality_id)))


def policy_domain(row: PolicyRow) -> Policy:
    """A version as the rules see it, with every rule that it has."""
    head = Head(
        row.id,
        row.version,
        row.name,
        row.first_day,
        row.last_day,
        row.decided,
        row.source,
        row.invented,
        canonical_json(row.frame),
    )
    return _read(head, tuple(canonical_json(rule.body) for rule in row.rules), None)


class Head(NamedTuple):
    """What stands beside the rules of a version, with its frame as text."""

    id: int
    version: int
    name: str
    first_day: date
    last_day: date | None
    decided: str
    source: str
    invented: bool
    frame: str


@lru_cache(maxsize=KEPT_POLICIES)
def _read(head: Head, rules: tuple[str, ...], numbers: tuple[str, ...] | None) -> Policy:
    """The policy of some texts; with numbers, the rules that are for the municipality of those numbers."""
    told = {name: value for name, value in head._asdict().items() if name not in ("id", "frame")}
    policy = policy_from_stored(
        {"id": str(head.id), **told, **json.loads(head.frame), "rules": [json.loads(rule) for rule in rules]}
    )
    return policy if numbers is None else policy.for_municipality(*numbers)


def numbers_ever(session: Session, municipality_id: int) -> Sequence[str]:
    """Every number that a municipality has had: a policy may name it by an older one."""
    return session.scalars(
        select(MunicipalityIdentity.number).where(MunicipalityIdentity.municipality_id == municipality_id)
    ).all()
