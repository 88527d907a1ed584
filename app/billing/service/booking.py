"""Booking an approved batch in the ledger, a chunk of invoices at a time, and locking it at the end."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, aliased

from app import clock
from app.billing.adapters.json_basis import sha256_of
from app.billing.service.ledger import Posting, post
from app.billing.service.making_batches import batch_of_run
from app.billing.service.runs import Outcome, Subject, Work
from app.billing.uncollected import uncollected
from app.models.billing_run import BillingRun
from app.models.invoice import BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.models.ledger import LedgerEntry
from app.permissions import Actor
from fees.ledger import Account, Entry, EntryKind, entry, reversal
from fees.money import Money

BOOKED_ON = "on"
"""The parameter of a run that says on which day the batch was approved."""


@uncollected()
def book_invoices(
    session: Session, actor: Actor, run: BillingRun, subjects: Sequence[Subject]
) -> Iterable[Outcome]:
    """Enter every line of some invoices in the ledger: a claim, a credit, or the reversal of an entry."""
    batch = batch_of_run(session, run)
    ids = [subject.subject_id for subject in subjects]
    postings_of = _claims if batch.reverses_id is None else _reversals
    # The whole batch is booked on the day that it was approved, however long the run takes.
    post(session, actor, postings_of(session, batch, ids, date.fromisoformat(run.parameters[BOOKED_ON])))
    return ()


def _claims(
    session: Session, batch: InvoiceBatch, invoice_ids: Sequence[int], booked_on: date
) -> Iterator[Posting]:
    rows = session.execute(
        select(InvoiceLine.id, InvoiceLine.amount_ore, Invoice.licence_id)
        .join(Invoice, _invoice_of(InvoiceLine))
        .where(
            Invoice.municipality_id == batch.municipality_id,
            Invoice.batch_id == batch.id,
            Invoice.id.in_(invoice_ids),
        )
        .order_by(Invoice.serial, InvoiceLine.id)
    )
    for row in rows:
        made = entry(
            EntryKind.CLAIM if row.amount_ore > 0 else EntryKind.CREDIT,
            Account.RECEIVABLES,
            Account.FEE_INCOME,
            Money(row.amount_ore),
            booked_on=booked_on,
            fee_year=batch.fee_year,
        )
        if made is not None:
            yield Posting(made, row.licence_id, line_id=row.id)


def _reversals(
    session: Session, batch: InvoiceBatch, invoice_ids: Sequence[int], booked_on: date
) -> Iterator[Posting]:
    """A counter-entry for the entry of each line that is taken back, told by the line of the credit note."""
    original = aliased(InvoiceLine, name="original_lines")
    rows = session.execute(
        select(LedgerEntry.__table__, InvoiceLine.id.label("credit_line_id"))
        .select_from(InvoiceLine)
        .join(Invoice, _invoice_of(InvoiceLine))
        .join(
            original,
            and_(
                original.municipality_id == InvoiceLine.municipality_id,
                original.invoice_id == Invoice.credits_id,
                original.fee_id == InvoiceLine.fee_id,
                original.instalment == InvoiceLine.instalment,
            ),
        )
        .join(
            LedgerEntry,
            and_(LedgerEntry.municipality_id == original.municipality_id, LedgerEntry.line_id == original.id),
        )
        .where(
            InvoiceLine.municipality_id == batch.municipality_id,
            Invoice.batch_id == batch.id,
            Invoice.id.in_(invoice_ids),
        )
        .order_by(Invoice.serial, InvoiceLine.id)
    )
    for row in rows:
        reversed_entry = Entry(
            row.kind, row.debit, row.credit, Money(row.amount_ore), row.booked_on, row.fee_year
        )
        yield Posting(
            reversal(reversed_entry, on=booked_on),
            row.licence_id,
            line_id=row.credit_line_id,
            reverses_id=row.id,
        )


def _invoice_of(line: type[InvoiceLine]) -> ColumnElement[bool]:
    return and_(Invoice.municipality_id == line.municipality_id, Invoice.id == line.invoice_id)


@uncollected()
def end_booking(session: Session, _actor: Actor, run: BillingRun) -> None:
    """Everything is booked: seal what the files are written from, and lock the batch."""
    batch = batch_of_run(session, run)
    batch.sha256 = sha256_of(session, batch)
    batch.state, batch.locked_at = BatchState.LOCKED, clock.now()
    session.flush()


BOOKING = Work(book_invoices, end_booking)
