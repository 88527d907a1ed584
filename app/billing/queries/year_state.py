"""How far a fee year has come: counts for the overview, in a few queries however many licences there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.billing.queries.breaches import proposal_counts
from app.billing.queries.duties import Asked, Progress, progress
from app.billing.queries.late_statements import statements_not_computed
from app.billing.queries.payment_list import waiting_by_doubt
from app.billing.queries.questions import Wanted, question_count
from app.billing.queries.rounds import due_on_of_round, round_of
from app.billing.queries.year_figures import claimed_in
from app.models.billing_run import BillingRun, RunKind, RunState
from app.models.fee import Fee, FeeState
from app.models.invoice import BatchState, InvoiceBatch


@dataclass(frozen=True)
class OpenRun:
    """A run that is not finished."""

    id: int
    kind: RunKind
    year: int


@dataclass(frozen=True)
class YearState:
    """What is done in a year, and what waits for somebody."""

    due_on: date | None
    """The deadline of the round; none where no round is started."""
    round: Progress
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
    not_computed: int = 0
    """Statements that came or changed after the fees were computed."""

    @property
    def has_round(self) -> bool:
        """Whether statements are asked for."""
        return self.due_on is not None

    @property
    def to_compute_again(self) -> int:
        """Statements to compute fees from again: where no computed fee waits for its decision first."""
        return self.not_computed if self.decided_fees and not self.waiting_fees else 0

    @property
    def unlocked_batches(self) -> int:
        """Batches that are made and not in the ledger yet."""
        closed = (BatchState.LOCKED, BatchState.DISCARDED)
        return sum(count for state, count in self.batches.items() if state not in closed)


def year_state(session: Session, municipality_id: int, year: int, on: date) -> YearState:
    """How far a year has come in a municipality."""
    found = round_of(session, municipality_id, year)
    fees: dict[Any, int] = _by_state(
        session, Fee, municipality_id, claimed_in(year), Fee.state != FeeState.REPLACED
    )
    return YearState(
        due_on_of_round(session, found) if found else None,
        progress(session, municipality_id, Asked(found.id), on) if found else Progress(),
        question_count(session, municipality_id, Wanted(year)),
        fees.get(FeeState.COMPUTED, 0),
        fees.get(FeeState.DECIDED, 0),
        _by_state(session, InvoiceBatch, municipality_id, InvoiceBatch.fee_year == year),
        sum(waiting_by_doubt(session, municipality_id).values()),
        proposal_counts(session, municipality_id).waiting,
        _runs(session, municipality_id),
        statements_not_computed(session, municipality_id, year),
    )


def _by_state(
    session: Session, kind: Any, municipality_id: int, *conditions: ColumnElement[bool]
) -> dict[Any, int]:
    rows = session.execute(
        select(kind.state, func.count())
        .where(kind.municipality_id == municipality_id, *conditions)
        .group_by(kind.state)
    )
    return {state: int(count) for state, count in rows}


def _runs(session: Session, municipality_id: int) -> list[OpenRun]:
    rows = session.execute(
        select(BillingRun.id, BillingRun.kind, BillingRun.year)
        .where(BillingRun.municipality_id == municipality_id, BillingRun.state != RunState.DONE)
        .order_by(BillingRun.id)
    )
    return [OpenRun(row.id, row.kind, row.year) for row in rows]
