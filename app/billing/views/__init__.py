"""Pages of turnover statements, fees, invoice basis, payments, settlement and the ledger."""

from app.billing.views import letters, overview, rates, run_letters, runs, setup
from app.billing.views.blueprint import bp

__all__ = [
    "bp",
    "letters",
    "overview",
    "rates",
    "run_letters",
    "runs",
    "setup",
]
