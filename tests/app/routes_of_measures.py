"""Who may open the pages of measures."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.plan import Plan, PlanMunicipality
from app.permissions import Actor, Role
from tests.factories.plan import make_measure

SEES = frozenset(set(Role) - {Role.INSPECTOR})
HANDLES = frozenset({Role.PREVENTION_COORDINATOR})

ROUTES_OF_MEASURES: dict[str, frozenset[str]] = {
    "prevention.show_matrix": SEES,
    "prevention.show_measure": SEES,
    "prevention.export_measures": SEES,
    "prevention.add_measure": HANDLES,
    "prevention.change_measure": HANDLES,
    "prevention.remove_measure": HANDLES,
    "prevention.follow_up": HANDLES,
    "prevention.read_measure_table": HANDLES,
}
# Addresses that are of every municipality, or open to everybody: another municipality is not refused there.
OF_ALL_MEASURES: frozenset[str] = frozenset()


def ids_of_measures(session: Session, actor: Actor, secret: str) -> dict[str, Any]:
    """A measure of the plan that the sample of plans has made."""
    plan = session.scalars(
        select(Plan)
        .join(PlanMunicipality, PlanMunicipality.plan_id == Plan.id)
        .where(PlanMunicipality.municipality_id == actor.municipality_id, Plan.title.contains(secret))
        .order_by(Plan.id)
        .limit(1)
    ).one()
    measure = make_measure(session, plan, f"Tiltak {secret}", note=secret)
    return {"measure_id": measure.id, "plan_year": plan.first_year}
