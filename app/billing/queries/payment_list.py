"""Lists of payments and of the files that told of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from app.billing.queries.payments import batch_of_invoice
from app.models.holder import Holder
from app.models.invoice import BatchState, Invoice, InvoiceBatch, Payment, PaymentDoubt, PaymentFile
from app.models.licence import Licence
from app.models.user import User
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of

OPEN = (Payment.doubt != PaymentDoubt.NONE, Payment.handled_at.is_(None))
"""In doubt, and nobody has done anything about it."""
SUGGESTIONS = 5
CHUNK = 500


def _payments(municipality_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Payment.id,
            Payment.invoice_id,
            Payment.reference,
            Payment.amount_ore,
            Payment.paid_on,
            Payment.payer,
            Payment.doubt,
            Payment.handled_at,
            Payment.handling,
            User.name.label("handled_by"),
            Invoice.reference.label("invoice"),
            Invoice.licence_id,
            Licence.number.label("licence"),
            Venue.name.label("venue"),
            Holder.name.label("holder"),
            PaymentFile.file_name,
            PaymentFile.kind,
            PaymentFile.told_on,
        )
        .join(
            PaymentFile,
            and_(PaymentFile.municipality_id == Payment.municipality_id, PaymentFile.id == Payment.file_id),
        )
        .outerjoin(
            Invoice,
            and_(Invoice.municipality_id == Payment.municipality_id, Invoice.id == Payment.invoice_id),
        )
        .outerjoin(
            Licence,
            and_(Licence.municipality_id == Invoice.municipality_id, Licence.id == Invoice.licence_id),
        )
        .outerjoin(
            Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id)
        )
        .outerjoin(
            Holder, and_(Holder.municipality_id == Invoice.municipality_id, Holder.id == Invoice.holder_id)
        )
        .outerjoin(User, User.id == Payment.handled_by_id)
        .where(Payment.municipality_id == municipality_id)
    )


def _chosen(*, waits: bool, doubt: PaymentDoubt | None) -> Sequence[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = list(OPEN) if waits else []
    if doubt is not None:
        wanted.append(Payment.doubt == doubt)
    return wanted


def payment_page(
    session: Session,
    municipality_id: int,
    cursor: Cursor | None,
    *,
    waits: bool,
    doubt: PaymentDoubt | None = None,
) -> Page:
    """Payments, the latest first: all, those that somebody must look at, or those in one kind of doubt."""
    return page_of(
        session,
        _payments(municipality_id).where(*_chosen(waits=waits, doubt=doubt)),
        sort_key=Payment.paid_on,
        row_id=Payment.id,
        cursor=cursor,
        read_key=date.fromisoformat,
        descending=True,
    )


def payment_row(session: Session, municipality_id: int, payment_id: int) -> Any | None:
    """One payment with its invoice, licence and file; None when the municipality has none of the number."""
    return session.execute(_payments(municipality_id).where(Payment.id == payment_id)).one_or_none()


def all_payments(session: Session, municipality_id: int) -> Iterator[Any]:
    """Every payment, the latest first; they stream through."""
    yield from session.execute(
        _payments(municipality_id)
        .order_by(Payment.paid_on.desc(), Payment.id.desc())
        .execution_options(yield_per=CHUNK)
    )


def waiting_by_doubt(session: Session, municipality_id: int) -> Mapping[PaymentDoubt, int]:
    """How many payments somebody must look at, by why."""
    rows = session.execute(
        select(Payment.doubt, func.count())
        .where(Payment.municipality_id == municipality_id, *OPEN)
        .group_by(Payment.doubt)
    )
    return dict(rows.all())


def payment_count(session: Session, municipality_id: int) -> int:
    """How many payments there are in all."""
    counted = select(func.count()).select_from(Payment).where(Payment.municipality_id == municipality_id)
    return session.scalar(counted) or 0


def invoices_of_amount(session: Session, municipality_id: int, ore: int) -> Sequence[Any]:
    """Some invoices of exactly an amount that nothing is paid of: where a payment may belong."""
    paid = (
        select(Payment.id)
        .where(Payment.municipality_id == Invoice.municipality_id, Payment.invoice_id == Invoice.id)
        .exists()
    )
    return session.execute(
        select(Invoice.reference, Invoice.due_on, Holder.name.label("holder"))
        .join(InvoiceBatch, batch_of_invoice())
        .join(Holder, and_(Holder.municipality_id == Invoice.municipality_id, Holder.id == Invoice.holder_id))
        .where(
            Invoice.municipality_id == municipality_id,
            Invoice.amount_ore == ore,
            InvoiceBatch.state == BatchState.LOCKED,
            ~paid,
        )
        .order_by(Invoice.due_on, Invoice.id)
        .limit(SUGGESTIONS)
    ).all()


def _files(municipality_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            PaymentFile.id,
            PaymentFile.kind,
            PaymentFile.file_name,
            PaymentFile.told_on,
            PaymentFile.rows,
            PaymentFile.read_at,
            User.name.label("read_by"),
        )
        .join(User, User.id == PaymentFile.read_by_id)
        .where(PaymentFile.municipality_id == municipality_id)
    )


def all_files(session: Session, municipality_id: int) -> Iterator[Any]:
    """Every file that was read, the latest first; they stream through."""
    yield from session.execute(
        _files(municipality_id)
        .order_by(PaymentFile.read_at.desc(), PaymentFile.id.desc())
        .execution_options(yield_per=CHUNK)
    )


def file_page(session: Session, municipality_id: int, cursor: Cursor | None) -> Page:
    """The files that were read, the latest first."""
    return page_of(
        session,
        _files(municipality_id),
        sort_key=PaymentFile.read_at,
        row_id=PaymentFile.id,
        cursor=cursor,
        read_key=datetime.fromisoformat,
        descending=True,
    )


def newest_told_on(session: Session, municipality_id: int) -> date | None:
    """The newest day that any file tells of; None before one is read."""
    newest: date | None = session.scalar(
        select(func.max(PaymentFile.told_on)).where(PaymentFile.municipality_id == municipality_id)
    )
    return newest
