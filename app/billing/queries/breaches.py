"""What came too late and is not proposed yet, and the proposals of points that there are."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.models.breach_proposal import BreachProposal, ProposalState
from app.models.holder import Holder
from app.models.invoice import BatchState, Invoice, InvoiceBatch
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty, TurnoverStatement
from app.models.user import User
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from fees.late import LateKind
from fees.turnover import Attestation, TurnoverSource
from licensing.licences import OCCASIONAL


@dataclass(frozen=True)
class ProposalCounts:
    """How many proposals there are in each state."""

    by_state: dict[ProposalState, int]

    @property
    def waiting(self) -> int:
        """How many wait for somebody to give notice or to discard them."""
        return self.by_state.get(ProposalState.PROPOSED, 0)


def proposal_counts(session: Session, municipality_id: int) -> ProposalCounts:
    """The proposals of a municipality by state, in one query."""
    rows = session.execute(
        select(BreachProposal.state, func.count().label("count"))
        .where(BreachProposal.municipality_id == municipality_id)
        .group_by(BreachProposal.state)
    )
    return ProposalCounts({row.state: int(row[1]) for row in rows})


def waiting_by_kind(session: Session, municipality_id: int) -> dict[LateKind, int]:
    """How many proposals of each kind wait for somebody, in one query."""
    rows = session.execute(
        select(BreachProposal.kind, func.count().label("count"))
        .where(
            BreachProposal.municipality_id == municipality_id, BreachProposal.state == ProposalState.PROPOSED
        )
        .group_by(BreachProposal.kind)
    )
    return {row.kind: int(row[1]) for row in rows}


def late_duties(session: Session, municipality_id: int, on: date, since: date) -> Sequence[Any]:
    """The duties of rounds whose deadline has passed without a statement in time, and no proposal yet.

    An estimate by the office is no statement. Events are left out: they give no points.

    Law: alkoholforskriften §§ 6-3 and 10-3.
    """
    return session.execute(
        duties_with_delivery(municipality_id)
        .where(
            TurnoverDuty.round_id.is_not(None),
            TurnoverDuty.due_on < on,
            TurnoverDuty.due_on >= since,
            Licence.type.not_in(OCCASIONAL),
            ~_proposed(municipality_id, BreachProposal.duty_id == TurnoverDuty.id),
        )
        .where(
            or_(
                delivered_on(municipality_id).is_(None),
                delivered_on(municipality_id) > TurnoverDuty.due_on,
                TurnoverDuty.attestation == Attestation.REQUIRED,
            )
        )
        .order_by(Venue.sort_key, TurnoverDuty.id)
    ).all()


def delivered_on(municipality_id: int) -> Any:
    """The day the first statement of a duty came that the office had not estimated."""
    return (
        select(func.min(TurnoverStatement.received_on))
        .where(
            TurnoverStatement.municipality_id == municipality_id,
            TurnoverStatement.duty_id == TurnoverDuty.id,
            TurnoverStatement.source != TurnoverSource.ESTIMATED,
        )
        .correlate(TurnoverDuty)
        .scalar_subquery()
    )


def duties_with_delivery(municipality_id: int) -> Select[*tuple[Any, ...]]:
    """Duties with the day that they were met, and the place they are of."""
    estimated = (
        select(func.count())
        .where(
            TurnoverStatement.municipality_id == municipality_id,
            TurnoverStatement.duty_id == TurnoverDuty.id,
            TurnoverStatement.source == TurnoverSource.ESTIMATED,
        )
        .correlate(TurnoverDuty)
        .scalar_subquery()
    )
    return (
        select(
            TurnoverDuty.id,
            TurnoverDuty.round_id,
            TurnoverDuty.licence_id,
            TurnoverDuty.year,
            TurnoverDuty.due_on,
            TurnoverDuty.attestation,
            delivered_on(municipality_id).label("delivered_on"),
            estimated.label("estimates"),
            Licence.number,
            Venue.name.label("venue"),
            Holder.name.label("holder"),
        )
        .join(Licence, _same(Licence, Licence.id == TurnoverDuty.licence_id))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .where(TurnoverDuty.municipality_id == municipality_id)
    )


def _same(table: Any, also: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(table.municipality_id == TurnoverDuty.municipality_id, also)


def due_invoices(session: Session, municipality_id: int, on: date, since: date) -> Sequence[Any]:
    """The invoices in locked batches whose due date has passed, and no proposal yet; events are left out.

    Law: alkoholforskriften §§ 6-3 and 10-3.
    """
    return session.execute(
        invoices_with_place(municipality_id)
        .where(
            Invoice.due_on < on,
            Invoice.due_on >= since,
            Invoice.amount_ore > 0,
            Invoice.credits_id.is_(None),
            InvoiceBatch.state == BatchState.LOCKED,
            Licence.type.not_in(OCCASIONAL),
            ~_proposed(municipality_id, BreachProposal.invoice_id == Invoice.id),
        )
        .order_by(Venue.sort_key, Invoice.id)
    ).all()


def invoices_with_place(municipality_id: int) -> Select[*tuple[Any, ...]]:
    """Invoices with their batches and places."""
    return (
        select(
            Invoice.id,
            Invoice.licence_id,
            Invoice.due_on,
            Invoice.reference,
            Invoice.amount_ore,
            InvoiceBatch.fee_year,
            InvoiceBatch.locked_at,
            Licence.number,
            Venue.name.label("venue"),
            Holder.name.label("holder"),
        )
        .join(
            InvoiceBatch,
            and_(
                InvoiceBatch.municipality_id == Invoice.municipality_id, InvoiceBatch.id == Invoice.batch_id
            ),
        )
        .join(
            Licence,
            and_(Licence.municipality_id == Invoice.municipality_id, Licence.id == Invoice.licence_id),
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .where(Invoice.municipality_id == municipality_id)
    )


def _proposed(municipality_id: int, of_this: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(BreachProposal.id).where(BreachProposal.municipality_id == municipality_id, of_this).exists()
    )


def duties_now(session: Session, municipality_id: int, duty_ids: Collection[int]) -> dict[int, Any]:
    """Duties as they stand now, with the day they were met."""
    if not duty_ids:
        return {}
    rows = session.execute(duties_with_delivery(municipality_id).where(TurnoverDuty.id.in_(duty_ids)))
    return {row.id: row for row in rows}


def invoices_now(session: Session, municipality_id: int, invoice_ids: Collection[int]) -> dict[int, Any]:
    """Invoices with their batches and places."""
    if not invoice_ids:
        return {}
    rows = session.execute(invoices_with_place(municipality_id).where(Invoice.id.in_(invoice_ids)))
    return {row.id: row for row in rows}


def proposal_page(
    session: Session,
    municipality_id: int,
    *,
    cursor: Cursor | None,
    state: ProposalState | None = None,
    kind: LateKind | None = None,
) -> Page:
    """The proposals, the latest first."""
    statement = _proposals(municipality_id)
    if state is not None:
        statement = statement.where(BreachProposal.state == state)
    if kind is not None:
        statement = statement.where(BreachProposal.kind == kind)
    return page_of(
        session,
        statement,
        sort_key=BreachProposal.id,
        row_id=BreachProposal.id,
        cursor=cursor,
        read_key=int,
        descending=True,
    )


def all_proposals(session: Session, municipality_id: int) -> Iterator[Row[Any]]:
    """Every proposal, for a spreadsheet; they stream through."""
    statement = _proposals(municipality_id).order_by(BreachProposal.id)
    yield from session.execute(statement.execution_options(yield_per=1000))


def proposal_row(session: Session, municipality_id: int, proposal_id: int) -> Any:
    """One proposal as the lists have it; None where there is none."""
    return session.execute(_proposals(municipality_id).where(BreachProposal.id == proposal_id)).one_or_none()


def _proposals(municipality_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            BreachProposal.id,
            BreachProposal.licence_id,
            BreachProposal.kind,
            BreachProposal.year,
            BreachProposal.duty_id,
            BreachProposal.invoice_id,
            BreachProposal.breached_on,
            BreachProposal.points,
            BreachProposal.proof,
            BreachProposal.state,
            BreachProposal.reason,
            BreachProposal.proposed_at,
            BreachProposal.decided_at,
            BreachProposal.letter_id,
            BreachProposal.version,
            User.name.label("decided_by"),
            Licence.number,
            Venue.name.label("venue"),
            Holder.name.label("holder"),
        )
        .join(
            Licence,
            and_(
                Licence.municipality_id == BreachProposal.municipality_id,
                Licence.id == BreachProposal.licence_id,
            ),
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .outerjoin(User, User.id == BreachProposal.decided_by_id)
        .where(BreachProposal.municipality_id == municipality_id)
    )
