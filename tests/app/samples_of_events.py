"""What is put into the addresses of the pages of events."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.case import Application, Case
from licensing.cases import CaseState
from licensing.matters import Matter


def ids_of_events(session: Session, municipality_id: int) -> dict[str, Any]:
    """The cases of events by how far they have come, and an event to copy."""
    mine = select(Case.id).where(Case.municipality_id == municipality_id, Case.matter == Matter.EVENT)
    return {
        "event_received_id": session.scalars(mine.where(Case.state == CaseState.RECEIVED)).first(),
        "event_ready_id": session.scalars(
            mine.where(Case.state == CaseState.READY).order_by(Case.id)
        ).first(),
        "event_at_body_id": session.scalars(mine.where(Case.state == CaseState.AT_BODY)).first(),
        "event_case_ids": session.scalars(mine).all(),
        "event_application_id": session.scalars(
            select(Application.id)
            .join(Case, Case.id == Application.case_id)
            .where(Application.municipality_id == municipality_id, Case.matter == Matter.EVENT)
            .order_by(Application.id)
        ).first(),
    }


def samples_of_events(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of events, with the arguments of its faces."""
    received, ready = {"case_id": ids["event_received_id"]}, {"case_id": ids["event_ready_id"]}
    return {
        "events.list_events": [{}, {"vis": "tidligere"}, {"sok": "finnes ikke"}],
        "events.register_event_page": [{}, {"kopi": ids["event_application_id"]}, {"sok": "martnan"}],
        "events.change_event_page": [received],
        "events.accept_late_notice": [received],
        "events.choose_principle": [received],
        "events.grant_event": [received, ready],
        "events.propose_event": [ready],
        "events.record_body_decision": [{"case_id": ids["event_at_body_id"]}],
    }
