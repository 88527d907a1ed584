"""What the ledger says: whether it is whole, and what stands on its accounts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from app.billing.ledger_chain import sealed
from app.models.earmark import Earmark, EarmarkYear
from app.models.invoice import BatchState, Invoice, InvoiceBatch, InvoiceLine, Payment
from app.models.ledger import LedgerEntry, LedgerHead
from app.models.licence import Licence
from app.models.municipality import FIRST_HASH
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from fees.ledger import Account, EntryKind
from fees.money import Money

CHUNK = 1000
# The sum of an earmark's year that each account is kept in, and whether a debit adds to it or takes from it.
EARMARK_SUMS = {
    Account.EARMARK_BUDGET: ("allotted_ore", -1),
    Account.EARMARK_CARRIED_IN: ("carried_in_ore", -1),
    Account.EARMARK_CARRIED_OUT: ("carried_out_ore", 1),
    Account.EARMARK_LEFT: ("free_ore", 1),
    Account.EARMARK_RESERVED: ("reserved_ore", 1),
    Account.EARMARK_SPENT: ("spent_ore", 1),
    Account.EARMARK_RETURNED: ("returned_ore", 1),
}
BOOKED = frozenset({BatchState.BOOKING, BatchState.LOCKED})


@dataclass(frozen=True)
class LedgerFault:
    """Something that does not hold: by the number of the entry, or by the source that has none."""

    problem: str
    number: int | None = None
    line_id: int | None = None
    payment_id: int | None = None
    earmark_year_id: int | None = None


@dataclass(frozen=True)
class LedgerState:
    """How a municipality's ledger stands: how long, its last hash, its accounts, and what does not hold."""

    municipality_id: int
    length: int
    last_hash: str
    debits: Money
    credits: Money
    balances: Mapping[Account, Money]
    faults: tuple[LedgerFault, ...]


def verified_ledger(session: Session, municipality_id: int) -> LedgerState:
    """Read a municipality's ledger from its first entry and report everything that does not hold."""
    head = session.execute(
        select(LedgerHead.length, LedgerHead.hash).where(LedgerHead.municipality_id == municipality_id)
    ).one_or_none()
    faults: list[LedgerFault] = []
    previous, expected = FIRST_HASH, 1
    debits, credits_ = dict.fromkeys(Account, 0), dict.fromkeys(Account, 0)
    for row in session.execute(_entries_with_sources(municipality_id).execution_options(yield_per=CHUNK)):
        entry = row._asdict()
        if entry["number"] != expected:
            faults.append(LedgerFault("missing", expected))
        if sealed(previous, entry) != entry["hash"]:
            faults.append(LedgerFault("changed", entry["number"]))
        faults += [LedgerFault(problem, entry["number"]) for problem in _faults_of(entry)]
        debits[entry["debit"]] += entry["amount_ore"]
        credits_[entry["credit"]] += entry["amount_ore"]
        previous, expected = entry["hash"], entry["number"] + 1
    if (expected - 1, previous) != ((0, FIRST_HASH) if head is None else tuple(head)):
        faults.append(LedgerFault("end_differs", expected - 1))
    if sum(debits.values()) != sum(credits_.values()):
        faults.append(LedgerFault("unbalanced"))
    faults += _sources_without_entries(session, municipality_id)
    return LedgerState(
        municipality_id,
        expected - 1,
        previous,
        Money(sum(debits.values())),
        Money(sum(credits_.values())),
        {account: Money(debits[account] - credits_[account]) for account in Account},
        tuple(faults),
    )


def _entries_with_sources(municipality_id: int) -> Select[Any]:
    reversed_ = aliased(LedgerEntry, name="reversed_entries")

    return (
        select(
            *LedgerEntry.__table__.c,
            InvoiceLine.amount_ore.label("line_ore"),
            InvoiceLine.credit.label("is_credit_note"),
            Invoice.licence_id.label("invoiced_licence"),
            InvoiceBatch.state.label("batch_state"),
            InvoiceBatch.fee_year.label("batch_year"),
            Payment.amount_ore.label("payment_ore"),
            EarmarkYear.year.label("earmarked_year"),
            reversed_.debit.label("reversed_debit"),
            reversed_.credit.label("reversed_credit"),
            reversed_.amount_ore.label("reversed_ore"),
            reversed_.licence_id.label("reversed_licence"),
            reversed_.fee_year.label("reversed_year"),
            reversed_.number.label("reversed_number"),
        )
        .select_from(LedgerEntry)
        .outerjoin(InvoiceLine, _in_one(InvoiceLine, LedgerEntry, LedgerEntry.line_id))
        .outerjoin(Invoice, _in_one(Invoice, InvoiceLine, InvoiceLine.invoice_id))
        .outerjoin(InvoiceBatch, _in_one(InvoiceBatch, Invoice, Invoice.batch_id))
        .outerjoin(Payment, _in_one(Payment, LedgerEntry, LedgerEntry.payment_id))
        .outerjoin(EarmarkYear, _in_one(EarmarkYear, LedgerEntry, LedgerEntry.earmark_year_id))
        .outerjoin(reversed_, _in_one(reversed_, LedgerEntry, LedgerEntry.reverses_id))
        .where(LedgerEntry.municipality_id == municipality_id)
        .order_by(LedgerEntry.number)
    )


