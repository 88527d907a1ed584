"""The last acts of a case: retracted by the applicant, licence document issued, closed."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.cases.queries.one import decision_of, licence_of_decision, open_proposal
from app.cases.queries.standing import case_view
from app.cases.service.state import begin_act, complete_act, held_case, move
from app.letters.drafts import draft_licence_document
from app.licences.service import issue_document, tick_conditions
from app.models.case import Case
from app.models.decision import Decision, ProposalState
from app.models.event import EventType
from app.models.licence import Licence
from app.permissions import Actor
from licensing.cases import Act, CaseState, require
from licensing.decisions import CaseResult
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7A


def retract(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, reason: str, on: date
) -> Case:
    """Close a case because the applicant took the application back."""
    view = begin_act(session, actor, Act.RETRACT, case_id=case_id, seen_version=seen_version, on=on)
    case = view.case
    proposal = open_proposal(session, case)
    if proposal is not None:
        proposal.state = ProposalState.RETURNED
    case.result = CaseResult.RETRACTED
    audit.record(session, actor, EventType.APPLICATION_RETRACTED, case_id=case.id, reason=reason)
    session.flush()
    move(session, case, CaseState.CLOSED, on)
    return case


def save_conditions(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, met: Collection[int], on: date
) -> Case:
    """Note which conditions are met; `met` holds their numbers, the rest are open (again)."""
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    if case.state is not CaseState.GRANTED_NOT_USABLE:
        raise NotAllowed("wrong_state", ALKL_1_7A, state=case.state.value)
    changed = tick_conditions(session, actor, licence=_granted(session, case)[1], met=met, on=on)
    if changed:
        audit.record(
            session,
            actor,
            EventType.CONDITIONS_CHANGED,
            case_id=case.id,
            met=[number for number in changed if number in met],
            opened=[number for number in changed if number not in met],
        )
    move(session, case, case.state, on)
    return case


def issue(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    met: Collection[int],
    usable_from: date,
    on: date,
) -> Case:
    """Issue the licence document; from `usable_from` the licence may be used.

    The document itself lies in the case as a draft, to be made final and sent.

    Raises `NotAllowed` while a condition that must be met before use is open.
    """
    case = save_conditions(session, actor, case_id=case_id, seen_version=seen_version, met=met, on=on)
    view = case_view(session, case, on, acting_id=actor.user_id)
    require(Act.ISSUE_DOCUMENT, view.standing)
    decision, licence = _granted(session, case)
    issue_document(session, actor, case=case, licence=licence, usable_from=usable_from, on=on)
    draft_licence_document(session, actor, case, decision, licence, on)
    return complete_act(session, actor, Act.ISSUE_DOCUMENT, view, on)


def _granted(session: Session, case: Case) -> tuple[Decision, Licence]:
    """The decision that granted, and the licence that it made."""
    decision = decision_of(session, case)
    licence = licence_of_decision(session, decision) if decision else None
    if decision is None or licence is None:
        raise NotAllowed("licence_missing", ALKL_1_7A)
    return decision, licence


def close_case(session: Session, actor: Actor, *, case_id: int, seen_version: int, on: date) -> Case:
    """Close a case that is done."""
    view = begin_act(session, actor, Act.CLOSE, case_id=case_id, seen_version=seen_version, on=on)
    audit.record(session, actor, EventType.CASE_CLOSED, case_id=case_id)
    return complete_act(session, actor, Act.CLOSE, view, on)
