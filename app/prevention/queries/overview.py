"""What waits in prevention: proposals, payments, reports, plans and hearings, by whom they wait for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.models.earmark import Earmark, EarmarkResponsible, EarmarkYear
from app.models.hearing import PlanHearing
from app.models.plan import MeasureYear, Plan, PlanMeasure, PlanMunicipality
from app.models.spending import GrantComplaint, Payout, Spending, SpendingPart
from app.prevention.queries.spending import consultations_missing
from fees.plans import MeasureStatus, PlanState, YearOutcome
from fees.spending import PayoutState, SpendingState

SOON = timedelta(days=60)
UNDER_WAY = (MeasureStatus.NOT_BEGUN, MeasureStatus.UNDER_WAY)
ON_ITS_WAY = (PayoutState.ATTESTED, PayoutState.APPROVED)


@dataclass(frozen=True)
class Proposal:
    """A proposal that nobody has decided, and whether something is missing before somebody can."""

    id: int
    year: int
    earmark_id: int
    proposed_by_id: int
    is_consulted: bool
    meets_purpose: bool


@dataclass(frozen=True)
class Waiting:
    """How many of something wait, and the first of them."""

    count: int = 0
    first_id: int | None = None
    first_year: int | None = None
    first_day: date | None = None
    late: int = 0


@dataclass(frozen=True)
class PlanWork:
    """What waits in an adopted plan: evaluations that are due, and lines of past years without a result."""

    plan_id: int
    title: str
    last_year: int
    evaluations: int
    evaluate_by: date | None
    unfollowed: int


def proposals_waiting(session: Session, municipality_id: int) -> list[Proposal]:
    """The proposals that nobody has decided, the first first."""
    rows = session.execute(
        select(
            Spending.id,
            Spending.year,
            Spending.earmark_id,
            Spending.proposed_by_id,
            Spending.meets_purpose,
        )
        .where(Spending.municipality_id == municipality_id, Spending.state == SpendingState.PROPOSED)
        .order_by(Spending.id)
    ).all()
    missing = consultations_missing(session, municipality_id, [(row.id, row.earmark_id) for row in rows])
    return [
        Proposal(row.id, row.year, row.earmark_id, row.proposed_by_id, not missing[row.id], row.meets_purpose)
        for row in rows
    ]


def responsible_users(session: Session, municipality_id: int, on: date) -> Mapping[int, int | None]:
    """Who decides on each earmark's money on a day, by earmark; of several the one who came last."""
    rows = session.execute(
        select(EarmarkResponsible.earmark_id, EarmarkResponsible.user_id)
        .where(
            EarmarkResponsible.municipality_id == municipality_id,
            EarmarkResponsible.first_day <= on,
            or_(EarmarkResponsible.last_day.is_(None), EarmarkResponsible.last_day >= on),
        )
        .order_by(EarmarkResponsible.first_day, EarmarkResponsible.id)
    )
    return {row.earmark_id: row.user_id for row in rows}


def payments_to_request(session: Session, municipality_id: int) -> Waiting:
    """The granted spendings of which something is neither paid, released nor on its way."""
    sent = (
        select(func.coalesce(func.sum(Payout.amount_ore), 0))
        .where(
            Payout.municipality_id == SpendingPart.municipality_id,
            Payout.part_id == SpendingPart.id,
            Payout.state.in_(ON_ITS_WAY),
        )
        .correlate(SpendingPart)
        .scalar_subquery()
    )
    left = SpendingPart.amount_ore - SpendingPart.paid_ore - SpendingPart.released_ore
    count, first, year = session.execute(
        select(func.count(), func.min(Spending.id), func.min(Spending.year))
        .join(
            SpendingPart,
            and_(
                SpendingPart.spending_id == Spending.id,
                SpendingPart.municipality_id == Spending.municipality_id,
            ),
        )
        .where(
            Spending.municipality_id == municipality_id,
            Spending.state.in_((SpendingState.GRANTED, SpendingState.REPORTED)),
            left > sent,
        )
    ).one()
    return Waiting(count, first, year)


