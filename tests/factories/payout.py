"""Payouts for tests: the people of a municipality, and a grant that is paid as far as a test wants."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.earmark import Earmark
from app.models.spending import Payout, Spending
from app.models.user import Membership, User
from app.permissions import Actor, Role
from app.prevention.service.payouts import approve_payout, record_voucher, request_payout
from fees.money import Money
from tests.factories.earmark import make_earmark
from tests.factories.spending import make_granted


def person_of(session: Session, municipality_id: int, role: Role) -> Actor:
    """Whoever came first of those who hold a role in a municipality."""
    user = session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.municipality_id == municipality_id, Membership.role == role)
        .order_by(User.id)
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
