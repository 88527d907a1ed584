"""The duty to hand in a turnover statement, taken hold of before anything of it is changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import row_lock
from app.models.turnover import TurnoverDuty
from app.numbers import take_municipality


def duty_locked(session: Session, municipality_id: int, duty_id: int) -> TurnoverDuty:
    """A duty, locked behind its municipality. Raises `LookupError` for one of others."""
    take_municipality(session, municipality_id)
    found: TurnoverDuty | None = session.scalars(
        row_lock(
            select(TurnoverDuty).where(
                TurnoverDuty.municipality_id == municipality_id, TurnoverDuty.id == duty_id
            )
        ).execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise LookupError(f"no duty {duty_id} in municipality {municipality_id}")
    return found
