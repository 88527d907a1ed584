"""Samples of the pages of measures, for the walk over every page."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.plan import Plan, PlanMeasure, PlanMunicipality
from app.permissions import Actor
from fees.plans import PlanState, YearOutcome
from tests.factories.plan import make_measure, make_plan

# What a browser is given here is a file, not a page.
FILES_OF_MEASURES = frozenset({"prevention.export_measures"})


def ids_of_measures(session: Session, actor: Actor) -> dict[str, Any]:
    """A measure of an adopted plan, out of the demo or made here, and one of a draft."""
    measure = session.scalars(
        select(PlanMeasure)
        .join(Plan, Plan.id == PlanMeasure.plan_id)
        .join(PlanMunicipality, PlanMunicipality.plan_id == Plan.id)
        .where(
            PlanMunicipality.municipality_id == actor.municipality_id,
            Plan.state == PlanState.ADOPTED,
            PlanMeasure.municipality_id.is_(None),
        )
        .order_by(PlanMeasure.id)
        .limit(1)
    ).one_or_none()
    if measure is None:
        measure = make_measure(session, make_plan(session, actor, state=PlanState.ADOPTED))
    year = session.get_one(Plan, measure.plan_id).first_year
    for cell in measure.years:
        if cell.year == year and not cell.evidence:
            cell.outcome, cell.evidence = YearOutcome.DONE, "Holdt møte på ungdomsskolen."
    draft = make_plan(session, actor, title="Utkast til plan (oppdiktet)", first_year=2029, last_year=2032)
    written = make_measure(session, draft, "Foreldremøter (oppdiktet)", section="Barn og unge")
    return {
        "measure": {"plan_id": measure.plan_id, "measure_id": measure.id},
        "measure_year": {"plan_id": measure.plan_id, "measure_id": measure.id, "plan_year": year},
        "drafted": {"plan_id": draft.id, "measure_id": written.id},
        "drafted_year": {"plan_id": draft.id, "measure_id": written.id, "plan_year": draft.first_year},
        "drafted_plan": {"plan_id": draft.id},
    }


def samples_of_measures(ids: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Each page and what is put into its address."""
    plan = {"plan_id": ids["measure"]["plan_id"]}
    return {
        "prevention.show_matrix": [plan, {**plan, "utskrift": 1}, ids["drafted_plan"]],
        "prevention.show_measure": [ids["measure"]],
        "prevention.change_measure": [ids["measure"], ids["drafted"]],
        "prevention.follow_up": [ids["measure_year"], ids["drafted_year"]],
        "prevention.add_measure": [ids["drafted_plan"]],
        "prevention.read_measure_table": [ids["drafted_plan"]],
    }
