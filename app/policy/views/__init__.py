"""Pages of the alcohol policy: its texts, caps, try-outs, and the criteria of a renewal."""

from app.policy.views import departures, listing
from app.policy.views.blueprint import bp

__all__ = ["bp", "departures", "listing"]
