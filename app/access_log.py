"""The access log: who opened shielded data, and why. It stands even when the page then fails."""

from app import audit
from app.db import separate_transaction
from app.models.case import Case
from app.models.event import EventType
from app.permissions import Actor


def log_opening(actor: Actor, *, case: Case, reason: str) -> None:
    """Write down who opens the shielded data of a case, and why; before anything is shown."""
    with separate_transaction() as session:
        audit.record(session, actor, EventType.SHIELDED_DATA_OPENED, case_id=case.id, reason=reason)
