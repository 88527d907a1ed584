"""Pages of cases, a module for each kind of act. Importing this knows all their addresses."""

from app.cases.views import (
    applications,
    changes,
    closing,
    conduct,
    criteria,
    deciding,
    inquiries,
    listing,
    one,
    people,
    policy_questions,
    statements,
)
from app.cases.views.blueprint import bp

__all__ = [
    "applications",
    "bp",
    "changes",
    "closing",
    "conduct",
    "criteria",
    "deciding",
    "inquiries",
    "listing",
    "one",
    "people",
    "policy_questions",
    "statements",
]
