"""Payouts of earmarked money: attested, ordered by another, and booked when the voucher comes back.

What comes back is booked too, and what was promised and is not needed is released.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit, clock
from app.held_rows import ChangedMeanwhile, held_row
from app.letters.spending_letters import draft_share_claim
from app.models.earmark import EarmarkYear
from app.models.event import EventType
from app.models.spending import Payout, Spending, SpendingPart
from app.permissions import Actor
from app.prevention.queries.payouts import (
    PROMISED,
    balance_of_part,
    balances_of_spending,
    claimed_of_others,
    first_paid_on,
    missing_on,
)
from app.prevention.service.held_earmarks import held_part, held_spending, responsible_actor
from app.prevention.service.parts import own_part
from app.prevention.service.years import Move, held_year, money_back, move
from fees.earmark import shared_by_key
from fees.ledger import Account, EntryKind
from fees.money import ZERO, Money
from fees.payouts import split
from fees.spending import PartState, PayoutKind, PayoutState, SpendingAct, SpendingState, open_acts
from licensing.errors import NotAllowed


def request_payout(
    session: Session,
    actor: Actor,
    *,
    spending_id: int,
    amount: Money,
    payee: str,
    account_number: str | None,
    text: str,
    on: date,
    seen_version: int | None = None,
) -> Payout:
    """Attest that an amount of a grant is to be paid, all municipalities' parts of it together.

    Each part pays in proportion to what is left of it. Raises `LookupError`, `ChangedMeanwhile`, and
    `NotAllowed` for more than is left of what was promised, and while a body has not been consulted.
    """
    spending, _earmark = held_spending(session, actor, spending_id, seen_version=seen_version)
    _check_open(spending, SpendingAct.REQUEST_PAYOUT)
    _check_amount(amount)
    _check_consulted(session, spending, on)
    balances = balances_of_spending(session, spending)
    others = Money(max(0, balances.others.room.ore))
    _check_room(amount, balances.own.room + others if balances.own.room else ZERO)
    own, outlay = split(amount, balances.own.room, others)
    part = own_part(spending)
    payout = _attested(session, actor, part, own, outlay, payee, account_number, text)
    # The page that asked for it is out of date from here: sent twice, it asks once.
    flag_modified(spending, "state")
    session.flush()
    _tell(session, actor, EventType.PAYOUT_REQUESTED, spending, payout)
    return payout


def request_part_payout(
    session: Session,
    actor: Actor,
    *,
    part_id: int,
    amount: Money,
    payee: str,
    account_number: str | None,
    text: str,
    on: date,
    seen_version: int | None = None,
) -> Payout:
    """Attest that the municipality pays what another has claimed for its part of a shared measure.

    Raises `LookupError`, `ChangedMeanwhile`, and `NotAllowed` for more than is claimed or promised.
    """
    part, spending, _earmark = held_part(session, actor, part_id, seen_version=seen_version)
    if part.municipality_id == spending.municipality_id or part.state is not PartState.RESERVED:
        raise NotAllowed("payout_not_open")
    _check_amount(amount)
    balance = balance_of_part(session, part)
    claimed = claimed_of_others(session, spending, final=True).get(part.municipality_id, ZERO)
    unpaid = claimed - balance.net_paid - balance.on_its_way
    if amount.ore > unpaid.ore:
        raise NotAllowed("payout_above_claim", claimed_ore=claimed.ore, left_ore=max(0, unpaid.ore))
    _check_room(amount, balance.room)
    payout = _attested(session, actor, part, amount, ZERO, payee, account_number, text)
    flag_modified(part, "state")
    session.flush()
    _tell(session, actor, EventType.PAYOUT_REQUESTED, spending, payout, asked_on=on.isoformat())
    return payout


def approve_payout(
    session: Session, actor: Actor, *, payout_id: int, seen_version: int | None, on: date
) -> Payout:
    """Order a payout ("anvise"), by another than the one who attested it.

    Raises `LookupError`, `ChangedMeanwhile`, and `NotAllowed` for the one who attested it, for one that is
    not waiting, and while a body has not been consulted.
    """
    payout, _part, spending = _held(session, actor, payout_id, seen_version)
    if payout.state is not PayoutState.ATTESTED:
        raise NotAllowed("payout_not_attested")
    if payout.attested_by_id == actor.user_id:
        raise NotAllowed("payout_own_attestation")
    if spending.municipality_id == actor.municipality_id:
        _check_consulted(session, spending, on)
    payout.state, payout.approved_by_id, payout.approved_at = PayoutState.APPROVED, actor.user_id, clock.now()
    session.flush()
    _tell(session, actor, EventType.PAYOUT_APPROVED, spending, payout)
    return payout


def record_voucher(
    session: Session,
    actor: Actor,
    *,
    payout_id: int,
    seen_version: int | None,
    voucher: str,
    paid_on: date,
    on: date,
) -> Payout:
    """Write back that a payout was paid: from here its amount is spent. What was laid out is claimed.

    Raises `LookupError`, `ChangedMeanwhile`, and `NotAllowed` for one that was not ordered, a day to come or
    before the decision, and a consultation that came after the payment.
    """
    payout, part, spending = _held(session, actor, payout_id, seen_version)
    if payout.state is not PayoutState.APPROVED:
        raise NotAllowed("payout_not_approved")
    if paid_on > on:
        raise NotAllowed("paid_ahead", paid_on=paid_on.isoformat())
    decided_on = part.decided_on or spending.decided_on or paid_on
    if paid_on < decided_on:
        raise NotAllowed("paid_before_decision", decided_on=decided_on.isoformat())
    ours = spending.municipality_id == actor.municipality_id
    missing = missing_on(session, spending, paid_on) if ours else ()
    if missing:
        raise NotAllowed("consultation_after_payment", who=", ".join(missing), paid_on=paid_on.isoformat())
    claims = _claims(session, spending, Money(payout.outlay_ore))
    payout.state, payout.voucher, payout.paid_on = PayoutState.PAID, voucher, paid_on
    part.paid_ore += payout.amount_ore
    row = _year(session, actor, part, on)
    session.flush()
    spent = Move(
        EntryKind.SPENDING,
        Account.EARMARK_SPENT,
        Account.EARMARK_RESERVED,
        Money(payout.amount_ore),
        part_id=part.id,
        payout_id=payout.id,
    )
    move(session, actor, row, [spent], on=on)
    _settle(spending, part)
    session.flush()
    for debtor, amount in claims:
        draft_share_claim(
            session, actor, spending=spending, payout=payout, part=debtor, amount_ore=amount.ore, on=on
        )
    _tell(
        session,
        actor,
        EventType.PAYOUT_PAID,
        spending,
        payout,
        voucher=voucher,
        paid_on=paid_on.isoformat(),
    )
    return payout


def cancel_payout(
    session: Session, actor: Actor, *, payout_id: int, seen_version: int | None, reason: str, on: date
) -> Payout:
    """Take back a payout that has not been paid. Raises `NotAllowed` once it is, and without a reason."""
    payout, part, spending = _held(session, actor, payout_id, seen_version)
    if payout.state not in {PayoutState.ATTESTED, PayoutState.APPROVED}:
        raise NotAllowed("payout_past_cancelling")
    if not reason:
        raise NotAllowed("cancelled_without_reason")
    payout.state, payout.cancelled_reason = PayoutState.CANCELLED, reason
    _settle(spending, part)
    session.flush()
    _tell(
        session,
        actor,
        EventType.PAYOUT_CANCELLED,
        spending,
        payout,
        reason=reason,
        cancelled_on=on.isoformat(),
    )
    return payout


def record_repayment(
    session: Session,
    actor: Actor,
    *,
    spending_id: int,
    amount: Money,
    voucher: str,
    received_on: date,
    reason: str,
    on: date,
    seen_version: int | None = None,
) -> Payout:
    """Enter money of a grant that came back. In an open year it may be used again.

    Where others have paid a part, they have their share of it to get; it stands on the row as outlay.
    Raises `LookupError`, `ChangedMeanwhile`, and `NotAllowed` for more than was paid out, a day to come or
    before the payment.
    """
    spending, _earmark = held_spending(session, actor, spending_id, seen_version=seen_version)
    _check_open(spending, SpendingAct.RECORD_REPAYMENT)
    balances = balances_of_spending(session, spending)
    _check_amount(amount)
    _check_repaid(amount, balances.whole.net_paid)
    own, outlay = split(amount, balances.own.net_paid, balances.others.net_paid)
    return _repaid(
        session, actor, spending, own_part(spending), own, outlay, voucher, received_on, reason, on
    )


def record_part_repayment(
    session: Session,
    actor: Actor,
    *,
    part_id: int,
    amount: Money,
    voucher: str,
    received_on: date,
    reason: str,
    on: date,
    seen_version: int | None = None,
) -> Payout:
    """Enter that another municipality gave back some of what this one paid it for its part."""
    part, spending, _earmark = held_part(session, actor, part_id, seen_version=seen_version)
    if part.municipality_id == spending.municipality_id:
        raise NotAllowed("payout_not_open")
    _check_amount(amount)
    _check_repaid(amount, balance_of_part(session, part).net_paid)
    return _repaid(session, actor, spending, part, amount, ZERO, voucher, received_on, reason, on)


def release(
    session: Session,
    actor: Actor,
    *,
    spending_id: int,
    seen_version: int | None,
    amount: Money,
    reason: str,
    on: date,
) -> Spending:
    """Release what was promised of the municipality's own part and will not be used.

    Raises `LookupError`, `ChangedMeanwhile`, and `NotAllowed` for whoever is not responsible, for more than
    is neither paid nor on its way, and without a reason.
    """
    spending, earmark = held_spending(session, actor, spending_id, seen_version=seen_version)
    _check_open(spending, SpendingAct.RELEASE)
    responsible_actor(session, actor, earmark.id, on)
    _check_amount(amount)
    if not reason:
        raise NotAllowed("released_without_reason")
    part = own_part(spending)
    _check_room(amount, balance_of_part(session, part).room)
    row = _year(session, actor, part, on)
    part.released_ore += amount.ore
    # A page that asked for it before is out of date, also where the state stays.
    flag_modified(spending, "state")
    session.flush()
    money_back(
        session,
        actor,
        row,
        kind=EntryKind.RELEASE,
        credit=Account.EARMARK_RESERVED,
        amount=amount,
        part_id=part.id,
        on=on,
    )
    _settle(spending, part)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.SPENDING_RELEASED,
        spending_id=spending.id,
        spending=spending.number,
        title=spending.title,
        amount_ore=amount.ore,
        reason=reason,
    )
    return spending


def _held(
    session: Session, actor: Actor, payout_id: int, seen_version: int | None
) -> tuple[Payout, SpendingPart, Spending]:
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


def _year(session: Session, actor: Actor, part: SpendingPart, on: date) -> EarmarkYear:
    """The year that a part was reserved in, held."""
    row = session.get_one(EarmarkYear, part.earmark_year_id)
    return held_year(session, actor, row.earmark_id, row.year, on=on)


def _attested(
    session: Session,
    actor: Actor,
    part: SpendingPart,
    amount: Money,
    outlay: Money,
    payee: str,
    account_number: str | None,
    text: str,
) -> Payout:
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


def _repaid(
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
    row = _year(session, actor, part, on)
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
    _tell(
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


def _claims(session: Session, spending: Spending, outlay: Money) -> Iterable[tuple[SpendingPart, Money]]:
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


def _settle(spending: Spending, part: SpendingPart) -> None:
    """Let a part end when nothing of it is left, and a spending with the part of the one that pays it."""
    if part.paid_ore + part.released_ore < part.amount_ore:
        return
    part.state = PartState.ENDED
    if part.municipality_id == spending.municipality_id and spending.state is SpendingState.GRANTED:
        spending.state = SpendingState.PAID if part.paid_ore else SpendingState.LAPSED


def _check_open(spending: Spending, act: SpendingAct) -> None:
    if act not in open_acts(spending.state):
        raise NotAllowed("spending_act_not_open", standing=spending.state.value)


def _check_amount(amount: Money) -> None:
    if amount.ore <= 0:
        raise NotAllowed("payout_without_amount")


def _check_room(amount: Money, room: Money) -> None:
    if amount.ore > room.ore:
        raise NotAllowed("payout_above_promised", left_ore=max(0, room.ore))


def _check_repaid(amount: Money, paid: Money) -> None:
    if amount.ore > paid.ore:
        raise NotAllowed("repaid_above_paid", left_ore=paid.ore)


def _check_consulted(session: Session, spending: Spending, on: date) -> None:
    missing = missing_on(session, spending, on)
    if missing:
        raise NotAllowed("consultation_not_filled", who=", ".join(missing))


def _tell(
    session: Session, actor: Actor, event: EventType, spending: Spending, payout: Payout, **facts: Any
) -> None:
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
