"""The dated rows that an ending leaves, and what stood there before, so that a mistake can be taken back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app import audit
from app.labels import label
from app.licences.occupancy import occupy_rooms
from app.models.case import Case
from app.models.change import Change
from app.models.event import EventType
from app.models.licence import Licence, LicencePerson, LicenceRoom
from app.models.occupancy import ServingPlaceLicence
from app.models.register import NationalTask
from app.permissions import Actor
from app.registers.tasks import note_change, transfer_facts
from app.serving_places.service import note_closed, restore_place_licence
from licensing.errors import NotAllowed
from licensing.matters import ChangeKind

# What a licence has from day to day besides its terms.
DATED: Mapping[str, Any] = {"room": LicenceRoom, "person": LicencePerson}


def end_licence(
    session: Session,
    actor: Actor,
    *,
    case: Case,
    change: Change,
    licence: Licence,
    last_day: date,
    on: date,
    **facts: Any,
) -> None:
    """Let a licence end: its last day, its rooms and people, the event, and the national register's task.

    What stood there before is kept with the change; ended a second time by the same change, it only gets
    another last day.
    """
    kept = dict(change.facts.get("before", {}))
    key = str(licence.id)
    if key not in kept:
        if licence.ended_on is not None and licence.ended_on <= last_day:
            raise NotAllowed(
                "licence_ended_already",
                number=licence.number,
                last_day=licence.ended_on.isoformat(),
            )
        kept[key] = _as_it_stands(session, licence)
    else:
        _restore_rows(session, licence, kept[key])
    change.facts = {**change.facts, "before": kept}
    licence.ended_on, licence.end_reason = last_day, label(change.kind)
    _close_rows(session, licence, last_day)
    session.flush()
    occupy_rooms(session, licence)
    told = transfer_facts(session, change)
    note_change(session, licence, change.kind, on, last_day=last_day.isoformat(), **told)
    audit.record(
        session,
        actor,
        EventType.LICENCE_ENDED,
        case_id=case.id,
        number=licence.number,
        change=change.kind.value,
        last_day=last_day.isoformat(),
        **facts,
    )


def restore_licence(session: Session, licence: Licence, kind: ChangeKind, before: Mapping[str, Any]) -> None:
    """Put a licence back as it stood before an ending that was registered by mistake.

    A task of the national register that nobody has done yet is taken off the list.

    Law: alkoholforskriften § 13-4.
    """
    licence.ended_on = _day(before["ended_on"])
    licence.end_reason = before["end_reason"]
    _restore_rows(session, licence, before)
    session.flush()
    occupy_rooms(session, licence)
    session.execute(
        delete(NationalTask).where(
            NationalTask.municipality_id == licence.municipality_id,
            NationalTask.licence_id == licence.id,
            NationalTask.reason == kind.value,
            NationalTask.done_on.is_(None),
        )
    )


def restore_places(session: Session, actor: Actor, case: Case, ids: Collection[str]) -> None:
    """Take back the ends of the serving-place licences with these ids."""
    for row in _places(session, case, ids):
        restore_place_licence(session, actor, row, case_id=case.id)


def reopen_places(session: Session, actor: Actor, case: Case, ids: Collection[str]) -> None:
    """Take back that the places of the serving-place licences with these ids are closed."""
    for row in _places(session, case, ids):
        note_closed(session, actor, row, None, case_id=case.id)


def _places(session: Session, case: Case, ids: Collection[str]) -> Sequence[ServingPlaceLicence]:
    return session.scalars(
        select(ServingPlaceLicence).where(
            ServingPlaceLicence.municipality_id == case.municipality_id,
            ServingPlaceLicence.id.in_([int(row_id) for row_id in ids]),
        )
    ).all()


def _as_it_stands(session: Session, licence: Licence) -> dict[str, Any]:
    return {
        "ended_on": licence.ended_on.isoformat() if licence.ended_on else None,
        "end_reason": licence.end_reason,
        **{
            name: {
                str(row.id): row.last_day.isoformat() if row.last_day else None
                for row in session.scalars(
                    select(kind).where(
                        kind.municipality_id == licence.municipality_id, kind.licence_id == licence.id
                    )
                )
            }
            for name, kind in DATED.items()
        },
    }


def _restore_rows(session: Session, licence: Licence, before: Mapping[str, Any]) -> None:
    for name, kind in DATED.items():
        for row in session.scalars(
            select(kind).where(kind.municipality_id == licence.municipality_id, kind.licence_id == licence.id)
        ):
            # Somebody approved since then has no day to go back to.
            if str(row.id) in before[name]:
                row.last_day = _day(before[name][str(row.id)])


def _close_rows(session: Session, licence: Licence, last_day: date) -> None:
    for kind in DATED.values():
        for row in session.scalars(
            select(kind).where(
                kind.municipality_id == licence.municipality_id,
                kind.licence_id == licence.id,
                kind.first_day <= last_day,
                or_(kind.last_day.is_(None), kind.last_day > last_day),
            )
        ):
            row.last_day = last_day


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
