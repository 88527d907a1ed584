"""Figures of the action plan and of the police: measures done and not, indicators, and what others count."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from app.models.plan import Indicator, IndicatorValue, MeasureYear, Plan, PlanMeasure, PlanMunicipality
from app.models.yearly_report import FigureStanding, PoliceFigure, ReportChapterCode
from app.prevention.taken_figures import Figure, Taking
from fees.plans import PlanState, YearOutcome

MEASURES, INDICATORS, POLICE = (
    ReportChapterCode.MEASURES,
    ReportChapterCode.INDICATORS,
    ReportChapterCode.POLICE,
)
PLAN = "plan"
UNDATED = 0
"""The year of a value of which no day is told."""
IN_FORCE = (PlanState.ADOPTED, PlanState.ENDED)


def measure_figures(session: Session, taking: Taking) -> Iterator[Figure]:
    """What came of what the plans say shall be done, by year; each measure of the year of the report."""
    plans = _plans(session, taking)
    covered = {
        year for year in taking.years if any(plan.first_year <= year <= plan.last_year for plan in plans)
    }
    cells = _cells(session, taking, plans)
    counts: Counter[tuple[int, YearOutcome]] = Counter((cell.year, cell.outcome) for _measure, cell in cells)
    for year in taking.years:
        is_open = counts[year, YearOutcome.PLANNED] > 0
        sure = FigureStanding.PRELIMINARY if is_open else None
        for outcome in YearOutcome:
            count = counts[year, outcome] if year in covered else None
            yield taking.figure(MEASURES, f"outcome.{outcome.value}", year, count, PLAN, sure)
    for measure, cell in cells:
        if cell.year != taking.year:
            continue
        value = {
            "title": measure.title,
            "section": measure.section,
            "owners": [owner.role for owner in measure.owners],
            "text": cell.text,
            "came": cell.outcome.value,
            "evidence": cell.evidence,
        }
        sure = FigureStanding.PRELIMINARY if cell.outcome is YearOutcome.PLANNED else None
        yield taking.figure(MEASURES, f"measure.{measure.id}", taking.year, value, PLAN, sure)


def _plans(session: Session, taking: Taking) -> Sequence[Plan]:
    """The plans that are or were in force in the years told of."""
    return session.scalars(
        select(Plan)
        .join(PlanMunicipality)
        .where(
            PlanMunicipality.municipality_id == taking.municipality_id,
            Plan.state.in_(IN_FORCE),
            Plan.first_year <= taking.year,
            Plan.last_year >= taking.years[0],
        )
        .order_by(Plan.first_year, Plan.id)
    ).all()


def _cells(session: Session, taking: Taking, plans: Sequence[Plan]) -> list[tuple[PlanMeasure, MeasureYear]]:
    """The cells of the plans that say something, of measures that are shared or the municipality's own."""
    rows = session.execute(
        select(PlanMeasure, MeasureYear)
        .join(MeasureYear, MeasureYear.measure_id == PlanMeasure.id)
        .where(
            PlanMeasure.plan_id.in_([plan.id for plan in plans]),
            or_(PlanMeasure.municipality_id.is_(None), PlanMeasure.municipality_id == taking.municipality_id),
            MeasureYear.year.in_(taking.years),
            MeasureYear.text != "",
        )
        .order_by(PlanMeasure.plan_id, PlanMeasure.position, PlanMeasure.id, MeasureYear.year)
    )
    return [(measure, cell) for measure, cell in rows]


def indicator_figures(session: Session, taking: Taking) -> Iterator[Figure]:
    """The values of the plans' indicators, by year; one that lies further back is told with its own year."""
    plans = _plans(session, taking)
    indicators = session.scalars(
        select(Indicator)
        .where(Indicator.plan_id.in_([plan.id for plan in plans]))
        .options(selectinload(Indicator.values))
        .order_by(Indicator.plan_id, Indicator.position, Indicator.id)
    ).all()
    for indicator in indicators:
        by_year: dict[int, IndicatorValue] = {}
        for value in indicator.values:
            if value.municipality_id in (None, taking.municipality_id):
                by_year[_year_of(value)] = value
        for year in sorted({*by_year, *taking.years}):
            if year <= taking.year:
                yield _indicator_figure(taking, indicator, year, by_year.get(year))


def _year_of(value: IndicatorValue) -> int:
    if value.year is not None:
        return value.year
    return UNDATED if value.dated_on is None else value.dated_on.year


def _indicator_figure(
    taking: Taking, indicator: Indicator, year: int, value: IndicatorValue | None
) -> Figure:
    told: dict[str, Any] = {
        "name": indicator.name,
        "unit": indicator.unit,
        "caution": indicator.rises_with_work,
        "figure": value.figure if value else None,
    }
    source = indicator.source
    if value is not None:
        source = value.source or source
        told |= {
            "comment": value.comment,
            "part": value.part,
            "whole": value.whole,
            "stated_share": value.stated_share,
            "dated_on": value.dated_on.isoformat() if value.dated_on else None,
        }
    sure = taking.standing_of(year)
    if value is not None and (value.dated_on is None or not source):
        sure = FigureStanding.PRELIMINARY
    made = taking.figure(INDICATORS, f"indicator.{indicator.id}", year, told, source or PLAN, sure)
    # The row is kept though it has no value, so that the reader sees what is missing.
    return made if value is not None else replace(made, standing=FigureStanding.MISSING)


def police_figures(session: Session, taking: Taking) -> Iterator[Figure]:
    """What the police have told, each with its source and day."""
    rows = session.scalars(
        select(PoliceFigure)
        .where(
            and_(
                PoliceFigure.municipality_id == taking.municipality_id,
                PoliceFigure.year.in_(taking.years),
            )
        )
        .order_by(PoliceFigure.position, PoliceFigure.id)
    ).all()
    by_name: dict[str, dict[int, PoliceFigure]] = {}
    for row in rows:
        by_name.setdefault(row.name, {})[row.year] = row
    for name, of_years in by_name.items():
        code = f"police.{sha256(name.encode()).hexdigest()[:16]}"
        for year in taking.years:
            yield _police_figure(taking, code, name, year, of_years.get(year))
    if not rows:
        yield taking.figure(POLICE, "police.none", taking.year, None, "")


def _police_figure(taking: Taking, code: str, name: str, year: int, row: PoliceFigure | None) -> Figure:
    value = {
        "name": name,
        "figure": row.value if row else None,
        "comment": row.comment if row else "",
    }
    if row is None or row.value is None:
        made = taking.figure(POLICE, code, year, value, row.source if row else "")
        return replace(made, standing=FigureStanding.MISSING)
    sure = FigureStanding.PRELIMINARY if row.preliminary else FigureStanding.FINAL
    return replace(taking.figure(POLICE, code, year, value, row.source, sure), taken_on=row.dated_on)
