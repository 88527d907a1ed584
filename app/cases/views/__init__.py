"""Pages of cases, a module for each kind of act."""

from app.cases.views.blueprint import bp

__all__ = ["bp"]
