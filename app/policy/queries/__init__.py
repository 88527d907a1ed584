"""The policies of a municipality, and how the caps of the one in force stand."""

from app.policy.queries.counting import cap_counts, cap_seats, licences_in_force, lock_caps
from app.policy.queries.versions import (
    policies_of,
    policy_by_id,
    policy_domain,
    policy_in_force,
    policy_in_force_id,
    policy_row,
)
from app.policy.queries.zones import zones_of_venue

__all__ = [
    "cap_counts",
    "cap_seats",
    "licences_in_force",
    "lock_caps",
    "policies_of",
    "policy_by_id",
    "policy_domain",
    "policy_in_force",
    "policy_in_force_id",
    "policy_row",
    "zones_of_venue",
]
