"""Who may open the pages of those behind a licence: conduct, owners, knowledge tests."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.background import Ownership
from app.models.holder import Holder
from app.permissions import Role

CASES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.MEETING_SECRETARY, Role.READER})
HANDLE = frozenset({Role.CASEWORKER})

ROUTES_OF_PEOPLE: dict[str, frozenset[str]] = {
    "cases.list_conduct": HANDLE,
    "cases.answer_conduct": HANDLE,
    "cases.list_criteria": CASES,
    "cases.weigh_criterion": HANDLE,
    "cases.change_person": HANDLE,
    "cases.include_owners": HANDLE,
    "examinations.list_sittings": CASES,
    "examinations.register_sitting": HANDLE,
    "owners.list_owners": CASES,
    "owners.add_owner": HANDLE,
    "owners.end_owner": HANDLE,
}


def ids_of_people(session: Session, municipality_id: int) -> dict[str, Any]:
    """What the addresses of people name beyond the case: an owner of the first holder, and a question."""
    holder_id = session.scalars(
        select(Holder.id).where(Holder.municipality_id == municipality_id).order_by(Holder.id)
    ).first()
    owner = Ownership(
        municipality_id=municipality_id,
        holder_id=holder_id,
        company_name="Oppdiktet Eiendom AS",
        share=10_000,
        noted_on=date(2026, 1, 2),
    )
    session.add(owner)
    session.flush()
    return {"question": "conduct_manager", "owner_id": owner.id, "code": "criterion:skole"}
