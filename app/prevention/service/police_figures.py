"""Figures of the police: entered by hand, with their source and day, and brought into the drafts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.held_rows import held_row
from app.models.event import EventType
from app.models.yearly_report import PoliceFigure
from app.numbers import take_municipality
from app.permissions import Actor
from app.prevention.service.reports import take_police_figures
from licensing.errors import NotAllowed


@dataclass(frozen=True)
class ToldByPolice:
    """A figure as the police told it; no value is one that they have not given."""

    year: int
    name: str
    value: int | None
    source: str
    dated_on: date
    preliminary: bool = False
    comment: str = ""


def enter_police_figure(session: Session, actor: Actor, told: ToldByPolice, *, on: date) -> PoliceFigure:
    """Enter a figure that is not there yet.

    Raises `NotAllowed` when the year has one of that name, and for a year or a day that lies ahead.
    """
    take_municipality(session, actor.municipality_id)
    _check(session, actor, told, on)
    row = PoliceFigure(
        municipality_id=actor.municipality_id,
        year=told.year,
        position=_position(session, actor.municipality_id, told.name),
        name=told.name,
        value=told.value,
        source=told.source,
        dated_on=told.dated_on,
        preliminary=told.preliminary,
        comment=told.comment,
    )
    session.add(row)
    return _entered(session, actor, row, on)


def change_police_figure(
    session: Session,
    actor: Actor,
    *,
    figure_id: int,
    seen_version: int | None = None,
    told: ToldByPolice,
    on: date,
) -> PoliceFigure:
    """Enter what the police have told since; delivered reports keep what they said."""
    row = held_row(session, actor, PoliceFigure, figure_id, seen_version=seen_version)
    _check(session, actor, told, on, but=row.id)
    if told.name != row.name:
        row.position = _position(session, actor.municipality_id, told.name)
    row.year, row.name, row.value = told.year, told.name, told.value
    row.source, row.dated_on = told.source, told.dated_on
    row.preliminary, row.comment = told.preliminary, told.comment
    return _entered(session, actor, row, on)


def _check(session: Session, actor: Actor, told: ToldByPolice, on: date, *, but: int = 0) -> None:
    if told.dated_on > on:
        raise NotAllowed("police_figure_dated_ahead", dated_on=str(told.dated_on))
    if told.year > on.year:
        raise NotAllowed("police_figure_year_ahead", year=told.year)
    taken = session.scalars(
        select(PoliceFigure.id).where(
            PoliceFigure.municipality_id == actor.municipality_id,
            PoliceFigure.year == told.year,
            PoliceFigure.name == told.name,
            PoliceFigure.id != but,
        )
    ).first()
    if taken is not None:
        raise NotAllowed("police_figure_entered_already", title=told.name, year=told.year)


def _position(session: Session, municipality_id: int, name: str) -> int:
    """Where a figure stands in the list: as it did in another year, else last."""
    mine = PoliceFigure.municipality_id == municipality_id
    known = session.scalars(
        select(PoliceFigure.position).where(mine, PoliceFigure.name == name).limit(1)
    ).first()
    if known is not None:
        return known
    return (session.scalar(select(func.max(PoliceFigure.position)).where(mine)) or 0) + 1


def _entered(session: Session, actor: Actor, row: PoliceFigure, on: date) -> PoliceFigure:
    session.flush()
    take_police_figures(session, actor.municipality_id, on=on)
    audit.record(
        session,
        actor,
        EventType.POLICE_FIGURE_ENTERED,
        figure_id=row.id,
        year=row.year,
        title=row.name,
        figure=row.value,
        source_text=row.source,
    )
    return row
