"""How far a fee year has come: counts for the overview, in a few queries however many licences there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from app.billing.queries.year_figures import claimed_in
from app.models.billing_run import BillingRun, RunKind, RunState
from app.models.breach_proposal import BreachProposal, ProposalState
from app.models.fee import Fee, FeeState
from app.models.invoice import BatchState, InvoiceBatch, Payment, PaymentDoubt
from app.models.turnover import TurnoverDuty, TurnoverQuestion, TurnoverRound, TurnoverStatement
from fees.turnover import TurnoverSource


@dataclass(frozen=True)
class OpenRun:
    """A run that is not finished."""

    id: int
    kind: RunKind
    year: int


@dataclass(frozen=True)
class YearState:
    """What is done in a year, and what waits for somebody."""

    has_round: bool
    due_on: date | None
    """The latest deadline of the round."""
    asked: int
    delivered: int
    estimated: int
    questions: int
    waiting_fees: int
    """Computed, and not decided yet."""
    decided_fees: int
    batches: Mapping[BatchState, int]
    payments: int
    """Payments that somebody must look at."""
    proposals: int
    """Proposals of points that nobody has answered."""
    runs: Sequence[OpenRun]

    @property
    def missing(self) -> int:
        """How many owe a statement and have neither delivered nor been estimated."""
        return self.asked - self.delivered - self.estimated

    @property
    def unlocked_batches(self) -> int:
        """Batches that are made and not in the ledger yet."""
        return sum(
            count
            for state, count in self.batches.items()
            if state not in (BatchState.LOCKED, BatchState.DISCARDED)
        )


def year_state(session: Session, municipality_id: int, year: int) -> YearState:
    """How far a year has come in a municipality."""
    has_round = bool(
        _count(session, TurnoverRound, municipality_id, TurnoverRound.year == year),
    )
    due_on, asked, delivered, estimated = _duties(session, municipality_id, year)
    fees: dict[Any, int] = _by_state(
        session, Fee, municipality_id, claimed_in(year), Fee.state != FeeState.REPLACED
    )
    return YearState(
        has_round,
        due_on,
        asked,
        delivered,
        estimated,
        _questions(session, municipality_id, year),
        fees.get(FeeState.COMPUTED, 0),
        fees.get(FeeState.DECIDED, 0),
        _by_state(session, InvoiceBatch, municipality_id, InvoiceBatch.fee_year == year),
        _count(
            session,
            Payment,
            municipality_id,
            Payment.doubt != PaymentDoubt.NONE,
            Payment.handled_at.is_(None),
        ),
        _count(session, BreachProposal, municipality_id, BreachProposal.state == ProposalState.PROPOSED),
        _runs(session, municipality_id),
    )


def _count(session: Session, kind: Any, municipality_id: int, *conditions: ColumnElement[bool]) -> int:
    statement = (
        select(func.count()).select_from(kind).where(kind.municipality_id == municipality_id, *conditions)
    )
    return int(session.scalar(statement) or 0)


def _by_state(
    session: Session, kind: Any, municipality_id: int, *conditions: ColumnElement[bool]
) -> dict[Any, int]:
    rows = session.execute(
        select(kind.state, func.count())
        .where(kind.municipality_id == municipality_id, *conditions)
        .group_by(kind.state)
    )
    return {state: int(count) for state, count in rows}


def _duties(session: Session, municipality_id: int, year: int) -> tuple[date | None, int, int, int]:
    told = (
        select(
            TurnoverStatement.duty_id,
            func.max(case((TurnoverStatement.source == TurnoverSource.ESTIMATED, 0), else_=1)).label("own"),
        )
        .where(TurnoverStatement.municipality_id == municipality_id)
        .group_by(TurnoverStatement.duty_id)
        .subquery()
    )
    row = session.execute(
        select(
            func.max(TurnoverDuty.due_on),
            func.count(TurnoverDuty.id),
            func.coalesce(func.sum(case((told.c.own == 1, 1), else_=0)), 0),
            func.coalesce(func.sum(case((told.c.own == 0, 1), else_=0)), 0),
        )
        .outerjoin(told, told.c.duty_id == TurnoverDuty.id)
        .where(
            TurnoverDuty.municipality_id == municipality_id,
            TurnoverDuty.year == year,
            TurnoverDuty.round_id.is_not(None),
        )
    ).one()
    return row[0], int(row[1]), int(row[2]), int(row[3])


def _questions(session: Session, municipality_id: int, year: int) -> int:
    return int(
        session.scalar(
            select(func.count())
            .select_from(TurnoverQuestion)
            .join(
                TurnoverDuty,
                and_(
                    TurnoverDuty.municipality_id == TurnoverQuestion.municipality_id,
                    TurnoverDuty.id == TurnoverQuestion.duty_id,
                ),
            )
            .where(
                TurnoverQuestion.municipality_id == municipality_id,
                TurnoverQuestion.settled_at.is_(None),
                TurnoverDuty.year == year,
            )
        )
        or 0
    )


def _runs(session: Session, municipality_id: int) -> list[OpenRun]:
    rows = session.execute(
        select(BillingRun.id, BillingRun.kind, BillingRun.year)
        .where(BillingRun.municipality_id == municipality_id, BillingRun.state != RunState.DONE)
        .order_by(BillingRun.id)
    )
    return [OpenRun(row.id, row.kind, row.year) for row in rows]
