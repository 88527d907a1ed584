"""Pages of changes, a module for each kind. Importing this knows all their addresses."""

from app.amendments.views import deciding, overview, people, terms
from app.amendments.views.blueprint import bp

__all__ = ["bp", "deciding", "overview", "people", "terms"]
