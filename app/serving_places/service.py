"""Serving-place licences ("serveringsbevillinger"): registered, opened, closed, ended, lapsed by themselves.

They have no end date. Law: serveringsloven §§ 3 and 22–25.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import audit
from app.held_rows import held_row
from app.labels import label
from app.models.event import EventType
from app.models.occupancy import ServingPlaceLicence
from app.numbers import next_number, take_municipality
from app.permissions import Actor
from licensing.days import ONE_DAY, add_months
from licensing.endings import UNUSED_MONTHS, Effect, Fate, place_unused
from licensing.errors import NotAllowed
from licensing.law import SERV_3, SERV_25, Citation
from licensing.matters import ChangeKind

SERIES = "place_licence"
PREFIX = "SRV"
LAPSED = "lapsed"


@dataclass(frozen=True)
class PlaceEntry:
    """What is registered of a serving-place licence."""

    venue_id: int
    holder_id: int
    granted_on: date
    opened_on: date | None = None
    replaces_id: int | None = None
    """The licence of the one who ran the place before."""


def register_place_licence(
    session: Session, actor: Actor, entry: PlaceEntry, *, on: date
) -> ServingPlaceLicence:
    """Register a serving-place licence that was granted. The one that it replaces ends the day before.

    The same one sent twice is registered once. Law: serveringsloven §§ 3 and 22.
    """
    take_municipality(session, actor.municipality_id)
    same = place_licences_at(session, actor.municipality_id, entry.venue_id, holder_id=entry.holder_id)
    known = next((row for row in same if row.granted_on == entry.granted_on), None)
    if known is not None:
        return known
    if any(row.ended_on is None for row in same):
        raise NotAllowed("place_licence_held_already", SERV_3, number=same[0].number)
    if entry.granted_on > on:
        raise NotAllowed("place_licence_granted_later", SERV_3)
    if entry.opened_on is not None and entry.opened_on > on:
        raise NotAllowed("place_day_to_come", SERV_25)
    serial = next_number(
        session, municipality_id=actor.municipality_id, series=SERIES, year=entry.granted_on.year
    )
    row = ServingPlaceLicence(
        municipality_id=actor.municipality_id,
        number=f"{PREFIX}-{entry.granted_on.year}-{serial:04d}",
        holder_id=entry.holder_id,
        venue_id=entry.venue_id,
        granted_on=entry.granted_on,
        opened_on=entry.opened_on,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "registered", day=entry.granted_on)
    if entry.replaces_id is not None:
        replaced = _at_venue(session, actor, entry.replaces_id, entry.venue_id)
        last_day = entry.granted_on - ONE_DAY
        end_place_licence(session, actor, replaced, last_day=last_day, kind=ChangeKind.TRANSFER)
    return row


def _at_venue(session: Session, actor: Actor, row_id: int, venue_id: int) -> ServingPlaceLicence:
    found = next(
        (row for row in place_licences_at(session, actor.municipality_id, venue_id) if row.id == row_id), None
    )
    if found is None:
        raise LookupError(f"no serving-place licence {row_id} at venue {venue_id}")
    return found


def place_licences_at(
    session: Session, municipality_id: int, venue_id: int, *, holder_id: int | None = None
) -> Sequence[ServingPlaceLicence]:
    """The serving-place licences of a venue, the newest first."""
    statement = select(ServingPlaceLicence).where(
        ServingPlaceLicence.municipality_id == municipality_id, ServingPlaceLicence.venue_id == venue_id
    )
    if holder_id is not None:
        statement = statement.where(ServingPlaceLicence.holder_id == holder_id)
    newest = (ServingPlaceLicence.granted_on.desc(), ServingPlaceLicence.id.desc())
    return session.scalars(statement.order_by(*newest)).all()


def open_place(
    session: Session, actor: Actor, *, row_id: int, seen_version: int, opened_on: date, on: date
) -> ServingPlaceLicence:
    """Note that the place opened, or opened again. One that has lapsed meanwhile needs a new licence.

    Law: serveringsloven § 25.
    """
    row = _held(session, actor, row_id, seen_version)
    _check_day(row, opened_on, on)
    if place_fate(row, opened_on).effect is Effect.LAPSES:
        raise NotAllowed("place_licence_lapsed", SERV_25, last_day=_lapsed_on(row, opened_on).isoformat())
    if row.opened_on is None:
        row.opened_on = opened_on
    elif row.closed_since is None:
        raise NotAllowed("place_is_open", SERV_25)
    elif opened_on < row.closed_since:
        raise NotAllowed("place_opened_before_closed", SERV_25, closed_since=row.closed_since.isoformat())
    row.closed_since = None
    session.flush()
    _record(session, actor, row, "opened", day=opened_on)
    return row


def close_place(
    session: Session, actor: Actor, *, row_id: int, seen_version: int, closed_since: date, on: date
) -> ServingPlaceLicence:
    """Note since when the place has been out of operation. It ends nothing yet. Law: serveringsloven § 25."""
    row = _held(session, actor, row_id, seen_version)
    _check_day(row, closed_since, on)
    if row.opened_on is None:
        raise NotAllowed("place_never_opened", SERV_25)
    if closed_since < row.opened_on:
        raise NotAllowed("place_closed_before_opened", SERV_25, opened_on=row.opened_on.isoformat())
    note_closed(session, actor, row, closed_since)
    return row


def note_closed(
    session: Session,
    actor: Actor,
    row: ServingPlaceLicence,
    closed_since: date | None,
    *,
    case_id: int | None = None,
) -> None:
    """Since when a place has been out of operation, or that it is not. The municipality is locked already."""
    row.closed_since = closed_since
    session.flush()
    _record(session, actor, row, "closed" if closed_since else "opened", case_id=case_id, day=closed_since)


def end_place_licence(
    session: Session,
    actor: Actor,
    row: ServingPlaceLicence,
    *,
    last_day: date,
    kind: ChangeKind,
    case_id: int | None = None,
) -> None:
    """End a serving-place licence by what happened to its holder. The municipality is locked already."""
    if row.ended_on is not None and row.ended_on <= last_day:
        return
    row.ended_on, row.end_reason = last_day, label(kind)
    session.flush()
    _record(session, actor, row, "ended", case_id=case_id, day=last_day, change=kind.value)


def restore_place_licence(
    session: Session, actor: Actor, row: ServingPlaceLicence, *, case_id: int | None = None
) -> None:
    """Take back the end of a serving-place licence that was registered by mistake."""
    row.ended_on, row.end_reason = None, ""
    session.flush()
    _record(session, actor, row, "restored", case_id=case_id)


@dataclass(frozen=True)
class Lapsed:
    """A serving-place licence that has lapsed."""

    number: str
    venue_id: int
    last_day: date
    never_opened: bool
    citation: Citation = SERV_25


def lapse_places(session: Session, actor: Actor, *, on: date, dry_run: bool = False) -> list[Lapsed]:
    """End the serving-place licences that have lapsed by a day: out of operation for more than a year.

    An alcohol licence never ends so: it may be withdrawn, by a decision. Run twice, it finds nothing the
    second time. Law: serveringsloven § 25; alkoholloven § 1-8.
    """
    take_municipality(session, actor.municipality_id)
    found = []
    # Anything older than this may have lapsed; the rule itself decides.
    latest = add_months(on, -UNUSED_MONTHS)
    rows = session.scalars(
        select(ServingPlaceLicence)
        .where(
            ServingPlaceLicence.municipality_id == actor.municipality_id,
            ServingPlaceLicence.ended_on.is_(None),
            ServingPlaceLicence.granted_on <= latest,
            or_(ServingPlaceLicence.opened_on.is_(None), ServingPlaceLicence.closed_since <= latest),
        )
        .order_by(ServingPlaceLicence.id)
    )
    for row in rows:
        fate = place_fate(row, on)
        if fate.effect is not Effect.LAPSES or fate.last_day is None:
            continue
        found.append(Lapsed(row.number, row.venue_id, fate.last_day, row.opened_on is None))
        if not dry_run:
            row.ended_on, row.end_reason = fate.last_day, label(ChangeKind.UNUSED)
            session.flush()
            _record(session, actor, row, LAPSED, day=fate.last_day)
    return found


def place_fate(row: ServingPlaceLicence, on: date) -> Fate:
    """What becomes of a serving-place licence on a day, by whether the place is in operation."""
    return place_unused(row.granted_on, opened_on=row.opened_on, closed_since=row.closed_since, on=on)


def _lapsed_on(row: ServingPlaceLicence, on: date) -> date:
    return place_fate(row, on).last_day or on - ONE_DAY


def _held(session: Session, actor: Actor, row_id: int, seen_version: int) -> ServingPlaceLicence:
    row = held_row(session, actor, ServingPlaceLicence, row_id, seen_version=seen_version)
    if row.ended_on is not None:
        raise NotAllowed("place_licence_ended", SERV_25, last_day=row.ended_on.isoformat())
    return row


def _check_day(row: ServingPlaceLicence, day: date, on: date) -> None:
    if day > on:
        raise NotAllowed("place_day_to_come", SERV_25)
    if day < row.granted_on:
        raise NotAllowed("place_day_before_grant", SERV_25, granted_on=row.granted_on.isoformat())


def _record(
    session: Session,
    actor: Actor,
    row: ServingPlaceLicence,
    what: str,
    *,
    case_id: int | None = None,
    day: date | None = None,
    **facts: Any,
) -> None:
    audit.record(
        session,
        actor,
        EventType.PLACE_LICENCE_CHANGED,
        case_id=case_id,
        number=row.number,
        place_change=what,
        day=day.isoformat() if day else None,
        **facts,
    )
