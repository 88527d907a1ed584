"""Reading batches of invoice basis: the list, one with its invoices, totals and log, and who is not in it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.billing.queries.billable import Wanted, fees_wanted
from app.models.billing_run import BillingRun, RunKind, RunState
from app.models.event import Event, EventType
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.holder import Holder
from app.models.invoice import BatchPurpose, BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.models.licence import Licence
from app.models.user import User
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from fees.money import Money

EVENTS = (
    EventType.INVOICE_BATCH_MADE,
    EventType.INVOICE_BATCH_APPROVED,
    EventType.INVOICE_BATCH_DISCARDED,
    EventType.INVOICE_BATCH_WRITTEN,
    EventType.INVOICE_BATCH_REVERSED,
)
RUNS = (RunKind.INVOICES, RunKind.REVERSAL, RunKind.BOOKING)
MOST_LOGGED = 100
CHUNK = 500


class NotIn(StrEnum):
    """Why a licence that has a fee of the year is not in a batch."""

    NOT_DECIDED = "not_decided"
    NOTHING = "nothing"
    INVOICED = "invoiced"
    LATER = "later"
    """It was decided after the batch was made."""


@dataclass(frozen=True)
class KindTotal:
    """What the lines of one kind come to in a batch."""

    purpose: FeePurpose
    year: int
    count: int
    claims: Money
    credits: Money

    @property
    def together(self) -> Money:
        """Claims and credits together."""
        return self.claims + self.credits


@dataclass(frozen=True)
class LeftOutRow:
    """A licence with a fee of the year that is not in a batch, and why."""

    licence_id: int
    number: str
    venue: str
    holder: str
    total: Money
    why: NotIn
    batch_number: str
    """The batch that it is in instead."""


@dataclass(frozen=True)
class Logged:
    """Something that happened to a batch."""

    type: EventType
    at: datetime
    actor_name: str
    payload: Mapping[str, Any] | None


def within(one: Any, other: Any, key: Any) -> ColumnElement[bool]:
    """The join of two tables of one municipality: a key of the one and the id of the other."""
    return and_(other.municipality_id == one.municipality_id, other.id == key)


def batch_or_none(session: Session, municipality_id: int, batch_id: int) -> InvoiceBatch | None:
    """One batch, only within the municipality."""
    return session.scalars(
        select(InvoiceBatch).where(
            InvoiceBatch.municipality_id == municipality_id, InvoiceBatch.id == batch_id
        )
    ).one_or_none()


def _batches(municipality_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            InvoiceBatch.id,
            InvoiceBatch.year,
            InvoiceBatch.serial,
            InvoiceBatch.fee_year,
            InvoiceBatch.instalment,
            InvoiceBatch.instalments,
            InvoiceBatch.purpose,
            InvoiceBatch.state,
            InvoiceBatch.due_on,
            InvoiceBatch.count,
            InvoiceBatch.total_ore,
            User.name.label("made_by"),
        )
        .join(User, User.id == InvoiceBatch.made_by_id)
        .where(InvoiceBatch.municipality_id == municipality_id)
    )


def batch_page(session: Session, municipality_id: int, cursor: Cursor | None) -> Page:
    """The batches, the latest first."""
    return page_of(
        session,
        _batches(municipality_id),
        sort_key=InvoiceBatch.id,
        row_id=InvoiceBatch.id,
        cursor=cursor,
        read_key=int,
        descending=True,
    )


def all_batches(session: Session, municipality_id: int) -> Sequence[Any]:
    """Every batch, the latest first: for a spreadsheet."""
    return session.execute(_batches(municipality_id).order_by(InvoiceBatch.id.desc())).all()


def _invoices(batch: InvoiceBatch) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Invoice.id,
            Invoice.serial,
            Invoice.reference,
            Invoice.licence_id,
            Invoice.amount_ore,
            Invoice.kid,
            Invoice.customer,
            Invoice.about,
        )
        .select_from(Invoice)
        .where(Invoice.municipality_id == batch.municipality_id, Invoice.batch_id == batch.id)
    )


def invoice_page(session: Session, batch: InvoiceBatch, cursor: Cursor | None) -> Page:
    """The invoices of a batch, in order."""
    return page_of(
        session, _invoices(batch), sort_key=Invoice.serial, row_id=Invoice.id, cursor=cursor, read_key=int
    )


def invoice_lines(session: Session, batch: InvoiceBatch) -> Iterator[Any]:
    """Every line of a batch with its invoice, in order; they stream through: for a spreadsheet."""
    statement = (
        _invoices(batch)
        .add_columns(
            InvoiceLine.amount_ore.label("line_ore"),
            InvoiceLine.texts,
            Fee.purpose,
            Fee.year.label("of_year"),
        )
        .join(InvoiceLine, within(InvoiceLine, Invoice, InvoiceLine.invoice_id))
        .join(Fee, within(InvoiceLine, Fee, InvoiceLine.fee_id))
        .order_by(Invoice.serial, InvoiceLine.id)
    )
    yield from session.execute(statement.execution_options(yield_per=CHUNK))


def lines_of(session: Session, municipality_id: int, invoice_ids: Sequence[int]) -> Mapping[int, list[Any]]:
    """The lines of some invoices, in order."""
    found: dict[int, list[Any]] = {invoice_id: [] for invoice_id in invoice_ids}
    rows = session.execute(
        select(
            InvoiceLine.invoice_id,
            InvoiceLine.amount_ore,
            InvoiceLine.texts,
            InvoiceLine.fee_id,
            InvoiceLine.credit,
            Fee.purpose,
            Fee.year,
        )
        .join(Fee, within(InvoiceLine, Fee, InvoiceLine.fee_id))
        .where(InvoiceLine.municipality_id == municipality_id, InvoiceLine.invoice_id.in_(invoice_ids))
        .order_by(InvoiceLine.invoice_id, InvoiceLine.id)
    )
    for row in rows:
        found[row.invoice_id].append(row)
    return found


def totals_by_kind(session: Session, batch: InvoiceBatch) -> Sequence[KindTotal]:
    """What the lines of a batch come to, by what they are of."""

    def summed(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, InvoiceLine.amount_ore), else_=0)), 0)

    rows = session.execute(
        select(
            Fee.purpose,
            Fee.year,
            func.count(),
            summed(InvoiceLine.amount_ore > 0),
            summed(InvoiceLine.amount_ore < 0),
        )
        .select_from(InvoiceLine)
        .join(Invoice, within(InvoiceLine, Invoice, InvoiceLine.invoice_id))
        .join(Fee, within(InvoiceLine, Fee, InvoiceLine.fee_id))
        .where(InvoiceLine.municipality_id == batch.municipality_id, Invoice.batch_id == batch.id)
        .group_by(Fee.purpose, Fee.year)
        .order_by(Fee.year.desc(), Fee.purpose)
    )
    return [
        KindTotal(purpose, year, number, Money(int(claims)), Money(int(credits_)))
        for purpose, year, number, claims, credits_ in rows
    ]


def reversal_of(session: Session, batch: InvoiceBatch) -> InvoiceBatch | None:
    """The batch that reverses another, or is about to."""
    return session.scalars(
        select(InvoiceBatch).where(
            InvoiceBatch.municipality_id == batch.municipality_id,
            InvoiceBatch.reverses_id == batch.id,
            InvoiceBatch.state != BatchState.DISCARDED,
        )
    ).one_or_none()


def unfinished_run_of(session: Session, batch: InvoiceBatch) -> BillingRun | None:
    """The run that makes or books a batch and is not through."""
    runs = session.scalars(
        select(BillingRun).where(
            BillingRun.municipality_id == batch.municipality_id,
            BillingRun.year == batch.fee_year,
            BillingRun.kind.in_(RUNS),
            BillingRun.state != RunState.DONE,
        )
    )
    return next((run for run in runs if run.parameters.get("batch") == batch.id), None)


def log_of(session: Session, batch: InvoiceBatch) -> Sequence[Logged]:
    """What happened to a batch, the latest first."""
    # The facts of an event are one canonical text, in which the number of the batch has a name and an end.
    told = or_(*(Event.payload.contains(f'"{name}":{batch.id},') for name in ("batch", "reverses")))
    rows = session.execute(
        select(Event.type, Event.at, Event.actor_name, Event.payload)
        .where(Event.municipality_id == batch.municipality_id, Event.type.in_(EVENTS), told)
        .order_by(Event.sequence.desc())
        .limit(MOST_LOGGED)
    )
    return [
        Logged(row.type, row.at, row.actor_name, json.loads(row.payload) if row.payload else None)
        for row in rows
    ]


def _outside(session: Session, batch: InvoiceBatch) -> ColumnElement[bool]:
    wanted = Wanted(batch.purpose, batch.fee_year, batch.instalment, batch.instalments)
    inside = select(Invoice.licence_id).where(
        Invoice.municipality_id == batch.municipality_id, Invoice.batch_id == batch.id
    )
    return and_(
        Fee.municipality_id == batch.municipality_id,
        Fee.state != FeeState.REPLACED,
        fees_wanted(session, batch.municipality_id, wanted),
        Fee.licence_id.not_in(inside),
    )


def count_left_out(session: Session, batch: InvoiceBatch) -> int:
    """How many licences have a fee of the year and no invoice in a batch; of a reversal none."""
    if batch.purpose is BatchPurpose.REVERSAL:
        return 0
    counted = select(func.count(Fee.licence_id.distinct())).where(_outside(session, batch))
    return session.scalar(counted) or 0


def _left_out(session: Session, batch: InvoiceBatch) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Fee.id,
            Fee.licence_id,
            Fee.state,
            Fee.total_ore,
            Licence.number,
            Venue.name.label("venue"),
            Holder.name.label("holder"),
        )
        .join(Licence, within(Fee, Licence, Fee.licence_id))
        .join(Venue, within(Licence, Venue, Licence.venue_id))
        .join(Holder, within(Licence, Holder, Licence.holder_id))
        .where(_outside(session, batch))
    )


def left_out_page(
    session: Session, batch: InvoiceBatch, cursor: Cursor | None
) -> tuple[Page, Sequence[LeftOutRow]]:
    """The fees of licences that have no invoice in a batch, each with why."""
    statement = _left_out(session, batch)
    page = page_of(session, statement, sort_key=Licence.number, row_id=Fee.id, cursor=cursor)
    return page, _with_why(session, batch, page.rows)


def all_left_out(session: Session, batch: InvoiceBatch) -> Iterator[LeftOutRow]:
    """Every fee of licences that have no invoice in a batch: for a spreadsheet; of a reversal none."""
    if batch.purpose is BatchPurpose.REVERSAL:
        return
    rows = session.execute(_left_out(session, batch).order_by(Licence.number, Fee.id)).all()
    for first in range(0, len(rows), CHUNK):
        yield from _with_why(session, batch, rows[first : first + CHUNK])


def _with_why(session: Session, batch: InvoiceBatch, rows: Sequence[Any]) -> list[LeftOutRow]:
    elsewhere = _elsewhere(session, batch, [row.id for row in rows])
    return [
        LeftOutRow(
            row.licence_id,
            row.number,
            row.venue,
            row.holder,
            Money(row.total_ore),
            _why(row, elsewhere),
            elsewhere.get(row.id, ""),
        )
        for row in rows
    ]


def _why(row: Any, elsewhere: Mapping[int, str]) -> NotIn:
    if row.state is FeeState.COMPUTED:
        return NotIn.NOT_DECIDED
    if row.id in elsewhere:
        return NotIn.INVOICED
    return NotIn.LATER if row.total_ore else NotIn.NOTHING


def _elsewhere(session: Session, batch: InvoiceBatch, fee_ids: Sequence[int]) -> Mapping[int, str]:
    """The number of the newest other batch that each fee stands in."""
    rows = session.execute(
        select(InvoiceLine.fee_id, InvoiceBatch.year, InvoiceBatch.serial)
        .join(Invoice, within(InvoiceLine, Invoice, InvoiceLine.invoice_id))
        .join(InvoiceBatch, within(Invoice, InvoiceBatch, Invoice.batch_id))
        .where(
            InvoiceLine.municipality_id == batch.municipality_id,
            InvoiceLine.fee_id.in_(fee_ids),
            InvoiceLine.credit == 0,
            InvoiceBatch.id != batch.id,
            InvoiceBatch.state != BatchState.DISCARDED,
        )
        .order_by(InvoiceBatch.id)
    )
    return {row.fee_id: f"{row.year}-{row.serial:02d}" for row in rows}


def told_due_date(session: Session, municipality_id: int, fee_year: int, instalment: int) -> date | None:
    """The due date of an instalment that the year's fee decisions told of; None where they told of none."""
    told = session.scalars(
        select(BillingRun)
        .where(
            BillingRun.municipality_id == municipality_id,
            BillingRun.year == fee_year,
            BillingRun.kind == RunKind.DECISIONS,
        )
        .order_by(BillingRun.id.desc())
        .limit(1)
    ).one_or_none()
    days = [] if told is None else told.parameters.get("due_on", [])
    return date.fromisoformat(days[instalment - 1]) if len(days) >= instalment else None


def number_of_next(session: Session, municipality_id: int, year: int) -> str:
    """The number that the next batch of a year gets, unless somebody else makes one first: 2026-01."""
    last = session.scalar(
        select(func.max(InvoiceBatch.serial)).where(
            InvoiceBatch.municipality_id == municipality_id, InvoiceBatch.year == year
        )
    )
    return InvoiceBatch(year=year, serial=(last or 0) + 1).number
