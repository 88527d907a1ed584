"""Pages of earmarks, what they are spent on, action plans, hearings and yearly reports."""

from app.prevention.views import overview
from app.prevention.views.blueprint import bp
from app.prevention.views.public import public

__all__ = ["bp", "overview", "public"]
