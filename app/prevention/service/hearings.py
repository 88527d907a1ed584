"""Hearings of plans: opened, changed, and closed with a summary of what came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import clock
from app.held_rows import ChangedMeanwhile
from app.models.event import EventType
from app.models.hearing import HearingAnswer, HearingInvitation, PlanHearing
from app.models.plan import Plan
from app.numbers import take_municipality
from app.permissions import Actor
from app.prevention.queries.hearings import answer_counts, hearing_of, invitations_of
from app.prevention.service.held_plans import UNDER_WORK, held_plan, members_of, record_of_plan
from fees.plans import PlanState
from licensing.errors import NotAllowed


@dataclass(frozen=True)
class HearingTerms:
    """What is asked, of whom, and until when."""

    opens_on: date
    due_on: date
    treated_by: str = ""
    question: str = ""
    invited: tuple[str, ...] = ()


def open_hearing(
    session: Session, actor: Actor, *, plan_id: int, terms: HearingTerms, on: date
) -> PlanHearing:
    """Lay a draft of a plan out for everybody to answer.

    Raises `LookupError` for a plan of others, `NotAllowed` for one that is no draft, that a council has
    adopted, that lies out already, or whose deadline has passed.
    """
    plan = held_plan(session, actor, plan_id, open_in=frozenset(PlanState))
    if plan.state not in UNDER_WORK:
        raise NotAllowed("hearing_plan_no_draft", title=plan.title)
    # From the first council's decision on, the text stands: nothing that came in could change it.
    if any(one.decided_on for one in plan.municipalities):
        raise NotAllowed("plan_is_adopted", title=plan.title)
    rows = session.scalars(select(PlanHearing).where(PlanHearing.plan_id == plan.id)).all()
    if any(row.closed_on is None for row in rows):
        raise NotAllowed("hearing_already_open", title=plan.title)
    if any(row.opens_on == terms.opens_on for row in rows):
        raise NotAllowed("hearing_opened_that_day", opens_on=terms.opens_on.isoformat())
    if terms.due_on < on:
        raise NotAllowed("hearing_due_is_past", due_on=terms.due_on.isoformat())
    _check_days(terms)
    hearing = PlanHearing(
        plan_id=plan.id,
        opens_on=terms.opens_on,
        due_on=terms.due_on,
        treated_by=terms.treated_by,
        question=terms.question,
        opened_by_id=actor.user_id,
    )
    session.add(hearing)
    plan.state = PlanState.ON_HEARING
    session.flush()
    _invite(session, hearing, terms.invited, on)
    record_of_plan(
        session,
        actor,
        EventType.HEARING_OPENED,
        plan,
        hearing_id=hearing.id,
        opens_on=hearing.opens_on.isoformat(),
        due_on=hearing.due_on.isoformat(),
    )
    return hearing


def change_hearing(
    session: Session, actor: Actor, *, hearing_id: int, seen_version: int, terms: HearingTerms, on: date
) -> PlanHearing:
    """Change what is asked, who is invited, or the deadline, which is never made shorter once it is told.

    Raises `NotAllowed` for a hearing that is closed, `ChangedMeanwhile` when another changed it.
    """
    hearing = held_hearing(session, actor.municipality_id, hearing_id, seen_version=seen_version)
    refuse_closed(hearing)
    if hearing.opens_on <= on:
        if terms.opens_on != hearing.opens_on:
            raise NotAllowed("hearing_has_begun", opens_on=hearing.opens_on.isoformat())
        if terms.due_on < hearing.due_on:
            raise NotAllowed("hearing_due_made_shorter", due_on=hearing.due_on.isoformat())
    _check_days(terms)
    hearing.opens_on, hearing.due_on = terms.opens_on, terms.due_on
    hearing.treated_by, hearing.question = terms.treated_by, terms.question
    _invite(session, hearing, terms.invited, on)
    # Who is invited stands in rows of its own: whoever has the form open must see that they are others now.
    flag_modified(hearing, "opens_on")
    session.flush()
    # What came after the old deadline may be in time for the new one.
    session.execute(
        update(HearingAnswer)
        .where(
            HearingAnswer.hearing_id == hearing.id,
            HearingAnswer.late,
            HearingAnswer.received_at < moment_of(hearing.due_on + timedelta(days=1), time()),
        )
        .values(late=False)
        .execution_options(synchronize_session="fetch")
    )
    record_of_plan(
        session,
        actor,
        EventType.HEARING_OPENED,
        session.get_one(Plan, hearing.plan_id),
        hearing_id=hearing.id,
        now_due_on=hearing.due_on.isoformat(),
    )
    return hearing


def close_hearing(
    session: Session, actor: Actor, *, hearing_id: int, seen_version: int, summary: str, on: date
) -> PlanHearing:
    """Close a hearing with what came in and what was followed; the plan is a draft again, to be adopted.

    Raises `NotAllowed` before the deadline has passed and while an answer is without a verdict.
    """
    hearing = held_hearing(session, actor.municipality_id, hearing_id, seen_version=seen_version)
    refuse_closed(hearing)
    if on <= hearing.due_on:
        raise NotAllowed("hearing_deadline_not_passed", due_on=hearing.due_on.isoformat())
    counts = answer_counts(session, [hearing.id])[hearing.id]
    if counts.waiting:
        raise NotAllowed("hearing_answers_untreated", count=counts.waiting)
    hearing.summary, hearing.closed_on = summary, on
    plan = session.get_one(Plan, hearing.plan_id)
    if plan.state is PlanState.ON_HEARING:
        plan.state = PlanState.DRAFT
    session.flush()
    record_of_plan(
        session,
        actor,
        EventType.HEARING_CLOSED,
        plan,
        hearing_id=hearing.id,
        answers=counts.received,
    )
    return hearing


def correct_summary(
    session: Session, actor: Actor, *, hearing_id: int, seen_version: int, summary: str, on: date
) -> PlanHearing:
    """Write the summary of a closed hearing anew. Raises `NotAllowed` for one that is not closed."""
    hearing = held_hearing(session, actor.municipality_id, hearing_id, seen_version=seen_version)
    if hearing.closed_on is None:
        raise NotAllowed("hearing_not_closed")
    if hearing.summary == summary:
        return hearing
    hearing.summary = summary
    session.flush()
    record_of_plan(
        session,
        actor,
        EventType.HEARING_CLOSED,
        session.get_one(Plan, hearing.plan_id),
        hearing_id=hearing.id,
        corrected_on=on.isoformat(),
    )
    return hearing


def held_hearing(
    session: Session, municipality_id: int, hearing_id: int, *, seen_version: int | None = None
) -> PlanHearing:
    """A hearing whose plan is the municipality's, behind the locks of all that the plan belongs to.

    Raises `LookupError` for one of others, `ChangedMeanwhile` when another changed it since `seen_version`.
    """
    found = hearing_of(session, municipality_id, hearing_id)
    if found is None:
        raise LookupError(f"no hearing {hearing_id} in municipality {municipality_id}")
    for one in members_of(session, found.plan_id):
        take_municipality(session, one)
    # What this request read before it had to wait for the locks may be out of date.
    session.expire_all()
    hearing = session.get_one(PlanHearing, hearing_id)
    if seen_version is not None and hearing.version != seen_version:
        raise ChangedMeanwhile
    return hearing


def refuse_closed(hearing: PlanHearing) -> None:
    """Raise `NotAllowed` for a hearing that is closed."""
    if hearing.closed_on is not None:
        raise NotAllowed("hearing_is_closed", closed_on=hearing.closed_on.isoformat())


def _check_days(terms: HearingTerms) -> None:
    if terms.due_on < terms.opens_on:
        raise NotAllowed(
            "hearing_due_before_opening",
            opens_on=terms.opens_on.isoformat(),
            due_on=terms.due_on.isoformat(),
        )


def _invite(session: Session, hearing: PlanHearing, bodies: Iterable[str], on: date) -> None:
    """Make the list of the invited what it shall be; who stood there already keeps the day."""
    wanted = list(dict.fromkeys(bodies))
    known = {row.body for row in invitations_of(session, hearing.id)}
    session.execute(
        delete(HearingInvitation).where(
            HearingInvitation.hearing_id == hearing.id, HearingInvitation.body.not_in(wanted)
        )
    )
    session.add_all(
        HearingInvitation(hearing_id=hearing.id, body=body, invited_on=max(on, hearing.opens_on))
        for body in wanted
        if body not in known
    )
    session.flush()


def moment_of(day: date, at: time) -> datetime:
    """A time of day in Norway as a moment."""
    return datetime.combine(day, at, clock.OSLO)
