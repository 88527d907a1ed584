"""Pages of turnover statements, fees, invoice basis, payments, settlement and the ledger."""

from app.billing.views import overview, runs
from app.billing.views.blueprint import bp

__all__ = [
    "bp",
    "overview",
    "runs",
]
