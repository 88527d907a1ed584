"""Invoice basis ("fakturagrunnlag"): batches, invoices and lines, and what is heard of them afterwards."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import CanonicalJson, Moment, Ore, Owned, Row, stored, within


class BatchState(StrEnum):
    """A batch is made, is ready, is approved by another than its maker, booked and locked."""

    MAKING = "making"
    READY = "ready"
    BOOKING = "booking"
    LOCKED = "locked"
    DISCARDED = "discarded"
    """Never approved: what it held may be invoiced by another batch."""


class BatchPurpose(StrEnum):
    """What a batch invoices."""

    FEES = "fees"
    """The fees of a year, with the settlement of the year before where it is netted."""
    SETTLEMENTS = "settlements"
    """Settlements by themselves."""
    OCCASIONS = "occasions"
    REVERSAL = "reversal"
    """Credit notes for everything in another batch."""


class InvoiceBatch(Owned, Row):
    """One batch of invoice basis, "2026-01". Locked, it is written again byte for byte, and reversed by
    another batch, never edited."""

    __tablename__ = "invoice_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    """The year of its number."""
    serial: Mapped[int]
    fee_year: Mapped[int]
    """The year whose round it invoices: settlements in it are of the year before."""
    instalment: Mapped[int] = mapped_column(default=1)
    """It takes what falls due up to this instalment, and nothing that is invoiced already."""
    instalments: Mapped[int] = mapped_column(default=1)
    """How many there were in the year when it was made."""
    purpose: Mapped[BatchPurpose] = mapped_column(stored(BatchPurpose))
    state: Mapped[BatchState] = mapped_column(stored(BatchState), default=BatchState.MAKING)
    reverses_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(400), default="")
    """Why it was discarded, or what it reverses."""
    due_on: Mapped[date]
    dimensions: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)
    """The accounting dimensions as they were when the batch was made."""
    sender: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)
    """The municipality as it stood when the batch was made: `name`, `organisation_number`, `unit`, `address`,
    `postcode`, `town`, `email`, `phone`, `bank_account`; `made_by`, and `approved_by` when there is one."""
    count: Mapped[int] = mapped_column(default=0)
    total_ore: Mapped[Ore] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    """Of the neutral record (JSON) that the files are written from, when it was locked."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    locked_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "year", "serial"),
        Index(
            "uq_invoice_batches_one_reversal",
            "municipality_id",
            "reverses_id",
            unique=True,
            sqlite_where=text("reverses_id IS NOT NULL AND state <> 'discarded'"),
            postgresql_where=text("reverses_id IS NOT NULL AND state <> 'discarded'"),
        ),
        within("invoice_batches", "reverses_id"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> made_by_id", name="another_approves"),
        CheckConstraint("(approved_by_id IS NULL) = (approved_at IS NULL)", name="approved_by_somebody"),
        CheckConstraint(
            "state NOT IN ('booking', 'locked') OR approved_at IS NOT NULL", name="approved_first"
        ),
        CheckConstraint("(purpose = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_batch"),
        CheckConstraint("instalment BETWEEN 1 AND instalments", name="instalment_of_instalments"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """The number as people say it: 2026-01."""
        return f"{self.year}-{self.serial:02d}"


class Invoice(Owned, Row):
    """What one licence is to be invoiced in a batch; below nought it is a credit note."""

    __tablename__ = "invoices"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int]
    licence_id: Mapped[int]
    holder_id: Mapped[int]
    serial: Mapped[int]
    """Its place in the batch: the correlation id is "2026-01-0001"."""
    reference: Mapped[str] = mapped_column(String(30))
    """The correlation id that comes back in the status file."""
    amount_ore: Mapped[Ore]
    due_on: Mapped[date]
    kid: Mapped[str | None] = mapped_column(String(25))
    """Where it is made here; else the economy system tells it in its status."""
    customer: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    """The holder then: `name`, `organisation_number`, `address`, `postcode`, `town`, `email`, `language`."""
    about: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)
    """The licence and its place then: `licence`, `kind`, `venue`, `address`, `postcode`, `town`."""
    texts: Mapped[list[str]] = mapped_column(CanonicalJson)
    """Text lines."""
    credits_id: Mapped[int | None]
    """The invoice that this credit note takes back."""

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "batch_id", "licence_id"),
        UniqueConstraint("municipality_id", "reference"),
        UniqueConstraint("municipality_id", "kid"),
        # A reversal that is discarded leaves its credit notes, so that the invoice may be named again.
        Index(None, "municipality_id", "credits_id"),
        Index(None, "municipality_id", "licence_id", "id"),
        Index(None, "municipality_id", "due_on", "id"),
        within("invoice_batches", "batch_id"),
        within("licences", "licence_id"),
        within("holders", "holder_id"),
        within("invoices", "credits_id"),
    )


