"""Who may see the caps with their counters, and who may place venues in zones."""

from app.permissions import Role

ALL = frozenset(Role)
PLACE = frozenset({Role.CASEWORKER})
# What the addresses of caps name; it is a cap of the policy, not a row.
A_CAP = "T-1"

ROUTES_OF_CAPS: dict[str, frozenset[str]] = {
    "policy.show_caps": ALL,
    "policy.show_cap": ALL,
    "policy.place_venues": PLACE,
    "policy.place_venue": PLACE,
}
