"""Taking the fees of granted events among the fees of a year, and asking the events for their turnover."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.occasion_fees import Reckoning, as_stored, basis_of, plain_as_stored, reckoning
from app.billing.queries.occasions import events_to_take, events_without_duty
from app.billing.queries.statements import volumes
from app.billing.service.fee_years import kept_fee_year
from app.models.event import EventType
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.turnover import TurnoverDeadline, TurnoverDuty
from app.numbers import take_municipality
from app.permissions import Actor
from fees.errors import RateNotSet
from fees.money import Money
from fees.turnover import Attestation
from licensing.errors import NotAllowed
from licensing.law import ALKL_7_1


@dataclass(frozen=True)
class TakenIn:
    """What was taken among the fees, and how many of the chosen events wait for something."""

    count: int
    total: Money
    waiting: int
    duties: int
    """How many events were newly asked for their turnover."""


def take_into_fees(
    session: Session, actor: Actor, *, year: int, licence_ids: Collection[int] | None, on: date
) -> TakenIn:
    """Make the fees of a year's granted events, all or the chosen ones; one that has a fee gets no other.

    What was decided of an event was decided with it; a fee by litres is decided now, on the turnover
    statement. Whatever cannot be told yet waits. Raises `NotAllowed` where nothing is chosen or ready.

    Law: alkoholloven § 7-1; alkoholforskriften § 6-2.
    """
    take_municipality(session, actor.municipality_id)
    if licence_ids is not None and not licence_ids:
        raise NotAllowed("no_event_chosen")
    kept_fee_year(session, actor, year)
    duties = event_duties(session, actor, year, on)
    events = events_to_take(session, actor.municipality_id, year, licence_ids)
    reckoner = reckoning(session, actor.municipality_id, year)
    made = [fee for event in events if (fee := _fee_of(event, reckoner, actor, on)) is not None]
    if not made:
        if duties:
            return TakenIn(0, Money(0), len(events), duties)
        raise NotAllowed("no_event_fee_ready", ALKL_7_1, year=year)
    session.execute(insert(Fee), made)
    total = Money(sum(fee["total_ore"] for fee in made))
    audit.record(
        session,
        actor,
        EventType.FEE_DECIDED,
        year=year,
        events=len(made),
        total_ore=total.ore,
    )
    return TakenIn(len(made), total, len(events) - len(made), duties)


def _fee_of(event: Any, reckoner: Reckoning, actor: Actor, on: date) -> dict[str, Any] | None:
    """The fee of one event as it is kept; None where something must be known first."""
    basis = basis_of(event.fee_computed)
    litres = volumes(event.actual_g1_cl, event.actual_g2_cl, event.actual_g3_cl)
    try:
        fee = None if basis is None else reckoner.fee(basis, volumes=litres)
    except RateNotSet:
        fee = None
    if event.fee_ore is not None:
        total, decided_on, decided_by, statement_id = (
            Money(event.fee_ore),
            event.decided_on,
            event.recorded_by_id,
            None,
        )
    elif fee is not None and fee.total is not None:
        total, decided_on, decided_by, statement_id = fee.total, on, actor.user_id, event.statement_id
    else:
        return None
    computed = (
        plain_as_stored(event.kind.value, event.first_day, event.last_day, total)
        if fee is None
        else as_stored(fee, total, event.last_day, litres if statement_id else None)
    )
    return {
        "municipality_id": actor.municipality_id,
        "licence_id": event.id,
        "year": event.first_day.year,
        "purpose": FeePurpose.OCCASION,
        "edition": 1,
        "state": FeeState.DECIDED,
        "computed": computed,
        "total_ore": total.ore,
        "statement_id": statement_id,
        "decided_on": decided_on,
        "decided_by_id": decided_by,
        "computed_at": clock.now(),
    }


def event_duties(session: Session, actor: Actor, year: int, on: date) -> int:
    """Ask the events of a year that owe a turnover statement for it; how many were not asked before.

    Each has its own deadline, by the policy that held when it was granted.

    Law: alkoholforskriften § 6-3.
    """
    take_municipality(session, actor.municipality_id)
    events = events_without_duty(session, actor.municipality_id, year)
    if not events:
        return 0
    session.execute(
        insert(TurnoverDuty),
        [
            {
                "municipality_id": actor.municipality_id,
                "round_id": None,
                "licence_id": event.id,
                "year": year,
                "first_day": event.first_day,
                "last_day": event.last_day,
                "final": False,
                "due_on": event.turnover_due_on,
                "attestation": Attestation.NOT_REQUIRED,
                "attestation_reason": "",
                "version": 1,
            }
            for event in events
        ],
    )
    duties = session.execute(
        select(TurnoverDuty.id, TurnoverDuty.due_on).where(
            TurnoverDuty.municipality_id == actor.municipality_id,
            TurnoverDuty.year == year,
            TurnoverDuty.round_id.is_(None),
            TurnoverDuty.licence_id.in_([event.id for event in events]),
        )
    ).all()
    at = clock.now()
    session.execute(
        insert(TurnoverDeadline),
        [
            {
                "municipality_id": actor.municipality_id,
                "round_id": None,
                "duty_id": duty.id,
                "due_on": duty.due_on,
                "reason": "",
                "set_by_id": actor.user_id,
                "set_at": at,
            }
            for duty in duties
        ],
    )
    return len(duties)
