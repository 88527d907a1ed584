"""What is left to invoice ("fakturere"): decided fees, by instalment, less what is invoiced already.

One rule makes every line: what falls due of a fee up to an instalment, less what stands invoiced of it. So a
fee that another edition has replaced gives the difference alone, and nothing is ever invoiced twice.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, false, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.billing.queries.fee_years import fee_year_of
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.holder import Holder
from app.models.invoice import BatchPurpose, BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.models.licence import Licence
from app.models.venue import Venue
from fees.fee_years import Settles
from fees.money import Money

# ASSUMPTION: the fee of a year falls due in instalments; settlements and events fall due at once.
IN_INSTALMENTS = frozenset({FeePurpose.ADVANCE, FeePurpose.YEAR})
ORDER = {
    FeePurpose.ADVANCE: 0,
    FeePurpose.YEAR: 1,
    FeePurpose.OCCASION: 2,
    FeePurpose.SETTLEMENT: 3,
}


@dataclass(frozen=True)
class Wanted:
    """What a batch invoices: fees of a round, up to an instalment."""

    purpose: BatchPurpose
    fee_year: int
    instalment: int = 1
    instalments: int = 1


@dataclass(frozen=True)
class Billable:
    """An amount that is to stand on an invoice, and what it is of."""

    fee_id: int
    licence_id: int
    purpose: FeePurpose
    year: int
    total: Money
    instalment: int
    instalments: int
    generation: int
    amount: Money
    invoiced: Money
    """What stands invoiced of the same instalment: of an earlier edition of the fee."""
    computed_text: str
    """How the fee came about, as it is stored; empty where nobody asked for it."""

    @property
    def computed(self) -> Mapping[str, Any]:
        """How the fee came about, read anew each time: thousands together would take much room."""
        read: Mapping[str, Any] = json.loads(self.computed_text) if self.computed_text else {}
        return read


@dataclass
class _Invoiced:
    """What stands invoiced of one fee, whatever edition, and how often each edition's parts were invoiced."""

    ore: dict[int, int]
    times: dict[tuple[int, int], int]

    @classmethod
    def nothing(cls) -> "_Invoiced":
        return cls(defaultdict(int), defaultdict(int))


Chain = tuple[int, int, FeePurpose]


def fees_wanted(session: Session, municipality_id: int, wanted: Wanted) -> ColumnElement[bool]:
    """Which fees a batch is about, whether they are decided or not."""
    year, before = wanted.fee_year, wanted.fee_year - 1
    settlement = and_(Fee.year == before, Fee.purpose == FeePurpose.SETTLEMENT)
    if wanted.purpose is BatchPurpose.SETTLEMENTS:
        return settlement
    if wanted.purpose is BatchPurpose.OCCASIONS:
        return and_(Fee.year == year, Fee.purpose == FeePurpose.OCCASION)
    if wanted.purpose is not BatchPurpose.FEES:
        return false()
    # The settings of a year decide what becomes of that year, also where the next one has others.
    separate = fee_year_of(session, municipality_id, before).settles is Settles.SEPARATE
    return or_(
        and_(Fee.year == year, Fee.purpose == FeePurpose.ADVANCE),
        and_(Fee.year == before, Fee.purpose == FeePurpose.YEAR),
        *(() if separate else (settlement,)),
    )


def billable(
    session: Session,
    municipality_id: int,
    wanted: Wanted,
    licence_ids: Collection[int] | None = None,
    *,
    computed: bool = False,
) -> Mapping[int, Sequence[Billable]]:
    """What is left to invoice by licence, of all or of some; a licence that nothing is left of is not there.

    `computed` reads how each fee came about as well.
    """
    which = fees_wanted(session, municipality_id, wanted)
    if licence_ids is not None:
        which = and_(which, Fee.licence_id.in_(licence_ids))
    columns = [Fee.id, Fee.licence_id, Fee.purpose, Fee.year, Fee.total_ore]
    fees = session.execute(
        select(*columns, *((type_coerce(Fee.computed, Text).label("computed"),) if computed else ()))
        .where(Fee.municipality_id == municipality_id, Fee.state == FeeState.DECIDED, which)
        .order_by(Fee.licence_id, Fee.id)
    ).all()
    invoiced = _invoiced(session, municipality_id, which)
    found: dict[int, list[Billable]] = defaultdict(list)
    for fee in fees:
        before = invoiced.get((fee.licence_id, fee.year, fee.purpose)) or _Invoiced.nothing()
        found[fee.licence_id].extend(_parts(fee, before, wanted, fee.computed if computed else ""))
    return {
        licence_id: sorted(parts, key=lambda part: (ORDER[part.purpose], part.instalment))
        for licence_id, parts in found.items()
        if parts
    }


