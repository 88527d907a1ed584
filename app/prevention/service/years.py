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
from app.prevention.queries.earmarks import (
    accounts_in,
    adjusted_in,
    decided_now,
    earmark_of,
    income_booked,
    income_paid,
    next_earmark,
)
from fees.earmark import EarmarkFilling, Fund, Leftover, refilled
from fees.ledger import Account, EntryKind, entry
from fees.money import ZERO, Money
from licensing.errors import NotAllowed
from licensing.law import KOML_14_10


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
    row = _held(session, actor, earmark, year, on, ahead=False)
    _fill(session, actor, earmark, row, on)
    return row


def held_next_year(session: Session, actor: Actor, row: EarmarkYear, *, on: date) -> EarmarkYear | None:
    """The year that money of a held year is carried into, also before it begins; None where none follows."""
    earmark = earmark_of(session, actor.municipality_id, row.earmark_id)
    if earmark is None:
        return None
    following = next_earmark(session, actor.municipality_id, earmark, row.year)
    return None if following is None else _held(session, actor, following, row.year + 1, on, ahead=True)


def refill(session: Session, actor: Actor, row: EarmarkYear, *, on: date, act_id: int | None = None) -> None:
    """Bring a held year up to its decision and its income, where a decision has just changed them."""
    earmark = earmark_of(session, actor.municipality_id, row.earmark_id)
    if earmark is not None:
        _fill(session, actor, earmark, row, on, act_id)


def money_back(
    session: Session,
    actor: Actor,
    row: EarmarkYear,
    *,
    kind: EntryKind,
    credit: Account,
    amount: Money,
    part_id: int | None = None,
    payout_id: int | None = None,
    on: date,
) -> None:
    """Enter money that comes back to a held year, or that was promised there and is not used after all.

    In an open year it may be used again. In a closed one it goes where what was left went: into the next
    year, or back to free use. Raises `NotAllowed` when more would come back than stands on `credit`, and
    when money that is bound has no year to go on into.

    Law: kommuneloven §§ 14-9 and 14-10.
    """
    back = Move(kind, Account.EARMARK_LEFT, credit, amount, part_id=part_id, payout_id=payout_id)
    move(session, actor, row, [back], on=on)
    while row.closed:
        following = held_next_year(session, actor, row, on=on) if _goes_on(session, actor, row) else None
        if following is None:
            _hand_back(session, actor, row, amount, on)
            return
        carry(session, actor, row, following, amount, on=on)
        row = following


def carry(
    session: Session,
    actor: Actor,
    row: EarmarkYear,
    following: EarmarkYear,
    amount: Money,
    *,
    act_id: int | None = None,
    on: date,
) -> None:
    """Carry an amount from a held year into the one that follows it, held too."""
    out = Move(EntryKind.CARRYING, Account.EARMARK_CARRIED_OUT, Account.EARMARK_LEFT, amount, act_id=act_id)
    into = Move(EntryKind.CARRYING, Account.EARMARK_LEFT, Account.EARMARK_CARRIED_IN, amount, act_id=act_id)
    move(session, actor, row, [out], on=on)
    move(session, actor, following, [into], on=on)


def move(session: Session, actor: Actor, row: EarmarkYear, moves: Iterable[Move], *, on: date) -> None:
    """Enter moves in a year that is held: its sums and the ledger in one.

    Raises `NotAllowed` when something would fall below nought; the facts say what is free, in øre.
    """
    wanted = tuple(one for one in moves if one.amount)
    if row.closed and any(one.kind is EntryKind.RESERVATION for one in wanted):
        raise NotAllowed("earmark_year_closed", year=row.year)
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


