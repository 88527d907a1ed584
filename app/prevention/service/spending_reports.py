"""Reports of spending: what was done, for how many, and what it cost."""

from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.models.event import EventType
from app.models.spending import Spending
from app.permissions import Actor
from app.prevention.service.held_earmarks import held_spending
from fees.money import Money
from fees.spending import SpendingAct, SpendingState, open_acts
from licensing.errors import NotAllowed


def report_spending(
    session: Session,
    actor: Actor,
    *,
    spending_id: int,
    seen_version: int | None,
    text: str,
    participants: int | None,
    cost: Money,
    on: date,
) -> Spending:
    """Register what was done with a grant. What it cost less is for somebody to claim back or to release.

    Raises `LookupError`, `ChangedMeanwhile`, and `NotAllowed` where nothing is granted or a report is there,
    and before the day that it is about.
    """
    spending, _earmark = held_spending(session, actor, spending_id, seen_version=seen_version)
    if SpendingAct.REPORT not in open_acts(spending.state):
        raise NotAllowed("spending_act_not_open", standing=spending.state.value)
    if not text:
        raise NotAllowed("report_without_text")
    if spending.held_on is not None and on < spending.held_on:
        raise NotAllowed("reported_before_held", held_on=spending.held_on.isoformat())
    spending.state, spending.reported_on, spending.report_text = SpendingState.REPORTED, on, text
    spending.participants, spending.cost_ore = participants, cost.ore
    session.flush()
    audit.record(
        session,
        actor,
        EventType.SPENDING_REPORTED,
        spending_id=spending.id,
        number=spending.number,
        title=spending.title,
        participants=participants,
        cost_ore=cost.ore,
    )
    return spending
