"""What is put into the addresses of the pages of continuations and of the council's numbers."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.occupancy import Continuation


def ids_of_kinds(session: Session, municipality_id: int, user_id: int) -> dict[str, Any]:
    """A continuation that has continued nothing yet."""
    row = Continuation(
        municipality_id=municipality_id,
        reviewed_on=date(2020, 3, 12),
        review_reference="KS 12/20",
        decided_on=date(2020, 6, 18),
        reference="KS 34/20",
        ended_on=date(2020, 9, 30),
        last_day=date(2024, 9, 30),
        left_out=[],
        made_by_id=user_id,
        made_at=datetime(2020, 6, 19, 8, 0, tzinfo=UTC),
    )
    session.add(row)
    session.flush()
    return {"continuation_id": row.id}


def samples_of_kinds(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page, with the arguments of its faces."""
    return {
        "renewals.list_continuations": [{}],
        "renewals.continue_licences": [{}],
        "admin.list_event_rules": [{}],
        "admin.list_quotas": [{}],
        "admin.change_shares": [{}],
        "renewals.show_continuation": [{"continuation_id": ids["continuation_id"]}],
    }
