"""What somebody answers for in an event: that it came late and is taken all the same, and who decides it."""

from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.cases.queries.plans import event_terms_of
from app.cases.service.state import held_case, move
from app.events.queries.one import occasion_of
from app.models.case import Case
from app.models.event import EventType
from app.models.occasion import Occasion, Principle
from app.permissions import Actor
from licensing.cases import CaseState
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_6_PARA_2, ALKL_1_7
from licensing.matters import Matter
from licensing.occasions import notice

OPEN_TO_CHOICE = frozenset(
    {CaseState.RECEIVED, CaseState.INCOMPLETE, CaseState.AWAITING_STATEMENTS, CaseState.READY}
)


def accept_late_notice(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, reason: str, on: date
) -> Case:
    """Take an event that came after the municipality's own deadline, and say why.

    Raises `NotAllowed` when it came in time.
    """
    case, occasion = _held(session, actor, case_id, seen_version)
    first_day = min(row.day for row in occasion.days)
    told = notice(case.received_on, first_day, event_terms_of(session, case, on).notice_days)
    if not told.late:
        raise NotAllowed("notice_was_in_time", ALKL_1_6_PARA_2, due_on=told.due_on.isoformat())
    occasion.late_accepted_by_id, occasion.late_reason = actor.user_id, reason
    audit.record(
        session,
        actor,
        EventType.LATE_NOTICE_ACCEPTED,
        case_id=case.id,
        days=told.days_late,
        due_on=told.due_on.isoformat(),
        reason=reason,
    )
    move(session, case, case.state, on, facts_changed=True)
    return case


def choose_principle(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    principle: Principle,
    reason: str,
    on: date,
) -> Case:
    """Say whether a matter of principle is decided here or lifted to a political body, and why."""
    case, occasion = _held(session, actor, case_id, seen_version)
    ordinary = principle is Principle.ORDINARY
    occasion.principle = principle
    occasion.principle_reason = reason
    occasion.principle_by_id = None if ordinary else actor.user_id
    audit.record(
        session,
        actor,
        EventType.PRINCIPLE_CHOSEN,
        case_id=case.id,
        principle=principle.value,
        reason=reason,
    )
    move(session, case, case.state, on, facts_changed=True)
    return case


def _held(session: Session, actor: Actor, case_id: int, seen_version: int) -> tuple[Case, Occasion]:
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    if case.matter is not Matter.EVENT or case.state not in OPEN_TO_CHOICE:
        raise NotAllowed("event_no_longer_changeable", ALKL_1_7)
    return case, occasion_of(session, case)
