"""What came of a plan: its measures by how they stand, what was done each year, and what was carried on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.plan import MeasureYear, Plan, PlanMeasure, PlanMunicipality
from app.prevention.queries.plans import measures_of
from fees.plans import MeasureStatus, PlanState, YearOutcome


@dataclass(frozen=True)
class CarriedTo:
    """The plan that a measure was carried on into."""

    plan_id: int
    title: str


@dataclass(frozen=True)
class ClosingReport:
    """What a plan led to: each measure once, and the cells of each year by what came of them."""

    done: Sequence[PlanMeasure]
    not_done: Sequence[PlanMeasure]
    carried: Sequence[tuple[PlanMeasure, CarriedTo]]
    open: Sequence[PlanMeasure]
    """Neither done, given up, nor carried on."""
    by_year: Mapping[int, Mapping[YearOutcome, int]]

    @property
    def measures(self) -> int:
        """How many measures the plan has."""
        return len(self.done) + len(self.not_done) + len(self.carried) + len(self.open)


def closing_report(session: Session, municipality_id: int, plan: Plan) -> ClosingReport:
    """How a plan of the municipality stands, to be told when it ends."""
    measures = measures_of(session, municipality_id, plan.id)
    carried = carried_on(session, municipality_id, plan.id)
    left = [one for one in measures if one.id not in carried and one.status is not MeasureStatus.DONE]
    return ClosingReport(
        # A measure that is done and goes on in the next plan is both; it is told where it goes.
        done=[one for one in measures if one.id not in carried and one.status is MeasureStatus.DONE],
        not_done=[one for one in left if one.status is MeasureStatus.NOT_DONE],
        carried=[(one, carried[one.id]) for one in measures if one.id in carried],
        open=[one for one in left if one.status is not MeasureStatus.NOT_DONE],
        by_year=_by_year(session, municipality_id, plan),
    )


def carried_on(session: Session, municipality_id: int, plan_id: int) -> dict[int, CarriedTo]:
    """The measures of a plan that go on in a later one."""
    before = select(PlanMeasure.id).where(PlanMeasure.plan_id == plan_id)
    rows = session.execute(
        select(PlanMeasure.carried_from_id, Plan.id, Plan.title)
        .join(Plan, Plan.id == PlanMeasure.plan_id)
        .join(PlanMunicipality, PlanMunicipality.plan_id == Plan.id)
        .where(
            PlanMunicipality.municipality_id == municipality_id,
            PlanMeasure.carried_from_id.in_(before),
            Plan.state != PlanState.DISCARDED,
        )
        .order_by(PlanMeasure.id)
    )
    return {before_id: CarriedTo(id_, title) for before_id, id_, title in rows if before_id is not None}


def _by_year(session: Session, municipality_id: int, plan: Plan) -> dict[int, dict[YearOutcome, int]]:
    rows = session.execute(
        select(MeasureYear.year, MeasureYear.outcome, func.count())
        .join(PlanMeasure, PlanMeasure.id == MeasureYear.measure_id)
        .join(PlanMunicipality, PlanMunicipality.plan_id == PlanMeasure.plan_id)
        .where(
            PlanMunicipality.municipality_id == municipality_id,
            PlanMeasure.plan_id == plan.id,
            MeasureYear.text != "",
        )
        .group_by(MeasureYear.year, MeasureYear.outcome)
        .order_by(MeasureYear.year)
    )
    counted: dict[int, dict[YearOutcome, int]] = {}
    for year, outcome, count in rows:
        counted.setdefault(year, dict.fromkeys(YearOutcome, 0))[outcome] = count
    return counted


def plans_under_work(session: Session, municipality_id: int, *, beside: int) -> list[Plan]:
    """The plans that measures may be carried on into: those that no council has adopted."""
    return [
        plan
        for plan in session.scalars(
            select(Plan)
            .join(PlanMunicipality, PlanMunicipality.plan_id == Plan.id)
            .where(
                PlanMunicipality.municipality_id == municipality_id,
                Plan.state.in_((PlanState.DRAFT, PlanState.ON_HEARING)),
                Plan.id != beside,
            )
            .order_by(Plan.first_year.desc(), Plan.id.desc())
        )
        if not any(one.decided_on for one in plan.municipalities)
    ]
