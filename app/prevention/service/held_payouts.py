"""A payout while something is done with it: held, checked, entered and told of."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit, clock
from app.held_rows import ChangedMeanwhile, held_row
from app.models.earmark import EarmarkYear
from app.models.event import EventType
from app.models.spending import Payout, Spending, SpendingPart
from app.permissions import Actor
from app.prevention.queries.payouts import (
    PROMISED,
    claimed_of_others,
    first_paid_on,
    missing_on,
)
from app.prevention.service.held_earmarks import held_part
from app.prevention.service.years import held_year, money_back
from fees.earmark import shared_by_key
from fees.ledger import Account, EntryKind
from fees.money import ZERO, Money
from fees.spending import PartState, PayoutKind, PayoutState, SpendingAct, SpendingState, open_acts
from licensing.errors import NotAllowed


def held_payout(
    session: Session, actor: Actor, payout_id: int, seen_version: int | None
) -> tuple[Payout, SpendingPart, Spending]:
    """A payout of the actor's municipality with its part and spending, all held for this transaction.

    Raises `LookupError` when there is none, `ChangedMeanwhile` when another changed it since `seen_version`.
    """
    part_id = session.scalars(
        select(Payout.part_id).where(
            Payout.municipality_id == actor.municipality_id,
            Payout.id == payout_id,
            Payout.kind == PayoutKind.PAYOUT,
        )
    ).one_or_none()
    if part_id is None:
        raise LookupError(f"no payout {payout_id} in municipality {actor.municipality_id}")
    part, spending, _earmark = held_part(session, actor, part_id)
    payout = held_row(session, actor, Payout, payout_id)
    if seen_version is not None and payout.version != seen_version:
        raise ChangedMeanwhile
    return payout, part, spending


def reserving_year(session: Session, actor: Actor, part: SpendingPart, on: date) -> EarmarkYear:
    """The year that a part was reserved in, held."""
    row = session.get_one(EarmarkYear, part.earmark_year_id)
    return held_year(session, actor, row.earmark_id, row.year, on=on)


def attested_payout(
    session: Session,
    actor: Actor,
    part: SpendingPart,
    amount: Money,
    outlay: Money,
    payee: str,
    account_number: str | None,
    text: str,
) -> Payout:
    """A payout that the actor attests."""
    payout = Payout(
        municipality_id=actor.municipality_id,
        part_id=part.id,
        kind=PayoutKind.PAYOUT,
        state=PayoutState.ATTESTED,
        amount_ore=amount.ore,
        outlay_ore=outlay.ore,
        payee=payee,
        account_number=account_number,
        text=text,
        attested_by_id=actor.user_id,
        attested_at=clock.now(),
    )
    session.add(payout)
    session.flush()
    return payout


def repaid_payout(
    session: Session,
    actor: Actor,
    spending: Spending,
    part: SpendingPart,
    amount: Money,
    outlay: Money,
    voucher: str,
    received_on: date,
    reason: str,
    on: date,
) -> Payout:
    """Money of a part that came back, entered where it may be used again or where the year's rest went.

    Raises `NotAllowed` for a day to come, or before the first payment.
    """
    if received_on > on:
        raise NotAllowed("repaid_ahead", received_on=received_on.isoformat())
    first = first_paid_on(session, part)
    if first is None or received_on < first:
        raise NotAllowed("repaid_before_paid", paid_on=first.isoformat() if first else None)
    payout = Payout(
        municipality_id=actor.municipality_id,
        part_id=part.id,
        kind=PayoutKind.REPAYMENT,
        state=PayoutState.PAID,
        amount_ore=amount.ore,
        outlay_ore=outlay.ore,
        payee=spending.applicant or spending.title[:120],
        account_number=None,
        text=reason,
        voucher=voucher,
        paid_on=received_on,
        attested_by_id=actor.user_id,
        attested_at=clock.now(),
    )
    session.add(payout)
    row = reserving_year(session, actor, part, on)
    part.repaid_ore += amount.ore
    if spending.municipality_id == actor.municipality_id:
        flag_modified(spending, "state")
    session.flush()
    money_back(
        session,
        actor,
        row,
        kind=EntryKind.REPAYMENT,
        credit=Account.EARMARK_SPENT,
        amount=amount,
        part_id=part.id,
        payout_id=payout.id,
        on=on,
    )
    tell_of(
        session,
        actor,
        EventType.REPAYMENT_RECORDED,
        spending,
        payout,
        voucher=voucher,
        received_on=received_on.isoformat(),
        reason=reason,
    )
    return payout


def claims_for(session: Session, spending: Spending, outlay: Money) -> Iterable[tuple[SpendingPart, Money]]:
    """What is claimed of each of the others for an outlay, by what is left of the part of each."""
    if not outlay:
        return ()
    claimed = claimed_of_others(session, spending)
    left: dict[int, int] = {}
    parts = {part.municipality_id: part for part in spending.parts}
    for part in spending.parts:
        if part.municipality_id != spending.municipality_id and part.state in PROMISED:
            before = claimed.get(part.municipality_id, ZERO)
            left[part.municipality_id] = max(0, part.amount_ore - part.released_ore - before.ore)
    if sum(left.values()) < outlay.ore:
        raise NotAllowed("outlay_not_covered", outlay_ore=outlay.ore)
    return [(parts[debtor], share) for debtor, share in shared_by_key(outlay, left).items() if share]


def settle_part(spending: Spending, part: SpendingPart) -> None:
    """Let a part end when nothing of it is left, and a spending with the part of the one that pays it."""
    if part.paid_ore + part.released_ore < part.amount_ore:
        return
    part.state = PartState.ENDED
    if part.municipality_id == spending.municipality_id and spending.state is SpendingState.GRANTED:
        spending.state = SpendingState.PAID if part.paid_ore else SpendingState.LAPSED


def check_open(spending: Spending, act: SpendingAct) -> None:
    """Raise `NotAllowed` where a spending is past an act."""
    if act not in open_acts(spending.state):
        raise NotAllowed("spending_act_not_open", standing=spending.state.value)


def check_amount(amount: Money) -> None:
    """Raise `NotAllowed` for nothing, or less."""
    if amount.ore <= 0:
        raise NotAllowed("payout_without_amount")


def check_room(amount: Money, room: Money) -> None:
    """Raise `NotAllowed` for more than is left of what was promised."""
    if amount.ore > room.ore:
        raise NotAllowed("payout_above_promised", left_ore=max(0, room.ore))


def check_repaid(amount: Money, paid: Money) -> None:
    """Raise `NotAllowed` for more than is out."""
    if amount.ore > paid.ore:
        raise NotAllowed("repaid_above_paid", left_ore=paid.ore)


def check_consulted(session: Session, spending: Spending, on: date) -> None:
    """Raise `NotAllowed` while a body has not been consulted, and nobody said why it may be paid without."""
    missing = missing_on(session, spending, on)
    if missing:
        raise NotAllowed("consultation_not_filled", who=", ".join(missing))


def tell_of(
    session: Session, actor: Actor, event: EventType, spending: Spending, payout: Payout, **facts: Any
) -> None:
    """Write the event of an act on a payout."""
    audit.record(
        session,
        actor,
        event,
        spending_id=spending.id,
        payout_id=payout.id,
        number=spending.number,
        title=spending.title,
        payee=payout.payee,
        amount_ore=payout.amount_ore,
        outlay_ore=payout.outlay_ore or None,
        **facts,
    )
