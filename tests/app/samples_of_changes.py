"""What is put into the addresses of the pages of changes."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.case import Case
from licensing.cases import CaseState
from licensing.matters import Matter
from tests.app.samples_of_endings import ids_of_endings, samples_of_endings


def ids_of_changes(session: Session, municipality_id: int) -> dict[str, Any]:
    """The cases of changes and endings, and those about people by how far they have come."""
    mine = select(Case.id).where(Case.municipality_id == municipality_id, Case.matter == Matter.PEOPLE)
    return {
        "people_received_id": session.scalars(mine.where(Case.state == CaseState.RECEIVED)).first(),
        "people_ready_id": session.scalars(mine.where(Case.state == CaseState.READY)).first(),
        "people_case_ids": session.scalars(
            select(Case.id).where(
                Case.municipality_id == municipality_id,
                Case.matter.in_((Matter.PEOPLE, Matter.TERMS, Matter.ENDING)),
            )
        ).all(),
        **ids_of_endings(session, municipality_id),
    }


def samples_of_changes(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of changes, with the arguments of its faces."""
    licence = {"licence_id": ids["licence_id"]}
    people = [{"case_id": ids["people_received_id"]}, {"case_id": ids["people_ready_id"]}]
    return {
        **samples_of_endings(ids),
        "amendments.show_changes": [licence, {"licence_id": ids["ended_id"]}],
        "amendments.change_managers": [licence],
        "amendments.change_influence": [licence],
        "amendments.approve_people": people,
        "amendments.propose_people": people,
        "amendments.list_without_manager": [{}],
    }
