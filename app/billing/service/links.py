"""Personal links: how a holder without an account reports turnover, from the paper letter or by a click.

A link is a code of 145 random bits that can also be typed: groups of five signs that nobody mixes up. Only
its hash is searched for; the code itself lies sealed, for the letters that carry it.
"""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app import audit, clock
from app.models.event import EventType
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty, TurnoverLink
from app.numbers import take_municipality
from app.permissions import Actor
from app.sealing import sealer

# Digits and capitals without I, L, O and U, which are read as others, or make words.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS = 29
GROUP_OF_SIGNS = 5
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = re.compile(r"[\s\-–—.]+")


def new_token() -> str:
    """A new code; the last sign is a check, so that a slip is told from a code that does not exist."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    return signs + _check_sign(signs)


def token_from_text(typed: str) -> str | None:
    """The code that was typed, in groups or not, in capitals or not; None when a sign is wrong."""
    token = _BETWEEN.sub("", typed).upper().translate(_READ_AS)
    if len(token) != RANDOM_SIGNS + 1 or any(sign not in ALPHABET for sign in token):
        return None
    return token if token[-1] == _check_sign(token[:-1]) else None


def typed_code(token: str) -> str:
    """The code as a letter shows it.

    >>> typed_code("7K3QF0123456789ABCDEFGHJKMNPQR")
    '7K3QF-01234-56789-ABCDE-FGHJK-MNPQR'
    """
    return "-".join(token[at : at + GROUP_OF_SIGNS] for at in range(0, len(token), GROUP_OF_SIGNS))


def _check_sign(signs: str) -> str:
    return ALPHABET[hashlib.sha256(signs.encode()).digest()[0] % len(ALPHABET)]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_links(
    session: Session, actor: Actor, duty_ids: Iterable[int], *, expires_at: datetime
) -> dict[int, TurnoverLink]:
    """A new link for each duty, which takes the place of the one before it."""
    wanted = tuple(dict.fromkeys(duty_ids))
    if not wanted:
        return {}
    take_municipality(session, actor.municipality_id)
    at = clock.now()
    session.execute(
        update(TurnoverLink)
        .where(
            TurnoverLink.municipality_id == actor.municipality_id,
            TurnoverLink.duty_id.in_(wanted),
            TurnoverLink.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=at, withdrawn_by_id=actor.user_id)
        .execution_options(synchronize_session="fetch")
    )
    rows = []
    for duty_id in wanted:
        token = new_token()
        rows.append(
            {
                "municipality_id": actor.municipality_id,
                "duty_id": duty_id,
                "token_hash": _hash(token),
                "token_sealed": sealer().seal(token),
                "expires_at": expires_at,
                "made_by_id": actor.user_id,
                "made_at": at,
            }
        )
    made = session.scalars(insert(TurnoverLink).returning(TurnoverLink), rows)
    return {link.duty_id: link for link in made}


def usable_links(
    session: Session, municipality_id: int, duty_ids: Collection[int]
) -> dict[int, TurnoverLink]:
    """The link of each duty that can be used now; duties without one are left out."""
    if not duty_ids:
        return {}
    found = session.scalars(
        select(TurnoverLink).where(
            TurnoverLink.municipality_id == municipality_id,
            TurnoverLink.duty_id.in_(duty_ids),
            TurnoverLink.withdrawn_at.is_(None),
            TurnoverLink.expires_at > clock.now(),
        )
    )
    return {link.duty_id: link for link in found}


def kept_links(
    session: Session, actor: Actor, duty_ids: Iterable[int], *, expires_at: datetime
) -> dict[int, TurnoverLink]:
    """The links that duties have, which live on to a moment at least, and new ones for those without.

    A reminder thus carries the link of the letter before it, and that letter's goes on working.
    """
    wanted = tuple(dict.fromkeys(duty_ids))
    take_municipality(session, actor.municipality_id)
    kept = usable_links(session, actor.municipality_id, wanted)
    for link in kept.values():
        link.expires_at = max(link.expires_at, expires_at)
    session.flush()
    missing = [duty_id for duty_id in wanted if duty_id not in kept]
    return kept | make_links(session, actor, missing, expires_at=expires_at)


def token_of(link: TurnoverLink) -> str:
    """The code of a link, opened for the letter that carries it."""
    return sealer().open(link.token_sealed)


def link_of(session: Session, token: str) -> TurnoverLink | None:
    """The link of a code, expired or not; nothing for one that is unknown or was withdrawn."""
    found: TurnoverLink | None = session.scalars(
        select(TurnoverLink).where(
            TurnoverLink.token_hash == _hash(token), TurnoverLink.withdrawn_at.is_(None)
        )
    ).one_or_none()
    return found


def is_usable(link: TurnoverLink) -> bool:
    """Whether a link opens its statement now."""
    return link.withdrawn_at is None and link.expires_at > clock.now()


def withdraw_link(session: Session, actor: Actor, *, duty_id: int) -> bool:
    """Withdraw the link of a duty; from now on it is as if it had never been. False when there was none."""
    take_municipality(session, actor.municipality_id)
    links = session.scalars(
        select(TurnoverLink).where(
            TurnoverLink.municipality_id == actor.municipality_id,
            TurnoverLink.duty_id == duty_id,
            TurnoverLink.withdrawn_at.is_(None),
        )
    ).all()
    for link in links:
        link.withdrawn_at, link.withdrawn_by_id = clock.now(), actor.user_id
    session.flush()
    if links:
        number = session.scalars(
            select(Licence.number)
            .join(
                TurnoverDuty,
                (TurnoverDuty.municipality_id == Licence.municipality_id)
                & (TurnoverDuty.licence_id == Licence.id),
            )
            .where(TurnoverDuty.municipality_id == actor.municipality_id, TurnoverDuty.id == duty_id)
        ).one()
        audit.record(session, actor, EventType.TURNOVER_LINK_WITHDRAWN, duty=duty_id, licence=number)
    return bool(links)