def _goes_on(session: Session, actor: Actor, row: EarmarkYear) -> bool:
    """Whether what comes back to a closed year is carried on, and not handed back.

    ASSUMPTION: where the earmark does not say what becomes of what is left, what comes back later goes the
    way that the closing sent the rest: on only where all of it was carried on.
    """
    earmark = earmark_of(session, actor.municipality_id, row.earmark_id)
    if earmark is None:
        return False
    if earmark.to_domain().fund is Fund.BOUND or earmark.leftover is Leftover.CARRIED_OVER:
        return True
    closing = session.scalars(
        select(EarmarkYearAct)
        .where(
            EarmarkYearAct.municipality_id == actor.municipality_id,
            EarmarkYearAct.earmark_year_id == row.id,
            EarmarkYearAct.kind == YearActKind.CLOSED,
        )
        .order_by(EarmarkYearAct.id.desc())
        .limit(1)
    ).one_or_none()
    undecided = earmark.leftover is Leftover.NOT_DECIDED
    return (
        undecided
        and closing is not None
        and closing.carried_ore > closing.returned_ore + closing.other_ore == 0
    )


def _hand_back(session: Session, actor: Actor, row: EarmarkYear, amount: Money, on: date) -> None:
    earmark = earmark_of(session, actor.municipality_id, row.earmark_id)
    if earmark is not None and earmark.to_domain().fund is Fund.BOUND:
        raise NotAllowed("earmark_no_next_year", KOML_14_10, year=row.year + 1)
    back = Move(EntryKind.HANDING_BACK, Account.EARMARK_RETURNED, Account.EARMARK_LEFT, amount)
    move(session, actor, row, [back], on=on)


def _held(
    session: Session, actor: Actor, earmark: Earmark, year: int, on: date, *, ahead: bool
) -> EarmarkYear:
    """The row of a year, locked and as it stands now; opened when there is none."""
    row = session.scalars(
        row_lock(
            select(EarmarkYear).where(
                EarmarkYear.municipality_id == actor.municipality_id,
                EarmarkYear.earmark_id == earmark.id,
                EarmarkYear.year == year,
            )
        ).execution_options(populate_existing=True)
    ).one_or_none()
    if on < date(year, 1, 1) and not ahead:
        raise NotAllowed("earmark_year_not_begun", year=year)
    return row or _opened(session, actor, earmark, year)


def _opened(session: Session, actor: Actor, earmark: Earmark, year: int) -> EarmarkYear:
    if not earmark.to_domain().covers(year):
        raise NotAllowed("earmark_year_not_covered", year=year)
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


def _fill(
    session: Session, actor: Actor, earmark: Earmark, row: EarmarkYear, on: date, act_id: int | None = None
) -> None:
    """Bring what is decided and available up to what the decision and the income of the year give."""
    if row.closed:
        return
    terms, stored = earmark.to_domain(), row.to_domain()
    income = income_booked(session, actor.municipality_id, row.year)
    adjusted = adjusted_in(session, actor.municipality_id, row.year).get(row.id)
    decided = decided_now(terms, actor.municipality_id, stored.decided, income, adjusted)
    paid = income_paid(session, actor.municipality_id, row.year)
    if terms.filling is EarmarkFilling.PAYMENTS:
        # What has been paid fills the earmarks in the order that they were decided, none of it twice.
        earlier = accounts_in(session, actor.municipality_id, row.year)
        paid -= sum((one.decided for other, one in earlier if other.id < earmark.id), ZERO)
    account = refilled(stored, decided, terms.filling, paid)
    if account.decided != stored.decided:
        row.decided_ore = account.decided.ore
    difference = account.allotted - stored.allotted
    if not difference:
        session.flush()
        return
    accounts = (Account.EARMARK_LEFT, Account.EARMARK_BUDGET)
    debit, credit = accounts if difference.ore > 0 else accounts[::-1]
    allotment = Move(EntryKind.ALLOTMENT, debit, credit, Money(abs(difference.ore)), act_id=act_id)
    move(session, actor, row, [allotment], on=on)
    audit.record(
        session,
        actor,
        EventType.EARMARK_YEAR_FILLED,
        earmark_id=earmark.id,
        earmark=earmark.name,
        year=row.year,
        amount_ore=difference.ore,
    )
