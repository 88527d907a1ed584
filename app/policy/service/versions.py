"""The life of a version: begun as a draft, written, put in force when the check is answered, or discarded.

Law: alkoholloven § 1-7d. Each act is told in the events of every municipality that the version belongs to.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.models.event import EventType
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyAnswer, PolicyMunicipality, PolicyState
from app.numbers import take_municipality
from app.permissions import Actor, Permission
from app.policy.checked import points_of
from app.policy.queries.succession import ONE_DAY, Succeeded, succeeded_by
from app.policy.queries.versions import numbers_ever, policy_domain, policy_row
from app.policy.service.answering import forget_answers
from app.policy.service.storing import (
    held_draft,
    members_of,
    store_policy,
    where_allowed,
    write_policy,
)
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7D
from licensing.policy import Policy
from licensing.policy.checking_points import unanswered


def begin_version(
    session: Session,
    actor: Actor,
    *,
    policy_id: int | None = None,
    text: Policy | None = None,
    name: str,
    first_day: date,
    last_day: date | None,
    together: bool = False,
) -> PolicyRow:
    """Begin a draft: from a version that the municipality has, from a text that was read, or from nothing.

    `together` keeps the other municipalities of the version, where the person may write in all of them;
    else, and by itself, the draft is for the actor's own municipality, with the rules that are for it.

    Raises `LookupError` where the version is not the municipality's, and `NotAllowed` when the days run
    backwards, or when the draft would belong to somebody whom the person cannot speak for.
    """
    _check_days(first_day, last_day)
    own = [actor.municipality_id]
    if policy_id is None:
        take_municipality(session, actor.municipality_id)
        begun = text or Policy(id="", version=1, name=name, first_day=first_day)
        row = store_policy(
            session,
            replace(begun, name=name, first_day=first_day, last_day=last_day),
            municipality_ids=own,
        )
        _tell(session, actor, EventType.POLICY_BEGUN, row, own)
        return row
    members = members_of(session, policy_id)
    for one in members:
        take_municipality(session, one)
    source = policy_row(session, actor.municipality_id, policy_id)
    if source is None:
        raise LookupError(f"no policy {policy_id} in municipality {actor.municipality_id}")
    if together and len(where_allowed(session, actor, Permission.POLICY_EDIT, members)) < len(members):
        raise NotAllowed("policy_not_begun_together")
    ids = members if together else own
    begun = replace(policy_domain(source), name=name, first_day=first_day, last_day=last_day, decided="")
    if ids != members:
        begun = only_for(begun, *numbers_ever(session, actor.municipality_id))
    row = store_policy(
        session,
        begun,
        municipality_ids=ids,
        series=source.series if ids == members else None,
        follows_id=source.id,
    )
    _tell(session, actor, EventType.POLICY_BEGUN, row, ids)
    return row


def only_for(policy: Policy, *numbers: str) -> Policy:
    """A policy with the rules that are for one municipality, which then need not name it."""
    rules = policy.for_municipality(*numbers).rules
    return replace(policy, rules=tuple(replace(rule, municipalities=()) for rule in rules))


def save_draft(
    session: Session, actor: Actor, *, policy_id: int, seen_edition: int, policy: Policy
) -> PolicyRow:
    """Let a draft say what a policy says. Whole, so that rules, order and frame always fit together."""
    row = held_draft(session, actor, Permission.POLICY_EDIT, policy_id=policy_id, seen_edition=seen_edition)
    _check_days(policy.first_day, policy.last_day)
    said = policy_domain(row)
    before = {rule.code: rule for rule in said.rules}
    now = {rule.code: rule for rule in policy.rules}
    changed = [code for code in {**before, **now} if before.get(code) != now.get(code)]
    write_policy(session, row, policy)
    forget_answers(session, policy_id, said, policy_domain(row))
    ids = members_of(session, policy_id)
    _tell(session, actor, EventType.POLICY_CHANGED, row, ids, rules=", ".join(changed))
    return row


def discard_draft(session: Session, actor: Actor, *, policy_id: int, seen_edition: int) -> PolicyRow:
    """Put a draft away. It is kept, and never comes into force."""
    row = held_draft(session, actor, Permission.POLICY_EDIT, policy_id=policy_id, seen_edition=seen_edition)
    row.state = PolicyState.DISCARDED
    session.flush()
    _tell(session, actor, EventType.POLICY_DISCARDED, row, members_of(session, policy_id))
    return row


def adopt_policy(
    session: Session,
    actor: Actor,
    *,
    policy_id: int,
    seen_edition: int,
    first_day: date,
    last_day: date | None,
    decided: str,
    on: date,
) -> PolicyRow:
    """Put in force what the council has adopted, and end what it follows.

    A version of several municipalities is put in force by somebody who may do so in each of them.

    Raises `NotAllowed` while a point of the check blocks or stands unanswered, when the days run backwards,
    and when a version in force has begun on the first day or later.
    """
    row = held_draft(session, actor, Permission.POLICY_ADOPT, policy_id=policy_id, seen_edition=seen_edition)
    _check_days(first_day, last_day)
    ids = members_of(session, policy_id)
    earlier = succeeded_by(session, policy_id, ids, first_day=first_day, last_day=last_day, on=on)
    for version in earlier:
        if version.hinders:
            begun_on = version.policy.first_day.isoformat()
            raise NotAllowed("policy_begins_too_early", name=version.policy.name, first_day=begun_on)
    row.first_day, row.last_day, row.decided = first_day, last_day, decided
    _check_points(session, row)
    _end(session, actor, earlier)
    row.state, row.adopted_by_id, row.adopted_at = PolicyState.IN_FORCE, actor.user_id, clock.now()
    session.flush()
    days = {"first_day": first_day.isoformat()}
    if last_day is not None:
        days["last_day"] = last_day.isoformat()
    _tell(session, actor, EventType.POLICY_ADOPTED, row, ids, decided=decided, **days)
    return row


def _check_points(session: Session, row: PolicyRow) -> None:
    answered = set(session.scalars(select(PolicyAnswer.point).where(PolicyAnswer.policy_id == row.id)))
    waiting = unanswered(points_of(policy_domain(row)), answered)
    blocking = [point for point in waiting if point.blocking]
    if blocking:
        raise NotAllowed("policy_has_faults", ALKL_1_7D, count=len(blocking))
    if waiting:
        raise NotAllowed("policy_points_unanswered", ALKL_1_7D, count=len(waiting))


def _end(session: Session, actor: Actor, earlier: list[Succeeded]) -> None:
    """End or withdraw earlier versions where the new one takes over, and whole where nobody has them left."""
    for row in {version.policy.id: version.policy for version in earlier}.values():
        ends = {
            # Withdrawn unused: it ends before its first day.
            version.municipality_id: version.last_day or row.first_day - ONE_DAY
            for version in earlier
            if version.policy.id == row.id
        }
        members = session.scalars(
            select(PolicyMunicipality).where(PolicyMunicipality.policy_id == row.id)
        ).all()
        for member in members:
            if member.municipality_id in ends:
                member.last_day = min(member.last_day or date.max, ends[member.municipality_id])
        left = [member.last_day for member in members if member.last_day is not None]
        if len(left) == len(members):
            _end_whole(row, max(left))
        session.flush()
        for municipality_id, last_day in ends.items():
            begun = {"last_day": last_day.isoformat()} if last_day >= row.first_day else {}
            _tell(session, actor, EventType.POLICY_ENDED, row, [municipality_id], **begun)


def _end_whole(row: PolicyRow, last_day: date) -> None:
    if last_day < row.first_day:
        row.state = PolicyState.DISCARDED
    elif row.last_day is None or last_day < row.last_day:
        row.last_day = last_day


def _check_days(first_day: date, last_day: date | None) -> None:
    if last_day is not None and last_day < first_day:
        raise NotAllowed(
            "policy_ends_before_it_begins", first_day=first_day.isoformat(), last_day=last_day.isoformat()
        )


def _tell(
    session: Session,
    actor: Actor,
    event_type: EventType,
    row: PolicyRow,
    municipality_ids: Collection[int],
    **facts: Any,
) -> None:
    for one in sorted(municipality_ids):
        audit.record(
            session,
            replace(actor, municipality_id=one),
            event_type,
            name=row.name,
            number=row.version,
            **facts,
        )
