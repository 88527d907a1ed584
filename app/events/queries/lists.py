"""Lists of events: those to come, those past, and those that may be copied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app import labels
from app.models.case import Application, Case, case_reference
from app.models.holder import Holder
from app.models.occasion import Occasion, OccasionDay
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from licensing.cases import CaseState
from licensing.decisions import CaseResult
from licensing.licences import LicenceType
from licensing.matters import Matter

MOST_TO_COPY = 12


@dataclass(frozen=True)
class EventFilter:
    """Which events a list holds; what is None is left open."""

    past: bool = False
    type: LicenceType | None = None
    state: CaseState | None = None
    words: str = ""


@dataclass(frozen=True)
class EventRow:
    """An event as a line of a list."""

    case_id: int
    application_id: int
    reference: str
    name: str
    venue: str
    holder: str
    type: str
    first_day: date
    last_day: date
    guests: int | None
    state: CaseState | CaseResult
    state_label: str


_last_day = (
    select(func.max(OccasionDay.day))
    .where(OccasionDay.municipality_id == Occasion.municipality_id, OccasionDay.occasion_id == Occasion.id)
    .correlate(Occasion)
    .scalar_subquery()
)


def _lines(municipality_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.id,
            Case.year,
            Case.number,
            Case.state,
            Case.result,
            Application.id.label("application_id"),
            Application.first_day,
            Application.type,
            Occasion.name,
            Occasion.guests,
            Venue.name.label("venue"),
            Holder.name.label("holder"),
            _last_day.label("last_day"),
        )
        .join(
            Application,
            and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
        )
        .join(
            Occasion,
            and_(
                Occasion.municipality_id == Application.municipality_id,
                Occasion.application_id == Application.id,
            ),
        )
        .join(
            Venue,
            and_(Venue.municipality_id == Application.municipality_id, Venue.id == Application.venue_id),
        )
        .join(
            Holder,
            and_(Holder.municipality_id == Application.municipality_id, Holder.id == Application.holder_id),
        )
        .where(Case.municipality_id == municipality_id, Case.matter == Matter.EVENT)
    )


def event_page(
    session: Session, municipality_id: int, wanted: EventFilter, on: date, cursor: Cursor | None
) -> Page:
    """A page of events by day: those to come with the nearest first, those past with the latest first."""
    statement = _lines(municipality_id).where(_last_day < on if wanted.past else _last_day >= on)
    if wanted.type is not None:
        statement = statement.where(Application.type == wanted.type)
    if wanted.state is not None:
        statement = statement.where(Case.state == wanted.state)
    return page_of(
        session,
        _matching(statement, wanted.words),
        sort_key=Application.first_day,
        row_id=Case.id,
        cursor=cursor,
        read_key=date.fromisoformat,
        descending=wanted.past,
    )


def events_to_copy(session: Session, municipality_id: int, words: str, on: date) -> list[EventRow]:
    """The events that may be copied, by the words that are searched for: the latest past ones first."""
    statement = _matching(_lines(municipality_id), words)
    rows = session.execute(
        statement.order_by(
            case((Application.first_day < on, 0), else_=1), Application.first_day.desc(), Case.id.desc()
        ).limit(MOST_TO_COPY)
    )
    return [_row(row._mapping) for row in rows]


def rows_of(page: Page) -> list[EventRow]:
    """The lines of a page of events."""
    return [_row(row._mapping) for row in page.rows]


def _matching(statement: Select[*tuple[Any, ...]], words: str) -> Select[*tuple[Any, ...]]:
    for word in words.split()[:5]:
        pattern = f"%{word.lower().replace('%', '').replace('_', '')}%"
        statement = statement.where(
            or_(
                func.lower(Occasion.name).like(pattern),
                func.lower(Venue.name).like(pattern),
                func.lower(Holder.name).like(pattern),
            )
        )
    return statement


def _row(row: Mapping[Any, Any]) -> EventRow:
    shown = row["result"] if row["state"] is CaseState.CLOSED and row["result"] else row["state"]
    return EventRow(
        case_id=row["id"],
        application_id=row["application_id"],
        reference=case_reference(row["year"], row["number"]),
        name=row["name"],
        venue=row["venue"],
        holder=row["holder"],
        type=labels.label(row["type"]),
        first_day=row["first_day"],
        last_day=row["last_day"],
        guests=row["guests"],
        state=shown,
        state_label=labels.label(shown),
    )