def licences_left(session: Session, municipality_id: int, wanted: Wanted) -> Sequence[int]:
    """The licences that something is left of, by holder and place: the order of their invoices."""
    which = fees_wanted(session, municipality_id, wanted)
    ordered = (
        select(Licence.id)
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(Licence.municipality_id == municipality_id)
        .order_by(Holder.sort_key, Venue.sort_key, Licence.number)
    )
    invoiced = (
        select(InvoiceLine.id)
        .join(Fee, and_(Fee.municipality_id == InvoiceLine.municipality_id, Fee.id == InvoiceLine.fee_id))
        .where(Fee.municipality_id == municipality_id, which)
        .limit(1)
    )
    if session.execute(invoiced).first() is None:
        # The first batch of a year takes everything, which the database says at once.
        owing = select(Fee.licence_id).where(
            Fee.municipality_id == municipality_id, Fee.state == FeeState.DECIDED, Fee.total_ore != 0, which
        )
        return session.scalars(ordered.where(Licence.id.in_(owing))).all()
    left = billable(session, municipality_id, wanted)
    return [licence_id for licence_id in session.scalars(ordered) if licence_id in left]


def _parts(fee: Any, before: _Invoiced, wanted: Wanted, computed: str) -> Iterator[Billable]:
    instalments = wanted.instalments if fee.purpose in IN_INSTALMENTS else 1
    total = Money(fee.total_ore)
    shares = (total,) if instalments == 1 else total.shared(instalments)
    for instalment, share in enumerate(shares[: wanted.instalment], 1):
        invoiced = Money(before.ore[instalment])
        if share == invoiced:
            continue
        yield Billable(
            fee_id=fee.id,
            licence_id=fee.licence_id,
            purpose=fee.purpose,
            year=fee.year,
            total=total,
            instalment=instalment,
            instalments=instalments,
            generation=before.times[fee.id, instalment],
            amount=share - invoiced,
            invoiced=invoiced,
            computed_text=computed,
        )


def _invoiced(
    session: Session, municipality_id: int, which: ColumnElement[bool]
) -> Mapping[Chain, _Invoiced]:
    rows = session.execute(
        select(
            Fee.licence_id,
            Fee.year,
            Fee.purpose,
            InvoiceLine.fee_id,
            InvoiceLine.instalment,
            InvoiceLine.credit,
            InvoiceLine.amount_ore,
            InvoiceBatch.state,
        )
        .select_from(Fee)
        .join(
            InvoiceLine,
            and_(InvoiceLine.municipality_id == Fee.municipality_id, InvoiceLine.fee_id == Fee.id),
        )
        .join(
            Invoice,
            and_(
                Invoice.municipality_id == InvoiceLine.municipality_id, Invoice.id == InvoiceLine.invoice_id
            ),
        )
        .join(
            InvoiceBatch,
            and_(
                InvoiceBatch.municipality_id == Invoice.municipality_id, InvoiceBatch.id == Invoice.batch_id
            ),
        )
        .where(Fee.municipality_id == municipality_id, which)
    )
    found: dict[Chain, _Invoiced] = defaultdict(_Invoiced.nothing)
    for row in rows:
        chain = found[row.licence_id, row.year, row.purpose]
        if not row.credit:
            chain.times[row.fee_id, row.instalment] += 1
        if _stands(row.state, is_credit_note=bool(row.credit)):
            chain.ore[row.instalment] += row.amount_ore
    return found


def _stands(state: BatchState, *, is_credit_note: bool) -> bool:
    """Whether a line counts: an invoice unless it is discarded, a credit note when it is booked."""
    # A reversal that waits may yet be discarded: until it is locked, its fees are not invoiced anew.
    return state is BatchState.LOCKED if is_credit_note else state is not BatchState.DISCARDED
