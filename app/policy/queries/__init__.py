"""The policies of a municipality, and how the caps of the one in force stand."""

from app.policy.queries.counting import cap_counts, licences_in_force, lock_caps
from app.policy.queries.versions import (
    latest_policy,
    policies_of,
    policy_by_id,
    policy_domain,
    policy_in_force,
    policy_row,
)

__all__ = [
    "cap_counts",
    "latest_policy",
    "licences_in_force",
    "lock_caps",
    "policies_of",
    "policy_by_id",
    "policy_domain",
    "policy_in_force",
    "policy_row",
]
