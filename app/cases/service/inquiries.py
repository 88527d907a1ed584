"""Writing to the applicant while the case is open: missing items, and statements shown for comment."""

from datetime import date

from sqlalchemy.orm import Session

from app import audit, clock
from app.cases.queries.one import last_inquiry
from app.cases.service.state import begin_act, complete_act
from app.letters.drafts import draft_inquiry_letter
from app.models.case import Case
from app.models.event import EventType
from app.models.statement import Inquiry, InquiryKind
from app.permissions import Actor
from app.sealing import sealer
from licensing.cases import Act
from licensing.errors import NotAllowed
from licensing.law import FVL_11, FVL_17_PARA_2


def request_information(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, text: str, due_on: date, on: date
) -> Case:
    """Ask the applicant for what is missing. The four months begin anew on the day it comes.

    ASSUMPTION: the clock runs from a complete application; whether a late question only stops it is open.
    """
    act = Act.REQUEST_INFORMATION
    view = begin_act(session, actor, act, case_id=case_id, seen_version=seen_version, on=on)
    inquiry = _add(session, actor, view.case, InquiryKind.MISSING_ITEMS, text, due_on, on)
    view.case.complete_on = None
    draft_inquiry_letter(session, actor, view.case, inquiry, on)
    audit.record(session, actor, EventType.INFORMATION_REQUESTED, case_id=case_id, due_on=due_on.isoformat())
    return complete_act(session, actor, act, view, on)


def receive_information(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    answer: str,
    received_on: date,
    on: date,
) -> Case:
    """Record that what was missing has come; from that day the application is complete."""
    act = Act.RECEIVE_INFORMATION
    view = begin_act(session, actor, act, case_id=case_id, seen_version=seen_version, on=on)
    inquiry = last_inquiry(session, view.case, InquiryKind.MISSING_ITEMS)
    if inquiry is None:
        raise NotAllowed("nothing_was_requested", FVL_11)
    if not inquiry.sent_on <= received_on <= on:
        raise NotAllowed("answer_outside_request", FVL_11, asked_on=inquiry.sent_on.isoformat())
    inquiry.answered_on, inquiry.answer_sealed = received_on, sealer().seal(answer)
    view.case.complete_on = received_on
    audit.record(
        session, actor, EventType.INFORMATION_RECEIVED, case_id=case_id, received_on=received_on.isoformat()
    )
    return complete_act(session, actor, act, view, on, facts_changed=True)


def present_to_applicant(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, text: str, due_on: date, on: date
) -> Case:
    """Show the applicant what was said about it, with time to comment."""
    act = Act.PRESENT_TO_APPLICANT
    view = begin_act(session, actor, act, case_id=case_id, seen_version=seen_version, on=on)
    inquiry = _add(session, actor, view.case, InquiryKind.PRESENTATION, text, due_on, on)
    draft_inquiry_letter(session, actor, view.case, inquiry, on)
    audit.record(session, actor, EventType.PRESENTED_TO_APPLICANT, case_id=case_id, due_on=due_on.isoformat())
    return complete_act(session, actor, act, view, on, facts_changed=True)


def record_reply(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    answer: str,
    received_on: date,
    on: date,
) -> Case:
    """Record what the applicant said to a statement that was shown."""
    act = Act.RECORD_REPLY
    view = begin_act(session, actor, act, case_id=case_id, seen_version=seen_version, on=on)
    inquiry = last_inquiry(session, view.case, InquiryKind.PRESENTATION)
    if inquiry is None:
        raise NotAllowed("no_reply_awaited", FVL_17_PARA_2)
    if not inquiry.sent_on <= received_on <= on:
        raise NotAllowed("answer_outside_request", FVL_17_PARA_2, asked_on=inquiry.sent_on.isoformat())
    inquiry.answered_on, inquiry.answer_sealed = received_on, sealer().seal(answer)
    audit.record(
        session, actor, EventType.REPLY_RECORDED, case_id=case_id, received_on=received_on.isoformat()
    )
    return complete_act(session, actor, act, view, on, facts_changed=True)


def _add(
    session: Session, actor: Actor, case: Case, kind: InquiryKind, text: str, due_on: date, on: date
) -> Inquiry:
    if due_on <= on:
        raise NotAllowed("deadline_has_passed", FVL_11, due_on=due_on.isoformat())
    inquiry = Inquiry(
        municipality_id=actor.municipality_id,
        case_id=case.id,
        kind=kind,
        text_sealed=sealer().seal(text),
        made_at=clock.now(),
        sent_on=on,
        due_on=due_on,
    )
    session.add(inquiry)
    session.flush()
    return inquiry
