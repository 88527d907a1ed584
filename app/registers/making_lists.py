"""Making an inspection list: it is kept as it was handed out, so that the next can tell what changed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.models.event import EventType
from app.models.register import InspectionList
from app.models.user import User
from app.numbers import take_municipality
from app.permissions import Actor
from app.registers.inspection_list import rows_on
from app.registers.inspection_rows import ListRows
from app.registers.list_changes import ListChange, changes_between

SHOWN_LISTS = 20


@dataclass(frozen=True)
class MadeList:
    """A list that was made: number, day, when and by whom."""

    id: int
    number: int
    for_day: date
    made_on: date
    made_by: str


@dataclass(frozen=True)
class ListOfDay:
    """A list of a day with what changed since the one before; a number when it was made and kept."""

    day: date
    rows: ListRows
    made: MadeList | None
    previous: MadeList | None
    changes: tuple[ListChange, ...]


def make_list(session: Session, actor: Actor, *, day: date) -> InspectionList:
    """Make the list of a day and keep it. No identity number is on it.

    Asked for twice while nothing has changed, it is one list: a second would tell that nothing changed.
    """
    take_municipality(session, actor.municipality_id)
    latest = session.scalars(
        select(InspectionList)
        .where(InspectionList.municipality_id == actor.municipality_id)
        .order_by(InspectionList.number.desc())
        .limit(1)
    ).one_or_none()
    rows = rows_on(session, actor.municipality_id, day)
    if latest is not None and _is_same(latest, actor, day, rows):
        return latest
    made = InspectionList(
        municipality_id=actor.municipality_id,
        number=latest.number + 1 if latest else 1,
        for_day=day,
        rows=rows.as_stored,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(made)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.INSPECTION_LIST_MADE,
        list=made.number,
        day=day.isoformat(),
        licences=len(rows.licences),
        events=len(rows.events),
    )
    return made


def _is_same(latest: InspectionList, actor: Actor, day: date, rows: ListRows) -> bool:
    mine = (latest.for_day, latest.made_by_id) == (day, actor.user_id)
    return mine and ListRows.from_stored(latest.rows) == ListRows.from_stored(rows.as_stored)


def list_of_day(session: Session, municipality_id: int, day: date) -> ListOfDay:
    """The list of a day as it would be made now, compared with the last one that was made."""
    rows = rows_on(session, municipality_id, day)
    return _compared(session, municipality_id, day, rows, None, before=None)


def made_list(session: Session, municipality_id: int, list_id: int) -> ListOfDay | None:
    """A list as it was made, compared with the one made before it."""
    found = session.execute(
        select(InspectionList.rows, InspectionList.number).where(
            InspectionList.municipality_id == municipality_id, InspectionList.id == list_id
        )
    ).one_or_none()
    if found is None:
        return None
    (made,) = made_lists(session, municipality_id, list_id=list_id)
    rows = ListRows.from_stored(found.rows)
    return _compared(session, municipality_id, made.for_day, rows, made, before=found.number)


def made_lists(
    session: Session, municipality_id: int, *, list_id: int | None = None, before: int | None = None
) -> tuple[MadeList, ...]:
    """The lists that were made, the latest first, without their rows."""
    statement = (
        select(
            InspectionList.id,
            InspectionList.number,
            InspectionList.for_day,
            InspectionList.made_at,
            User.name,
        )
        .join(User, User.id == InspectionList.made_by_id)
        .where(InspectionList.municipality_id == municipality_id)
        .order_by(InspectionList.number.desc())
        .limit(SHOWN_LISTS)
    )
    if list_id is not None:
        statement = statement.where(InspectionList.id == list_id)
    if before is not None:
        statement = statement.where(InspectionList.number < before)
    return tuple(
        MadeList(row.id, row.number, row.for_day, row.made_at.astimezone(clock.OSLO).date(), row.name)
        for row in session.execute(statement)
    )


def _compared(
    session: Session,
    municipality_id: int,
    day: date,
    rows: ListRows,
    made: MadeList | None,
    *,
    before: int | None,
) -> ListOfDay:
    previous = next(iter(made_lists(session, municipality_id, before=before)), None)
    if previous is None:
        return ListOfDay(day, rows, made, None, ())
    stored = session.execute(
        select(InspectionList.rows).where(
            InspectionList.municipality_id == municipality_id, InspectionList.id == previous.id
        )
    ).scalar_one()
    changes = changes_between(ListRows.from_stored(stored), rows)
    return ListOfDay(day, rows, made, previous, changes)
