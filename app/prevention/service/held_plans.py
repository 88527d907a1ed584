"""A plan that is about to be changed, behind the locks of all the municipalities that it belongs to."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.held_rows import ChangedMeanwhile
from app.models.event import EventType
from app.models.plan import Plan, PlanMunicipality
from app.numbers import take_municipality
from app.permissions import Actor
from fees.plans import PlanState
from licensing.errors import NotAllowed

UNDER_WORK = frozenset({PlanState.DRAFT, PlanState.ON_HEARING})
"""While nothing is adopted, every part may be written."""
FOLLOWED_UP = UNDER_WORK | {PlanState.ADOPTED}
"""What is followed up may be kept up to date until the plan is ended."""

NOT_DISCARDED = frozenset(PlanState) - {PlanState.DISCARDED}


def members_of(session: Session, plan_id: int) -> list[int]:
    """The municipalities of a plan, in the order in which they are locked."""
    return list(
        session.scalars(
            select(PlanMunicipality.municipality_id)
            .where(PlanMunicipality.plan_id == plan_id)
            .order_by(PlanMunicipality.municipality_id)
        )
    )


def held_plan(
    session: Session,
    actor: Actor,
    plan_id: int,
    *,
    seen_version: int | None = None,
    open_in: Collection[PlanState] = FOLLOWED_UP,
) -> Plan:
    """A plan of the actor's municipality as it stands now, held for this transaction.

    Raises `LookupError` where the municipality is not part of it, `ChangedMeanwhile` when another changed it
    since `seen_version` (its edition), and `NotAllowed` in a state in which the act is not open.
    """
    ids = members_of(session, plan_id)
    if actor.municipality_id not in ids:
        raise LookupError(f"no plan {plan_id} in municipality {actor.municipality_id}")
    for one in ids:
        take_municipality(session, one)
    # What this request read before it had to wait for the locks may be out of date.
    session.expire_all()
    plan = session.get_one(Plan, plan_id)
    if seen_version is not None and plan.edition != seen_version:
        raise ChangedMeanwhile
    refuse_unless_open(plan, open_in)
    return plan


def refuse_unless_open(plan: Plan, open_in: Collection[PlanState]) -> None:
    """Raise `NotAllowed` for a plan in a state in which an act is not open."""
    if plan.state in open_in:
        return
    match plan.state:
        case PlanState.DRAFT:
            raise NotAllowed("plan_is_a_draft", title=plan.title)
        case PlanState.ON_HEARING:
            raise NotAllowed("plan_is_on_hearing", title=plan.title)
        case PlanState.ADOPTED:
            raise NotAllowed("plan_is_adopted", title=plan.title)
        case PlanState.ENDED:
            raise NotAllowed("plan_is_ended", title=plan.title)
        case PlanState.DISCARDED:
            raise NotAllowed("plan_is_discarded", title=plan.title)


def record_of_plan(session: Session, actor: Actor, event_type: EventType, plan: Plan, **facts: Any) -> None:
    """One event in the log of every municipality that the plan belongs to. The locks are held."""
    for one in members_of(session, plan.id):
        audit.record(
            session,
            replace(actor, municipality_id=one),
            event_type,
            plan_id=plan.id,
            title=plan.title,
            **facts,
        )
