"""Who may ask whether a place may serve now, see the calendar, and withdraw a licence for a time."""

from app.permissions import Role

ALL = frozenset(Role)
DECIDE = frozenset({Role.DECIDER})

ROUTES_OF_HOURS: dict[str, frozenset[str]] = {
    "pouring.show_pouring": ALL,
    "calendar.show_calendar": ALL,
    "calendar.show_night": ALL,
    "licences.suspend_licence": DECIDE,
}
