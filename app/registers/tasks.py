"""The work list of the national register: what must be entered there, noted when it arises."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.change import Change
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.register import NationalTask
from licensing.licences import Attribute
from licensing.matters import ChangeKind
from licensing.national_register import (
    FIELDS_OF_ATTRIBUTE,
    HAPPENING_OF,
    Duty,
    Happening,
    NationalDuty,
    RegisterField,
    duties_after,
    is_entered,
)


def note_national_task(
    session: Session, licence: Licence, duty: NationalDuty, reason: str, on: date, **facts: Any
) -> NationalTask | None:
    """Note that something about a licence must be entered in the national register.

    One open task for the same licence, duty and reason: found again, it takes the newer facts and keeps the
    day from which it was due. Nothing for a kind of licence that the register does not take. The municipality
    is locked already. Facts are plain values without private persons' names.

    Law: alkoholforskriften §§ 13-3 and 13-4.
    """
    if not is_entered(licence.type):
        return None
    return note_task(
        session,
        licence.municipality_id,
        key=f"{duty.value}:{licence.id}:{reason}",
        licence_id=licence.id,
        duty=duty,
        reason=reason,
        on=on,
        facts=facts,
    )


def note_happening(
    session: Session,
    licence: Licence,
    happening: Happening,
    reason: str,
    on: date,
    *,
    changed: tuple[RegisterField, ...] = (),
    **facts: Any,
) -> list[NationalTask]:
    """Note every task that something that happened to a licence gives rise to."""
    duties = duties_after(happening, licence_type=licence.type, changed=changed)
    noted = (
        note_national_task(session, licence, duty.duty, reason, on, **_facts_of(duty, facts))
        for duty in duties
    )
    return [task for task in noted if task is not None]


def note_change(
    session: Session, licence: Licence, kind: ChangeKind, on: date, **facts: Any
) -> list[NationalTask]:
    """Note what a carried-out change case asks of the register; many kinds of change ask nothing."""
    happening = HAPPENING_OF.get(kind)
    if happening is None:
        return []
    changed = (FIELDS_OF_ATTRIBUTE[Attribute.GROUPS],) if happening is Happening.CHANGE else ()
    return note_happening(session, licence, happening, kind.value, on, changed=changed, **facts)


def transfer_facts(session: Session, change: Change) -> dict[str, str]:
    """What the register asks of a transfer: the day, and to whom. Nothing for any other change."""
    if change.kind is not ChangeKind.TRANSFER:
        return {}
    facts = {RegisterField.TRANSFERRED_ON.value: change.first_day.isoformat()}
    holder = session.scalars(
        select(Holder).where(
            Holder.municipality_id == change.municipality_id,
            Holder.id == change.facts.get("new_holder_id"),
        )
    ).one_or_none()
    if holder is not None:
        parts = (holder.name, holder.organisation_number)
        facts[RegisterField.TRANSFERRED_TO.value] = ", ".join(part for part in parts if part)
    return facts


def note_holder_changed(
    session: Session, holder: Holder, changed: tuple[RegisterField, ...], on: date
) -> None:
    """Note that the holder of some licences is written otherwise here than in the national register."""
    licences = session.scalars(
        select(Licence).where(
            Licence.municipality_id == holder.municipality_id,
            Licence.holder_id == holder.id,
            or_(Licence.ended_on.is_(None), Licence.ended_on >= on),
        )
    )
    for licence in licences:
        if any(period.last_day >= on for period in licence.periods):
            note_happening(session, licence, Happening.CHANGE, "holder_changed", on, changed=changed)


def note_task(
    session: Session,
    municipality_id: int,
    *,
    key: str,
    licence_id: int | None,
    duty: NationalDuty,
    reason: str,
    on: date,
    facts: Mapping[str, Any],
) -> NationalTask:
    """The open task of a key, made when there is none."""
    task = session.scalars(
        select(NationalTask).where(
            NationalTask.municipality_id == municipality_id,
            NationalTask.key == key,
            NationalTask.done_on.is_(None),
        )
    ).one_or_none()
    if task is None:
        task = NationalTask(
            municipality_id=municipality_id,
            key=key,
            licence_id=licence_id,
            duty=duty,
            reason=reason,
            facts=dict(facts),
            since=on,
        )
        session.add(task)
    else:
        task.facts = {**task.facts, **facts}
    session.flush()
    return task


def _facts_of(duty: Duty, facts: Mapping[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {"fields": [field.value for field in duty.fields]}
    if duty.questions:
        known["questions"] = list(duty.questions)
    return known | dict(facts)
