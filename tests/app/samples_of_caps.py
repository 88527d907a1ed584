"""What is put into the addresses of caps and zones: the first cap of the policy in force that is counted."""

from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.policy.queries import policy_in_force
from app.policy.queries.counting import decided_caps


def ids_of_caps(session: Session, municipality_id: int) -> dict[str, str]:
    """A cap with a number, as its address names it."""
    today = clock.today()
    caps = decided_caps(policy_in_force(session, municipality_id, today), today)
    return {"cap": caps[0].code}


def samples_of_caps(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    return {
        "policy.show_caps": [{}, {"dag": "01.01.2010"}],
        "policy.show_cap": [{"cap": ids["cap"]}],
        "policy.place_venues": [{}],
        "policy.place_venue": [{"venue_id": ids["venue_id"]}],
    }
