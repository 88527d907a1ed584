"""What outlives a request of somebody without an account: tries, which are throttled, and first openings."""

from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app import clock
from app.db import reading_session, separate_transaction
from app.models.turnover import LinkAttempt, TurnoverLink
from app.sealing import sealer

LINK, HEARING = "link", "hearing"
"""The doors that are open to everybody: a personal link, and the hearing of a plan. Each counts by itself."""
FAILURES_PER_CLIENT = 30
# A whole class may answer from one school.
ANSWERS_PER_CLIENT = 60
WINDOW = timedelta(minutes=15)
REMEMBERED = timedelta(days=1)


def is_throttled(client: str, door: str = LINK) -> bool:
    """Whether somebody at an address has to wait at a door."""
    most = ANSWERS_PER_CLIENT if door == HEARING else FAILURES_PER_CLIENT
    with reading_session() as session:
        return _tries(session, _hash(client, door)) >= most


def count_try(client: str, door: str = LINK) -> None:
    """Count a try: a link that there is not, an answer that is sent. It stands although it is refused."""
    at = clock.now()
    with separate_transaction() as session:
        session.execute(delete(LinkAttempt).where(LinkAttempt.at < at - REMEMBERED))
        session.add(LinkAttempt(client_hash=_hash(client, door), at=at))


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


def _tries(session: Session, client_hash: str) -> int:
    return session.execute(
        select(func.count())
        .select_from(LinkAttempt)
        .where(LinkAttempt.client_hash == client_hash, LinkAttempt.at > clock.now() - WINDOW)
    ).scalar_one()


def _hash(client: str, door: str) -> str:
    # Keyed: there are so few addresses that a bare hash of one tells it.
    return sealer().lookup(f"{door} client {client}")
