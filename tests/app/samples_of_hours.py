"""What is put into the addresses of the pages about hours, nights and withdrawals for a time."""

from typing import Any


def samples_of_hours(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page, with the arguments of its faces."""
    venue, licence = {"venue_id": ids["venue_id"]}, {"licence_id": ids["licence_id"]}
    late = {"gruppe": "3", "slag": "serving", "dag": "31.10.2027", "klokken": "02.10"}
    return {
        "pouring.show_pouring": [venue, venue | late],
        "calendar.show_calendar": [{}, {"visning": "uke", "dag": "19.02.2027"}, {"dag": "2027-02-01"}],
        "calendar.show_night": [{}, {"dag": "19.02.2027"}],
        "licences.suspend_licence": [licence],
    }
