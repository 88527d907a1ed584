"""Fees, invoice basis and ledger entries, each the smallest that its table takes."""

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.billing.computed import as_stored
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.invoice import BatchPurpose, BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.models.ledger import LedgerEntry
from app.models.licence import Licence
from app.permissions import Actor
from fees.computation import year_fee
from fees.ledger import Account, EntryKind
from fees.turnover import Volumes

YEAR = 2026
DUE_ON = date(2026, 4, 30)
# 6,000, 2,500 and 300 litres of serving in 2026: 9,435 kroner.
RESTAURANT = Volumes(600_000, 250_000, 30_000)


def make_fee(
    session: Session,
    actor: Actor,
    licence: Licence,
    volumes: Volumes = RESTAURANT,
    *,
    year: int = YEAR,
    purpose: FeePurpose = FeePurpose.ADVANCE,
    edition: int = 1,
    decided_on: date | None = None,
    total_ore: int | None = None,
) -> Fee:
    """A fee of a licence on some litres; decided when a day is given."""
    computed = year_fee(licence.kind, year, volumes)
    fee = Fee(
        municipality_id=licence.municipality_id,
        licence_id=licence.id,
        year=year,
        purpose=purpose,
        edition=edition,
        state=FeeState.COMPUTED if decided_on is None else FeeState.DECIDED,
        computed=as_stored(
            computed,
            volumes=volumes,
            basis=None,
            first_day=date(year, 1, 1),
            last_day=date(year, 12, 31),
        ),
        total_ore=computed.total.ore if total_ore is None else total_ore,
        decided_on=decided_on,
        decided_by_id=None if decided_on is None else actor.user_id,
        computed_at=clock.now(),
    )
    session.add(fee)
    session.flush()
    return fee


def make_batch(
    session: Session,
    actor: Actor,
    *,
    fee_year: int = YEAR,
    serial: int = 1,
    state: BatchState = BatchState.READY,
    due_on: date = DUE_ON,
    approved_by_id: int | None = None,
) -> InvoiceBatch:
    """A batch of invoice basis; approved when somebody is named."""
    approved_at = None if approved_by_id is None else clock.now()
    batch = InvoiceBatch(
        municipality_id=actor.municipality_id,
        year=fee_year,
        serial=serial,
        fee_year=fee_year,
        purpose=BatchPurpose.FEES,
        state=state,
        due_on=due_on,
        made_by_id=actor.user_id,
        made_at=clock.now(),
        approved_by_id=approved_by_id,
        approved_at=approved_at,
        locked_at=approved_at if state is BatchState.LOCKED else None,
    )
    session.add(batch)
    session.flush()
    return batch


def make_invoice(
    session: Session,
    batch: InvoiceBatch,
    licence: Licence,
    fee: Fee,
    *,
    serial: int = 1,
    amount_ore: int | None = None,
    kid: str | None = None,
) -> tuple[Invoice, InvoiceLine]:
    """An invoice of one fee in a batch, and its line."""
    amount = fee.total_ore if amount_ore is None else amount_ore
    invoice = Invoice(
        municipality_id=batch.municipality_id,
        batch_id=batch.id,
        licence_id=licence.id,
        holder_id=licence.holder_id,
        serial=serial,
        reference=f"{batch.number}-{serial:04d}",
        amount_ore=amount,
        due_on=batch.due_on,
        kid=kid,
        customer={"name": "Gruvelykta AS"},
        about={"licence": licence.number, "venue": "Gruvelykta"},
        texts=[],
    )
    session.add(invoice)
    session.flush()
    line = InvoiceLine(
        municipality_id=batch.municipality_id,
        invoice_id=invoice.id,
        fee_id=fee.id,
        amount_ore=amount,
        texts=[],
    )
    session.add(line)
    session.flush()
    return invoice, line


def make_entry(
    session: Session,
    actor: Actor,
    *,
    kind: EntryKind = EntryKind.CLAIM,
    debit: Account = Account.RECEIVABLES,
    credit: Account = Account.FEE_INCOME,
    amount: Decimal | int = 9_435,
    booked_on: date = DUE_ON,
    fee_year: int = YEAR,
    licence: Licence | None = None,
    line: InvoiceLine | None = None,
    payment_id: int | None = None,
) -> LedgerEntry:
    """An entry of the ledger, in kroner, without a true place in the chain of hashes."""
    last = session.scalar(
        select(func.max(LedgerEntry.number)).where(LedgerEntry.municipality_id == actor.municipality_id)
    )
    number = (last or 0) + 1
    entry = LedgerEntry(
        municipality_id=actor.municipality_id,
        number=number,
        kind=kind,
        debit=debit,
        credit=credit,
        amount_ore=int(Decimal(amount) * 100),
        booked_on=booked_on,
        fee_year=fee_year,
        licence_id=None if licence is None else licence.id,
        line_id=None if line is None else line.id,
        payment_id=payment_id,
        made_by_id=actor.user_id,
        made_at=clock.now(),
        hash=f"{number:064d}",
    )
    session.add(entry)
    session.flush()
    return entry
