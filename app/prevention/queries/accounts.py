"""The ledger entries behind each figure of an earmark's year."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.orm import Session

from app.models.earmark import EarmarkYear, EarmarkYearAct
from app.models.ledger import LedgerEntry
from app.models.spending import Payout, Spending, SpendingPart
from app.paging import Cursor, Page, page_of
from fees.ledger import Account
from fees.money import Money

CHUNK = 1000


class Figure(StrEnum):
    """A figure of an earmark's year, named as its pages name it in their addresses."""

    ALL = "alle"
    INCOME = "inntekt"
    ALLOTTED = "budsjett"
    CARRIED_IN = "overfort-inn"
    RESERVED = "tilsagn"
    SPENT = "forbruk"
    RETURNED = "inndratt"
    CARRIED_OUT = "overfort-ut"
    LEFT = "igjen"


# The accounts that make a figure, and whether a debit adds to it or takes from it.
ACCOUNTS: dict[Figure, tuple[frozenset[Account], int]] = {
    Figure.INCOME: (frozenset({Account.FEE_INCOME}), -1),
    Figure.ALLOTTED: (frozenset({Account.EARMARK_BUDGET}), -1),
    Figure.CARRIED_IN: (frozenset({Account.EARMARK_CARRIED_IN}), -1),
    Figure.RESERVED: (frozenset({Account.EARMARK_RESERVED}), 1),
    Figure.SPENT: (frozenset({Account.EARMARK_SPENT}), 1),
    Figure.RETURNED: (frozenset({Account.EARMARK_RETURNED}), 1),
    Figure.CARRIED_OUT: (frozenset({Account.EARMARK_CARRIED_OUT}), 1),
    # What was carried on is still what was left of its year.
    Figure.LEFT: (frozenset({Account.EARMARK_LEFT, Account.EARMARK_CARRIED_OUT}), 1),
}


def entries_of_figure(
    municipality_id: int, earmark_id: int, year: int, figure: Figure
) -> Select[*tuple[Any, ...]]:
    """The entries that make a figure, each with what it adds and what it is about.

    The fee income is of the whole municipality; the other figures are of one earmark.
    """
    statement = (
        select(
            LedgerEntry.id,
            LedgerEntry.number,
            LedgerEntry.kind,
            LedgerEntry.debit,
            LedgerEntry.credit,
            LedgerEntry.amount_ore,
            LedgerEntry.booked_on,
            _signed(figure).label("signed_ore"),
            Spending.id.label("spending_id"),
            Spending.municipality_id.label("spending_owner"),
            Spending.title,
            Spending.number.label("spending_number"),
            Payout.voucher,
            EarmarkYearAct.case_number,
            EarmarkYearAct.other_ore,
            EarmarkYearAct.other_use,
        )
        .select_from(LedgerEntry)
        .outerjoin(SpendingPart, _in_one(SpendingPart, LedgerEntry.part_id))
        # The spending may be another municipality's; it is read through the part that this one bears of it.
        .outerjoin(Spending, Spending.id == SpendingPart.spending_id)
        .outerjoin(Payout, _in_one(Payout, LedgerEntry.payout_id))
        .outerjoin(EarmarkYearAct, _in_one(EarmarkYearAct, LedgerEntry.act_id))
        .where(LedgerEntry.municipality_id == municipality_id, LedgerEntry.fee_year == year)
    )
    if figure is not Figure.INCOME:
        statement = statement.join(EarmarkYear, _in_one(EarmarkYear, LedgerEntry.earmark_year_id)).where(
            EarmarkYear.earmark_id == earmark_id
        )
    if figure in ACCOUNTS:
        accounts = ACCOUNTS[figure][0]
        statement = statement.where(LedgerEntry.debit.in_(accounts) != LedgerEntry.credit.in_(accounts))
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


def entries_in_order(session: Session, statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """Every entry in order, streaming: for a spreadsheet and for the command line."""
    yield from session.execute(statement.order_by(LedgerEntry.number).execution_options(yield_per=CHUNK))


def sum_of_figure(
    session: Session, municipality_id: int, earmark_id: int, year: int, figure: Figure
) -> Money:
    """What the entries of a figure come to."""
    entries = entries_of_figure(municipality_id, earmark_id, year, figure).subquery()
    return Money(int(session.execute(select(func.coalesce(func.sum(entries.c.signed_ore), 0))).scalar_one()))


def _in_one(joined: Any, key: Any) -> ColumnElement[bool]:
    """A join that never leaves the municipality."""
    return and_(joined.municipality_id == LedgerEntry.municipality_id, joined.id == key)


def _signed(figure: Figure) -> ColumnElement[int]:
    """What an entry adds to a figure; among all entries, its amount as it stands."""
    if figure not in ACCOUNTS:
        return LedgerEntry.amount_ore + literal(0)
    accounts, direction = ACCOUNTS[figure]
    return case(
        (LedgerEntry.debit.in_(accounts), direction * LedgerEntry.amount_ore),
        else_=-direction * LedgerEntry.amount_ore,
    )
