"""Pages of turnover statements, fees, invoice basis, payments, settlement and the ledger."""

from app.billing.views import (
    breaches,
    calls,
    deadlines,
    letters,
    occasions,
    overview,
    rates,
    rounds,
    run_letters,
    runs,
    setup,
)
from app.billing.views.blueprint import bp

__all__ = [
    "bp",
    "breaches",
    "calls",
    "deadlines",
    "letters",
    "occasions",
    "overview",
    "rates",
    "rounds",
    "run_letters",
    "runs",
    "setup",
]
