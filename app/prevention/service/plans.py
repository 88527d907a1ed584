"""Action plans: begun, changed, adopted by each council, published, discarded."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import clock
from app.models.event import EventType
from app.models.hearing import PlanHearing
from app.models.plan import Plan, PlanMunicipality
from app.numbers import take_municipality
from app.permissions import Actor, Permission
from app.policy.queries.lists import names_of
from app.policy.service.storing import where_allowed
from app.prevention.queries.plans import plan_of, plans_that_follow
from app.prevention.service.held_plans import (
    FOLLOWED_UP,
    NOT_DISCARDED,
    UNDER_WORK,
    held_plan,
    record_of_plan,
)
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


@dataclass(frozen=True)
class PlanRecord:
    """What is told of a plan as a whole. An adopted plan keeps what its councils have read."""

    title: str
    first_year: int
    last_year: int
    summary: str
    evaluation: str
    predecessor_id: int | None
    predecessor_text: str
    policy_series: str
    source: str
    invented: bool


@dataclass(frozen=True)
class FollowUp:
    """What may still be told of an adopted plan: its place among others, and whether all may read it."""

    predecessor_id: int | None
    predecessor_text: str
    policy_series: str
    source: str
    invented: bool
    published: bool


@dataclass(frozen=True)
class Adoption:
    """What a council decided of the plan."""

    body: str
    decided_on: date
    case_number: str


def change_plan(
    session: Session, actor: Actor, *, plan_id: int, seen_version: int, record: PlanRecord
) -> Plan:
    """Change what is told of a plan that no council has adopted."""
    plan = held_plan(session, actor, plan_id, seen_version=seen_version, open_in=UNDER_WORK)
    _refuse_where_decided(plan)
    check_period(record.first_year, record.last_year)
    check_title(session, actor, record.title, record.first_year, record.last_year, beside=plan.id)
    _take_over(session, actor, plan, record)
    return plan


def follow_up_plan(
    session: Session, actor: Actor, *, plan_id: int, seen_version: int, record: FollowUp
) -> Plan:
    """Change what may still be told of a plan once a council has adopted it, also when it has ended."""
    plan = held_plan(session, actor, plan_id, seen_version=seen_version, open_in=NOT_DISCARDED)
    _take_over(session, actor, plan, record)
    return plan


def _take_over(session: Session, actor: Actor, plan: Plan, record: PlanRecord | FollowUp) -> None:
    told = asdict(record)
    before = told["predecessor_id"]
    if before is not None and before != plan.predecessor_id:
        _check_predecessor(session, actor, plan, before)
    changed = sorted(name for name, value in told.items() if getattr(plan, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(plan, name, told[name])
    session.flush()
    record_of_plan(session, actor, EventType.PLAN_CHANGED, plan, fields=changed)


def _check_predecessor(session: Session, actor: Actor, plan: Plan, before_id: int) -> None:
    """Refuse a plan before that is this one, or that comes after it."""
    one = plan_of(session, actor.municipality_id, before_id)
    if one is None:
        raise LookupError(f"no plan {before_id} in municipality {actor.municipality_id}")
    seen = {plan.id}
    while one is not None:
        if one.id in seen:
            raise NotAllowed("plan_follows_itself", title=plan.title)
        seen.add(one.id)
        one = None if one.predecessor_id is None else session.get_one(Plan, one.predecessor_id)


def _refuse_where_decided(plan: Plan) -> None:
    if any(one.decided_on for one in plan.municipalities):
        raise NotAllowed("plan_is_adopted", title=plan.title)


def adopt_plan(
    session: Session,
    actor: Actor,
    *,
    plan_id: int,
    seen_version: int,
    adoption: Adoption,
    published: bool,
    on: date,
) -> Plan:
    """Enter that the council of the actor's municipality has adopted the plan.

    Raises `NotAllowed` while a hearing is open, where this council has decided, and for a day after `on` or
    on which everybody could still answer a hearing.
    """
    # ASSUMPTION: a plan that several municipalities share is adopted once all their councils have adopted it;
    # from the first decision on, its text stands.
    plan = held_plan(session, actor, plan_id, seen_version=seen_version, open_in={PlanState.DRAFT})
    here = _member(session, plan, actor.municipality_id)
    if here.decided_on is not None:
        raise NotAllowed("plan_adopted_here_already", decided_on=here.decided_on)
    if adoption.decided_on > on:
        raise NotAllowed("plan_adopted_after_today", decided_on=adoption.decided_on)
    _refuse_during_hearing(session, plan, adoption.decided_on)
    here.body, here.decided_on = adoption.body, adoption.decided_on
    here.case_number = adoption.case_number
    session.flush()
    session.expire(plan, ["municipalities"])
    waiting = [one.municipality_id for one in plan.municipalities if one.decided_on is None]
    if not waiting:
        plan.state = PlanState.ADOPTED
    plan.published = plan.published or published
    _touch(session, plan)
    record_of_plan(
        session,
        actor,
        EventType.PLAN_ADOPTED,
        plan,
        municipality=_names(session, [actor.municipality_id]),
        body=adoption.body,
        decided_on=adoption.decided_on.isoformat(),
        number=adoption.case_number,
        waiting=_names(session, waiting),
    )
    return plan


def _refuse_during_hearing(session: Session, plan: Plan, decided_on: date) -> None:
    """Refuse a decision of a day on which a hearing lay out, also when the hearing has been closed since."""
    due_on = session.scalars(
        select(PlanHearing.due_on).where(
            PlanHearing.plan_id == plan.id,
            PlanHearing.opens_on <= decided_on,
            PlanHearing.due_on >= decided_on,
        )
    ).first()
    if due_on is not None:
        raise NotAllowed("plan_adopted_during_hearing", decided_on=decided_on, due_on=due_on)


def take_back_adoption(
    session: Session, actor: Actor, *, plan_id: int, seen_version: int, reason: str
) -> Plan:
    """Take back that the actor's council has adopted the plan, which was entered by mistake.

    The plan is a draft again, and nobody outside reads it.
    """
    plan = held_plan(session, actor, plan_id, seen_version=seen_version, open_in=FOLLOWED_UP)
    here = _member(session, plan, actor.municipality_id)
    if here.decided_on is None:
        raise NotAllowed("plan_not_adopted_here")
    here.body, here.decided_on, here.case_number = "", None, ""
    session.flush()
    session.expire(plan, ["municipalities"])
    if plan.state is PlanState.ADOPTED:
        plan.state = PlanState.DRAFT
    plan.published = False
    _touch(session, plan)
    record_of_plan(
        session,
        actor,
        EventType.PLAN_CHANGED,
        plan,
        adoption_taken_back=_names(session, [actor.municipality_id]),
        reason=reason,
    )
    return plan


def discard_plan(session: Session, actor: Actor, *, plan_id: int, seen_version: int, reason: str) -> Plan:
    """Put away a draft that comes to nothing. It stays in the list, with why."""
    plan = held_plan(session, actor, plan_id, seen_version=seen_version, open_in={PlanState.DRAFT})
    _refuse_where_decided(plan)
    followed = plans_that_follow(session, actor.municipality_id, plan.id)
    if followed:
        raise NotAllowed("plan_is_followed", title=plan.title, next=followed[0].title)
    plan.state, plan.published = PlanState.DISCARDED, False
    session.flush()
    record_of_plan(session, actor, EventType.PLAN_DISCARDED, plan, reason=reason)
    return plan


def _member(session: Session, plan: Plan, municipality_id: int) -> PlanMunicipality:
    return session.get_one(PlanMunicipality, (plan.id, municipality_id))


def _names(session: Session, municipality_ids: list[int]) -> str:
    names = names_of(session, municipality_ids, clock.today())
    return ", ".join(sorted(names.values()))


def _touch(session: Session, plan: Plan) -> None:
    # What stands in other tables is a change of the plan as well: who saw it before must see it anew.
    flag_modified(plan, "title")
    session.flush()
