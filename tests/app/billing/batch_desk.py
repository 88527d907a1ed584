"""What tests of batches do over and over: make one, approve it, look at what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.billing.service.batches import approve_batch, begin_batch, begin_reversal, discard_batch
from app.billing.service.runs import go_on
from app.models.fee import FeePurpose
from app.models.invoice import BatchPurpose, Invoice, InvoiceBatch, InvoiceLine
from app.permissions import Role
from tests.factories.many_fees import decide_fees, make_licences

ON = date(2026, 3, 9)
DUE_ON = date(2026, 4, 30)
REASON = "Feil termin"


@dataclass(frozen=True)
class Desk:
    """Finance makes, the decider approves."""

    app: Flask
    filling: Any

    def licences(self, count: int) -> list[int]:
        """Some licences."""
        with self.filling() as (session, actor):
            return make_licences(session, actor, count)

    def decide(self, totals: Mapping[int, int], **more: Any) -> None:
        """Decided fees, by licence and total."""
        with self.filling() as (session, actor):
            decide_fees(session, actor, totals, **more)

    def settle(self, totals: Mapping[int, int]) -> None:
        """Decided settlements of the year before."""
        self.decide(totals, year=2025, purpose=FeePurpose.SETTLEMENT)

    def make(self, purpose: BatchPurpose = BatchPurpose.FEES, **more: Any) -> int:
        """A batch that is ready; its id."""
        with self.filling(Role.FINANCE) as (session, actor):
            batch, run = begin_batch(
                session, actor, purpose=purpose, **{"fee_year": 2026, "due_on": DUE_ON, "on": ON} | more
            )
            ids = batch.id, run.id
        self.go_on(actor, ids[1])
        return ids[0]

    def approve(self, batch_id: int, role: Role = Role.DECIDER, *, on: date = ON) -> int:
        """Approve and book."""
        with self.filling(role) as (session, actor):
            seen = self.batch(session, batch_id).version
            run = approve_batch(session, actor, batch_id=batch_id, seen_version=seen, on=on)
            run_id = run.id
        self.go_on(actor, run_id)
        return batch_id

    def reverse(self, batch_id: int) -> int:
        """A reversal that is ready, made by the decider."""
        with self.filling(Role.DECIDER) as (session, actor):
            seen = self.batch(session, batch_id).version
            batch, run = begin_reversal(
                session, actor, batch_id=batch_id, seen_version=seen, reason=REASON, due_on=DUE_ON, on=ON
            )
            ids = batch.id, run.id
        self.go_on(actor, ids[1])
        return ids[0]

    def discard(self, batch_id: int) -> None:
        """Discard."""
        with self.filling(Role.FINANCE) as (session, actor):
            seen = self.batch(session, batch_id).version
            discard_batch(session, actor, batch_id=batch_id, seen_version=seen, reason=REASON)

    def go_on(self, actor: Any, run_id: int) -> None:
        """Do a run to its end."""
        with self.app.app_context():
            assert go_on(actor, run_id=run_id)

    def batch(self, session: Any, batch_id: int) -> InvoiceBatch:
        """A batch."""
        found: InvoiceBatch = session.get_one(InvoiceBatch, batch_id)
        return found

    def amounts(self, batch_id: int) -> list[int]:
        """What is on its invoices, in øre, in order."""
        with self.filling() as (session, _actor):
            return list(
                session.scalars(
                    select(Invoice.amount_ore).where(Invoice.batch_id == batch_id).order_by(Invoice.serial)
                )
            )

    def lines(self, batch_id: int) -> list[tuple[int, int, int, int]]:
        """Instalment, generation, credit and amount of its lines, in order."""
        with self.filling() as (session, _actor):
            rows = session.execute(
                select(
                    InvoiceLine.instalment, InvoiceLine.generation, InvoiceLine.credit, InvoiceLine.amount_ore
                )
                .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
                .where(Invoice.batch_id == batch_id)
                .order_by(Invoice.serial, InvoiceLine.id)
            )
            return [tuple(row) for row in rows]
