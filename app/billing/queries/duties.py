"""How far each turnover statement that is owed has come: called, delivered, asked about, missing.

Law: alkoholforskriften § 6-3.
"""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.letters.facts import LetterKind
from app.models.billing_run import BillingRun
from app.models.holder import Holder
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty, TurnoverQuestion, TurnoverStatement
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from fees.turnover import TurnoverSource
from licensing.licences import LicenceKind

ROWS_AT_A_TIME = 500


class DutyState(StrEnum):
    """How far a turnover statement has come; each duty is in one of these."""

    MISSING = "missing"
    DELIVERED = "delivered"
    QUESTIONS = "questions"
    """Delivered, and something in it is asked about."""
    ESTIMATED = "estimated"
    """Not delivered; the office has estimated it."""


class CallState(StrEnum):
    """How far the call for a turnover statement has come."""

    NOT_WRITTEN = "not_written"
    WRITTEN = "written"
    SENT = "sent"
    ARRIVED = "arrived"


@dataclass(frozen=True)
class Asked:
    """Which duties a list or a run is about."""

    round_id: int | None
    """None asks for the events, which report by themselves."""
    state: DutyState | None = None
    call: CallState | None = None
    kind: LicenceKind | None = None
    licence_ids: Collection[int] | None = None
    year: int | None = None
    due_before: date | None = None
    due_from: date | None = None
    told: bool = False
    """Only those whose call has gone out."""


def sold_nothing_before(first_day: date | None, year: int) -> bool:
    """Whether the days that a duty of a year reports lie in that year itself: the licence is new."""
    return first_day is not None and first_day.year >= year


class DutyParts:
    """The tables that tell how a duty stands, joined once."""

    def __init__(self) -> None:
        self.statement = aliased(TurnoverStatement)
        self.call, self.reminder = aliased(Letter), aliased(Letter)
        delivered = aliased(TurnoverStatement)
        self.first_received = (
            select(func.min(delivered.received_on))
            .where(
                delivered.municipality_id == TurnoverDuty.municipality_id,
                delivered.duty_id == TurnoverDuty.id,
                delivered.source != TurnoverSource.ESTIMATED,
            )
            .correlate(TurnoverDuty)
            .scalar_subquery()
        )
        asked = (
            select(TurnoverQuestion.id)
            .where(
                TurnoverQuestion.municipality_id == TurnoverDuty.municipality_id,
                TurnoverQuestion.statement_id == self.statement.id,
                TurnoverQuestion.settled_at.is_(None),
            )
            .correlate(TurnoverDuty, self.statement)
            .exists()
        )
        self.state = case(
            (self.statement.id.is_(None), DutyState.MISSING.value),
            (self.statement.source == TurnoverSource.ESTIMATED, DutyState.ESTIMATED.value),
            (asked, DutyState.QUESTIONS.value),
            else_=DutyState.DELIVERED.value,
        )
        self.call_state = case(
            (self.call.id.is_(None), CallState.NOT_WRITTEN.value),
            (self.call.state == LetterState.ARRIVED, CallState.ARRIVED.value),
            (self.call.state == LetterState.SENT, CallState.SENT.value),
            else_=CallState.WRITTEN.value,
        )

    def joined(self, statement: Any) -> Any:
        """A select of duties with the licence, and what tells how each stands."""
        duty, said = TurnoverDuty, self.statement
        newest = aliased(TurnoverStatement)
        latest = (
            select(func.max(newest.number))
            .where(newest.municipality_id == duty.municipality_id, newest.duty_id == duty.id)
            .correlate(duty)
            .scalar_subquery()
        )
        return (
            statement.join(
                Licence, and_(Licence.municipality_id == duty.municipality_id, Licence.id == duty.licence_id)
            )
            .outerjoin(
                said,
                and_(
                    said.municipality_id == duty.municipality_id,
                    said.duty_id == duty.id,
                    said.number == latest,
                ),
            )
            .outerjoin(self.call, self._letter(self.call, LetterKind.TURNOVER_CALL))
        )

    def with_reminder(self, statement: Any) -> Any:
        """The same with the last reminder."""
        return statement.outerjoin(self.reminder, self._letter(self.reminder, LetterKind.TURNOVER_REMINDER))

    def _letter(self, letter: Any, kind: LetterKind) -> ColumnElement[bool]:
        """The last letter of a kind that a run of the year has written to the licence."""
        duty, written = TurnoverDuty, aliased(Letter)
        last = (
            select(func.max(written.id))
            .join(
                BillingRun,
                and_(BillingRun.municipality_id == written.municipality_id, BillingRun.id == written.run_id),
            )
            .where(
                written.municipality_id == duty.municipality_id,
                written.licence_id == duty.licence_id,
                written.kind == kind,
                BillingRun.year == duty.year,
            )
            .correlate(duty)
            .scalar_subquery()
        )
        return and_(letter.municipality_id == duty.municipality_id, letter.id == last)

    def where(self, municipality_id: int, asked: Asked) -> list[ColumnElement[bool]]:
        """The conditions of what is asked for."""
        duty = TurnoverDuty
        found: list[ColumnElement[bool]] = [duty.municipality_id == municipality_id]
        found.append(duty.round_id.is_(None) if asked.round_id is None else duty.round_id == asked.round_id)
        if asked.year is not None:
            found.append(duty.year == asked.year)
        if asked.state is not None:
            found.append(self.state == asked.state.value)
        if asked.call is not None:
            found.append(self.call_state == asked.call.value)
        if asked.kind is not None:
            found.append(Licence.kind == asked.kind)
        if asked.told:
            found.append(self.call.state.in_((LetterState.SENT, LetterState.ARRIVED)))
        if asked.due_before is not None:
            found.append(duty.due_on < asked.due_before)
        if asked.due_from is not None:
            found.append(duty.due_on >= asked.due_from)
        if asked.licence_ids is not None:
            found.append(duty.licence_id.in_(asked.licence_ids))
        return found