def _in_one(joined: Any, of: Any, key: Any) -> ColumnElement[bool]:
    """A join that never leaves the municipality."""
    return and_(joined.municipality_id == of.municipality_id, joined.id == key)


def _faults_of(entry: Mapping[str, Any]) -> Iterator[str]:
    """What does not hold about one entry beside its sources."""
    if entry["line_id"] is not None:
        if entry["line_ore"] is None or entry["invoiced_licence"] is None:
            yield "source_missing"
        elif not _agrees_with_line(entry):
            yield "source_differs"
        elif entry["batch_state"] not in BOOKED:
            yield "batch_not_approved"
    elif entry["earmark_year_id"] is not None:
        if entry["earmarked_year"] is None:
            yield "source_missing"
        elif entry["earmarked_year"] != entry["fee_year"]:
            yield "source_differs"
    elif entry["payment_ore"] is None:
        yield "source_missing"
    if entry["kind"] is EntryKind.REVERSAL and not _reverses(entry):
        yield "reversal_differs"


def _agrees_with_line(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of a line says what the line says: a claim one way, a credit the other."""
    to_holder = entry["line_ore"] > 0
    accounts = (Account.RECEIVABLES, Account.FEE_INCOME)
    return (
        abs(entry["line_ore"]) == entry["amount_ore"]
        and (entry["debit"], entry["credit"]) == (accounts if to_holder else accounts[::-1])
        and entry["licence_id"] == entry["invoiced_licence"]
        and entry["fee_year"] == entry["batch_year"]
        and (entry["kind"] is EntryKind.REVERSAL) == bool(entry["is_credit_note"])
    )


def _reverses(entry: Mapping[str, Any]) -> bool:
    return (
        entry["reversed_ore"] == entry["amount_ore"]
        and (entry["reversed_debit"], entry["reversed_credit"]) == (entry["credit"], entry["debit"])
        and entry["reversed_licence"] == entry["licence_id"]
        and entry["reversed_year"] == entry["fee_year"]
        and entry["reversed_number"] < entry["number"]
    )


def _sources_without_entries(session: Session, municipality_id: int) -> Iterator[LedgerFault]:
    """Lines of locked batches and payments that the ledger does not say all of."""
    lines = session.scalars(
        select(InvoiceLine.id)
        .join(Invoice, _in_one(Invoice, InvoiceLine, InvoiceLine.invoice_id))
        .join(InvoiceBatch, _in_one(InvoiceBatch, Invoice, Invoice.batch_id))
        .outerjoin(
            LedgerEntry,
            and_(
                LedgerEntry.municipality_id == InvoiceLine.municipality_id,
                LedgerEntry.line_id == InvoiceLine.id,
            ),
        )
        .where(
            InvoiceLine.municipality_id == municipality_id,
            InvoiceBatch.state == BatchState.LOCKED,
            LedgerEntry.id.is_(None),
        )
        .order_by(InvoiceLine.id)
    )
    yield from (LedgerFault("line_without_entry", line_id=line_id) for line_id in lines)
    told = func.coalesce(func.sum(_signed(Account.PAYMENTS)), 0)
    payments = session.scalars(
        select(Payment.id)
        .outerjoin(
            LedgerEntry,
            and_(
                LedgerEntry.municipality_id == Payment.municipality_id, LedgerEntry.payment_id == Payment.id
            ),
        )
        .where(Payment.municipality_id == municipality_id)
        .group_by(Payment.id, Payment.amount_ore)
        .having(told != Payment.amount_ore)
        .order_by(Payment.id)
    )
    yield from (LedgerFault("payment_differs", payment_id=payment_id) for payment_id in payments)
    yield from _earmark_years_that_differ(session, municipality_id)


def _earmark_years_that_differ(session: Session, municipality_id: int) -> Iterator[LedgerFault]:
    """Years of earmarks whose sums are not those of their entries."""
    sums = {
        column: func.coalesce(func.sum(_signed(account)), 0) * direction
        for account, (column, direction) in EARMARK_SUMS.items()
    }
    differ = session.scalars(
        select(EarmarkYear.id)
        .outerjoin(
            LedgerEntry,
            and_(
                LedgerEntry.municipality_id == EarmarkYear.municipality_id,
                LedgerEntry.earmark_year_id == EarmarkYear.id,
            ),
        )
        .where(EarmarkYear.municipality_id == municipality_id)
        .group_by(EarmarkYear.id)
        .having(or_(*(told != getattr(EarmarkYear, column) for column, told in sums.items())))
        .order_by(EarmarkYear.id)
    )
    yield from (LedgerFault("earmark_differs", earmark_year_id=year_id) for year_id in differ)


def _signed(account: Account) -> ColumnElement[int]:
    """What an entry adds to an account: plus as debit, minus as credit."""
    return case(
        (LedgerEntry.debit == account, LedgerEntry.amount_ore),
        (LedgerEntry.credit == account, -LedgerEntry.amount_ore),
        else_=literal(0),
    )


def balances_of(
    session: Session, municipality_id: int, *, year: int | None = None, licence_id: int | None = None
) -> Mapping[Account, Money]:
    """What stands on each account: of a fee year, of a licence, or of all."""
    wanted = [LedgerEntry.municipality_id == municipality_id]
    if year is not None:
        wanted.append(LedgerEntry.fee_year == year)
    if licence_id is not None:
        wanted.append(LedgerEntry.licence_id == licence_id)
    row = session.execute(
        select(*(func.coalesce(func.sum(_signed(account)), 0) for account in Account)).where(*wanted)
    ).one()
    return {account: Money(int(ore)) for account, ore in zip(Account, row, strict=True)}


def balances_by_licence(
    session: Session, municipality_id: int, account: Account, *, year: int | None = None
) -> Mapping[int | None, Money]:
    """What stands on an account by licence; None is what no licence was found for."""
    wanted = [LedgerEntry.municipality_id == municipality_id, LedgerEntry.earmark_year_id.is_(None)]
    if year is not None:
        wanted.append(LedgerEntry.fee_year == year)
    rows = session.execute(
        select(LedgerEntry.licence_id, func.sum(_signed(account)))
        .where(*wanted)
        .group_by(LedgerEntry.licence_id)
    )
    return {licence_id: Money(int(ore)) for licence_id, ore in rows}


def entries(
    municipality_id: int, *, year: int | None = None, licence_id: int | None = None
) -> Select[*tuple[Any, ...]]:
    """The entries of a municipality with what a list says of each, of a fee year, of a licence, or all."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            LedgerEntry.id,
            LedgerEntry.number,
            LedgerEntry.kind,
            LedgerEntry.debit,
            LedgerEntry.credit,
            LedgerEntry.amount_ore,
            LedgerEntry.booked_on,
            LedgerEntry.fee_year,
            LedgerEntry.licence_id,
            Licence.number.label("licence"),
            Venue.name.label("venue"),
            Invoice.reference,
            InvoiceBatch.id.label("batch_id"),
            Payment.reference.label("paid_reference"),
            LedgerEntry.payment_id,
            Earmark.id.label("earmark_id"),
            Earmark.name.label("earmark"),
        )
        .select_from(LedgerEntry)
        .outerjoin(EarmarkYear, _in_one(EarmarkYear, LedgerEntry, LedgerEntry.earmark_year_id))
        .outerjoin(Earmark, Earmark.id == EarmarkYear.earmark_id)
        .outerjoin(Licence, _in_one(Licence, LedgerEntry, LedgerEntry.licence_id))
        .outerjoin(Venue, _in_one(Venue, Licence, Licence.venue_id))
        .outerjoin(InvoiceLine, _in_one(InvoiceLine, LedgerEntry, LedgerEntry.line_id))
        .outerjoin(Invoice, _in_one(Invoice, InvoiceLine, InvoiceLine.invoice_id))
        .outerjoin(InvoiceBatch, _in_one(InvoiceBatch, Invoice, Invoice.batch_id))
        .outerjoin(Payment, _in_one(Payment, LedgerEntry, LedgerEntry.payment_id))
        .where(LedgerEntry.municipality_id == municipality_id)
    )
    if year is not None:
        statement = statement.where(LedgerEntry.fee_year == year)
    if licence_id is not None:
        statement = statement.where(LedgerEntry.licence_id == licence_id)
    return statement


def entry_page(session: Session, statement: Select[*tuple[Any, ...]], cursor: Cursor | None) -> Page:
    """A page of entries, the latest first."""
    return page_of(
        session,
        statement,
        sort_key=LedgerEntry.number,
        row_id=LedgerEntry.id,
        cursor=cursor,
        read_key=int,
        descending=True,
    )


def all_entries(session: Session, statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """Every entry in order, streaming: for a spreadsheet."""
    yield from session.execute(statement.order_by(LedgerEntry.number).execution_options(yield_per=CHUNK))


def licence_by_number(session: Session, municipality_id: int, number: str) -> int | None:
    """The id of a licence by its number, however it is written."""
    return session.scalars(
        select(Licence.id).where(
            Licence.municipality_id == municipality_id, func.upper(Licence.number) == number.strip().upper()
        )
    ).one_or_none()


def years_of(session: Session, municipality_id: int) -> list[int]:
    """The fee years that have entries, the newest first."""
    return list(
        session.scalars(
            select(LedgerEntry.fee_year)
            .where(LedgerEntry.municipality_id == municipality_id)
            .distinct()
            .order_by(LedgerEntry.fee_year.desc())
        )
    )
