"""Turnover statements: taken in from the holder or the office, or estimated; versions, the latest holds.

Law: alkoholforskriften § 6-3; alkoholloven § 1-9.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeGuard

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.queries.against import asks_actual, asks_expected, told_year
from app.billing.service import links
from app.billing.service.attachments import has_waiting, send_waiting
from app.billing.service.attestation import attestation_came
from app.billing.service.duties import duty_locked
from app.billing.service.questions import About, answers_of, note_questions
from app.models.event import EventType
from app.models.turnover import (
    AttachmentKind,
    RoundState,
    TurnoverDuty,
    TurnoverLink,
    TurnoverRound,
    TurnoverStatement,
)
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
    answers: Mapping[About, str] | None = None,
    link: TurnoverLink | None = None,
    source: TurnoverSource | None = None,
) -> TurnoverStatement:
    """Take in a turnover statement as a new version; the versions before it stand.

    What says the same as the latest version is that version: a form that is sent twice comes in once. Without
    an actor it comes through the holder's link. What is asked about its figures is written down, with what
    the sender said of it.

    Raises `NotAllowed` when it lacks what is asked for, or the round is closed to holders.
    """
    municipality_id = _municipality_of(actor, link)
    duty = duty_locked(session, municipality_id, duty_id)
    if source is None:
        source = TurnoverSource.LINK if actor is None else TurnoverSource.KEYED
    if source is TurnoverSource.LINK:
        if link is not None:
            # It may have been withdrawn while the lock was waited for.
            session.refresh(link)
        _insist_on_open(session, duty, link)
        if sender is None or not sender.name:
            raise NotAllowed("statement_without_sender")
    _check(duty, actual, expected)
    if source is not TurnoverSource.IMPORTED:
        _insist_on_whole(duty, actual, expected)
    told = _told(
        source=source,
        on=on,
        actual=actual,
        expected=expected,
        sender=sender,
        comment=comment,
        link_id=None if link is None else link.id,
        keyed_by_id=None if actor is None else actor.user_id,
    )
    last = _last(session, duty)
    if (
        _says(last, told)
        and answers_of(session, last) == {key: said for key, said in (answers or {}).items() if said}
        and not has_waiting(session, duty, told["keyed_by_id"])
    ):
        return last
    statement = _add(session, duty, last, told)
    asked = note_questions(session, duty, statement, answers or {})
    who = actor or audit.Outsider(municipality_id, "" if sender is None else sender.name)
    if AttachmentKind.ATTESTATION in send_waiting(session, duty, statement):
        attestation_came(session, who, duty)
    audit.record(
        session,
        who,
        EventType.TURNOVER_RECEIVED,
        duty=duty.id,
        licence=duty.licence.number,
        year=duty.year,
        number=statement.number,
        turnover_source=source.value,
        questions=len(asked),
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
    told = _told(
        source=TurnoverSource.ESTIMATED,
        on=on,
        actual=actual,
        expected=expected,
        reason=reason.strip(),
        keyed_by_id=actor.user_id,
    )
    last = _last(session, duty)
    if _says(last, told):
        return last
    statement = _add(session, duty, last, told)
    note_questions(session, duty, statement, {})
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


def _municipality_of(actor: Actor | None, link: TurnoverLink | None) -> int:
    if actor is not None:
        return actor.municipality_id
    if link is None:
        raise ValueError("a statement comes from somebody who is signed in, or through a link")
    return link.municipality_id


def _check(duty: TurnoverDuty, actual: Volumes | None, expected: Volumes | None) -> None:
    if actual is None and expected is None:
        raise NotAllowed("statement_says_nothing")
    if expected is not None and not asks_expected(duty):
        raise NotAllowed("nothing_expected_after_the_end")
    groups = groups_of(duty.licence.kind)
    for volumes in (actual, expected):
        for group in Group:
            if volumes is not None and volumes.cl(group) and group not in groups:
                raise NotAllowed("group_without_rate_in_kind", group=int(group))


def _insist_on_whole(duty: TurnoverDuty, actual: Volumes | None, expected: Volumes | None) -> None:
    if actual is None and asks_actual(duty):
        raise NotAllowed("actual_missing", year=told_year(duty))
    if expected is None and asks_expected(duty):
        raise NotAllowed("expected_missing", year=duty.year)


def _insist_on_open(session: Session, duty: TurnoverDuty, link: TurnoverLink | None) -> None:
    if link is None or link.duty_id != duty.id or not links.is_usable(link):
        raise NotAllowed("turnover_link_expired")
    if is_closed(session, duty):
        raise NotAllowed("turnover_round_closed")


def is_closed(session: Session, duty: TurnoverDuty) -> bool:
    """Whether the round of a duty has been closed: holders send nothing more, the office still keys."""
    state = session.scalars(
        select(TurnoverRound.state).where(
            TurnoverRound.municipality_id == duty.municipality_id, TurnoverRound.id == duty.round_id
        )
    ).one_or_none()
    return state is RoundState.CLOSED


def _told(
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
) -> dict[str, Any]:
    """What a version says, by its columns."""
    return {
        "source": source,
        "received_on": on,
        **_columns("actual", actual),
        **_columns("expected", expected),
        "sender_name": "" if sender is None else sender.name,
        "sender_role": None if sender is None else sender.role,
        "comment": comment,
        "estimate_reason": reason,
        "link_id": link_id,
        "keyed_by_id": keyed_by_id,
    }


def _last(session: Session, duty: TurnoverDuty) -> TurnoverStatement | None:
    return session.scalars(
        select(TurnoverStatement)
        .where(
            TurnoverStatement.municipality_id == duty.municipality_id,
            TurnoverStatement.duty_id == duty.id,
        )
        .order_by(TurnoverStatement.number.desc())
        .limit(1)
    ).one_or_none()


def _says(last: TurnoverStatement | None, told: Mapping[str, Any]) -> TypeGuard[TurnoverStatement]:
    # Whoever of the office keys the same has keyed what stands there already.
    said = {column: value for column, value in told.items() if column != "keyed_by_id"}
    return last is not None and all(getattr(last, column) == value for column, value in said.items())


def _add(
    session: Session, duty: TurnoverDuty, last: TurnoverStatement | None, told: Mapping[str, Any]
) -> TurnoverStatement:
    statement = TurnoverStatement(
        municipality_id=duty.municipality_id,
        duty_id=duty.id,
        licence_id=duty.licence_id,
        number=1 if last is None else last.number + 1,
        at=clock.now(),
        **told,
    )
    session.add(statement)
    session.flush()
    return statement


def _columns(name: str, volumes: Volumes | None) -> Mapping[str, int | None]:
    return {f"{name}_g{group:d}_cl": None if volumes is None else volumes.cl(group) for group in Group}
