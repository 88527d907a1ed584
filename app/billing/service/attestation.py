"""Attestation: whether an auditor or accountant has confirmed a turnover statement, step by step.

Law: alkoholloven § 1-9.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import audit
from app.billing.service.duties import duty_locked
from app.models.event import EventType
from app.models.turnover import TurnoverDuty
from app.permissions import Actor
from fees.turnover import Attestation
from licensing.errors import NotAllowed

# What may follow what; a person takes every step, but a confirmation that is enclosed arrives by itself.
MOVES: Mapping[Attestation, tuple[Attestation, ...]] = {
    Attestation.NOT_REQUIRED: (Attestation.REQUIRED,),
    Attestation.REQUIRED: (Attestation.RECEIVED, Attestation.WAIVED, Attestation.NOT_REQUIRED),
    Attestation.RECEIVED: (Attestation.APPROVED, Attestation.REQUIRED, Attestation.WAIVED),
    Attestation.APPROVED: (Attestation.RECEIVED,),
    Attestation.WAIVED: (Attestation.REQUIRED,),
}


def change_attestation(
    session: Session, actor: Actor, *, duty_id: int, to: Attestation, reason: str = "", seen_version: int
) -> TurnoverDuty:
    """Take a step; waiving one asks for a reason.

    Raises `NotAllowed` for a step that is not open, or when another has changed it meanwhile.
    """
    duty = duty_locked(session, actor.municipality_id, duty_id)
    if duty.version != seen_version:
        raise NotAllowed("duty_changed_meanwhile")
    if to not in MOVES[duty.attestation]:
        raise NotAllowed("attestation_step")
    if to is Attestation.WAIVED and not reason.strip():
        raise NotAllowed("waiver_without_reason")
    before = duty.attestation
    duty.attestation, duty.attestation_reason, duty.attestation_by_id = to, reason.strip(), actor.user_id
    session.flush()
    _record(session, actor, duty, before)
    return duty


def attestation_came(session: Session, who: Actor | audit.Outsider, duty: TurnoverDuty) -> None:
    """A confirmation was enclosed: where one is required it has been received, and waits to be looked at."""
    if duty.attestation is not Attestation.REQUIRED:
        return
    before = duty.attestation
    duty.attestation, duty.attestation_reason, duty.attestation_by_id = Attestation.RECEIVED, "", who.user_id
    session.flush()
    _record(session, who, duty, before)


def _record(session: Session, who: Actor | audit.Outsider, duty: TurnoverDuty, before: Attestation) -> None:
    audit.record(
        session,
        who,
        EventType.ATTESTATION_CHANGED,
        duty=duty.id,
        licence=duty.licence.number,
        year=duty.year,
        before=before.value,
        attestation=duty.attestation.value,
        reason=duty.attestation_reason or None,
    )
