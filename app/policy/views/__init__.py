"""Pages of the alcohol policy: its texts, caps, try-outs, and the criteria of a renewal."""

from app.policy.views import criteria_sets, departures, listing, scoring
from app.policy.views.blueprint import bp

__all__ = ["bp", "criteria_sets", "departures", "listing", "scoring"]