@dataclass(frozen=True)
class Progress:
    """How far a round has come. Missing, delivered, asked about and estimated are together the whole."""

    whole: int = 0
    missing: int = 0
    delivered: int = 0
    questions: int = 0
    estimated: int = 0
    late: int = 0
    """Missing, estimated or delivered after the deadline."""
    written: int = 0
    """Called by letter, sent or not."""
    sent: int = 0
    arrived: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        mine, others = astuple(self), astuple(other)
        return Progress(*(one + another for one, another in zip(mine, others, strict=True)))

    @property
    def not_written(self) -> int:
        """Those that have no call."""
        return self.whole - self.written

    @property
    def waiting_to_be_sent(self) -> int:
        """Calls that are written and have not gone out."""
        return self.written - self.sent


def progress(session: Session, municipality_id: int, asked: Asked, on: date) -> Progress:
    """How far the duties have come that are asked for, counted in one query."""
    parts = DutyParts()
    row = session.execute(
        parts.joined(select(*_counts(parts, on)).select_from(TurnoverDuty)).where(
            *parts.where(municipality_id, asked)
        )
    ).one()
    return Progress(**{name: int(value) for name, value in row._mapping.items()})


def progress_by_round(session: Session, municipality_id: int, on: date) -> dict[int, Progress]:
    """How far each round has come that asks anybody, counted in one query."""
    parts, round_id = DutyParts(), TurnoverDuty.round_id
    rows = session.execute(
        parts.joined(select(round_id, *_counts(parts, on)).select_from(TurnoverDuty))
        .where(TurnoverDuty.municipality_id == municipality_id, round_id.is_not(None))
        .group_by(round_id)
    )
    return {
        row.round_id: Progress(
            **{name: int(value) for name, value in row._mapping.items() if name != "round_id"}
        )
        for row in rows
    }


def _counts(parts: DutyParts, on: date) -> list[ColumnElement[int]]:
    late = or_(
        parts.first_received > TurnoverDuty.due_on,
        and_(parts.first_received.is_(None), TurnoverDuty.due_on < on),
    )

    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    return [
        func.count(TurnoverDuty.id).label("whole"),
        *(number(parts.state == state.value).label(state.value) for state in DutyState),
        number(late).label("late"),
        number(parts.call.id.is_not(None)).label("written"),
        number(parts.call.state.in_((LetterState.SENT, LetterState.ARRIVED))).label("sent"),
        number(parts.call.state == LetterState.ARRIVED).label("arrived"),
    ]


