"""Audit: events are added, never changed, and each municipality's events form a chain of hashes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.db import row_lock
from app.loose_numbers import without_identity_numbers
from app.models.event import Event, EventType
from app.models.municipality import Municipality
from app.models.rows import canonical_json
from app.permissions import Actor

FIRST_HASH = "0" * 64


@dataclass(frozen=True)
class BrokenLink:
    """An event whose hash or payload is not what it was when it was written."""

    municipality_id: int
    sequence: int
    problem: str


@dataclass(frozen=True)
class ChainState:
    """How a municipality's chain stands: how long, its last hash, and what is broken."""

    municipality_id: int
    length: int
    erased: int
    last_hash: str
    broken: tuple[BrokenLink, ...]


def record(
    session: Session,
    actor: Actor,
    event_type: EventType,
    *,
    case_id: int | None = None,
    **facts: Any,
) -> Event:
    """Add one event. Facts are plain values, never an identity number and never conduct data."""
    # The municipality's row is the lock of its chain: two events never take the same number.
    session.execute(
        row_lock(select(Municipality.id).where(Municipality.id == actor.municipality_id))
    ).scalar_one()
    last = session.execute(
        select(Event.sequence, Event.hash)
        .where(Event.municipality_id == actor.municipality_id)
        .order_by(Event.sequence.desc())
        .limit(1)
    ).one_or_none()
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, FIRST_HASH)
    at = clock.now()
    # What people type or call their files may hold a number: the log never does.
    payload = without_identity_numbers(canonical_json(facts))
    payload_hash = _sha256(payload)
    event = Event(
        municipality_id=actor.municipality_id,
        sequence=sequence,
        type=event_type,
        at=at,
        actor_id=actor.user_id,
        actor_name=actor.name,
        case_id=case_id,
        payload=payload,
        payload_hash=payload_hash,
        previous_hash=previous,
        hash=link_hash(
            previous, actor.municipality_id, sequence, event_type, at, actor.user_id, case_id, payload_hash
        ),
    )
    session.add(event)
    session.flush()
    return event


def link_hash(
    previous: str,
    municipality_id: int,
    sequence: int,
    event_type: EventType,
    at: datetime,
    actor_id: int | None,
    case_id: int | None,
    payload_hash: str,
) -> str:
    """The hash of one event: over what it says and over the event before it."""
    fields: Mapping[str, Any] = {
        "previous": previous,
        "municipality": municipality_id,
        "sequence": sequence,
        "type": event_type.value,
        "at": at.isoformat(timespec="microseconds"),
        "actor": actor_id,
        "case": case_id,
        "payload": payload_hash,
    }
    return _sha256(canonical_json(fields))


def verified_chain(session: Session, municipality_id: int) -> ChainState:
    """Read a municipality's chain from its first event and report everything that does not hold."""
    broken: list[BrokenLink] = []
    previous, expected, erased = FIRST_HASH, 1, 0
    rows = session.execute(
        select(Event.__table__)
        .where(Event.municipality_id == municipality_id)
        .order_by(Event.sequence)
        .execution_options(yield_per=1000)
    )
    for row in rows:
        if row.sequence != expected:
            broken.append(BrokenLink(municipality_id, expected, "missing"))
            expected = row.sequence
        if row.payload is None:
            erased += 1
        elif _sha256(row.payload) != row.payload_hash:
            broken.append(BrokenLink(municipality_id, row.sequence, "payload_changed"))
        own = link_hash(
            previous,
            municipality_id,
            row.sequence,
            row.type,
            row.at,
            row.actor_id,
            row.case_id,
            row.payload_hash,
        )
        if row.previous_hash != previous or own != row.hash:
            broken.append(BrokenLink(municipality_id, row.sequence, "hash_changed"))
        previous, expected = row.hash, expected + 1
    return ChainState(municipality_id, expected - 1, erased, previous, tuple(broken))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
