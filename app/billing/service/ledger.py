"""Enter amounts in the ledger: numbered without a gap, chained, each with the source that it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import clock
from app.billing.ledger_chain import sealed
from app.db import row_lock
from app.models.ledger import LedgerEntry, LedgerHead
from app.models.municipality import FIRST_HASH
from app.numbers import take_municipality
from app.permissions import Actor
from fees.ledger import Entry


@dataclass(frozen=True)
class Posting:
    """An entry with its one source: an invoice line, a payment, or an earmark's year.

    A reversal names what it reverses; an entry of an earmark names the part, the payout or the act behind it.

    ASSUMPTION: the fee year of an entry is that of its batch, so that a claim and what is paid of it stand in
    the same year, also where the claim settles the year before.
    """

    entry: Entry
    licence_id: int | None = None
    line_id: int | None = None
    payment_id: int | None = None
    reverses_id: int | None = None
    earmark_year_id: int | None = None
    part_id: int | None = None
    payout_id: int | None = None
    act_id: int | None = None


def post(session: Session, actor: Actor, postings: Iterable[Posting]) -> None:
    """Add entries to the end of the municipality's ledger, in the order that they come."""
    wanted = tuple(postings)
    if not wanted:
        return
    take_municipality(session, actor.municipality_id)
    head = _head(session, actor.municipality_id)
    at, rows = clock.now(), []
    number, previous = head.length, head.hash
    for posting in wanted:
        number += 1
        row = _row(actor, posting, number, at)
        previous = row["hash"] = sealed(previous, row)
        rows.append(row)
    head.length, head.hash = number, previous
    session.execute(insert(LedgerEntry.__table__), rows)  # type: ignore[arg-type]  # a mapped class has a table
    session.flush()


def _head(session: Session, municipality_id: int) -> LedgerHead:
    found: LedgerHead | None = session.scalars(
        row_lock(select(LedgerHead).where(LedgerHead.municipality_id == municipality_id)).execution_options(
            populate_existing=True
        )
    ).one_or_none()
    if found is None:
        found = LedgerHead(municipality_id=municipality_id, length=0, hash=FIRST_HASH)
        session.add(found)
    return found


def _row(actor: Actor, posting: Posting, number: int, at: datetime) -> dict[str, Any]:
    entry = posting.entry
    return {
        "municipality_id": actor.municipality_id,
        "number": number,
        "kind": entry.kind,
        "debit": entry.debit,
        "credit": entry.credit,
        "amount_ore": entry.amount.ore,
        "booked_on": entry.booked_on,
        "fee_year": entry.fee_year,
        "licence_id": posting.licence_id,
        "line_id": posting.line_id,
        "payment_id": posting.payment_id,
        "reverses_id": posting.reverses_id,
        "earmark_year_id": posting.earmark_year_id,
        "part_id": posting.part_id,
        "payout_id": posting.payout_id,
        "act_id": posting.act_id,
        "made_by_id": actor.user_id,
        "made_at": at,
    }
