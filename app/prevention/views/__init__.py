"""Pages of earmarks, what they are spent on, action plans, hearings and yearly reports."""

from app.prevention.views import (
    consultations,
    decisions,
    development,
    grant_complaints,
    hearings,
    overview,
    parts,
    payout_requests,
    payouts,
    public_plans,
    public_reports,
    report_chapters,
    report_route,
    reports,
    spending,
    spending_letters,
    spending_reports,
)
from app.prevention.views.blueprint import bp
from app.prevention.views.public import public

__all__ = [
    "bp",
    "consultations",
    "decisions",
    "development",
    "grant_complaints",
    "hearings",
    "overview",
    "parts",
    "payout_requests",
    "payouts",
    "public",
    "public_plans",
    "public_reports",
    "report_chapters",
    "report_route",
    "reports",
    "spending",
    "spending_letters",
    "spending_reports",
]
