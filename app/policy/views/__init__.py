"""Pages of the alcohol policy: its texts, caps, try-outs, and the criteria of a renewal."""

from app.policy.views import caps, criteria_sets, departures, listing, scoring, zones
from app.policy.views.blueprint import bp

__all__ = ["bp", "caps", "criteria_sets", "departures", "listing", "scoring", "zones"]
