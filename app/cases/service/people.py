"""What is known of those behind an application, and owners who come into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.cases.service.changes import changeable_case, changed_case
from app.models.case import Case, Party
from app.owners.queries import chain_of
from app.permissions import Actor
from licensing.applicants import Influence, Role
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7B_PARA_2, FVL_17


@dataclass(frozen=True)
class BackgroundEntry:
    """Where somebody has lived, why somebody has influence, and a note on those close to them."""

    lived_abroad: bool | None = None
    certificate_on: date | None = None
    influence: Influence | None = None
    close_persons: str = ""


def change_person(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    party_id: int,
    employed: bool | None,
    background: BackgroundEntry,
    on: date,
) -> Case:
    """Change what is known of a person in one role of an application."""
    case = changeable_case(session, actor, case_id, seen_version)
    party = next((row for row in case.application.parties if row.id == party_id), None)
    if party is None:
        raise NotAllowed("person_not_in_application", FVL_17)
    if party.role in (Role.MANAGER, Role.DEPUTY):
        party.employed = employed
    note_background(party, background)
    return changed_case(session, actor, case, ["background"], on)


def note_background(party: Party, background: BackgroundEntry) -> None:
    """Store what is known of a person; influence belongs to that role alone."""
    party.lived_abroad = background.lived_abroad
    party.certificate_on = background.certificate_on
    party.influence = background.influence if party.role is Role.INFLUENCE else None
    party.close_persons = background.close_persons


def include_owners(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, person_ids: Sequence[int], on: date
) -> Case:
    """Bring owners of the holder into the case as persons of influence.

    Raises `NotAllowed` when somebody does not own the holder any longer.

    Law: alkoholloven § 1-7b second paragraph.
    """
    case = changeable_case(session, actor, case_id, seen_version)
    owners = {row.person for row in chain_of(session, case.application.holder, on).standing.shares}
    known = {party.person_id for party in case.application.parties if party.role is Role.INFLUENCE}
    for person_id in dict.fromkeys(person_ids):
        if f"person:{person_id}" not in owners:
            raise NotAllowed("not_an_owner", ALKL_1_7B_PARA_2)
        if person_id not in known:
            session.add(
                Party(
                    municipality_id=actor.municipality_id,
                    application_id=case.application.id,
                    person_id=person_id,
                    role=Role.INFLUENCE,
                    influence=Influence.OWNERSHIP,
                )
            )
    return changed_case(session, actor, case, [f"person:{Role.INFLUENCE.value}"], on)
