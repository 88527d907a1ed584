"""Who may open the pages of changes."""

from app.permissions import Role

CASES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.MEETING_SECRETARY, Role.READER})
HANDLE = frozenset({Role.CASEWORKER})
ALONE = frozenset({Role.CASEWORKER, Role.DECIDER})

ROUTES_OF_CHANGES: dict[str, frozenset[str]] = {
    "amendments.show_changes": CASES,
}
