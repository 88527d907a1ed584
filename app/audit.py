"""Audit: events are added, never changed, and each municipality's events form a chain of hashes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.db import row_lock
from app.loose_numbers import without_identity_numbers
from app.models.event import Event, EventType
from app.models.municipality import FIRST_HASH, Municipality
from app.models.rows import canonical_json
from app.permissions import Actor


@dataclass(frozen=True)
class Outsider:
    """Somebody without an account who has acted, by the name given: a holder with a personal link."""

    municipality_id: int
    name: str
    user_id: None = None


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
    actor: Actor | Outsider,
    event_type: EventType,
    *,
    case_id: int | None = None,
    **facts: Any,
) -> Event:
    """Add one event. Facts are plain values, never an identity number and never conduct data."""
    # The municipality's row is the lock of its chain and holds its head: two events never take the same
    # number, and events cut off at the end are missed.
    head = session.execute(
        row_lock(
            select(Municipality.chain_length, Municipality.chain_head).where(
                Municipality.id == actor.municipality_id
            )
        )
    ).one()
    sequence, at = head.chain_length + 1, clock.now()
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
        previous_hash=head.chain_head,
    )
    event.hash = link_hash(event)
    session.add(event)
    session.execute(
        update(Municipality.__table__)  # type: ignore[arg-type]  # past the mapper, whose version others hold
        .where(Municipality.__table__.c.id == actor.municipality_id)
        .values(chain_length=sequence, chain_head=event.hash)
    )
    session.flush()
    return event


def link_hash(event: Any) -> str:
    """The hash of one event (a row, or what was read of one): over what it says and the event before it."""
    fields: Mapping[str, Any] = {
        "previous": event.previous_hash,
        "municipality": event.municipality_id,
        "sequence": event.sequence,
        "type": event.type.value,
        "at": event.at.isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "name": event.actor_name,
        "case": event.case_id,
        "payload": event.payload_hash,
    }
    return _sha256(canonical_json(fields))


def verified_chain(session: Session, municipality_id: int) -> ChainState:
    """Read a municipality's chain from its first event and report everything that does not hold."""
    broken: list[BrokenLink] = []
    previous, expected, erased = FIRST_HASH, 1, 0
    head = session.execute(
        select(Municipality.chain_length, Municipality.chain_head).where(Municipality.id == municipality_id)
    ).one()
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
        if row.previous_hash != previous or link_hash(row) != row.hash:
            broken.append(BrokenLink(municipality_id, row.sequence, "hash_changed"))
        previous, expected = row.hash, expected + 1
    if (head.chain_length, head.chain_head) != (expected - 1, previous):
        broken.append(BrokenLink(municipality_id, head.chain_length, "missing"))
    return ChainState(municipality_id, expected - 1, erased, previous, tuple(broken))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
