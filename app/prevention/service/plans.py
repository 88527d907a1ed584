"""Action plans: begun, changed, adopted by each council, published, discarded."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.event import EventType
from app.models.plan import Plan, PlanMunicipality
from app.numbers import take_municipality
from app.permissions import Actor, Permission
from app.policy.queries.lists import names_of
from app.policy.service.storing import where_allowed
from app.prevention.queries.plans import plan_of
from app.prevention.service.held_plans import record_of_plan
from fees.plans import PlanState
from licensing.errors import NotAllowed


@dataclass(frozen=True)
class NewPlan:
    """What a plan begins with: its title and period, the municipalities, and the plan before."""

    title: str
    first_year: int
    last_year: int
    municipality_ids: tuple[int, ...] = ()
    """The others beside the actor's own."""
    predecessor_id: int | None = None
    predecessor_text: str = ""
    policy_series: str = ""
    summary: str = ""
    evaluation: str = ""
    source: str = ""
    invented: bool = False


def begin_plan(session: Session, actor: Actor, new: NewPlan) -> Plan:
    """Begin a draft for the actor's municipality and those that it is joined with.

    Raises `NotAllowed` for a period that ends before it begins, for a municipality in which the actor may not
    write plans, and when there is a plan with the same title in the same years already.
    """
    members = sorted({actor.municipality_id, *new.municipality_ids})
    for one in members:
        take_municipality(session, one)
    allowed = where_allowed(session, actor, Permission.PREVENTION_HANDLE, members)
    if len(allowed) < len(members):
        names = names_of(session, (one for one in members if one not in allowed), clock.today())
        raise NotAllowed("plan_of_others", municipalities=", ".join(sorted(names.values())))
    check_period(new.first_year, new.last_year)
    check_title(session, actor, new.title, new.first_year, new.last_year)
    if new.predecessor_id is not None and plan_of(session, actor.municipality_id, new.predecessor_id) is None:
        raise LookupError(f"no plan {new.predecessor_id} in municipality {actor.municipality_id}")
    plan = Plan(
        title=new.title,
        state=PlanState.DRAFT,
        first_year=new.first_year,
        last_year=new.last_year,
        summary=new.summary,
        evaluation=new.evaluation,
        predecessor_id=new.predecessor_id,
        predecessor_text=new.predecessor_text,
        policy_series=new.policy_series,
        source=new.source,
        invented=new.invented,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(plan)
    session.flush()
    session.add_all(PlanMunicipality(plan_id=plan.id, municipality_id=one) for one in members)
    session.flush()
    session.expire(plan)
    record_of_plan(
        session, actor, EventType.PLAN_BEGUN, plan, first_year=new.first_year, last_year=new.last_year
    )
    return plan


def check_period(first_year: int, last_year: int) -> None:
    """Refuse a period that ends before it begins."""
    if last_year < first_year:
        raise NotAllowed("plan_ends_before_it_begins", first_year=first_year, last_year=last_year)


def check_title(
    session: Session, actor: Actor, title: str, first_year: int, last_year: int, *, beside: int | None = None
) -> None:
    """Refuse a second plan with the same title in the same years: most likely the same plan twice."""
    found = session.scalars(
        select(Plan.id)
        .join(PlanMunicipality, PlanMunicipality.plan_id == Plan.id)
        .where(
            PlanMunicipality.municipality_id == actor.municipality_id,
            Plan.title == title,
            Plan.first_year <= last_year,
            Plan.last_year >= first_year,
            Plan.state != PlanState.DISCARDED,
        )
    )
    if any(one != beside for one in found):
        raise NotAllowed("plan_exists_already", title=title)
