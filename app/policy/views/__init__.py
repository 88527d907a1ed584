"""Pages of the alcohol policy: its texts, caps, try-outs, and the criteria of a renewal."""

from app.policy.views import (
    caps,
    checking,
    criteria_sets,
    departures,
    files,
    library,
    listing,
    parts,
    rules,
    scoring,
    tried,
    tryouts,
    versions,
    writing,
    zones,
)
from app.policy.views.blueprint import bp

__all__ = [
    "bp",
    "caps",
    "checking",
    "criteria_sets",
    "departures",
    "files",
    "library",
    "listing",
    "parts",
    "rules",
    "scoring",
    "tried",
    "tryouts",
    "versions",
    "writing",
    "zones",
]
