"""Temporary withdrawal ("midlertidig inndragning"): nothing is served or sold for some days.

Law: alkoholloven § 1-8. The rooms stay taken: § 4-1.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.held_rows import held_row
from app.models.event import EventType
from app.models.licence import Licence
from app.models.occupancy import LicenceSuspension
from app.permissions import Actor
from app.registers.tasks import note_happening
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_8
from licensing.national_register import Happening


def suspend_licence(
    session: Session,
    actor: Actor,
    *,
    licence_id: int,
    seen_version: int,
    first_day: date,
    last_day: date,
    reason: str,
) -> LicenceSuspension:
    """Note that a licence is withdrawn from a day to another, both included.

    Raises `NotAllowed` for days outside the licence, or that are withdrawn already, and
    `ChangedMeanwhile` when another changed the licence since it was seen.

    Law: alkoholloven § 1-8.
    """
    licence = held_row(session, actor, Licence, licence_id, seen_version=seen_version)
    begins = min(period.first_day for period in licence.periods)
    ends = max(period.last_day for period in licence.periods)
    ends = min(ends, licence.ended_on) if licence.ended_on else ends
    if not begins <= first_day <= last_day <= ends:
        raise NotAllowed(
            "suspension_outside_licence", ALKL_1_8, first_day=begins.isoformat(), last_day=ends.isoformat()
        )
    other = session.scalars(
        select(LicenceSuspension)
        .where(
            LicenceSuspension.municipality_id == actor.municipality_id,
            LicenceSuspension.licence_id == licence.id,
            LicenceSuspension.first_day <= last_day,
            LicenceSuspension.last_day >= first_day,
        )
        .limit(1)
    ).first()
    if other is not None:
        raise NotAllowed(
            "suspended_already",
            ALKL_1_8,
            first_day=other.first_day.isoformat(),
            last_day=other.last_day.isoformat(),
        )
    suspension = LicenceSuspension(
        municipality_id=actor.municipality_id,
        licence_id=licence.id,
        first_day=first_day,
        last_day=last_day,
        reason=reason,
        entered_by_id=actor.user_id,
        entered_at=clock.now(),
    )
    session.add(suspension)
    session.flush()
    note_happening(
        session,
        licence,
        Happening.SUSPENSION,
        "suspended",
        clock.today(),
        withdrawn_on=first_day.isoformat(),
    )
    # The reason may tell of somebody's conduct: it stands with the licence, and not in the audit.
    audit.record(
        session,
        actor,
        EventType.LICENCE_SUSPENDED,
        number=licence.number,
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
    )
    return suspension
