"""Granted events as the fees see them: what each costs, its turnover statement, and how far it has come.

Law: alkoholloven § 7-1; alkoholforskriften §§ 6-2 and 6-3.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.models.case import Application, Case
from app.models.decision import Decision
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.holder import Holder
from app.models.invoice import BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.models.licence import Licence
from app.models.occasion import Occasion
from app.models.turnover import TurnoverDuty, TurnoverStatement
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from licensing.licences import OCCASIONAL

ROWS_AT_A_TIME = 500


class EventFeeState(StrEnum):
    """How far the fee of a granted event has come; each event is in one of these."""

    WAITS = "waits"
    """Nobody has fixed it: litres, guests or rates are missing, or the policy says nothing."""
    READY = "ready"
    """It is fixed, and not among the fees yet."""
    TAKEN = "taken"
    """It is among the fees, and not invoiced."""
    INVOICED = "invoiced"


def _invoiced() -> ColumnElement[bool]:
    return (
        exists()
        .where(
            InvoiceLine.municipality_id == Fee.municipality_id,
            InvoiceLine.fee_id == Fee.id,
            InvoiceLine.credit == 0,
            Invoice.municipality_id == InvoiceLine.municipality_id,
            Invoice.id == InvoiceLine.invoice_id,
            InvoiceBatch.municipality_id == Invoice.municipality_id,
            InvoiceBatch.id == Invoice.batch_id,
            InvoiceBatch.state != BatchState.DISCARDED,
        )
        .correlate(Fee)
    )


def _state() -> ColumnElement[Any]:
    told = and_(TurnoverStatement.actual_g1_cl.is_not(None), Occasion.fee_computed.is_not(None))
    return case(
        (and_(Fee.id.is_not(None), _invoiced()), EventFeeState.INVOICED.value),
        (Fee.id.is_not(None), EventFeeState.TAKEN.value),
        (or_(Occasion.fee_ore.is_not(None), told), EventFeeState.READY.value),
        else_=EventFeeState.WAITS.value,
    )


def _events(
    municipality_id: int,
    year: int,
    columns: Collection[Any],
    *,
    state: EventFeeState | None = None,
    licence_ids: Collection[int] | None = None,
) -> Select[*tuple[Any, ...]]:
    """The events that begin in a year, with their fee, their duty and the statement that holds."""
    newer = aliased(TurnoverStatement)
    statement: Select[*tuple[Any, ...]] = (
        select(*columns)
        .select_from(Licence)
        .join(
            Decision,
            and_(Decision.municipality_id == Licence.municipality_id, Decision.id == Licence.decision_id),
        )
        .join(Case, and_(Case.municipality_id == Decision.municipality_id, Case.id == Decision.case_id))
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
        .outerjoin(
            Fee,
            and_(
                Fee.municipality_id == Licence.municipality_id,
                Fee.licence_id == Licence.id,
                Fee.purpose == FeePurpose.OCCASION,
                Fee.state != FeeState.REPLACED,
            ),
        )
        .outerjoin(
            TurnoverDuty,
            and_(
                TurnoverDuty.municipality_id == Licence.municipality_id,
                TurnoverDuty.licence_id == Licence.id,
                TurnoverDuty.year == year,
            ),
        )
        .outerjoin(
            TurnoverStatement,
            and_(
                TurnoverStatement.municipality_id == TurnoverDuty.municipality_id,
                TurnoverStatement.duty_id == TurnoverDuty.id,
                ~exists().where(
                    newer.municipality_id == TurnoverDuty.municipality_id,
                    newer.duty_id == TurnoverDuty.id,
                    newer.number > TurnoverStatement.number,
                ),
            ),
        )
        .where(
            Licence.municipality_id == municipality_id,
            Licence.type.in_(sorted(OCCASIONAL)),
            Decision.first_day >= date(year, 1, 1),
            Decision.first_day <= date(year, 12, 31),
        )
    )
    if state is not None:
        statement = statement.where(_state() == state.value)
    if licence_ids is not None:
        statement = statement.where(Licence.id.in_(sorted(set(licence_ids))))
    return statement


def _columns() -> tuple[Any, ...]:
    return (
        Licence.id,
        Licence.number,
        Licence.kind,
        Licence.type,
        Case.id.label("case_id"),
        Occasion.name,
        Occasion.guests,
        Occasion.fee_ore,
        Occasion.fee_computed,
        Decision.first_day,
        Decision.last_day,
        Decision.decided_on,
        Decision.recorded_by_id,
        func.coalesce(TurnoverDuty.due_on, Occasion.turnover_due_on).label("due_on"),
        TurnoverDuty.id.label("duty_id"),
        TurnoverStatement.id.label("statement_id"),
        TurnoverStatement.received_on,
        TurnoverStatement.source,
        TurnoverStatement.actual_g1_cl,
        TurnoverStatement.actual_g2_cl,
        TurnoverStatement.actual_g3_cl,
        Fee.id.label("fee_id"),
        Fee.total_ore,
        _state().label("state"),
    )


def event_page(
    session: Session, municipality_id: int, year: int, state: EventFeeState | None, cursor: Cursor | None
) -> Page:
    """The events of a year by their first day, all of them or those that have come so far."""
    return page_of(
        session,
        _listed(municipality_id, year, state),
        sort_key=Decision.first_day,
        row_id=Licence.id,
        cursor=cursor,
        read_key=date.fromisoformat,
    )


def all_events(session: Session, municipality_id: int, year: int, state: EventFeeState | None) -> Any:
    """The same events without pages, as they stream from the database."""
    statement = _listed(municipality_id, year, state).order_by(Decision.first_day, Licence.id)
    return session.execute(statement, execution_options={"yield_per": ROWS_AT_A_TIME})


def _listed(municipality_id: int, year: int, state: EventFeeState | None) -> Select[*tuple[Any, ...]]:
    columns = (*_columns(), Venue.name.label("venue"), Holder.name.label("holder"))
    return (
        _events(municipality_id, year, columns, state=state)
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
    )


def events_to_take(
    session: Session, municipality_id: int, year: int, licence_ids: Collection[int] | None
) -> list[Row[Any]]:
    """The events of a year that are not among the fees yet, all of them or the chosen ones."""
    statement = _events(municipality_id, year, _columns(), licence_ids=licence_ids).where(Fee.id.is_(None))
    return list(session.execute(statement.order_by(Licence.id)))


def counts_by_state(session: Session, municipality_id: int, year: int) -> Mapping[EventFeeState, int]:
    """How many events of a year have come how far."""
    inner = _events(municipality_id, year, (_state().label("state"),)).subquery()
    rows = session.execute(select(inner.c.state, func.count().label("number")).group_by(inner.c.state))
    return {EventFeeState(row.state): row.number for row in rows}


def events_without_duty(session: Session, municipality_id: int, year: int) -> list[Row[Any]]:
    """The events of a year that owe a turnover statement, and are not among those that are asked yet."""
    columns = (Licence.id, Decision.first_day, Decision.last_day, Occasion.turnover_due_on)
    statement = _events(municipality_id, year, columns).where(
        Occasion.turnover_due_on.is_not(None), TurnoverDuty.id.is_(None)
    )
    return list(session.execute(statement.order_by(Licence.id)))
