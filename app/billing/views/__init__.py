"""Pages of turnover statements, fees, invoice basis, payments, settlement and the ledger."""

from app.billing.views import overview, rates, runs
from app.billing.views.blueprint import bp

__all__ = [
    "bp",
    "overview",
    "rates",
    "runs",
]
