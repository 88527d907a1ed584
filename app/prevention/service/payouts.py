"""Payouts of earmarked money: attested, ordered by another, and booked when the voucher comes back.

What comes back is booked too, and what was promised and is not needed is released.
"""

from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit, clock
from app.letters.spending_letters import draft_share_claim
from app.models.event import EventType
from app.models.spending import Payout, Spending
from app.permissions import Actor
from app.prevention.queries.payouts import (
    balance_of_part,
    balances_of_spending,
    claimed_of_others,
    missing_on,
)
from app.prevention.service.held_earmarks import held_part, held_spending, responsible_actor
from app.prevention.service.held_payouts import (
    attested_payout,
    check_amount,
    check_consulted,
    check_open,
    check_repaid,
    check_room,
    claims_for,
    held_payout,
    repaid_payout,
    reserving_year,
    settle_part,
    tell_of,
)
from app.prevention.service.parts import own_part
from app.prevention.service.years import Move, money_back, move
from fees.ledger import Account, EntryKind
from fees.money import ZERO, Money
from fees.payouts import split
from fees.spending import PartState, PayoutState, SpendingAct
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
    check_open(spending, SpendingAct.REQUEST_PAYOUT)
    check_amount(amount)
    check_consulted(session, spending, on)
    balances = balances_of_spending(session, spending)
    others = Money(max(0, balances.others.room.ore))
    check_room(amount, balances.own.room + others if balances.own.room else ZERO)
    own, outlay = split(amount, balances.own.room, others)
    part = own_part(spending)
    payout = attested_payout(session, actor, part, own, outlay, payee, account_number, text)
    # The page that asked for it is out of date from here: sent twice, it asks once.
    flag_modified(spending, "state")
    session.flush()
    tell_of(session, actor, EventType.PAYOUT_REQUESTED, spending, payout)
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
    check_amount(amount)
    balance = balance_of_part(session, part)
    claimed = claimed_of_others(session, spending, final=True).get(part.municipality_id, ZERO)
    unpaid = claimed - balance.net_paid - balance.on_its_way
    if amount.ore > unpaid.ore:
        raise NotAllowed("payout_above_claim", claimed_ore=claimed.ore, left_ore=max(0, unpaid.ore))
    check_room(amount, balance.room)
    payout = attested_payout(session, actor, part, amount, ZERO, payee, account_number, text)
    flag_modified(part, "state")
    session.flush()
    tell_of(session, actor, EventType.PAYOUT_REQUESTED, spending, payout, asked_on=on.isoformat())
    return payout


def approve_payout(
    session: Session, actor: Actor, *, payout_id: int, seen_version: int | None, on: date
) -> Payout:
    """Order a payout ("anvise"), by another than the one who attested it.

    Raises `LookupError`, `ChangedMeanwhile`, and `NotAllowed` for the one who attested it, for one that is
    not waiting, and while a body has not been consulted.
    """
    payout, _part, spending = held_payout(session, actor, payout_id, seen_version)
    if payout.state is not PayoutState.ATTESTED:
        raise NotAllowed("payout_not_attested")
    if payout.attested_by_id == actor.user_id:
        raise NotAllowed("payout_own_attestation")
    if spending.municipality_id == actor.municipality_id:
        check_consulted(session, spending, on)
    payout.state, payout.approved_by_id, payout.approved_at = PayoutState.APPROVED, actor.user_id, clock.now()
    session.flush()
    tell_of(session, actor, EventType.PAYOUT_APPROVED, spending, payout)
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
    payout, part, spending = held_payout(session, actor, payout_id, seen_version)
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
    claims = claims_for(session, spending, Money(payout.outlay_ore))
    payout.state, payout.voucher, payout.paid_on = PayoutState.PAID, voucher, paid_on
    part.paid_ore += payout.amount_ore
    row = reserving_year(session, actor, part, on)
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
    settle_part(spending, part)
    session.flush()
    for debtor, amount in claims:
        draft_share_claim(
            session, actor, spending=spending, payout=payout, part=debtor, amount_ore=amount.ore, on=on
        )
    tell_of(
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
    payout, part, spending = held_payout(session, actor, payout_id, seen_version)
    if payout.state not in {PayoutState.ATTESTED, PayoutState.APPROVED}:
        raise NotAllowed("payout_past_cancelling")
    if not reason:
        raise NotAllowed("cancelled_without_reason")
    payout.state, payout.cancelled_reason = PayoutState.CANCELLED, reason
    settle_part(spending, part)
    session.flush()
    tell_of(
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
    check_open(spending, SpendingAct.RECORD_REPAYMENT)
    balances = balances_of_spending(session, spending)
    check_amount(amount)
    check_repaid(amount, balances.whole.net_paid)
    own, outlay = split(amount, balances.own.net_paid, balances.others.net_paid)
    return repaid_payout(
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
    check_amount(amount)
    check_repaid(amount, balance_of_part(session, part).net_paid)
    return repaid_payout(session, actor, spending, part, amount, ZERO, voucher, received_on, reason, on)


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
    check_open(spending, SpendingAct.RELEASE)
    responsible_actor(session, actor, earmark.id, on)
    check_amount(amount)
    if not reason:
        raise NotAllowed("released_without_reason")
    part = own_part(spending)
    check_room(amount, balance_of_part(session, part).room)
    row = reserving_year(session, actor, part, on)
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
    settle_part(spending, part)
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
