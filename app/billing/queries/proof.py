"""What was sent to whom about a deadline, and the deadlines themselves, for many licences in few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from app.letters.facts import LetterKind
from app.models.billing_run import BillingRun
from app.models.invoice import InvoiceStatus
from app.models.letter import Letter
from app.models.turnover import TurnoverDeadline

IN_ONE_QUERY = 500
TURNOVER_LETTERS = (LetterKind.TURNOVER_CALL, LetterKind.TURNOVER_REMINDER)
FEE_LETTERS = (LetterKind.FEE_DECISION, LetterKind.PAYMENT_REMINDER)


def sent_letters(
    session: Session, municipality_id: int, licence_ids: Collection[int], kinds: Collection[LetterKind]
) -> dict[int, list[Any]]:
    """The letters of some kinds that were sent to the holders of licences, oldest first, by licence.

    Each has the year of the run that wrote it.
    """
    found: dict[int, list[Any]] = defaultdict(list)
    for ids in _chunks(licence_ids):
        rows = session.execute(
            select(
                Letter.id,
                Letter.licence_id,
                Letter.kind,
                Letter.dated_on,
                Letter.channel,
                Letter.reference,
                Letter.sent_on,
                Letter.arrived_on,
                BillingRun.year,
            )
            .join(BillingRun, _same(BillingRun.municipality_id, BillingRun.id == Letter.run_id))
            .where(
                Letter.municipality_id == municipality_id,
                Letter.licence_id.in_(ids),
                Letter.kind.in_(kinds),
                Letter.sent_on.is_not(None),
            )
            .order_by(Letter.sent_on, Letter.id)
        )
        for row in rows:
            found[row.licence_id].append(row)
    return found


def invoices_sent(session: Session, municipality_id: int, invoice_ids: Collection[int]) -> dict[int, Any]:
    """What the status files told of when invoices were sent; those that were not are left out."""
    found: dict[int, Any] = {}
    for ids in _chunks(invoice_ids):
        rows = session.execute(
            select(InvoiceStatus.invoice_id, InvoiceStatus.sent_on, InvoiceStatus.invoice_number)
            .where(
                InvoiceStatus.municipality_id == municipality_id,
                InvoiceStatus.invoice_id.in_(ids),
                InvoiceStatus.sent_on.is_not(None),
            )
            .order_by(InvoiceStatus.told_on, InvoiceStatus.id)
        )
        found |= {row.invoice_id: row for row in rows}
    return found


def round_deadlines(
    session: Session, municipality_id: int, round_ids: Collection[int]
) -> dict[int, list[Any]]:
    """Every deadline of rounds, oldest first, by round."""
    found: dict[int, list[Any]] = defaultdict(list)
    for ids in _chunks(round_ids):
        for row in session.execute(_deadlines(municipality_id, TurnoverDeadline.round_id.in_(ids))):
            found[row.round_id].append(row)
    return found


def duty_deadlines(session: Session, municipality_id: int, duty_ids: Collection[int]) -> dict[int, list[Any]]:
    """Every deadline of single duties, oldest first, by duty."""
    found: dict[int, list[Any]] = defaultdict(list)
    for ids in _chunks(duty_ids):
        for row in session.execute(_deadlines(municipality_id, TurnoverDeadline.duty_id.in_(ids))):
            found[row.duty_id].append(row)
    return found


def _deadlines(municipality_id: int, concerned: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            TurnoverDeadline.id,
            TurnoverDeadline.round_id,
            TurnoverDeadline.duty_id,
            TurnoverDeadline.due_on,
            TurnoverDeadline.reason,
            TurnoverDeadline.set_at,
        )
        .where(TurnoverDeadline.municipality_id == municipality_id, concerned)
        .order_by(TurnoverDeadline.id)
    )


def _same(municipality_id: Any, also: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(municipality_id == Letter.municipality_id, also)


def _chunks(ids: Collection[int]) -> Iterator[Sequence[int]]:
    wanted = sorted(set(ids))
    return (wanted[at : at + IN_ONE_QUERY] for at in range(0, len(wanted), IN_ONE_QUERY))
