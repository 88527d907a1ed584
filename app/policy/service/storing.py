"""Writing a policy to its rows, and who may write it: every municipality that it belongs to must be asked."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.held_rows import ChangedMeanwhile
from app.models.municipality import MunicipalityIdentity, identity_on
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyMunicipality, PolicyRule, PolicyState
from app.models.user import Membership
from app.numbers import take_municipality
from app.permissions import GRANTED, Actor, Permission
from licensing.errors import NotAllowed
from licensing.policy import Policy
from licensing.stored import to_compact

# What stands beside the rules, in the order of the text.
FRAME = ("documents", "zones", "categories", "local_days", "questions")


def store_policy(
    session: Session,
    policy: Policy,
    *,
    municipality_ids: Collection[int],
    state: PolicyState = PolicyState.DRAFT,
    series: str | None = None,
    follows_id: int | None = None,
) -> PolicyRow:
    """A read policy as a new version of a series, of its own where none is named, with its rules.

    Nothing is asked of it: what is to be put in force by somebody goes through `adopt_policy`.
    """
    ids = sorted(municipality_ids)
    series = series or uuid4().hex
    latest = session.execute(
        select(func.max(PolicyRow.version)).where(PolicyRow.series == series)
    ).scalar_one()
    row = PolicyRow(
        series=series,
        version=(latest or 0) + 1,
        state=PolicyState.DRAFT,
        first_day=policy.first_day,
        follows_id=follows_id,
        frame={},
    )
    _write_head(session, row, policy, ids)
    session.add(row)
    session.flush()
    session.add_all(PolicyMunicipality(policy_id=row.id, municipality_id=one) for one in ids)
    _write_rules(session, row, policy)
    if state is not PolicyState.DRAFT:
        # The database lets nobody write rules of what has left the desk, so the state comes last.
        row.state = state
        session.flush()
    return row


def write_policy(session: Session, row: PolicyRow, policy: Policy) -> None:
    """Let a draft say what a policy says, instead of what it said; its edition rises in any case."""
    _write_head(session, row, policy, members_of(session, row.id))
    flag_modified(row, "frame")
    session.flush()
    _write_rules(session, row, policy)


def _write_head(session: Session, row: PolicyRow, policy: Policy, municipality_ids: Collection[int]) -> None:
    for name in ("name", "decided", "source", "invented", "first_day", "last_day"):
        setattr(row, name, getattr(policy, name))
    row.frame = {"municipalities": numbers_of(session, municipality_ids, policy), **_frame(policy)}


def _frame(policy: Policy) -> dict[str, Any]:
    return {name: to_compact(getattr(policy, name)) for name in FRAME if getattr(policy, name)}


def _write_rules(session: Session, row: PolicyRow, policy: Policy) -> None:
    session.execute(delete(PolicyRule).where(PolicyRule.policy_id == row.id))
    session.add_all(
        PolicyRule(policy_id=row.id, position=position, code=rule.code, kind=rule.kind, body=to_compact(rule))
        for position, rule in enumerate(policy.rules, start=1)
    )
    session.flush()
    session.expire(row, ["rules"])


def numbers_of(session: Session, municipality_ids: Collection[int], policy: Policy) -> list[str]:
    """The numbers of municipalities as they are when a policy begins."""
    rows = session.scalars(
        select(MunicipalityIdentity)
        .where(MunicipalityIdentity.municipality_id.in_(municipality_ids))
        .order_by(MunicipalityIdentity.municipality_id, MunicipalityIdentity.first_day)
    ).all()
    return [
        identity_on([row for row in rows if row.municipality_id == one], policy.first_day).number
        for one in sorted(municipality_ids)
    ]


def members_of(session: Session, policy_id: int) -> list[int]:
    """The municipalities that a version belongs to, in the order in which they are locked."""
    return list(
        session.scalars(
            select(PolicyMunicipality.municipality_id)
            .where(PolicyMunicipality.policy_id == policy_id)
            .order_by(PolicyMunicipality.municipality_id)
        )
    )


def where_allowed(
    session: Session, actor: Actor, permission: Permission, municipality_ids: Iterable[int]
) -> list[int]:
    """Those of the municipalities in which a person has a right; where they act, by the roles they act in."""
    roles = {role for role, granted in GRANTED.items() if permission in granted}
    elsewhere = set(
        session.scalars(
            select(Membership.municipality_id).where(
                Membership.user_id == actor.user_id, Membership.role.in_(roles)
            )
        )
    )
    return [
        one
        for one in municipality_ids
        if (actor.may(permission) if one == actor.municipality_id else one in elsewhere)
    ]


def held_draft(
    session: Session, actor: Actor, permission: Permission, *, policy_id: int, seen_edition: int | None = None
) -> PolicyRow:
    """A draft that is about to be changed, behind the locks of all its municipalities.

    Raises `LookupError` where it is not the municipality's, `ChangedMeanwhile` when another wrote in it since
    `seen_edition`, and `NotAllowed` when it is no draft or belongs to somebody whom the actor cannot speak
    for as well.
    """
    ids = members_of(session, policy_id)
    if actor.municipality_id not in ids:
        raise LookupError(f"no policy {policy_id} in municipality {actor.municipality_id}")
    for one in ids:
        take_municipality(session, one)
    session.expire_all()
    row = session.get_one(PolicyRow, policy_id)
    if row.state is not PolicyState.DRAFT:
        raise NotAllowed("policy_is_no_draft", name=row.name)
    if seen_edition is not None and row.edition != seen_edition:
        raise ChangedMeanwhile
    allowed = where_allowed(session, actor, permission, ids)
    if len(allowed) < len(ids):
        others = [name_of(session, one, row) for one in ids if one not in allowed]
        raise NotAllowed("policy_belongs_to_others", municipalities=", ".join(others))
    return row


def name_of(session: Session, municipality_id: int, row: PolicyRow) -> str:
    """What a municipality is called when a policy begins."""
    identities = session.scalars(
        select(MunicipalityIdentity)
        .where(MunicipalityIdentity.municipality_id == municipality_id)
        .order_by(MunicipalityIdentity.first_day)
    ).all()
    return identity_on(identities, row.first_day).name