def _listed(parts: DutyParts, municipality_id: int, asked: Asked) -> Select[*tuple[Any, ...]]:
    call, reminder, said = parts.call, parts.reminder, parts.statement
    columns = select(
        TurnoverDuty.id,
        TurnoverDuty.licence_id,
        TurnoverDuty.round_id,
        TurnoverDuty.year,
        TurnoverDuty.first_day,
        TurnoverDuty.last_day,
        TurnoverDuty.final,
        TurnoverDuty.due_on,
        TurnoverDuty.attestation,
        Licence.number,
        Licence.kind,
        Licence.type,
        Venue.name.label("venue"),
        Venue.sort_key,
        Holder.name.label("holder"),
        parts.state.label("state"),
        parts.call_state.label("call_state"),
        said.source,
        said.received_on,
        *(getattr(said, f"{side}_g{group}_cl") for side in ("actual", "expected") for group in (1, 2, 3)),
        parts.first_received.label("first_received"),
        call.id.label("call_id"),
        call.channel.label("call_channel"),
        call.reference.label("call_reference"),
        call.sent_on.label("call_sent_on"),
        call.arrived_on.label("call_arrived_on"),
        reminder.id.label("reminder_id"),
        reminder.channel.label("reminder_channel"),
        reminder.reference.label("reminder_reference"),
        reminder.sent_on.label("reminder_sent_on"),
        reminder.arrived_on.label("reminder_arrived_on"),
    ).select_from(TurnoverDuty)
    listed: Select[*tuple[Any, ...]] = (
        parts.with_reminder(parts.joined(columns))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .where(*parts.where(municipality_id, asked))
    )
    return listed


def duty_page(session: Session, municipality_id: int, asked: Asked, cursor: Cursor | None) -> Page:
    """The duties that are asked for, by the name of the place: the statement, the call, the last reminder."""
    return page_of(
        session,
        _listed(DutyParts(), municipality_id, asked),
        sort_key=Venue.sort_key,
        row_id=TurnoverDuty.id,
        cursor=cursor,
    )


def event_duty_page(session: Session, municipality_id: int, asked: Asked, cursor: Cursor | None) -> Page:
    """The duties of events, the latest deadline first."""
    return page_of(
        session,
        _listed(DutyParts(), municipality_id, asked),
        sort_key=TurnoverDuty.due_on,
        row_id=TurnoverDuty.id,
        cursor=cursor,
        read_key=date.fromisoformat,
        descending=True,
    )


def all_duties(session: Session, municipality_id: int, asked: Asked) -> Any:
    """All duties that are asked for, as they stream from the database."""
    statement = _listed(DutyParts(), municipality_id, asked).order_by(Venue.sort_key, TurnoverDuty.id)
    return session.execute(statement, execution_options={"yield_per": ROWS_AT_A_TIME})


def licences_asked(session: Session, municipality_id: int, asked: Asked) -> list[int]:
    """The licences of the duties that are asked for, by the name of the place."""
    parts = DutyParts()
    statement = (
        parts.joined(select(TurnoverDuty.licence_id).select_from(TurnoverDuty))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(*parts.where(municipality_id, asked))
        .order_by(Venue.sort_key, TurnoverDuty.id)
    )
    return list(session.scalars(statement))


def count_of_duties(session: Session, municipality_id: int, asked: Asked) -> int:
    """How many duties are asked for."""
    parts = DutyParts()
    statement = parts.joined(select(func.count(TurnoverDuty.id)).select_from(TurnoverDuty)).where(
        *parts.where(municipality_id, asked)
    )
    return int(session.execute(statement).scalar_one())


def first_due(
    session: Session, municipality_id: int, asked: Asked, most: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The place, the number and the deadline of some duties, the first that are due."""
    parts = DutyParts()
    statement = (
        parts.joined(
            select(
                TurnoverDuty.licence_id, TurnoverDuty.due_on, Licence.number, Venue.name.label("venue")
            ).select_from(TurnoverDuty)
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(*parts.where(municipality_id, asked))
        .order_by(TurnoverDuty.due_on, Venue.sort_key, TurnoverDuty.id)
        .limit(most)
    )
    return session.execute(statement).all()


def event_years(session: Session, municipality_id: int) -> list[int]:
    """The years in which events owe a turnover statement, the latest first."""
    return list(
        session.scalars(
            select(TurnoverDuty.year)
            .where(TurnoverDuty.municipality_id == municipality_id, TurnoverDuty.round_id.is_(None))
            .distinct()
            .order_by(TurnoverDuty.year.desc())
        )
    )


def duty_or_none(session: Session, municipality_id: int, duty_id: int) -> TurnoverDuty | None:
    """One duty, only within the municipality."""
    return session.scalars(
        select(TurnoverDuty).where(
            TurnoverDuty.municipality_id == municipality_id, TurnoverDuty.id == duty_id
        )
    ).one_or_none()


def duties_to_write_to(session: Session, municipality_id: int, asked: Asked) -> dict[int, Row[Any]]:
    """The duties of some licences as a run needs them, by licence."""
    statement = _listed(DutyParts(), municipality_id, asked)
    return {row.licence_id: row for row in session.execute(statement)}
