"""Who may open the pages of the continuation, and of what the council and the municipality have set."""

from app.permissions import Role

CASES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.MEETING_SECRETARY, Role.READER})
DECIDE = frozenset({Role.DECIDER})
ADMIN = frozenset({Role.ADMINISTRATOR})

ROUTES_OF_KINDS: dict[str, frozenset[str]] = {
    "renewals.list_continuations": CASES,
    "renewals.continue_licences": DECIDE,
    "renewals.show_continuation": CASES,
    "renewals.go_on": DECIDE,
    "admin.list_event_rules": ADMIN,
    "admin.list_quotas": ADMIN,
    "admin.change_shares": ADMIN,
}
