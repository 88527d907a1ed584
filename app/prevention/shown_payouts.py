"""Payments, letters, the report and the complaint of a spending, as its page shows them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.models.spending import Spending
from app.permissions import Actor


@dataclass(frozen=True)
class ShownPayouts:
    """What `prevention/payouts/section.html` shows, given to it under the name `payouts`."""

    spending_id: int


def shown_payouts(session: Session, spending: Spending, actor: Actor, on: date) -> ShownPayouts:
    """The payments, letters, report and complaint of a spending of the actor's municipality."""
    return ShownPayouts(spending_id=spending.id)
