"""Invented owners of a holder, noted by the service."""

from datetime import date

from sqlalchemy.orm import Session

from app.models.background import Ownership
from app.owners.service import OwnerEntry, add_owner
from app.permissions import Actor
from tests.factories.person import identity

NOTED_ON = date(2026, 1, 2)


def make_person_owner(
    session: Session,
    actor: Actor,
    holder_id: int,
    *,
    name: str = "Eier Prøve",
    serial: int = 40,
    share: int | None = 10_000,
    of: Ownership | None = None,
) -> Ownership:
    """A person who owns a part, in hundredths of a per cent."""
    entry = OwnerEntry(of.id if of else None, name, identity(serial), None, share, NOTED_ON)
    return add_owner(session, actor, holder_id=holder_id, entry=entry)


def make_company_owner(
    session: Session,
    actor: Actor,
    holder_id: int,
    *,
    name: str = "Prøve Eiendom AS",
    number: str | None = None,
    share: int | None = 10_000,
    of: Ownership | None = None,
) -> Ownership:
    """A company that owns a part, in hundredths of a per cent."""
    entry = OwnerEntry(of.id if of else None, name, None, number, share, NOTED_ON)
    return add_owner(session, actor, holder_id=holder_id, entry=entry)
