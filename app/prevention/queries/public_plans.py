"""The plans that everybody may read: those that lie out on hearing, and those that are adopted and shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from app.models.hearing import PlanHearing
from app.models.plan import (
    Indicator,
    Plan,
    PlanAnnex,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanMeasure,
    PlanReference,
    PlanRole,
)
from app.models.yearly_report import ReportState, YearlyReport
from app.policy.queries.lists import names_of
from app.prevention.queries.plan_parts import parts_of
from app.prevention.queries.plans import measures_of
from fees.plans import PlanState

DECIDED = (PlanState.ADOPTED, PlanState.ENDED)


@dataclass(frozen=True)
class PublicText:
    """The text of a plan, part by part."""

    chapters: Sequence[PlanChapter]
    goals: Sequence[PlanGoal]
    roles: Sequence[PlanRole]
    measures: Sequence[PlanMeasure]
    costs: Sequence[PlanCost]
    indicators: Sequence[Indicator]
    references: Sequence[PlanReference]
    annexes: Sequence[PlanAnnex]


def public_plans(session: Session, on: date) -> list[Plan]:
    """The plans with a page that everybody may open, the latest period first."""
    return list(
        session.scalars(
            select(Plan)
            .where(_is_public(on))
            .order_by(Plan.first_year.desc(), Plan.last_year.desc(), Plan.id.desc())
        )
    )


def public_plan(session: Session, plan_id: int, on: date) -> Plan | None:
    """One of them; nothing for a plan that is not for everybody."""
    return session.scalars(select(Plan).where(_is_public(on), Plan.id == plan_id)).one_or_none()


def _is_public(on: date) -> ColumnElement[bool]:
    heard = exists().where(PlanHearing.plan_id == Plan.id, PlanHearing.opens_on <= on)
    return or_(
        and_(Plan.published, Plan.state.in_(DECIDED)),
        # Whoever has answered a hearing finds it again, also while the plan is written on.
        and_(heard, Plan.state != PlanState.DISCARDED),
    )


def shows_text(plan: Plan, hearing: PlanHearing | None) -> bool:
    """Whether everybody may read the text: once it is adopted and shown, and while it lies out.

    Between the hearing and the decision it is being written on, and what stands there is nobody's answer.
    """
    if plan.state in DECIDED:
        return plan.published
    return plan.state is PlanState.ON_HEARING and hearing is not None and hearing.closed_on is None


def open_hearings(session: Session, plan_ids: Sequence[int], on: date) -> dict[int, PlanHearing]:
    """The hearings that take answers today, by plan."""
    rows = session.scalars(
        select(PlanHearing)
        .join(Plan, Plan.id == PlanHearing.plan_id)
        .where(
            PlanHearing.plan_id.in_(plan_ids),
            Plan.state == PlanState.ON_HEARING,
            PlanHearing.closed_on.is_(None),
            PlanHearing.opens_on <= on,
            PlanHearing.due_on >= on,
        )
    )
    return {row.plan_id: row for row in rows}


def public_text(session: Session, plan: Plan) -> PublicText:
    """Everything that the plan says. Its annexes are those that are marked as public."""
    place = plan.municipalities[0].municipality_id
    return PublicText(
        chapters=parts_of(session, place, PlanChapter, plan.id),
        goals=parts_of(session, place, PlanGoal, plan.id),
        roles=parts_of(session, place, PlanRole, plan.id),
        measures=measures_of(session, place, plan.id),
        costs=parts_of(session, place, PlanCost, plan.id),
        indicators=parts_of(session, place, Indicator, plan.id),
        references=parts_of(session, place, PlanReference, plan.id),
        annexes=[one for one in parts_of(session, place, PlanAnnex, plan.id) if one.public],
    )


def public_reports(session: Session, on: date) -> list[tuple[YearlyReport, str]]:
    """The delivered yearly reports of every municipality, the latest year first, each with its name."""
    reports = session.scalars(
        select(YearlyReport)
        .where(YearlyReport.state == ReportState.DELIVERED)
        .order_by(YearlyReport.year.desc(), YearlyReport.municipality_id, YearlyReport.sequence)
    ).all()
    names = names_of(session, {one.municipality_id for one in reports}, on)
    return [(one, names[one.municipality_id]) for one in reports]


def public_annex(session: Session, plan_id: int, annex_id: int) -> PlanAnnex | None:
    """An annex that everybody may open; nothing where it is not public, or not here."""
    return session.scalars(
        select(PlanAnnex).where(
            PlanAnnex.plan_id == plan_id,
            PlanAnnex.id == annex_id,
            PlanAnnex.public,
            PlanAnnex.sha256.is_not(None),
        )
    ).one_or_none()
