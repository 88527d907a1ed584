"""Pages of earmarks, what they are spent on, action plans, hearings and yearly reports."""

from app.prevention.views import (
    consultations,
    decisions,
    development,
    hearings,
    overview,
    parts,
    public_plans,
    spending,
)
from app.prevention.views.blueprint import bp
from app.prevention.views.public import public

__all__ = [
    "bp",
    "consultations",
    "decisions",
    "development",
    "hearings",
    "overview",
    "parts",
    "public",
    "public_plans",
    "spending",
]
