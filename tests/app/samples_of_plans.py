"""Samples of the pages of plans, for the walk over every page."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import storage
from app.models.plan import (
    Indicator,
    IndicatorValue,
    MeasureYear,
    PlanAnnex,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanReference,
    PlanRole,
)
from app.permissions import Actor
from fees.plans import CostEstimate, GoalOrigin, MeasureStatus, PlanState, YearOutcome
from tests.factories.plan import make_measure, make_plan

# What a browser is given here is a file, not a page.
FILES_OF_PLANS: frozenset[str] = frozenset({"prevention.show_plan_annex"})
TITLE = "Ruspolitisk handlingsplan for en prøve"


def ids_of_plans(session: Session, actor: Actor) -> dict[str, Any]:
    """A draft with a part of each kind, an adopted plan before it, and one that has ended."""
    before = make_plan(session, actor, title=f"{TITLE}, den forrige", state=PlanState.ADOPTED)
    ended = make_plan(session, actor, title=f"{TITLE}, avsluttet", state=PlanState.ENDED)
    done = make_measure(session, before, "Sommerleir", status=MeasureStatus.DONE)
    make_measure(session, before, "MOT i ungdomsskolen", position=2)
    session.execute(
        update(MeasureYear)
        .where(MeasureYear.measure_id == done.id, MeasureYear.year == before.first_year)
        .values(outcome=YearOutcome.DONE, evidence="Leir for 40 ungdommer")
    )
    plan = make_plan(
        session,
        actor,
        title=TITLE,
        first_year=2029,
        last_year=2032,
        predecessor_id=before.id,
        summary="Kort.",
    )
    goal = PlanGoal(plan_id=plan.id, position=1, text="Senere debut", origin=GoalOrigin.LOCAL)
    session.add(goal)
    session.flush()
    content = b"%PDF-1.4 a sample"
    parts: dict[str, Any] = {
        "chapter": PlanChapter(plan_id=plan.id, position=1, heading="Innledning", text="Om planen."),
        "goal": PlanGoal(plan_id=plan.id, position=2, text="Rusfri russ", parent_id=goal.id),
        "role": PlanRole(plan_id=plan.id, title="SLT-koordinator", task="Følger opp planen"),
        "cost": PlanCost(plan_id=plan.id, position=1, text="Leir", estimate=CostEstimate.ESTIMATED),
        "indicator": Indicator(plan_id=plan.id, position=1, name="Elever", rises_with_work=True),
        "reference": PlanReference(plan_id=plan.id, position=1, sort="law", title="Alkoholloven"),
        "annex": PlanAnnex(
            plan_id=plan.id,
            position=1,
            title="Fra politiet",
            sha256=storage.keep(content),
            size=len(content),
            media_type="application/pdf",
            file_name="politiet.pdf",
        ),
    }
    session.add_all(parts.values())
    session.flush()
    value = IndicatorValue(
        indicator_id=parts["indicator"].id, figure="1 911", part=1_911, whole=5_544, stated_share=3_370
    )
    session.add(value)
    session.flush()
    return {
        "draft_plan_id": plan.id,
        "adopted_plan_id": before.id,
        "ended_plan_id": ended.id,
        "plan_value_id": value.id,
        **{f"plan_{name}_id": part.id for name, part in parts.items()},
    }


def samples_of_plans(ids: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Each page and what is put into its address."""
    draft, adopted, ended = ({"plan_id": ids[f"{name}_plan_id"]} for name in ("draft", "adopted", "ended"))
    names = {
        "kapitler": "chapter",
        "mal": "goal",
        "roller": "role",
        "okonomi": "cost",
        "indikatorer": "indicator",
        "grunnlag": "reference",
    }
    indicator = {**draft, "indicator_id": ids["plan_indicator_id"]}
    annex = {**draft, "annex_id": ids["plan_annex_id"]}
    return {
        "prevention.list_plans": [{}],
        "prevention.begin_plan": [{}],
        "prevention.show_plan": [draft, adopted, ended],
        "prevention.list_plan_faults": [draft],
        "prevention.change_plan": [draft, adopted],
        "prevention.adopt_plan": [draft],
        "prevention.take_back_adoption": [adopted],
        "prevention.discard_plan": [draft],
        "prevention.add_plan_part": [{**draft, "plan_part": sort} for sort in names],
        "prevention.change_plan_part": [
            {**draft, "plan_part": sort, "line_id": ids[f"plan_{name}_id"]} for sort, name in names.items()
        ],
        "prevention.add_indicator_value": [indicator],
        "prevention.change_indicator_value": [{**indicator, "value_id": ids["plan_value_id"]}],
        "prevention.add_plan_annex": [draft],
        "prevention.change_plan_annex": [annex],
        "prevention.show_closing_report": [adopted, ended],
        "prevention.end_plan": [adopted],
        "prevention.reopen_plan": [ended],
        "prevention.carry_on": [adopted, ended],
    }
