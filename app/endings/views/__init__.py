"""Pages of endings. Importing this knows all their addresses."""

from app.endings.views import endings, transfers
from app.endings.views.blueprint import bp

__all__ = ["bp", "endings", "transfers"]
