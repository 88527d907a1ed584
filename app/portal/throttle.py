"""What outlives a request by a link: tries that found nothing, which are throttled, and the first opening."""

from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app import clock
from app.db import reading_session, separate_transaction
from app.models.turnover import LinkAttempt, TurnoverLink
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


def note_opening(link: TurnoverLink) -> None:
    """Write down when a link was first opened: it tells that the letter has arrived."""
    if link.first_opened_at is not None:
        return
    with separate_transaction() as session:
        session.execute(
            update(TurnoverLink)
            .where(
                TurnoverLink.municipality_id == link.municipality_id,
                TurnoverLink.id == link.id,
                TurnoverLink.first_opened_at.is_(None),
            )
            .values(first_opened_at=clock.now())
        )


def _failures(session: Session, client_hash: str) -> int:
    return session.execute(
        select(func.count())
        .select_from(LinkAttempt)
        .where(LinkAttempt.client_hash == client_hash, LinkAttempt.at > clock.now() - WINDOW)
    ).scalar_one()


def _hash(client: str) -> str:
    # Keyed: there are so few addresses that a bare hash of one tells it.
    return sealer().lookup(f"link client {client}")
