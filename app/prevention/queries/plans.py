"""The action plans of a municipality: its own, and those that it shares with others."""

from collections.abc import Iterable

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.models.plan import (
    Indicator,
    Plan,
    PlanAnnex,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanMeasure,
    PlanMunicipality,
    PlanRole,
)
from app.models.policy import Policy, PolicyMunicipality, PolicyRule, PolicyState
from app.models.user import Membership
from app.permissions import GRANTED, Actor, Permission
from app.policy.queries.lists import names_of
from app.prevention.queries.plan_parts import parts_of
from fees.money import Money
from fees.plan_faults import (
    Cell,
    CostLine,
    Decided,
    Figure,
    IndicatorLine,
    MeasureLine,
    Named,
    PlanBefore,
    PlanFault,
    PlanOnPaper,
    plan_faults,
)
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


def plan_faults_of(session: Session, plan: Plan) -> tuple[PlanFault, ...]:
    """What a plan leaves open or says against itself. The plan has been read for a municipality of its own.

    A fixed number of queries, however large the plan is.
    """
    return plan_faults(plan_on_paper(session, plan))


def plan_on_paper(session: Session, plan: Plan) -> PlanOnPaper:
    """A plan as the search for its faults reads it."""
    here = plan.municipalities[0].municipality_id
    names = names_of(session, (one.municipality_id for one in plan.municipalities), clock.today())
    before = None if plan.predecessor_id is None else session.get_one(Plan, plan.predecessor_id)
    return PlanOnPaper(
        state=plan.state,
        first_year=plan.first_year,
        last_year=plan.last_year,
        has_summary=bool(plan.summary),
        has_evaluation=bool(plan.evaluation),
        policy_series=plan.policy_series,
        policy_rules=_rules_of(session, plan),
        decided=tuple(
            Decided(one.municipality_id, names[one.municipality_id], one.decided_on)
            for one in plan.municipalities
        ),
        before=None if before is None else PlanBefore(before.title, before.state, before.last_year),
        before_text=plan.predecessor_text,
        roles=len(parts_of(session, here, PlanRole, plan.id)),
        goals=len(parts_of(session, here, PlanGoal, plan.id)),
        chapters=tuple(
            Named(one.id, one.heading, not one.text) for one in parts_of(session, here, PlanChapter, plan.id)
        ),
        measures=tuple(_measure_line(one) for one in measures_of(session, here, plan.id)),
        costs=tuple(_cost_line(one) for one in parts_of(session, here, PlanCost, plan.id)),
        indicators=tuple(_indicator_line(one) for one in parts_of(session, here, Indicator, plan.id)),
        annexes=tuple(
            Named(one.id, one.title, one.sha256 is None)
            for one in parts_of(session, here, PlanAnnex, plan.id)
        ),
    )


def _rules_of(session: Session, plan: Plan) -> int | None:
    """How many rules the policy of a plan has: what is in force, else the latest draft."""
    if not plan.policy_series:
        return None
    found = session.execute(
        select(Policy.id, func.count(PolicyRule.id))
        .join(PolicyMunicipality, PolicyMunicipality.policy_id == Policy.id)
        .outerjoin(PolicyRule, PolicyRule.policy_id == Policy.id)
        .where(
            Policy.series == plan.policy_series,
            Policy.state != PolicyState.DISCARDED,
            PolicyMunicipality.municipality_id == plan.municipalities[0].municipality_id,
        )
        .group_by(Policy.id, Policy.state, Policy.version)
        .order_by((Policy.state == PolicyState.IN_FORCE).desc(), Policy.version.desc())
        .limit(1)
    ).one_or_none()
    return None if found is None else int(found[1])


def _measure_line(row: PlanMeasure) -> MeasureLine:
    return MeasureLine(
        id=row.id,
        title=row.title,
        owners=len(row.owners),
        cells=tuple(Cell(one.year, one.text, bool(one.verbs), one.due_on) for one in row.years),
        municipality_id=row.municipality_id,
    )


def _cost_line(row: PlanCost) -> CostLine:
    return CostLine(
        id=row.id,
        text=row.text,
        estimate=row.estimate,
        amount=None if row.amount_ore is None else Money(row.amount_ore),
        funding=row.funding,
        funding_text=row.funding_text,
        later_funding=row.later_funding,
        later_text=row.later_text,
        reason=row.reason,
    )


def _indicator_line(row: Indicator) -> IndicatorLine:
    return IndicatorLine(
        id=row.id,
        name=row.name,
        figures=tuple(
            Figure(
                figure=one.figure,
                dated=one.dated_on is not None or one.year is not None,
                sourced=bool(one.source or row.source),
                part=one.part,
                whole=one.whole,
                stated_share=one.stated_share,
            )
            for one in row.values
        ),
    )
