"""Pages of earmarks, what they are spent on, action plans, hearings and yearly reports."""

from app.prevention.views import hearings, overview, public_plans
from app.prevention.views.blueprint import bp
from app.prevention.views.public import public

__all__ = ["bp", "hearings", "overview", "public", "public_plans"]
