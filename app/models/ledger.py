"""The ledger ("reskontro") of licence fees: entries are added, never changed; the database refuses it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.municipality import FIRST_HASH
from app.models.rows import Moment, Ore, Owned, Row, stored, within
from fees.ledger import Account, Entry, EntryKind
from fees.money import Money


class LedgerEntry(Owned, Row):
    """An amount from one account to another, with its line, its payment or its earmark's year."""

    __tablename__ = "ledger_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    """1, 2, 3 … within the municipality, without a gap."""
    kind: Mapped[EntryKind] = mapped_column(stored(EntryKind))
    debit: Mapped[Account] = mapped_column(stored(Account, "debit_account"))
    credit: Mapped[Account] = mapped_column(stored(Account, "credit_account"))
    amount_ore: Mapped[Ore]
    booked_on: Mapped[date]
    fee_year: Mapped[int]
    licence_id: Mapped[int | None]
    """Empty for a payment that nobody has found the licence of."""
    line_id: Mapped[int | None]
    payment_id: Mapped[int | None]
    reverses_id: Mapped[int | None]
    earmark_year_id: Mapped[int | None]
    """The year of an earmark that the entry belongs to."""
    part_id: Mapped[int | None]
    """The part of a spending that an entry of an earmark is about."""
    payout_id: Mapped[int | None]
    act_id: Mapped[int | None]
    """The decision that closed, reopened or adjusted the earmark's year."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    hash: Mapped[str] = mapped_column(String(64))
    """Over what the entry says and the hash of the entry before it."""

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "number"),
        UniqueConstraint("municipality_id", "line_id"),
        UniqueConstraint("municipality_id", "reverses_id"),
        Index(None, "municipality_id", "licence_id", "id"),
        Index(None, "municipality_id", "payment_id"),
        Index(None, "municipality_id", "fee_year", "debit", "credit"),
        within("licences", "licence_id"),
        within("invoice_lines", "line_id"),
        within("payments", "payment_id"),
        within("ledger_entries", "reverses_id"),
        within("earmark_years", "earmark_year_id"),
        within("spending_parts", "part_id"),
        within("payouts", "payout_id"),
        within("earmark_year_acts", "act_id"),
        Index(None, "municipality_id", "earmark_year_id"),
        Index(None, "municipality_id", "part_id"),
        UniqueConstraint("municipality_id", "payout_id"),
        CheckConstraint("amount_ore > 0", name="amount_above_nought"),
        CheckConstraint("debit <> credit", name="between_two_accounts"),
        CheckConstraint(
            "CASE WHEN line_id IS NULL THEN 0 ELSE 1 END + CASE WHEN payment_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN earmark_year_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_source",
        ),
        CheckConstraint(
            "earmark_year_id IS NOT NULL OR (part_id IS NULL AND payout_id IS NULL AND act_id IS NULL)",
            name="part_has_year",
        ),
        CheckConstraint(
            "(earmark_year_id IS NOT NULL) = (substr(debit, 1, 7) = 'earmark')"
            " AND (earmark_year_id IS NOT NULL) = (substr(credit, 1, 7) = 'earmark')",
            name="earmarks_apart",
        ),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_entry"),
    )

    def to_domain(self) -> Entry:
        """The entry as the rules see it."""
        return Entry(
            self.kind, self.debit, self.credit, Money(self.amount_ore), self.booked_on, self.fee_year
        )


class LedgerHead(Owned, Row):
    """How long a municipality's ledger is and the hash it ends in. Locked while entries are added."""

    __tablename__ = "ledger_heads"

    id: Mapped[int] = mapped_column(primary_key=True)
    length: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default=FIRST_HASH)

    __table_args__ = (UniqueConstraint("municipality_id"),)
