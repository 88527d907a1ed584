"""Who may open the pages of plans."""

from typing import Any

from sqlalchemy.orm import Session

from app import storage
from app.models.plan import Indicator, IndicatorValue, PlanAnnex, PlanChapter
from app.permissions import Actor, Role
from tests.factories.plan import make_plan

SEES = frozenset(set(Role) - {Role.INSPECTOR})
HANDLES = frozenset({Role.PREVENTION_COORDINATOR})
ADOPTS = frozenset({Role.MEETING_SECRETARY, Role.ADMINISTRATOR})

ROUTES_OF_PLANS: dict[str, frozenset[str]] = {
    "prevention.list_plans": SEES,
    "prevention.show_plan": SEES,
    "prevention.list_plan_faults": SEES,
    "prevention.show_plan_annex": SEES,
    "prevention.show_closing_report": SEES,
    "prevention.begin_plan": HANDLES,
    "prevention.change_plan": HANDLES,
    "prevention.discard_plan": HANDLES,
    "prevention.add_plan_part": HANDLES,
    "prevention.change_plan_part": HANDLES,
    "prevention.remove_plan_part": HANDLES,
    "prevention.add_indicator_value": HANDLES,
    "prevention.change_indicator_value": HANDLES,
    "prevention.remove_indicator_value": HANDLES,
    "prevention.add_plan_annex": HANDLES,
    "prevention.change_plan_annex": HANDLES,
    "prevention.remove_plan_annex": HANDLES,
    "prevention.carry_on": HANDLES,
    "prevention.adopt_plan": ADOPTS,
    "prevention.take_back_adoption": ADOPTS,
    "prevention.end_plan": ADOPTS,
    "prevention.reopen_plan": ADOPTS,
}
# Addresses that are of every municipality, or open to everybody: another municipality is not refused there.
OF_ALL_PLANS: frozenset[str] = frozenset()


def ids_of_plans(session: Session, actor: Actor, secret: str) -> dict[str, Any]:
    """A draft with a chapter, an indicator with a figure, and an annex that is here."""
    plan = make_plan(session, actor, title=f"Plan {secret}")
    chapter = PlanChapter(plan_id=plan.id, position=1, heading=f"Innledning {secret}", text=secret)
    indicator = Indicator(plan_id=plan.id, position=1, name=f"Elever {secret}")
    content = b"%PDF-1.4 a sample"
    annex = PlanAnnex(
        plan_id=plan.id,
        position=1,
        title=f"Vedlegg {secret}",
        sha256=storage.keep(content),
        size=len(content),
        media_type="application/pdf",
        file_name="vedlegg.pdf",
    )
    session.add_all([chapter, indicator, annex])
    session.flush()
    value = IndicatorValue(indicator_id=indicator.id, figure="283", comment=secret)
    session.add(value)
    session.flush()
    return {
        "plan_id": plan.id,
        "plan_part": "kapitler",
        "line_id": chapter.id,
        "indicator_id": indicator.id,
        "value_id": value.id,
        "annex_id": annex.id,
    }
