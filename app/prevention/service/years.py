"""The years of an earmark: opened when somebody first acts in them, filled, and moved within."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.billing.queries.ledger import EARMARK_SUMS
from app.billing.service.ledger import Posting, post
from app.db import row_lock
from app.models.earmark import Earmark, EarmarkYear, EarmarkYearAct, YearActKind
from app.models.event import EventType
from app.numbers import take_municipality
from app.permissions import Actor
from app.prevention.queries.earmarks import earmark_of, income_booked, income_paid
from fees.earmark import EarmarkExtent, EarmarkFilling, decided_amount
from fees.ledger import Account, EntryKind, entry
from fees.money import Money
from licensing.errors import NotAllowed


@dataclass(frozen=True)
class Move:
    """An amount above nought from one of an earmark's accounts (credit) to another (debit)."""

    kind: EntryKind
    debit: Account
    credit: Account
    amount: Money
    part_id: int | None = None
    payout_id: int | None = None
    act_id: int | None = None
    reverses_id: int | None = None


def held_year(session: Session, actor: Actor, earmark_id: int, year: int, *, on: date) -> EarmarkYear:
    """The year of an earmark in the actor's municipality, held for this transaction and up to date.

    It is opened when nobody has acted in it, and filled with what the decision and the fee income give.
    Raises `LookupError` for an earmark of others and `NotAllowed` for a year that it does not cover, or that
    has not begun.
    """
    take_municipality(session, actor.municipality_id)
    earmark = earmark_of(session, actor.municipality_id, earmark_id)
    if earmark is None:
        raise LookupError(f"no earmark {earmark_id} in municipality {actor.municipality_id}")
    row = session.scalars(
        row_lock(
            select(EarmarkYear).where(
                EarmarkYear.municipality_id == actor.municipality_id,
                EarmarkYear.earmark_id == earmark_id,
                EarmarkYear.year == year,
            )
        ).execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        row = _opened(session, actor, earmark, year, on)
    _fill(session, actor, earmark, row, on)
    return row


def move(session: Session, actor: Actor, row: EarmarkYear, moves: Iterable[Move], *, on: date) -> None:
    """Enter moves in a year that is held: its sums and the ledger in one.

    Raises `NotAllowed` when something would fall below nought; the facts say what is free, in øre.
    """
    wanted = tuple(one for one in moves if one.amount)
    free = row.free_ore
    for one in wanted:
        for account, sign in ((one.debit, 1), (one.credit, -1)):
            column, direction = EARMARK_SUMS[account]
            setattr(row, column, getattr(row, column) + sign * direction * one.amount.ore)
    if row.free_ore < 0:
        raise NotAllowed("earmark_too_little_left", free_ore=free, year=row.year)
    if any(getattr(row, column) < 0 for column, _direction in EARMARK_SUMS.values()):
        raise NotAllowed("earmark_moves_too_much", year=row.year)
    session.flush()
    post(session, actor, [_posting(row, one, on) for one in wanted])


def _posting(row: EarmarkYear, one: Move, on: date) -> Posting:
    made = entry(one.kind, one.debit, one.credit, one.amount, booked_on=on, fee_year=row.year)
    if made is None:
        raise ValueError("a move of nothing is no entry")
    return Posting(
        made,
        reverses_id=one.reverses_id,
        earmark_year_id=row.id,
        part_id=one.part_id,
        payout_id=one.payout_id,
        act_id=one.act_id,
    )


def _opened(session: Session, actor: Actor, earmark: Earmark, year: int, on: date) -> EarmarkYear:
    if not earmark.to_domain().covers(year):
        raise NotAllowed("earmark_year_not_covered", year=year)
    if on < date(year, 1, 1):
        raise NotAllowed("earmark_year_not_begun", year=year)
    row = EarmarkYear(
        municipality_id=actor.municipality_id,
        earmark_id=earmark.id,
        year=year,
        decided_ore=0,
        allotted_ore=0,
        carried_in_ore=0,
        reserved_ore=0,
        spent_ore=0,
        returned_ore=0,
        carried_out_ore=0,
        free_ore=0,
        closed=False,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor, EventType.EARMARK_YEAR_OPENED, earmark_id=earmark.id, earmark=earmark.name, year=year
    )
    return row


def _fill(session: Session, actor: Actor, earmark: Earmark, row: EarmarkYear, on: date) -> None:
    """Bring what is decided and available up to what the decision and the income of the year give."""
    if row.closed:
        return
    terms = earmark.to_domain()
    adjusted = _adjusted_ore(session, row)
    if adjusted is not None:
        decided = adjusted
    elif terms.extent is EarmarkExtent.AMOUNT and row.decided_ore:
        decided = row.decided_ore
    else:
        income = income_booked(session, actor.municipality_id, row.year)
        decided = decided_amount(terms, actor.municipality_id, income).ore
    wanted = decided
    if terms.filling is EarmarkFilling.PAYMENTS:
        wanted = max(0, min(decided, income_paid(session, actor.municipality_id, row.year).ore))
    # What is promised or spent already stays available, whatever became of the income.
    wanted = max(wanted, row.allotted_ore - row.free_ore)
    difference = wanted - row.allotted_ore
    if max(decided, wanted) != row.decided_ore:
        row.decided_ore = max(decided, wanted)
    if difference == 0:
        session.flush()
        return
    accounts = (Account.EARMARK_LEFT, Account.EARMARK_BUDGET)
    debit, credit = accounts if difference > 0 else accounts[::-1]
    move(session, actor, row, [Move(EntryKind.ALLOTMENT, debit, credit, Money(abs(difference)))], on=on)
    audit.record(
        session,
        actor,
        EventType.EARMARK_YEAR_FILLED,
        earmark_id=earmark.id,
        earmark=earmark.name,
        year=row.year,
        amount_ore=difference,
    )


def _adjusted_ore(session: Session, row: EarmarkYear) -> int | None:
    """The amount that a later decision gave the year, if one did."""
    return session.scalars(
        select(EarmarkYearAct.decided_ore)
        .where(
            EarmarkYearAct.municipality_id == row.municipality_id,
            EarmarkYearAct.earmark_year_id == row.id,
            EarmarkYearAct.kind == YearActKind.ADJUSTED,
        )
        .order_by(EarmarkYearAct.id.desc())
        .limit(1)
    ).one_or_none()
