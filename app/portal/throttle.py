"""Throttling of links: who tries many that do not exist waits; who has a link that does is not counted."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app import clock
from app.db import reading_session, separate_transaction
from app.models.turnover import LinkAttempt
from app.sealing import sealer

FAILURES_PER_CLIENT = 30
WINDOW = timedelta(minutes=15)
REMEMBERED = timedelta(days=1)


def is_throttled(client: str) -> bool:
    """Whether somebody at an address has to wait."""
    with reading_session() as session:
        return _failures(session, _hash(client)) >= FAILURES_PER_CLIENT


def count_failure(client: str) -> None:
    """Count a try that found nothing; it stands although the request is refused."""
    at = clock.now()
    with separate_transaction() as session:
        session.execute(delete(LinkAttempt).where(LinkAttempt.at < at - REMEMBERED))
        session.add(LinkAttempt(client_hash=_hash(client), at=at))


def _failures(session: Session, client_hash: str) -> int:
    return session.execute(
        select(func.count())
        .select_from(LinkAttempt)
        .where(LinkAttempt.client_hash == client_hash, LinkAttempt.at > clock.now() - WINDOW)
    ).scalar_one()


def _hash(client: str) -> str:
    # Keyed: there are so few addresses that a bare hash of one tells it.
    return sealer().lookup(f"link client {client}")
