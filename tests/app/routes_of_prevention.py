"""Who may open the pages of prevention, gathered from its parts."""

from typing import Any

from sqlalchemy.orm import Session

from app.permissions import Actor, Role
from tests.app.routes_of_earmarks import OF_ALL_EARMARKS, ROUTES_OF_EARMARKS, ids_of_earmarks
from tests.app.routes_of_hearings import OF_ALL_HEARINGS, ROUTES_OF_HEARINGS, ids_of_hearings
from tests.app.routes_of_measures import OF_ALL_MEASURES, ROUTES_OF_MEASURES, ids_of_measures
from tests.app.routes_of_payouts import OF_ALL_PAYOUTS, ROUTES_OF_PAYOUTS, ids_of_payouts
from tests.app.routes_of_plans import OF_ALL_PLANS, ROUTES_OF_PLANS, ids_of_plans
from tests.app.routes_of_reports import OF_ALL_REPORTS, ROUTES_OF_REPORTS, ids_of_reports
from tests.app.routes_of_spending import OF_ALL_SPENDING, ROUTES_OF_SPENDING, ids_of_spending

SEES = frozenset(set(Role) - {Role.INSPECTOR})

ROUTES_OF_PREVENTION: dict[str, frozenset[str]] = {
    "prevention.show_overview": SEES,
    **ROUTES_OF_EARMARKS,
    **ROUTES_OF_SPENDING,
    **ROUTES_OF_PAYOUTS,
    **ROUTES_OF_PLANS,
    **ROUTES_OF_MEASURES,
    **ROUTES_OF_HEARINGS,
    **ROUTES_OF_REPORTS,
}
OF_ALL_PREVENTION = (
    OF_ALL_EARMARKS
    | OF_ALL_SPENDING
    | OF_ALL_PAYOUTS
    | OF_ALL_PLANS
    | OF_ALL_MEASURES
    | OF_ALL_HEARINGS
    | OF_ALL_REPORTS
)


def ids_of_prevention(session: Session, actor: Actor, secret: str) -> dict[str, Any]:
    """What the addresses of prevention name; a later part builds on what an earlier one made."""
    ids: dict[str, Any] = {}
    for part in (
        ids_of_earmarks,
        ids_of_spending,
        ids_of_payouts,
        ids_of_plans,
        ids_of_measures,
        ids_of_hearings,
        ids_of_reports,
    ):
        ids |= part(session, actor, secret)
    return ids
