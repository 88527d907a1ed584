"""What is put into the addresses of the pages of those behind a licence."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.background import Ownership
from app.models.case import Application, Party
from licensing.licences import LicenceKind, VenueCategory


def ids_behind_licences(session: Session, municipality_id: int) -> dict[str, Any]:
    """An owner with the holder that it owns, and somebody in a case of that holder."""
    owner = session.scalars(
        select(Ownership).where(Ownership.municipality_id == municipality_id).order_by(Ownership.id).limit(1)
    ).one()
    case_id, party_id = session.execute(
        select(Application.case_id, Party.id)
        .join(Party, Party.application_id == Application.id)
        .where(Application.municipality_id == municipality_id, Application.holder_id == owner.holder_id)
        .order_by(Party.id.desc())
        .limit(1)
    ).one()
    weighed = session.scalars(
        select(Application.case_id)
        .where(
            Application.municipality_id == municipality_id,
            Application.kind == LicenceKind.SERVING,
            Application.category == VenueCategory.PUB_BAR,
        )
        .limit(1)
    ).one()
    return {
        "weighed_case_id": weighed,
        "owner_id": owner.id,
        "owned_id": owner.holder_id,
        "owned_case_id": case_id,
        "owned_party_id": party_id,
    }


def samples_of_people(ids: dict[str, Any], received: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of people, with the arguments of its faces."""
    conduct = received | {"question": "conduct_holder", "person_id": 0}
    owned, owned_case = {"holder_id": ids["owned_id"]}, {"case_id": ids["owned_case_id"]}
    weighed = {"case_id": ids["weighed_case_id"]}
    return {
        "cases.list_conduct": [received | {"serveringsloven": "ja"}, owned_case],
        "cases.answer_conduct": [conduct],
        "cases.list_criteria": [owned_case, weighed],
        "cases.weigh_criterion": [weighed | {"code": "R-2.4"}],
        "cases.change_person": [owned_case | {"party_id": ids["owned_party_id"]}],
        "cases.include_owners": [owned_case, received],
        "examinations.list_sittings": [{}, {"navn": "finnes ikke"}],
        "examinations.register_sitting": [{}],
        "owners.list_owners": [owned],
        "owners.add_owner": [owned],
        "owners.end_owner": [owned | {"owner_id": ids["owner_id"]}],
    }
