"""Complaints ("klager") on decisions about grants: registered in time, and settled by those who may."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.held_rows import ChangedMeanwhile, held_row
from app.models.earmark import Earmark
from app.models.event import EventType
from app.models.spending import GrantComplaint, Spending
from app.permissions import Actor
from app.prevention.queries.payouts import balance_of_part, complaint_of, decision_arrived_on
from app.prevention.service.held_earmarks import held_spending, responsible_actor
from app.prevention.service.parts import own_part, share
from app.prevention.service.years import held_year, money_back
from fees.ledger import Account, EntryKind
from fees.money import Money
from fees.spending import (
    GrantComplaintOutcome,
    PartState,
    SpendingAct,
    SpendingOrigin,
    SpendingState,
    open_acts,
)
from licensing.deadlines import complaint_last_day
from licensing.errors import NotAllowed
from licensing.law import FVL_28, FVL_31, FVL_33, FVL_34

DECIDED_ANEW = frozenset({GrantComplaintOutcome.REVERSED, GrantComplaintOutcome.REPEALED_BY_BODY})
BY_BODY = frozenset({GrantComplaintOutcome.UPHELD_BY_BODY, GrantComplaintOutcome.REPEALED_BY_BODY})


def receive_complaint(
    session: Session,
    actor: Actor,
    *,
    spending_id: int,
    seen_version: int | None,
    received_on: date,
    grounds: str,
    late_reason: str,
    on: date,
) -> GrantComplaint:
    """Register a complaint on the decision about an application.

    `received_on` is the day that it was sent or handed in. Raises `LookupError`, `ChangedMeanwhile`, and
    `NotAllowed` for a spending that nobody may complain about, a day to come or before the decision, one more
    while another waits, and one that came too late without a reason why it is heard.

    Law: forvaltningsloven §§ 28, 29, 30 and 31.
    """
    spending, _earmark = held_spending(session, actor, spending_id, seen_version=seen_version)
    if spending.origin is not SpendingOrigin.APPLICATION:
        raise NotAllowed("complaint_on_own_initiative", FVL_28)
    if SpendingAct.COMPLAIN not in open_acts(spending.state) or spending.decided_on is None:
        raise NotAllowed("spending_act_not_open", standing=spending.state.value)
    if received_on > on:
        raise NotAllowed("complaint_ahead", received_on=received_on.isoformat())
    if received_on < spending.decided_on:
        raise NotAllowed("complaint_before_decision", decided_on=spending.decided_on.isoformat())
    if _waits(session, spending):
        raise NotAllowed("grant_complaint_waits")
    arrived_on = decision_arrived_on(session, spending)
    if arrived_on is not None and not late_reason:
        last_day = complaint_last_day(arrived_on).last_day
        if received_on > last_day:
            raise NotAllowed("grant_complaint_late", FVL_31, last_day=last_day.isoformat())
    complaint = GrantComplaint(
        municipality_id=actor.municipality_id,
        spending_id=spending.id,
        received_on=received_on,
        grounds=grounds,
        late_reason=late_reason,
        recorded_by_id=actor.user_id,
        recorded_at=clock.now(),
    )
    session.add(complaint)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.GRANT_COMPLAINT_RECEIVED,
        spending_id=spending.id,
        complaint_id=complaint.id,
        number=spending.number,
        title=spending.title,
        received_on=received_on.isoformat(),
        late_reason=late_reason or None,
    )
    return complaint


def settle_complaint(
    session: Session,
    actor: Actor,
    *,
    complaint_id: int,
    seen_version: int | None,
    outcome: GrantComplaintOutcome,
    settled_on: date,
    body: str,
    case_number: str,
    reason: str,
    on: date,
) -> GrantComplaint:
    """Enter what came of a complaint. A decision that does not stand is to be made anew.

    The municipality itself reverses through whoever is responsible. Money that is out stays with its grant:
    what comes in addition is a proposal of its own. Raises `LookupError`, `ChangedMeanwhile`, and
    `NotAllowed` for one that is settled, a day to come or before the complaint, without a reason, and for a
    decision of the complaints body without its case.

    Law: forvaltningsloven §§ 33 and 34.
    """
    found = complaint_of(session, actor.municipality_id, complaint_id)
    if found is None:
        raise LookupError(f"no complaint {complaint_id} in municipality {actor.municipality_id}")
    spending, earmark = held_spending(session, actor, found.spending_id)
    complaint = held_row(session, actor, GrantComplaint, complaint_id)
    if seen_version is not None and complaint.version != seen_version:
        raise ChangedMeanwhile
    if complaint.outcome is not None:
        raise NotAllowed("grant_complaint_settled")
    if settled_on > on:
        raise NotAllowed("complaint_settled_ahead", settled_on=settled_on.isoformat())
    if settled_on < complaint.received_on:
        raise NotAllowed("complaint_settled_before", received_on=complaint.received_on.isoformat())
    if not reason:
        raise NotAllowed("complaint_without_reason", FVL_33)
    if outcome is GrantComplaintOutcome.REVERSED:
        responsible_actor(session, actor, earmark.id, on)
    if outcome in BY_BODY and not (body and case_number):
        raise NotAllowed("complaint_without_case", FVL_34)
    complaint.outcome, complaint.settled_on, complaint.reason = outcome, settled_on, reason
    complaint.body, complaint.case_number = body, case_number
    session.flush()
    # Each outcome has a sentence of its own, told by the name of its day.
    told: dict[str, Any] = {f"{outcome.value}_on": settled_on.isoformat()}
    anew = outcome in DECIDED_ANEW and _reopened(session, actor, spending, earmark, on)
    audit.record(
        session,
        actor,
        EventType.GRANT_COMPLAINT_SETTLED,
        spending_id=spending.id,
        complaint_id=complaint.id,
        number=spending.number,
        title=spending.title,
        settled_by=body or None,
        case_number=case_number or None,
        reason=reason,
        anew_from=on.isoformat() if anew else None,
        **told,
    )
    return complaint


def _waits(session: Session, spending: Spending) -> bool:
    return (
        session.scalars(
            select(GrantComplaint.id).where(
                GrantComplaint.municipality_id == spending.municipality_id,
                GrantComplaint.spending_id == spending.id,
                GrantComplaint.outcome.is_(None),
            )
        ).first()
        is not None
    )


def _reopened(session: Session, actor: Actor, spending: Spending, earmark: Earmark, on: date) -> bool:
    """Let a spending wait for a new decision: what was refused, or promised and not touched since."""
    part = own_part(spending)
    others = {
        one.municipality_id
        for one in spending.parts
        if one is not part and one.state is not PartState.DECLINED
    }
    if spending.state is SpendingState.GRANTED:
        balance = balance_of_part(session, part)
        if others or balance.room != balance.promised:
            return False
        row = held_year(session, actor, earmark.id, spending.year, on=on)
        part.state = PartState.PROPOSED
        session.flush()
        money_back(
            session,
            actor,
            row,
            kind=EntryKind.RELEASE,
            credit=Account.EARMARK_RESERVED,
            amount=balance.promised,
            part_id=part.id,
            on=on,
        )
    elif spending.state is not SpendingState.REFUSED:
        return False
    spending.state, spending.decided_on, spending.decided_by_id = SpendingState.PROPOSED, None, None
    spending.decided_as = spending.reason = ""
    if not others:
        spending.amount_ore = spending.asked_ore
    session.flush()
    share(session, spending, earmark, Money(spending.amount_ore), others)
    return True
