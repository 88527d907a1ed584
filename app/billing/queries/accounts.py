"""The account ("konto") of a licence: its fees, invoices, entries, letters and latest duty."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.models.fee import Fee, FeeState
from app.models.invoice import BatchState, Invoice, InvoiceBatch
from app.models.turnover import TurnoverDuty

SHOWN_STATES = (BatchState.READY, BatchState.BOOKING, BatchState.LOCKED)


def fees_of_licence(session: Session, municipality_id: int, licence_id: int) -> Sequence[Any]:
    """The fees of a licence that hold, the newest year first."""
    return session.execute(
        select(Fee.id, Fee.year, Fee.purpose, Fee.edition, Fee.state, Fee.total_ore, Fee.decided_on)
        .where(
            Fee.municipality_id == municipality_id,
            Fee.licence_id == licence_id,
            Fee.state != FeeState.REPLACED,
        )
        .order_by(Fee.year.desc(), Fee.purpose)
    ).all()


def invoices_of_licence(session: Session, municipality_id: int, licence_id: int) -> Sequence[Any]:
    """The invoices of a licence in batches that are made and not discarded, the latest first."""
    return session.execute(
        select(
            Invoice.id,
            Invoice.reference,
            Invoice.amount_ore,
            Invoice.due_on,
            Invoice.credits_id,
            InvoiceBatch.id.label("batch_id"),
            InvoiceBatch.year,
            InvoiceBatch.serial,
            InvoiceBatch.state,
        )
        .join(
            InvoiceBatch,
            and_(
                InvoiceBatch.municipality_id == Invoice.municipality_id, InvoiceBatch.id == Invoice.batch_id
            ),
        )
        .where(
            Invoice.municipality_id == municipality_id,
            Invoice.licence_id == licence_id,
            InvoiceBatch.state.in_(SHOWN_STATES),
        )
        .order_by(Invoice.id.desc())
    ).all()


def latest_duty(session: Session, municipality_id: int, licence_id: int) -> int | None:
    """The id of a licence's latest duty to hand in a turnover statement."""
    return session.scalars(
        select(TurnoverDuty.id)
        .where(TurnoverDuty.municipality_id == municipality_id, TurnoverDuty.licence_id == licence_id)
        .order_by(TurnoverDuty.year.desc())
        .limit(1)
    ).one_or_none()
