"""Pages of the administration, a module for each subject."""

from app.admin.views import audit, people, rules, settings
from app.admin.views.blueprint import bp

__all__ = ["audit", "bp", "people", "rules", "settings"]
