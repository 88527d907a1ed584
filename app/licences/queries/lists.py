"""Licences as they stand on any chosen day: the list, and what each venue or holder has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from app import formats, labels
from app.models.decision import Decision
from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod, LicenceTerm
from app.models.venue import Venue
from app.paging import PAGE_SIZE, Cursor, Page, page_of
from app.search.index import Subject
from app.search.terms import ids_named
from licensing.caps import COUNTED_TYPES
from licensing.licences import Attribute, LicenceKind, LicenceType, group_set_from_code


class LicenceState(StrEnum):
    """How a licence stands on a day; of a licence that is not granted yet nothing is shown."""

    FUTURE = "future"
    NOT_USABLE = "granted_not_usable"
    ACTIVE = "active"
    EXPIRED = "expired"
    ENDED = "ended"


STATES: Mapping[LicenceState, Any] = {
    LicenceState.FUTURE: _l("Begynner senere"),
    LicenceState.NOT_USABLE: _l("Innvilget – kan ikke tas i bruk ennå"),
    LicenceState.ACTIVE: _l("I bruk"),
    LicenceState.EXPIRED: _l("Utløpt"),
    LicenceState.ENDED: _l("Opphørt"),
}
IN_FORCE = frozenset({LicenceState.NOT_USABLE, LicenceState.ACTIVE})
PAST = frozenset({LicenceState.EXPIRED, LicenceState.ENDED})


def state_on(
    day: date, *, first_day: date, last_day: date, usable_from: date | None, ended_on: date | None
) -> LicenceState:
    """How a licence stands on a day, from its period and the day it may be used from."""
    if ended_on is not None and ended_on < day and ended_on < last_day:
        return LicenceState.ENDED
    if last_day < day:
        return LicenceState.EXPIRED
    if first_day > day:
        return LicenceState.FUTURE
    return LicenceState.ACTIVE if usable_from is not None and usable_from <= day else LicenceState.NOT_USABLE


@dataclass(frozen=True)
class LicenceLine:
    """A licence as a line of a list, on a day."""

    id: int
    number: str
    kind: LicenceKind
    type: LicenceType
    groups: str
    venue_id: int
    venue: str
    venue_town: str
    holder_id: int
    holder: str
    granted_on: date
    first_day: date
    last_day: date
    """The last day of its period, or the day on which it ended before that."""
    end_reason: str
    state: LicenceState
    case_id: int | None

    @property
    def in_force(self) -> bool:
        """Whether it is granted and not over."""
        return self.state in IN_FORCE

    @property
    def kind_label(self) -> str:
        """Skjenkebevilling; what is no permanent licence says which type it is."""
        kind = labels.label(self.kind)
        return kind if self.type is LicenceType.PERMANENT else f"{kind}, {labels.label(self.type).lower()}"

    @property
    def groups_label(self) -> str:
        """Gruppe 1 og 2"""
        if not self.groups:
            return ""
        text = labels.groups_text(group_set_from_code(self.groups))
        return text[:1].upper() + text[1:]

    @property
    def state_label(self) -> str:
        """I bruk"""
        return str(STATES[self.state])

    @property
    def end_reason_text(self) -> str:
        """Why it ended, as it stands inside a sentence: konkurs."""
        return self.end_reason[:1].lower() + self.end_reason[1:]

    @property
    def last_day_text(self) -> str:
        """30.09.2028"""
        return formats.short_date(self.last_day)


@dataclass(frozen=True)
class LicenceFilter:
    """Which licences a list holds; what is empty is left open."""

    text: str = ""
    kind: LicenceKind | None = None
    type: LicenceType | None = None
    groups: str = ""
    state: LicenceState | None = None
    all_states: bool = False


def licence_page(
    session: Session,
    municipality_id: int,
    wanted: LicenceFilter,
    *,
    on: date,
    cursor: Cursor | None,
    size: int = PAGE_SIZE,
) -> tuple[tuple[LicenceLine, ...], Page]:
    """Licences as on a day, by the name of the venue, some at a time."""
    reading = _Reading(municipality_id, on)
    places = reading.places().where(*reading.conditions(wanted))
    ids = ids_named(municipality_id, Subject.LICENCE, wanted.text)
    if ids is not None:
        places = places.where(Licence.id.in_(ids))
    page = page_of(session, places, sort_key=Venue.sort_key, row_id=Licence.id, cursor=cursor, size=size)
    shown = [row.id for row in page.rows]
    found = session.execute(reading.statement().where(Licence.id.in_(shown)))
    lines = {row.id: reading.line(row._mapping) for row in found}
    return tuple(lines[licence_id] for licence_id in shown), page


def licence_lines(
    session: Session,
    municipality_id: int,
    *,
    on: date,
    venue_ids: Sequence[int] | None = None,
    holder_ids: Sequence[int] | None = None,
) -> tuple[LicenceLine, ...]:
    """All licences of some venues or holders as on a day, the latest first."""
    reading = _Reading(municipality_id, on)
    statement = reading.statement().order_by(Licence.granted_on.desc(), Licence.id.desc())
    if venue_ids is not None:
        statement = statement.where(Licence.venue_id.in_(venue_ids))
    if holder_ids is not None:
        statement = statement.where(Licence.holder_id.in_(holder_ids))
    return tuple(reading.line(row._mapping) for row in session.execute(statement))


def counts_in_force(session: Session, municipality_id: int, on: date) -> Mapping[LicenceKind, int]:
    """How many licences of each kind are in force on a day, as the caps count them: no events, no outlets."""
    # From the periods that reach the day, not from every licence there ever was.
    rows = session.execute(
        select(Licence.kind, func.count(distinct(Licence.id)).label("licences"))
        .select_from(LicencePeriod)
        .join(
            Licence,
            and_(
                Licence.municipality_id == LicencePeriod.municipality_id,
                Licence.id == LicencePeriod.licence_id,
            ),
        )
        .where(
            LicencePeriod.municipality_id == municipality_id,
            LicencePeriod.last_day >= on,
            LicencePeriod.first_day <= on,
            Licence.granted_on <= on,
            or_(Licence.ended_on.is_(None), Licence.ended_on >= on),
            Licence.type.in_(COUNTED_TYPES),
        )
        .group_by(Licence.kind)
    )
    return {row.kind: row.licences for row in rows}


class _Reading:
    """The statement that reads licences as on one day.

    The rules say the same in `state_on` and `terms_on`; a test holds the two equal.
    """

    def __init__(self, municipality_id: int, on: date) -> None:
        self.municipality_id, self.on = municipality_id, on
        # Looked up licence by licence: a page of fifty never ranks the periods and terms of all the others.
        self.first_day: ColumnElement[date] = _of_period_on(LicencePeriod.first_day, on)
        self.period_end: ColumnElement[date] = _of_period_on(LicencePeriod.last_day, on)
        self.groups: ColumnElement[str] = _groups_on(on)
        self.state: ColumnElement[str] = case(
            (and_(Licence.ended_on < on, Licence.ended_on < self.period_end), LicenceState.ENDED.value),
            (self.period_end < on, LicenceState.EXPIRED.value),
            (self.first_day > on, LicenceState.FUTURE.value),
            (Licence.usable_from <= on, LicenceState.ACTIVE.value),
            else_=LicenceState.NOT_USABLE.value,
        )

    def places(self) -> Select[*tuple[Any, ...]]:
        """Where every licence that is granted on the day stands in the list."""
        return (
            select(Venue.sort_key, Licence.id)
            .select_from(Venue)
            .join(
                Licence,
                and_(Licence.municipality_id == Venue.municipality_id, Licence.venue_id == Venue.id),
            )
            .where(Venue.municipality_id == self.municipality_id, Licence.granted_on <= self.on)
        )

    def statement(self) -> Select[*tuple[Any, ...]]:
        """Every licence that is granted on the day, with its place, holder, groups and case."""
        return (
            select(
                Licence.id,
                Licence.number,
                Licence.kind,
                Licence.type,
                Licence.granted_on,
                Licence.usable_from,
                Licence.ended_on,
                Licence.end_reason,
                self.first_day.label("first_day"),
                self.period_end.label("period_end"),
                self.groups.label("groups"),
                Licence.venue_id,
                Venue.name.label("venue"),
                Venue.town.label("venue_town"),
                Venue.sort_key,
                Licence.holder_id,
                Holder.name.label("holder"),
                Decision.case_id,
            )
            .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
            .join(
                Holder,
                and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id),
            )
            .outerjoin(
                Decision,
                and_(Decision.municipality_id == Licence.municipality_id, Decision.id == Licence.decision_id),
            )
            .where(Licence.municipality_id == self.municipality_id, Licence.granted_on <= self.on)
        )

    def conditions(self, wanted: LicenceFilter) -> list[ColumnElement[bool]]:
        """What the filter asks of a licence."""
        found: list[ColumnElement[bool]] = []
        if wanted.kind is not None:
            found.append(Licence.kind == wanted.kind)
        if wanted.type is not None:
            found.append(Licence.type == wanted.type)
        if wanted.groups:
            found.append(self.groups == wanted.groups)
        if wanted.state is not None:
            found.append(self.state == wanted.state.value)
        elif not wanted.all_states:
            found.append(self.state.in_([state.value for state in IN_FORCE]))
        if wanted.state in IN_FORCE or (wanted.state is None and not wanted.all_states):
            # The state says it already; said so, only licences that reach the day are looked at.
            found.append(Licence.id.in_(self._reaching_the_day()))
        return found

    def _reaching_the_day(self) -> Select[int]:
        return select(LicencePeriod.licence_id).where(
            LicencePeriod.municipality_id == self.municipality_id,
            LicencePeriod.last_day >= self.on,
            LicencePeriod.first_day <= self.on,
        )

    def line(self, row: Mapping[Any, Any]) -> LicenceLine:
        """A row as a line."""
        ended_on, period_end = row["ended_on"], row["period_end"]
        return LicenceLine(
            id=row["id"],
            number=row["number"],
            kind=row["kind"],
            type=row["type"],
            groups=row["groups"] or "",
            venue_id=row["venue_id"],
            venue=row["venue"],
            venue_town=row["venue_town"],
            holder_id=row["holder_id"],
            holder=row["holder"],
            granted_on=row["granted_on"],
            first_day=row["first_day"],
            last_day=min(ended_on, period_end) if ended_on else period_end,
            end_reason=row["end_reason"],
            state=state_on(
                self.on,
                first_day=row["first_day"],
                last_day=period_end,
                usable_from=row["usable_from"],
                ended_on=ended_on,
            ),
            case_id=row["case_id"],
        )


def _of_period_on(column: Any, on: date) -> ColumnElement[Any]:
    """A day of the period that a licence has on the day: the latest begun; before the first, the first."""
    mine = select(column).where(
        LicencePeriod.municipality_id == Licence.municipality_id, LicencePeriod.licence_id == Licence.id
    )
    latest = mine.where(LicencePeriod.first_day <= on).order_by(LicencePeriod.first_day.desc())
    first = mine.order_by(LicencePeriod.first_day)
    return func.coalesce(
        latest.limit(1).correlate(Licence).scalar_subquery(),
        first.limit(1).correlate(Licence).scalar_subquery(),
        type_=LicencePeriod.first_day.type,
    )


def _groups_on(on: date) -> ColumnElement[str]:
    return (
        select(LicenceTerm.value)
        .where(
            LicenceTerm.municipality_id == Licence.municipality_id,
            LicenceTerm.licence_id == Licence.id,
            LicenceTerm.attribute == Attribute.GROUPS,
            LicenceTerm.first_day <= on,
            or_(LicenceTerm.last_day.is_(None), LicenceTerm.last_day >= on),
        )
        .order_by(
            LicenceTerm.decided_on.desc(),
            LicenceTerm.decision_number.desc(),
            LicenceTerm.first_day.desc(),
            LicenceTerm.value.desc(),
        )
        .limit(1)
        .correlate(Licence)
        .scalar_subquery()
    )
