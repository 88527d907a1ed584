"""Who may open the pages of changes."""

from app.permissions import Role

CASES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.MEETING_SECRETARY, Role.READER})
HANDLE = frozenset({Role.CASEWORKER})
ALONE = frozenset({Role.CASEWORKER, Role.DECIDER})

ROUTES_OF_CHANGES: dict[str, frozenset[str]] = {
    "amendments.show_changes": CASES,
    "amendments.change_managers": HANDLE,
    "amendments.change_influence": HANDLE,
    "amendments.ask_police": HANDLE,
    "amendments.approve_people": ALONE,
    "amendments.propose_people": HANDLE,
    "amendments.list_without_manager": CASES,
}
