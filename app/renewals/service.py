"""Continuing licences into the next period, by one decision and in chunks that can be stopped anywhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.licences.occupancy import occupy_rooms
from app.models.event import EventType
from app.models.licence import Licence, LicencePeriod
from app.models.occupancy import Continuation
from app.numbers import take_municipality
from app.permissions import Actor
from app.registers.tasks import note_happening
from app.renewals.queries import continuation_or_none, ids_running_out
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_6_PARA_3
from licensing.national_register import Happening
from licensing.periods import continued_period

CHUNK = 500


@dataclass(frozen=True)
class ContinuationEntry:
    """What was decided: which period runs out, and the review and the decision it rests on."""

    ended_on: date
    reviewed_on: date
    review_reference: str
    decided_on: date
    reference: str


def decide_continuation(
    session: Session, actor: Actor, *, entry: ContinuationEntry, chosen: Collection[int], on: date
) -> Continuation:
    """Enter a decision that licences run on, and continue the first of them.

    The licences that are not chosen must apply for renewal. The same decision entered twice is one.

    Raises `NotAllowed` when the council has not reviewed its alcohol policy since the election.

    Law: alkoholloven § 1-6 third and fourth paragraph.
    """
    take_municipality(session, actor.municipality_id)
    if entry.decided_on > on:
        raise NotAllowed(
            "continuation_decided_later", ALKL_1_6_PARA_3, decided_on=entry.decided_on.isoformat()
        )
    period = continued_period(entry.ended_on, entry.reviewed_on, entry.decided_on)
    known = session.scalars(
        select(Continuation).where(
            Continuation.municipality_id == actor.municipality_id,
            Continuation.ended_on == entry.ended_on,
            Continuation.decided_on == entry.decided_on,
            Continuation.reference == entry.reference,
        )
    ).one_or_none()
    if known is not None:
        return known
    candidates = ids_running_out(session, actor.municipality_id, entry.ended_on)
    wanted = set(chosen)
    if not wanted & set(candidates):
        raise NotAllowed("nothing_to_continue", ALKL_1_6_PARA_3, ended_on=entry.ended_on.isoformat())
    covered = ids_running_out(session, actor.municipality_id, entry.ended_on, granted_by=entry.decided_on)
    if wanted & set(candidates) - set(covered):
        raise NotAllowed(
            "granted_after_continuation", ALKL_1_6_PARA_3, decided_on=entry.decided_on.isoformat()
        )
    row = Continuation(
        municipality_id=actor.municipality_id,
        reviewed_on=entry.reviewed_on,
        review_reference=entry.review_reference,
        decided_on=entry.decided_on,
        reference=entry.reference,
        ended_on=entry.ended_on,
        last_day=period.last_day,
        left_out=[licence_id for licence_id in candidates if licence_id not in wanted],
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(row)
    session.flush()
    continue_licences(session, actor, continuation_id=row.id)
    return row


def continue_licences(
    session: Session, actor: Actor, *, continuation_id: int, most: int = CHUNK
) -> list[Licence]:
    """Continue the next licences of a decision: a new period each, and nothing twice."""
    take_municipality(session, actor.municipality_id)
    row = continuation_or_none(session, actor.municipality_id, continuation_id)
    if row is None:
        return []
    ids = ids_running_out(
        session,
        actor.municipality_id,
        row.ended_on,
        left_out=row.left_out,
        granted_by=row.decided_on,
        most=most,
    )
    licences = session.scalars(
        select(Licence)
        .where(Licence.municipality_id == actor.municipality_id, Licence.id.in_(ids))
        .order_by(Licence.id)
    ).all()
    first_day = continued_period(row.ended_on, row.reviewed_on, row.decided_on).first_day
    session.add_all(
        LicencePeriod(
            municipality_id=actor.municipality_id,
            licence_id=licence.id,
            first_day=first_day,
            last_day=row.last_day,
            continuation_id=row.id,
        )
        for licence in licences
    )
    session.flush()
    for licence in licences:
        session.expire(licence, ["periods"])
        occupy_rooms(session, licence)
        note_happening(session, licence, Happening.NEW_PERIOD, "continued", row.decided_on)
        audit.record(
            session,
            actor,
            EventType.LICENCE_CONTINUED,
            number=licence.number,
            last_day=row.last_day.isoformat(),
            decided_on=row.decided_on.isoformat(),
            reference=row.reference,
        )
    return list(licences)
