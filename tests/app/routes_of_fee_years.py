"""Who may open the overview of the fees, the rates and the fee years."""

from typing import Any

from app.billing.tabs import FIRST_YEAR
from app.permissions import Role

SEES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.FINANCE, Role.READER, Role.ADMINISTRATOR})
SETS_UP = frozenset({Role.FINANCE, Role.ADMINISTRATOR})

ROUTES_OF_FEE_YEARS: dict[str, frozenset[str]] = {
    "billing.show_overview": SEES,
    "billing.show_year": SEES,
    "billing.export_year": SEES,
    "billing.show_rates": SEES,
    "billing.add_rates": SETS_UP,
    "billing.export_rates": SEES,
    "billing.show_fee_year": SEES,
    "billing.change_fee_year": SETS_UP,
}
# A year is of every municipality; each is shown its own.
YEARS_OF_ALL = frozenset(
    {"billing.show_year", "billing.export_year", "billing.show_fee_year", "billing.change_fee_year"}
)


def ids_of_fee_years() -> dict[str, Any]:
    """A year that fees can be of."""
    return {"year": FIRST_YEAR + 10}
