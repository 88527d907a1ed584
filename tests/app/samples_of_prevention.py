"""Samples of the pages of prevention, gathered from its parts."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.permissions import Actor
from tests.app.samples_of_earmarks import FILES_OF_EARMARKS, ids_of_earmarks, samples_of_earmarks
from tests.app.samples_of_hearings import FILES_OF_HEARINGS, ids_of_hearings, samples_of_hearings
from tests.app.samples_of_measures import FILES_OF_MEASURES, ids_of_measures, samples_of_measures
from tests.app.samples_of_payouts import FILES_OF_PAYOUTS, ids_of_payouts, samples_of_payouts
from tests.app.samples_of_plans import FILES_OF_PLANS, ids_of_plans, samples_of_plans
from tests.app.samples_of_reports import FILES_OF_REPORTS, ids_of_reports, samples_of_reports
from tests.app.samples_of_spending import FILES_OF_SPENDING, ids_of_spending, samples_of_spending

FILES_OF_PREVENTION = (
    FILES_OF_EARMARKS
    | FILES_OF_SPENDING
    | FILES_OF_PAYOUTS
    | FILES_OF_PLANS
    | FILES_OF_MEASURES
    | FILES_OF_HEARINGS
    | FILES_OF_REPORTS
)


def ids_of_prevention(session: Session, actor: Actor) -> dict[str, Any]:
    """What the addresses of prevention name."""
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
        ids |= part(session, actor)
    return ids


def samples_of_prevention(ids: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Each page of prevention and what is put into its address."""
    return {
        "prevention.show_overview": [{}],
        **samples_of_earmarks(ids),
        **samples_of_spending(ids),
        **samples_of_payouts(ids),
        **samples_of_plans(ids),
        **samples_of_measures(ids),
        **samples_of_hearings(ids),
        **samples_of_reports(ids),
    }
