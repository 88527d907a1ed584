"""A row that is about to be changed: read behind the municipality's lock, compared with what was seen."""

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.numbers import take_municipality
from app.permissions import Actor

Held = TypeVar("Held")


class ChangedMeanwhile(Exception):  # noqa: N818 - an answer to the person, not a fault
    """Somebody else saved after this person opened the form. Nothing is stored."""


def held_row(
    session: Session, actor: Actor, kind: type[Held], row_id: int, *, seen_version: int | None = None
) -> Held:
    """A row of the actor's municipality as it stands now, held for this transaction.

    Raises `LookupError` when there is none, `ChangedMeanwhile` when another changed it since `seen_version`.
    """
    take_municipality(session, actor.municipality_id)
    # What this request read before it had to wait for the lock may be out of date.
    session.expire_all()
    entity: Any = kind
    found: Any = session.scalars(
        select(entity).where(entity.municipality_id == actor.municipality_id, entity.id == row_id)
    ).one_or_none()
    if found is None:
        raise LookupError(f"no {kind.__name__} {row_id} in municipality {actor.municipality_id}")
    if seen_version is not None and found.version != seen_version:
        raise ChangedMeanwhile
    row: Held = found
    return row
