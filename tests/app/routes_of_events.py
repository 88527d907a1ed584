"""Who may open the pages of events, and the event that their addresses name."""

from app.permissions import Role

CASES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.MEETING_SECRETARY, Role.READER})
HANDLE = frozenset({Role.CASEWORKER})
ALONE = frozenset({Role.CASEWORKER, Role.DECIDER})

ROUTES_OF_EVENTS: dict[str, frozenset[str]] = {
    "events.list_events": CASES,
    "events.register_event_page": HANDLE,
    "events.change_event_page": HANDLE,
    "events.accept_late_notice": HANDLE,
    "events.choose_principle": HANDLE,
    "events.grant_event": ALONE,
    "events.propose_event": HANDLE,
    "events.record_body_decision": frozenset({Role.MEETING_SECRETARY}),
}
