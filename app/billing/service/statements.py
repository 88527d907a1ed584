"""Turnover statements: taken in from the holder or the office, or estimated; versions, the latest holds.

Law: alkoholforskriften § 6-3; alkoholloven § 1-9.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit, clock
from app.db import row_lock
from app.models.event import EventType
from app.models.turnover import TurnoverDuty, TurnoverLink, TurnoverStatement
from app.numbers import take_municipality
from app.permissions import Actor
from fees.turnover import SenderRole, TurnoverSource, Volumes, groups_of
from licensing.errors import NotAllowed
from licensing.licences import Group


@dataclass(frozen=True)
class Sender:
    """Who stands behind a turnover statement, as it says itself."""

    name: str
    role: SenderRole


def receive_statement(
    session: Session,
    actor: Actor | None,
    *,
    duty_id: int,
    actual: Volumes | None,
    expected: Volumes | None,
    on: date,
    sender: Sender | None = None,
    comment: str = "",
    link: TurnoverLink | None = None,
    source: TurnoverSource | None = None,
) -> TurnoverStatement:
    """Take in a turnover statement as a new version; the versions before it stand.

    Without an actor it comes through the holder's link. Raises `NotAllowed` when it lacks what is asked for.
    """
    municipality_id = _municipality_of(actor, link)
    duty = duty_locked(session, municipality_id, duty_id)
    if source is None:
        source = TurnoverSource.LINK if actor is None else TurnoverSource.KEYED
    _check(duty, actual, expected)
    statement = _add(
        session,
        duty,
        source=source,
        on=on,
        actual=actual,
        expected=expected,
        sender=sender,
        comment=comment,
        link_id=None if link is None else link.id,
        keyed_by_id=None if actor is None else actor.user_id,
    )
    who = actor or audit.Outsider(municipality_id, "" if sender is None else sender.name)
    audit.record(
        session,
        who,
        EventType.TURNOVER_RECEIVED,
        duty=duty.id,
        licence=duty.licence.number,
        year=duty.year,
        number=statement.number,
        source=source.value,
    )
    return statement


def estimate_statement(
    session: Session,
    actor: Actor,
    *,
    duty_id: int,
    actual: Volumes | None,
    expected: Volumes | None,
    reason: str,
    on: date,
) -> TurnoverStatement:
    """Estimate what a holder has not told, with the reason; it says everywhere that it is an estimate."""
    duty = duty_locked(session, actor.municipality_id, duty_id)
    if not reason.strip():
        raise NotAllowed("estimate_without_reason")
    _check(duty, actual, expected)
    statement = _add(
        session,
        duty,
        source=TurnoverSource.ESTIMATED,
        on=on,
        actual=actual,
        expected=expected,
        reason=reason.strip(),
        keyed_by_id=actor.user_id,
    )
    audit.record(
        session,
        actor,
        EventType.TURNOVER_ESTIMATED,
        duty=duty.id,
        licence=duty.licence.number,
        year=duty.year,
        number=statement.number,
        reason=reason.strip(),
    )
    return statement


def duty_locked(session: Session, municipality_id: int, duty_id: int) -> TurnoverDuty:
    """A duty, locked behind its municipality. Raises `LookupError` for one of others."""
    take_municipality(session, municipality_id)
    found: TurnoverDuty | None = session.scalars(
        row_lock(
            select(TurnoverDuty).where(
                TurnoverDuty.municipality_id == municipality_id, TurnoverDuty.id == duty_id
            )
        ).execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise LookupError(f"no duty {duty_id} in municipality {municipality_id}")
    return found


def _municipality_of(actor: Actor | None, link: TurnoverLink | None) -> int:
    if actor is not None:
        return actor.municipality_id
    if link is None:
        raise ValueError("a statement comes from somebody who is signed in, or through a link")
    return link.municipality_id


def _check(duty: TurnoverDuty, actual: Volumes | None, expected: Volumes | None) -> None:
    if actual is None and expected is None:
        raise NotAllowed("statement_says_nothing")
    if expected is not None and (duty.final or duty.round_id is None):
        raise NotAllowed("nothing_expected_after_the_end")
    groups = groups_of(duty.licence.kind)
    for volumes in (actual, expected):
        for group in Group:
            if volumes is not None and volumes.cl(group) and group not in groups:
                raise NotAllowed("group_without_rate_in_kind", group=int(group))


def _add(
    session: Session,
    duty: TurnoverDuty,
    *,
    source: TurnoverSource,
    on: date,
    actual: Volumes | None,
    expected: Volumes | None,
    sender: Sender | None = None,
    comment: str = "",
    reason: str = "",
    link_id: int | None = None,
    keyed_by_id: int | None = None,
) -> TurnoverStatement:
    last = session.execute(
        select(func.max(TurnoverStatement.number)).where(
            TurnoverStatement.municipality_id == duty.municipality_id,
            TurnoverStatement.duty_id == duty.id,
        )
    ).scalar_one()
    statement = TurnoverStatement(
        municipality_id=duty.municipality_id,
        duty_id=duty.id,
        licence_id=duty.licence_id,
        number=(last or 0) + 1,
        source=source,
        received_on=on,
        **_columns("actual", actual),
        **_columns("expected", expected),
        sender_name="" if sender is None else sender.name,
        sender_role=None if sender is None else sender.role,
        comment=comment,
        estimate_reason=reason,
        link_id=link_id,
        keyed_by_id=keyed_by_id,
        at=clock.now(),
    )
    session.add(statement)
    session.flush()
    return statement


def _columns(name: str, volumes: Volumes | None) -> Mapping[str, int | None]:
    return {f"{name}_g{group:d}_cl": None if volumes is None else volumes.cl(group) for group in Group}