class InvoiceLine(Owned, Row):
    """One fee, or one instalment of it, on an invoice. A fee is never on two invoices that stand."""

    __tablename__ = "invoice_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int]
    fee_id: Mapped[int]
    instalment: Mapped[int] = mapped_column(default=1)
    generation: Mapped[int] = mapped_column(default=0)
    """How many times before this the same was invoiced and taken back, or its batch discarded; on a credit
    note, how many times before it was credited by a batch that was discarded."""
    credit: Mapped[int] = mapped_column(default=0)
    """1 on a credit note, 0 on an invoice."""
    amount_ore: Mapped[Ore]
    detail: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, default=dict)
    """What it rests on, as the files tell it: litres, rates, minimum, a lower fee."""
    texts: Mapped[list[str]] = mapped_column(CanonicalJson)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint(
            "municipality_id",
            "fee_id",
            "instalment",
            "generation",
            "credit",
            name="uq_invoice_lines_once",
        ),
        Index(None, "municipality_id", "invoice_id", "id"),
        within("invoices", "invoice_id"),
        within("fees", "fee_id"),
        CheckConstraint("credit IN (0, 1)", name="credit_or_not"),
    )


class InvoiceStatus(Owned, Row):
    """What a status file said of an invoice; the latest day holds."""

    __tablename__ = "invoice_statuses"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int]
    file_id: Mapped[int]
    told_on: Mapped[date]
    """The day that the status is of."""
    invoice_number: Mapped[str] = mapped_column(String(40), default="")
    kid: Mapped[str] = mapped_column(String(25), default="")
    sent_on: Mapped[date | None]
    paid_ore: Mapped[Ore] = mapped_column(default=0)
    paid_on: Mapped[date | None]
    reminder_stage: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        UniqueConstraint("municipality_id", "invoice_id", "file_id"),
        Index(None, "municipality_id", "invoice_id", "told_on", "id"),
        within("invoices", "invoice_id"),
        within("payment_files", "file_id"),
    )


class PaymentFileKind(StrEnum):
    """What kind of file was read."""

    STATUS = "status"
    CAMT054 = "camt054"


class PaymentFile(Owned, Row):
    """A file that was read: the same bytes are never read twice."""

    __tablename__ = "payment_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PaymentFileKind] = mapped_column(stored(PaymentFileKind))
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(160))
    told_on: Mapped[date]
    rows: Mapped[int]
    read_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    read_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "sha256"),
        Index(None, "municipality_id", "kind", "told_on"),
    )


class PaymentDoubt(StrEnum):
    """Why a payment stands on the list of what somebody must look at."""

    NONE = "none"
    PART = "part"
    OVER = "over"
    UNKNOWN_REFERENCE = "unknown_reference"
    WENT_DOWN = "went_down"
    """A later status told of less paid than an earlier one."""


class Payment(Owned, Row):
    """An amount that a file told of as paid."""

    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int]
    invoice_id: Mapped[int | None]
    reference: Mapped[str] = mapped_column(String(60))
    """The KID or the correlation id that it came with."""
    bank_reference: Mapped[str] = mapped_column(String(80))
    """What makes it this payment and no other: the bank's reference, or invoice and day of a status."""
    amount_ore: Mapped[Ore]
    paid_on: Mapped[date]
    payer: Mapped[str] = mapped_column(String(160), default="")
    doubt: Mapped[PaymentDoubt] = mapped_column(stored(PaymentDoubt), default=PaymentDoubt.NONE)
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    handled_at: Mapped[datetime | None] = mapped_column(Moment)
    handling: Mapped[str] = mapped_column(String(400), default="")

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "bank_reference"),
        Index(None, "municipality_id", "invoice_id", "id"),
        Index(None, "municipality_id", "doubt", "handled_at", "id"),
        within("payment_files", "file_id"),
        within("invoices", "invoice_id"),
    )
