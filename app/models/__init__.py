"""The rows of the database, a module for each aggregate. Importing this knows them all."""

from app.models import (
    assessment,
    case,
    decision,
    document,
    event,
    holder,
    letter,
    licence,
    municipality,
    person,
    policy,
    statement,
    user,
    venue,
)
from app.models.rows import Row

__all__ = [
    "Row",
    "assessment",
    "case",
    "decision",
    "document",
    "event",
    "holder",
    "letter",
    "licence",
    "municipality",
    "person",
    "policy",
    "statement",
    "user",
    "venue",
]
