"""The action plans of a municipality: its own, and those that it shares with others."""

from collections.abc import Iterable

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.models.plan import Plan, PlanMeasure, PlanMunicipality
from app.models.policy import Policy, PolicyMunicipality, PolicyState
from app.models.user import Membership
from app.permissions import GRANTED, Actor, Permission
from fees.plans import PlanState

GIVES_LINES = (PlanState.ADOPTED, PlanState.ENDED)


def plans_of(session: Session, municipality_id: int) -> list[Plan]:
    """The plans that a municipality is part of, the latest period first."""
    return list(
        session.scalars(
            _plans(municipality_id).order_by(Plan.first_year.desc(), Plan.last_year.desc(), Plan.id.desc())
        )
    )


def plan_of(session: Session, municipality_id: int, plan_id: int) -> Plan | None:
    """One plan, only where the municipality is part of it."""
    return session.scalars(_plans(municipality_id).where(Plan.id == plan_id)).one_or_none()


def _plans(municipality_id: int) -> Select[Plan]:
    return (
        select(Plan)
        .join(PlanMunicipality, PlanMunicipality.plan_id == Plan.id)
        .where(PlanMunicipality.municipality_id == municipality_id)
    )


def decided_here(plan: Plan, municipality_id: int) -> PlanMunicipality | None:
    """What a municipality's council has decided of a plan; nothing where it is not part of the plan."""
    return next((one for one in plan.municipalities if one.municipality_id == municipality_id), None)


def plans_that_follow(session: Session, municipality_id: int, plan_id: int) -> list[Plan]:
    """The plans that name a plan as the one before, and are not discarded."""
    return list(
        session.scalars(
            _plans(municipality_id)
            .where(Plan.predecessor_id == plan_id, Plan.state != PlanState.DISCARDED)
            .order_by(Plan.id)
        )
    )


def measures_of(session: Session, municipality_id: int, plan_id: int) -> list[PlanMeasure]:
    """Every measure of a plan, with owners and years, in the order of its table."""
    return list(
        session.scalars(
            select(PlanMeasure)
            .join(PlanMunicipality, PlanMunicipality.plan_id == PlanMeasure.plan_id)
            .where(PlanMunicipality.municipality_id == municipality_id, PlanMeasure.plan_id == plan_id)
            .order_by(PlanMeasure.position, PlanMeasure.id)
        )
    )


def measure_choices(session: Session, municipality_id: int, year: int) -> list[tuple[int, str]]:
    """The lines of adopted plans that money of a year can serve: shared ones and the municipality's own."""
    rows = session.execute(
        select(PlanMeasure.id, PlanMeasure.title, PlanMeasure.section)
        .join(Plan, Plan.id == PlanMeasure.plan_id)
        .join(PlanMunicipality, PlanMunicipality.plan_id == Plan.id)
        .where(
            PlanMunicipality.municipality_id == municipality_id,
            Plan.state.in_(GIVES_LINES),
            Plan.first_year <= year,
            Plan.last_year >= year,
            or_(PlanMeasure.municipality_id.is_(None), PlanMeasure.municipality_id == municipality_id),
        )
        .order_by(Plan.first_year.desc(), Plan.id.desc(), PlanMeasure.position, PlanMeasure.id)
    )
    return [(row.id, f"{row.section}: {row.title}" if row.section else row.title) for row in rows]


def policy_series_of(session: Session, municipality_ids: Iterable[int]) -> list[tuple[str, str]]:
    """The alcohol policies of some municipalities: each series, and the name of its latest version."""
    latest = (
        select(Policy.series, func.max(Policy.version).label("version"))
        .join(PolicyMunicipality, PolicyMunicipality.policy_id == Policy.id)
        .where(
            PolicyMunicipality.municipality_id.in_(list(municipality_ids)),
            Policy.state != PolicyState.DISCARDED,
        )
        .group_by(Policy.series)
        .subquery()
    )
    rows = session.execute(
        select(Policy.series, Policy.name)
        .join(latest, (latest.c.series == Policy.series) & (latest.c.version == Policy.version))
        .order_by(Policy.name, Policy.series)
    )
    return [(row.series, row.name) for row in rows]


def others_where(session: Session, actor: Actor, permission: Permission) -> list[int]:
    """The other municipalities in which a person has a right, by the roles that they hold there."""
    roles = {role for role, granted in GRANTED.items() if permission in granted}
    return list(
        session.scalars(
            select(Membership.municipality_id)
            .where(
                Membership.user_id == actor.user_id,
                Membership.municipality_id != actor.municipality_id,
                Membership.role.in_(roles),
            )
            .distinct()
            .order_by(Membership.municipality_id)
        )
    )
