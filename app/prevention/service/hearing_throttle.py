"""How many answers to hearings come from one place: whoever sends very many waits."""

from datetime import timedelta

from sqlalchemy import delete, func, select

from app import clock
from app.db import reading_session, separate_transaction
from app.models.turnover import LinkAttempt
from app.sealing import sealer

# A whole class may answer from one school.
ANSWERS_PER_CLIENT = 60
WINDOW = timedelta(minutes=15)
REMEMBERED = timedelta(days=1)


def is_throttled(client: str) -> bool:
    """Whether somebody at an address has to wait."""
    with reading_session() as session:
        count = session.execute(
            select(func.count())
            .select_from(LinkAttempt)
            .where(LinkAttempt.client_hash == _hash(client), LinkAttempt.at > clock.now() - WINDOW)
        ).scalar_one()
    return count >= ANSWERS_PER_CLIENT


def count_answer(client: str) -> None:
    """Count an answer that somebody at an address sends, whether it is taken in or not."""
    at = clock.now()
    with separate_transaction() as session:
        session.execute(delete(LinkAttempt).where(LinkAttempt.at < at - REMEMBERED))
        session.add(LinkAttempt(client_hash=_hash(client), at=at))


def _hash(client: str) -> str:
    # Keyed: there are so few addresses that a bare hash of one tells it. Counted apart from personal links.
    return sealer().lookup(f"hearing client {client}")
