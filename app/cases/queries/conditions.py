"""The municipality's library of conditions."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.decision import ConditionTemplate


@dataclass(frozen=True)
class LibraryCondition:
    """A condition that the municipality often sets."""

    id: int
    title: str
    text: str
    before_use: bool
    proof: str


def library_of(session: Session, municipality_id: int) -> list[LibraryCondition]:
    """The conditions in use, by title."""
    rows = session.execute(
        select(
            ConditionTemplate.id,
            ConditionTemplate.title,
            ConditionTemplate.text,
            ConditionTemplate.before_use,
            ConditionTemplate.proof,
        )
        .where(ConditionTemplate.municipality_id == municipality_id, ConditionTemplate.active)
        .order_by(ConditionTemplate.title)
    )
    return [LibraryCondition(**row._mapping) for row in rows]
