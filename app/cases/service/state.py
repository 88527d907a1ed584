"""What every act on a case does first and last: check that it is open, move the case, note the deadline."""

from datetime import date

from sqlalchemy.orm import Session

from app import clock
from app.cases.queries.one import case_or_none, inquiries_of, requests_of
from app.cases.queries.plans import change_deadlines, event_begins_on
from app.cases.queries.standing import CaseView, case_view
from app.models.case import Case
from app.numbers import take_municipality
from app.permissions import Actor
from licensing.cases import UNDECIDED, Act, CaseState, require, state_after
from licensing.deadlines import case_due_on
from licensing.decisions import DecisionOutcome


class StaleVersion(Exception):  # noqa: N818 - an answer to the person, not a fault
    """Somebody else changed the case after this person read it. Nothing is stored."""

    def __init__(self, case: Case, seen: int) -> None:
        super().__init__(case.id, case.version, seen)
        self.case = case


def begin_act(
    session: Session,
    actor: Actor,
    act: Act,
    *,
    case_id: int,
    seen_version: int,
    on: date,
    outcome: DecisionOutcome | None = None,
) -> CaseView:
    """The case as it stands now, held for this transaction, with the act found to be open.

    Raises `StaleVersion` when another changed the case since `seen_version`, `NotAllowed` when the
    act is not open.
    """
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    view = case_view(session, case, on, acting_id=actor.user_id, outcome=outcome)
    require(act, view.standing)
    return view


def held_case(session: Session, actor: Actor, *, case_id: int, seen_version: int) -> Case:
    """The case as it stands now, held for this transaction.

    Raises `StaleVersion` when another changed it since `seen_version`.
    """
    take_municipality(session, actor.municipality_id)
    # What this request read before it had to wait for the lock may be out of date.
    session.expire_all()
    case = case_or_none(session, actor.municipality_id, case_id)
    if case is None:
        raise LookupError(f"no case {case_id} in municipality {actor.municipality_id}")
    if case.version != seen_version:
        raise StaleVersion(case, seen_version)
    return case


def complete_act(
    session: Session, actor: Actor, act: Act, view: CaseView, on: date, *, facts_changed: bool = False
) -> Case:
    """Move the case to where the act leads, and note its nearest deadline."""
    session.flush()
    case = view.case
    after = case_view(session, case, on, acting_id=actor.user_id, outcome=view.standing.outcome)
    move(session, case, state_after(act, after.standing), on, facts_changed=facts_changed)
    return case


def move(session: Session, case: Case, state: CaseState, on: date, *, facts_changed: bool = False) -> None:
    """Put a case in a state. Its version rises, so that another's stale page is noticed."""
    moment = clock.now()
    if facts_changed:
        case.facts_changed_at = moment
    case.state = state
    case.moved_at = moment
    if state is CaseState.CLOSED and case.closed_on is None:
        case.closed_on = on
    refresh_due(session, case)
    session.flush()


def refresh_due(session: Session, case: Case) -> None:
    """Store the nearest deadline of a case, for lists and "my work"."""
    days: list[date] = []
    if case.state in UNDECIDED:
        if case.complete_on is not None:
            days.append(case_due_on(case.complete_on))
        begins_on = event_begins_on(session, case)
        if begins_on is not None:
            # After it has begun there is nothing left to decide.
            days.append(begins_on)
        days += [
            request.due_on
            for request in requests_of(session, case)
            if request.answered_on is None and request.silence_on is None and request.override_on is None
        ]
        days += [inquiry.due_on for inquiry in inquiries_of(session, case) if inquiry.answered_on is None]
        days += change_deadlines(session, case)
    case.next_due_on = min(days, default=None)
