"""What a fee leads to: the letter that tells of it, and the lines on which it was invoiced."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from app.letters.facts import LetterKind
from app.models.fee import Fee
from app.models.invoice import Invoice, InvoiceBatch, InvoiceLine
from app.models.letter import Letter


def letters_of_fee(session: Session, fee: Fee) -> Sequence[Row[Any]]:
    """The letter of the run that decided a fee."""
    statement: Select[*tuple[Any, ...]] = select(
        Letter.id, Letter.dated_on, Letter.state, Letter.sent_on, Letter.arrived_on
    ).where(
        Letter.municipality_id == fee.municipality_id,
        Letter.run_id == fee.decision_run_id,
        Letter.licence_id == fee.licence_id,
        Letter.kind == LetterKind.FEE_DECISION,
    )
    return session.execute(statement).all()


def invoiced_lines(session: Session, municipality_id: int, fee_ids: Collection[int]) -> Sequence[Row[Any]]:
    """The lines on which some fees were invoiced or credited, in the order of the batches."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            InvoiceLine.fee_id,
            InvoiceLine.amount_ore,
            InvoiceLine.instalment,
            Invoice.reference,
            Invoice.due_on,
            InvoiceBatch.id.label("batch_id"),
            InvoiceBatch.year,
            InvoiceBatch.serial,
            InvoiceBatch.state,
        )
        .join(
            Invoice,
            and_(
                Invoice.municipality_id == InvoiceLine.municipality_id, Invoice.id == InvoiceLine.invoice_id
            ),
        )
        .join(
            InvoiceBatch,
            and_(
                InvoiceBatch.municipality_id == Invoice.municipality_id, InvoiceBatch.id == Invoice.batch_id
            ),
        )
        .where(InvoiceLine.municipality_id == municipality_id, InvoiceLine.fee_id.in_(fee_ids))
        .order_by(InvoiceBatch.id, InvoiceLine.id)
    )
    return session.execute(statement).all()
