"""Who is asked in a case: by its matter, its change, and what the policy asks of events."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases.queries.policy_facts import case_situation
from app.models.case import Application, Case
from app.models.change import Change
from app.models.occasion import Occasion, OccasionDay, Principle
from app.policy.queries import policy_in_force
from licensing.matters import ONCE, ChangeKind, Matter
from licensing.policy.event_terms import EventTerms, event_terms
from licensing.statements import StatementPlan, statement_plan


def change_of(session: Session, case: Case) -> Change | None:
    """What is to change in a change case; nothing in other cases."""
    if case.matter in (Matter.LICENCE, Matter.EVENT):
        return None
    return session.scalars(
        select(Change).where(Change.municipality_id == case.municipality_id, Change.case_id == case.id)
    ).one_or_none()


def change_kind(session: Session, case: Case) -> ChangeKind | None:
    """The kind of a change case; nothing in other cases."""
    change = change_of(session, case)
    return change.kind if change else None


def change_deadlines(session: Session, case: Case) -> list[date]:
    """The day by which a change asks for something: an application after a transfer, or its last day."""
    change = change_of(session, case)
    due_on = change.facts.get("due_on") if change else None
    return [date.fromisoformat(due_on)] if due_on else []


def changed_until(session: Session, case: Case) -> date | None:
    """The last day of what a change gives: its own, else that of the licence, whose period stays as it is."""
    change = change_of(session, case)
    if change is None:
        return None
    ends = [period.last_day for licence in change.licences for period in licence.periods]
    return change.last_day or max(ends, default=None)


def once_weekdays(session: Session, case: Case) -> frozenset[int]:
    """The weekdays of the days that a change is for; none named means all."""
    change = change_of(session, case)
    days = change.facts.get("days", ()) if change else ()
    return frozenset(date.fromisoformat(day).isoweekday() for day in days)


def holds_once(session: Session, case: Case) -> bool:
    """Whether what is applied for holds once and no longer."""
    return change_kind(session, case) in ONCE


def first_day_once(session: Session, case: Case) -> date | None:
    """The first day of what is applied for on single days: an event, or a change for one occasion."""
    if case.matter is Matter.EVENT:
        return session.scalars(
            select(func.min(OccasionDay.day))
            .join(
                Occasion,
                (Occasion.municipality_id == OccasionDay.municipality_id)
                & (Occasion.id == OccasionDay.occasion_id),
            )
            .where(
                Occasion.municipality_id == case.municipality_id,
                Occasion.application_id == case.application.id,
            )
        ).one()
    change = change_of(session, case)
    return change.first_day if change is not None and change.kind in ONCE else None


def event_terms_of(session: Session, case: Case, on: date) -> EventTerms:
    """What the policy in force on a day asks of the event that a case is about."""
    policy = policy_in_force(session, case.municipality_id, on)
    if policy is None:
        return EventTerms()
    return event_terms(policy, case_situation(session, case, policy, None, case.application.first_day), on)


def asks_for_statements(session: Session, case: Case) -> bool:
    """Whether bodies must be asked about such an event, as the policy said when the application came."""
    return case.matter is not Matter.EVENT or event_terms_of(session, case, case.received_on).ask_statements


def plan_of(session: Session, case: Case) -> StatementPlan:
    """Who is asked in a case, and without whose answer it cannot be decided."""
    return statement_plan(
        case.matter,
        change_kind(session, case),
        licence_type=case.application.type,
        asks=asks_for_statements(session, case),
    )


def event_begins_on(session: Session, case: Case) -> date | None:
    """The first day of the event that a case is about; nothing in other cases."""
    if case.matter is not Matter.EVENT:
        return None
    return session.execute(
        select(Application.first_day).where(
            Application.municipality_id == case.municipality_id, Application.case_id == case.id
        )
    ).scalar_one()


def is_lifted(session: Session, case: Case) -> bool:
    """Whether a matter of principle has been lifted to a political body, whatever the delegation says."""
    if case.matter is not Matter.EVENT:
        return False
    lifted = select(Occasion.id).where(
        Occasion.municipality_id == case.municipality_id,
        Occasion.application_id == case.application.id,
        Occasion.principle == Principle.LIFT,
    )
    return session.execute(lifted).first() is not None
