"""Pages of turnover statements, fees, invoice basis, payments, settlement and the ledger."""

from app.billing.views import (
    breaches,
    calls,
    deadlines,
    fees,
    letters,
    occasions,
    one_fee,
    overview,
    questions,
    rates,
    rounds,
    run_letters,
    runs,
    setup,
    statements,
    suppliers,
)
from app.billing.views.blueprint import bp

__all__ = [
    "bp",
    "breaches",
    "calls",
    "deadlines",
    "fees",
    "letters",
    "occasions",
    "one_fee",
    "overview",
    "questions",
    "rates",
    "rounds",
    "run_letters",
    "runs",
    "setup",
    "statements",
    "suppliers",
]
