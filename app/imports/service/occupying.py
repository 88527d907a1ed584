"""Which rooms the licences of an import take.

Law: alkoholloven § 4-1.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.licences.occupancy import GUARD, occupancies_of
from app.models.occupancy import RoomOccupancy
from app.models.register import RegisterImport


def occupy_all(session: Session, begun: RegisterImport, holders: Mapping[int, int]) -> None:
    """Write which rooms some serving licences take; `holders` are their holders, by licence.

    ASSUMPTION: an older register may hold two holders in what is one room here. Such a licence is taken in
    without its claim to the room, and the page of licences that share a room names it.
    """
    session.flush()
    ids = sorted(holders)
    session.execute(
        delete(RoomOccupancy).where(
            RoomOccupancy.municipality_id == begun.municipality_id, RoomOccupancy.licence_id.in_(ids)
        )
    )
    taken = occupancies_of(session, begun.municipality_id, ids)
    rows = {
        licence_id: [
            {
                "municipality_id": begun.municipality_id,
                "licence_id": licence_id,
                "holder_id": holders[licence_id],
                "room_id": one.room,
                "weekday": one.weekday,
                "first_day": one.first_day,
                "last_day": one.last_day,
                "start": one.hours.start,
                "end": one.hours.end,
            }
            for one in taken[licence_id]
        ]
        for licence_id in ids
    }
    if not _inserted(session, [row for of_one in rows.values() for row in of_one]):
        for of_one in rows.values():
            _inserted(session, of_one)


def _inserted(session: Session, rows: list[dict[str, Any]]) -> bool:
    """Whether the database took the rows, which it does unless another holder has a room."""
    if not rows:
        return True
    try:
        with session.begin_nested():
            session.execute(insert(RoomOccupancy.__table__), rows)  # type: ignore[arg-type]  # past the mapper: no ids are needed
    except IntegrityError as error:
        if GUARD not in str(error.orig):
            raise
        return False
    return True
