"""Hearings of plans for tests: open, with answers, or closed."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.hearing import HearingAnswer, HearingChannel, HearingInvitation, PlanHearing
from app.models.plan import Plan
from app.permissions import Actor
from fees.plans import PlanState
from tests.factories.plan import make_plan

INVITED = ("Ungdomsrådet", "Politiet")


def make_hearing(
    session: Session,
    actor: Actor,
    *,
    plan: Plan | None = None,
    opens_on: date | None = None,
    due_on: date | None = None,
    closed_on: date | None = None,
    invited: tuple[str, ...] = INVITED,
    **changed: Any,
) -> PlanHearing:
    """A hearing of a draft that began a week ago and lies out for three more."""
    today = clock.today()
    plan = plan or make_plan(session, actor)
    if closed_on is None:
        plan.state = PlanState.ON_HEARING
    first = opens_on or today - timedelta(days=7)
    hearing = PlanHearing(
        plan_id=plan.id,
        opens_on=first,
        due_on=due_on or max(first, today + timedelta(days=21)),
        closed_on=closed_on,
        summary="Alle syntes at planen var god." if closed_on else "",
        opened_by_id=actor.user_id,
        **{
            "treated_by": "Hovedutvalget, sak 12/26",
            "question": "Er målene de rette?",
            **changed,
        },
    )
    session.add(hearing)
    session.flush()
    session.add_all(HearingInvitation(hearing_id=hearing.id, body=body, invited_on=first) for body in invited)
    session.flush()
    return hearing


def make_answer(session: Session, actor: Actor, hearing: PlanHearing, **changed: Any) -> HearingAnswer:
    """An answer of a private person that nobody has looked at."""
    answer = HearingAnswer(
        hearing_id=hearing.id,
        municipality_id=actor.municipality_id,
        **{
            "channel": HearingChannel.PAGE,
            "sender": "Prøve Privat",
            "text": "Ta med alle klassene.",
            "received_at": clock.now(),
            **changed,
        },
    )
    session.add(answer)
    session.flush()
    return answer


def answers_of(session: Session, hearing_id: int) -> list[HearingAnswer]:
    """The answers of a hearing, in the order that they came."""
    return list(
        session.scalars(
            select(HearingAnswer).where(HearingAnswer.hearing_id == hearing_id).order_by(HearingAnswer.id)
        )
    )
