"""What is put into the addresses of endings, changes of terms and serving places."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.change import Change
from app.models.licence import Licence
from app.models.occupancy import ServingPlaceLicence
from licensing.matters import ChangeKind


def ids_of_endings(session: Session, municipality_id: int) -> dict[str, Any]:
    """A serving-place licence, and the case of a transfer where one is registered."""
    row = session.scalars(
        select(ServingPlaceLicence).where(ServingPlaceLicence.municipality_id == municipality_id)
    ).first()
    if row is None:
        licence = session.scalars(select(Licence).where(Licence.municipality_id == municipality_id)).first()
        assert licence is not None
        row = ServingPlaceLicence(
            municipality_id=municipality_id,
            number="SRV-2024-0001",
            holder_id=licence.holder_id,
            venue_id=licence.venue_id,
            granted_on=date(2024, 6, 3),
            opened_on=date(2024, 6, 3),
        )
        session.add(row)
        session.flush()
    found = {"place_licence_id": row.id}
    transfer = session.scalars(
        select(Change.case_id).where(
            Change.municipality_id == municipality_id, Change.kind == ChangeKind.TRANSFER
        )
    ).first()
    return found if transfer is None else found | {"transfer_case_id": transfer}


def samples_of_endings(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    licence = {"licence_id": ids["licence_id"]}
    place = {"place_licence_id": ids["place_licence_id"]}
    transfer = {"case_id": ids["transfer_case_id"]}
    return {
        "amendments.change_area": [licence],
        "amendments.change_area_once": [licence],
        "amendments.change_groups": [licence],
        "amendments.change_hours": [licence],
        "amendments.change_hours_once": [licence],
        "amendments.change_concept": [licence],
        "endings.surrender_licence": [licence],
        "endings.register_death": [licence],
        "endings.register_bankruptcy": [licence],
        "endings.register_unused": [licence],
        "endings.register_transfer": [licence],
        "endings.answer_transfer": [transfer],
        "endings.extend_transfer": [transfer],
        "endings.undo_ending": [transfer],
        "serving_places.register_place_licence": [{"venue_id": ids["venue_id"]}],
        "serving_places.open_place": [place],
        "serving_places.close_place": [place],
    }