def reports_to_come(session: Session, municipality_id: int, on: date) -> Waiting:
    """The spendings whose report is due within two months or was due before, the earliest as the first."""
    due = (
        Spending.municipality_id == municipality_id,
        Spending.state.in_((SpendingState.GRANTED, SpendingState.PAID)),
        Spending.reported_on.is_(None),
        Spending.report_due_on <= on + SOON,
    )
    count, first_day, late = session.execute(
        select(
            func.count(),
            func.min(Spending.report_due_on),
            func.coalesce(func.sum(case((Spending.report_due_on < on, 1), else_=0)), 0),
        ).where(*due)
    ).one()
    first = session.scalar(
        select(Spending.id).where(*due).order_by(Spending.report_due_on, Spending.id).limit(1)
    )
    return Waiting(count, first, first_day=first_day, late=int(late))


def complaints_waiting(session: Session, municipality_id: int) -> Waiting:
    """The complaints on grants that nobody has settled, with the spending of the first."""
    count, first, first_day = session.execute(
        select(
            func.count(), func.min(GrantComplaint.spending_id), func.min(GrantComplaint.received_on)
        ).where(GrantComplaint.municipality_id == municipality_id, GrantComplaint.outcome.is_(None))
    ).one()
    return Waiting(count, first, first_day=first_day)


def open_years(session: Session, municipality_id: int, before: int) -> list[tuple[Earmark, EarmarkYear]]:
    """The past years of earmarks that nobody has closed, the first first."""
    rows = session.execute(
        select(Earmark, EarmarkYear)
        .join(EarmarkYear, EarmarkYear.earmark_id == Earmark.id)
        .where(
            EarmarkYear.municipality_id == municipality_id,
            EarmarkYear.year < before,
            EarmarkYear.closed.is_(False),
        )
        .order_by(EarmarkYear.year, Earmark.id)
    )
    return [(earmark, year) for earmark, year in rows]


def work_in_plans(session: Session, municipality_id: int, on: date) -> list[PlanWork]:
    """The adopted plans of the municipality, each with what waits in its shared lines and its own."""
    own = or_(PlanMeasure.municipality_id.is_(None), PlanMeasure.municipality_id == municipality_id)
    due = and_(own, PlanMeasure.status.in_(UNDER_WAY), PlanMeasure.evaluate_by <= on + SOON)
    plans = session.execute(
        select(
            Plan.id,
            Plan.title,
            Plan.last_year,
            func.coalesce(func.sum(case((due, 1), else_=0)), 0),
            func.min(case((due, PlanMeasure.evaluate_by))),
        )
        .join(PlanMunicipality, PlanMunicipality.plan_id == Plan.id)
        .outerjoin(PlanMeasure, PlanMeasure.plan_id == Plan.id)
        .where(PlanMunicipality.municipality_id == municipality_id, Plan.state == PlanState.ADOPTED)
        .group_by(Plan.id, Plan.title, Plan.last_year)
        .order_by(Plan.last_year.desc(), Plan.id)
    ).all()
    rows = session.execute(
        select(PlanMeasure.plan_id, func.count())
        .join(MeasureYear, MeasureYear.measure_id == PlanMeasure.id)
        .where(
            PlanMeasure.plan_id.in_([plan[0] for plan in plans]),
            own,
            MeasureYear.year < on.year,
            MeasureYear.text != "",
            MeasureYear.outcome == YearOutcome.PLANNED,
        )
        .group_by(PlanMeasure.plan_id)
    )
    unfollowed = {row[0]: row[1] for row in rows}
    return [
        PlanWork(id_, title, last_year, int(evaluations), evaluate_by, unfollowed.get(id_, 0))
        for id_, title, last_year, evaluations, evaluate_by in plans
    ]


def hearings_under_way(session: Session, municipality_id: int) -> list[tuple[Plan, PlanHearing]]:
    """The hearings that are not closed, the first deadline first."""
    rows = session.execute(
        select(Plan, PlanHearing)
        .join(PlanHearing, PlanHearing.plan_id == Plan.id)
        .join(PlanMunicipality, PlanMunicipality.plan_id == Plan.id)
        .where(
            PlanMunicipality.municipality_id == municipality_id,
            PlanHearing.closed_on.is_(None),
            Plan.state != PlanState.DISCARDED,
        )
        .order_by(PlanHearing.due_on, PlanHearing.id)
    )
    return [(plan, hearing) for plan, hearing in rows]
