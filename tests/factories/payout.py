"""Payouts for tests: the people of a municipality, and a grant that is paid as far as a test wants."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models.earmark import Earmark
from app.models.spending import Payout, Spending, SpendingPart
from app.models.user import Membership, User
from app.permissions import Actor, Role
from app.prevention.service.parts import answer_part
from app.prevention.service.payouts import approve_payout, record_voucher, request_payout
from app.prevention.service.spending import grant
from fees.money import Money
from tests.factories.earmark import make_earmark
from tests.factories.spending import make_consulted, make_granted, make_responsible, make_spending


def person_of(session: Session, municipality_id: int, role: Role) -> Actor:
    """Whoever holds a role in a municipality, and as few others as possible."""
    held = (
        select(Membership.user_id, func.count().label("roles")).group_by(Membership.user_id).subquery("held")
    )
    user = session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .join(held, held.c.user_id == User.id)
        .where(Membership.municipality_id == municipality_id, Membership.role == role)
        .order_by(held.c.roles, User.id)
        .limit(1)
    ).one()
    return Actor(user.id, user.name, municipality_id, frozenset({role}))


def make_grant(
    session: Session,
    municipality_id: int,
    *,
    earmark: Earmark | None = None,
    on: date | None = None,
    consulted: bool = True,
    **changed: Any,
) -> Spending:
    """A grant of 12,000, proposed by the coordinator and granted by the decider, who is responsible."""
    coordinator = person_of(session, municipality_id, Role.PREVENTION_COORDINATOR)
    decider = person_of(session, municipality_id, Role.DECIDER)
    if earmark is None:
        earmark = make_earmark(session, coordinator, responsible_id=decider.user_id)
    day = on or clock.today()
    values = {"received_on": day, "year": day.year, **changed}
    return make_granted(session, coordinator, earmark, decider, consulted=consulted, on=day, **values)


def make_shared(
    session: Session, payer_id: int, other_id: int, *, on: date | None = None, **changed: Any
) -> Spending:
    """A measure of 8,000 that one municipality pays and another bears half of, promised by both."""
    day = on or clock.today()
    coordinator = person_of(session, payer_id, Role.PREVENTION_COORDINATOR)
    decider, theirs = (person_of(session, one, Role.DECIDER) for one in (payer_id, other_id))
    earmark = make_earmark(session, coordinator, responsible_id=decider.user_id, others=(other_id,))
    make_responsible(session, theirs, earmark, theirs)
    values = {
        "received_on": day,
        "year": day.year,
        "amount": Money.from_kroner(8_000),
        "shared_with": (other_id,),
        **changed,
    }
    spending = make_spending(session, coordinator, earmark, on=day, **values)
    make_consulted(session, coordinator, earmark, spending, on=day)
    part = part_of_other(session, spending)
    answer_part(session, theirs, part_id=part.id, seen_version=part.version, accept=True, reason="", on=day)
    return grant(
        session,
        decider,
        spending_id=spending.id,
        seen_version=spending.version,
        amount=Money(spending.amount_ore),
        conditions="",
        report_due_on=None,
        reason="",
        on=day,
    )


def part_of_other(session: Session, spending: Spending) -> SpendingPart:
    """What the other municipality bears of a spending."""
    return session.scalars(
        select(SpendingPart).where(
            SpendingPart.spending_id == spending.id,
            SpendingPart.municipality_id != spending.municipality_id,
        )
    ).one()


def make_payout(
    session: Session, spending: Spending, amount: int = 12_000, *, on: date | None = None
) -> Payout:
    """A payout that the coordinator attests, in kroner."""
    coordinator = person_of(session, spending.municipality_id, Role.PREVENTION_COORDINATOR)
    return request_payout(
        session,
        coordinator,
        spending_id=spending.id,
        amount=Money.from_kroner(amount),
        payee=spending.applicant or "Foredragsholder (oppdiktet)",
        account_number="86011117947",
        text="Tilskudd",
        on=on or clock.today(),
    )


def make_paid(
    session: Session, spending: Spending, amount: int = 12_000, *, on: date | None = None
) -> Payout:
    """A payout that finance has ordered and paid, in kroner."""
    day = on or clock.today()
    finance = person_of(session, spending.municipality_id, Role.FINANCE)
    payout = make_payout(session, spending, amount, on=day)
    approve_payout(session, finance, payout_id=payout.id, seen_version=payout.version, on=day)
    return record_voucher(
        session,
        finance,
        payout_id=payout.id,
        seen_version=payout.version,
        voucher="30017788",
        paid_on=day,
        on=day,
    )
