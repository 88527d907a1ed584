"""Noting owners: who owns a holder or a company above it, how much, and until when."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.held_rows import held_row
from app.holders.service import find_or_enter_person
from app.models.background import Ownership
from app.models.event import EventType
from app.models.holder import Holder
from app.owners.queries import owner_name, owner_or_none
from app.permissions import Actor
from licensing.errors import NotAllowed
from licensing.identity import IdentityNumber


@dataclass(frozen=True)
class OwnerEntry:
    """An owner as it was typed: a person with a number, or a company."""

    owned_by_id: int | None
    """The company in the chain that it owns a part of; empty for the holder itself."""
    name: str
    identity: IdentityNumber | None
    company_number: str | None
    share: int | None
    noted_on: date


def add_owner(session: Session, actor: Actor, *, holder_id: int, entry: OwnerEntry) -> Ownership:
    """Note an owner of a holder, or of a company that owns it.

    Shares above the whole and companies that own themselves are kept as they were told: the page says
    what cannot be right. Raises `NotAllowed` when the owner stands there already.
    """
    holder = held_row(session, actor, Holder, holder_id)
    if entry.owned_by_id is not None:
        _require_company(session, actor, holder, entry.owned_by_id)
    person = (
        find_or_enter_person(session, actor, name=entry.name, identity=entry.identity)
        if entry.identity is not None
        else None
    )
    siblings = session.scalars(
        select(Ownership).where(
            Ownership.municipality_id == actor.municipality_id,
            Ownership.holder_id == holder.id,
            Ownership.parent_id == entry.owned_by_id,
            Ownership.ended_on.is_(None),
        )
    ).all()
    for known in siblings:
        same_person = person is not None and known.person_id == person.id
        same_company = person is None and (
            (entry.company_number is not None and known.company_number == entry.company_number)
            or (known.company_number == entry.company_number and known.company_name == entry.name)
        )
        if same_person or same_company:
            raise NotAllowed("owner_noted_already", owner=owner_name(known))
    owner = Ownership(
        municipality_id=actor.municipality_id,
        holder_id=holder.id,
        parent_id=entry.owned_by_id,
        person_id=person.id if person else None,
        company_name="" if person else entry.name,
        company_number=None if person else entry.company_number,
        share=entry.share,
        noted_on=entry.noted_on,
    )
    session.add(owner)
    session.flush()
    audit.record(session, actor, EventType.OWNERSHIP_CHANGED, holder_id=holder.id, owner_id=owner.id)
    return owner


def _require_company(session: Session, actor: Actor, holder: Holder, owner_id: int) -> None:
    parent = owner_or_none(session, actor.municipality_id, holder.id, owner_id)
    if parent is None:
        raise NotAllowed("owner_not_found")
    if parent.person_id is not None:
        raise NotAllowed("person_owns_no_chain")


def end_owner(session: Session, actor: Actor, *, holder_id: int, owner_id: int, ended_on: date) -> Ownership:
    """Note that an owner no longer is one from a day on. The line stays, so that the past can be read."""
    holder = held_row(session, actor, Holder, holder_id)
    owner = owner_or_none(session, actor.municipality_id, holder.id, owner_id)
    if owner is None:
        raise NotAllowed("owner_not_found")
    if ended_on < owner.noted_on:
        raise NotAllowed("owner_ended_before_noted", noted_on=owner.noted_on.isoformat())
    owner.ended_on = ended_on
    session.flush()
    audit.record(session, actor, EventType.OWNERSHIP_CHANGED, holder_id=holder.id, owner_id=owner.id)
    return owner
