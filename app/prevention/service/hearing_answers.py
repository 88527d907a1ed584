"""Answers to the hearings of plans: taken in from the public page or a letter, and answered back."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.audit import Outsider
from app.held_rows import ChangedMeanwhile
from app.models.event import EventType
from app.models.hearing import HearingAnswer, HearingChannel, PlanHearing
from app.models.plan import Plan
from app.permissions import Actor
from app.prevention.queries.hearings import answer_of
from app.prevention.service.hearings import held_hearing, moment_of, refuse_closed
from fees.plans import InputVerdict, PlanState
from licensing.errors import NotAllowed

# When on a day something came that was not timed: within the day in Norway, whatever the season.
MIDDAY = time(12)


@dataclass(frozen=True)
class NewAnswer:
    """What somebody answers."""

    sender: str
    text: str
    on_behalf_of: str = ""
    email: str = ""


def receive_answer(
    session: Session, sender: Outsider, *, hearing_id: int, answer: NewAnswer, on: date
) -> HearingAnswer:
    """Take in an answer from the public page. The same answer sent twice is taken in once.

    Raises `LookupError` for a hearing of others, `NotAllowed` for one that is closed, that has not begun, or
    whose deadline has passed.
    """
    hearing = held_hearing(session, sender.municipality_id, hearing_id)
    plan = session.get_one(Plan, hearing.plan_id)
    if hearing.closed_on is not None or plan.state is not PlanState.ON_HEARING:
        raise NotAllowed("hearing_closed_to_answers")
    if on < hearing.opens_on:
        raise NotAllowed("hearing_not_begun", opens_on=hearing.opens_on.isoformat())
    if on > hearing.due_on:
        raise NotAllowed("hearing_too_late", due_on=hearing.due_on.isoformat())
    return _take_in(session, sender, hearing, answer, HearingChannel.PAGE, clock.now(), late=False)


def key_answer(
    session: Session, actor: Actor, *, hearing_id: int, answer: NewAnswer, received_on: date, on: date
) -> HearingAnswer:
    """Enter an answer that came in a letter or a meeting; one that came after the deadline is marked late.

    Raises `NotAllowed` for a hearing that is closed, and for a day that cannot be right.
    """
    hearing = held_hearing(session, actor.municipality_id, hearing_id)
    refuse_closed(hearing)
    if received_on > on:
        raise NotAllowed("hearing_answer_from_the_future", received_on=received_on.isoformat())
    if received_on < hearing.opens_on:
        raise NotAllowed("hearing_answer_before_opening", opens_on=hearing.opens_on.isoformat())
    late = received_on > hearing.due_on
    received_at = moment_of(received_on, MIDDAY)
    return _take_in(session, actor, hearing, answer, HearingChannel.KEYED, received_at, late=late)


def treat_answer(
    session: Session,
    actor: Actor,
    *,
    answer_id: int,
    seen_version: int,
    verdict: InputVerdict | None,
    reply: str,
    published: bool,
) -> HearingAnswer:
    """Say what is done with an answer and why, and whether everybody may read it.

    Raises `NotAllowed` for a verdict without a word of why, where the answer is not followed in whole, and
    for an answer without a verdict once the hearing is closed; `ChangedMeanwhile` when another changed it.
    """
    found = answer_of(session, actor.municipality_id, answer_id)
    if found is None:
        raise LookupError(f"no answer {answer_id} to a hearing of municipality {actor.municipality_id}")
    hearing = held_hearing(session, actor.municipality_id, found.hearing_id)
    answer = session.get_one(HearingAnswer, answer_id)
    if answer.version != seen_version:
        raise ChangedMeanwhile
    if verdict in (InputVerdict.PARTLY, InputVerdict.NOT_FOLLOWED) and not reply:
        raise NotAllowed("hearing_reply_missing")
    if verdict is None and hearing.closed_on is not None:
        raise NotAllowed("hearing_verdict_missing")
    if (answer.verdict, answer.reply, answer.published) == (verdict, reply, published):
        return answer
    answer.verdict, answer.reply, answer.published = verdict, reply, published
    session.flush()
    audit.record(
        session,
        actor,
        EventType.HEARING_ANSWER_TREATED,
        hearing_id=hearing.id,
        answer_id=answer.id,
        title=session.get_one(Plan, hearing.plan_id).title,
        open_to_all=answer.id if published else None,
    )
    return answer


def _take_in(
    session: Session,
    actor: Actor | Outsider,
    hearing: PlanHearing,
    answer: NewAnswer,
    channel: HearingChannel,
    received_at: datetime,
    *,
    late: bool,
) -> HearingAnswer:
    # Sent or entered twice by a double click, it is the same answer.
    again = session.scalars(
        select(HearingAnswer)
        .where(
            HearingAnswer.hearing_id == hearing.id,
            HearingAnswer.municipality_id == actor.municipality_id,
            HearingAnswer.sender == answer.sender,
            HearingAnswer.on_behalf_of == answer.on_behalf_of,
            HearingAnswer.text == answer.text,
        )
        .limit(1)
    ).one_or_none()
    if again is not None:
        return again
    row = HearingAnswer(
        hearing_id=hearing.id,
        municipality_id=actor.municipality_id,
        channel=channel,
        sender=answer.sender,
        on_behalf_of=answer.on_behalf_of,
        email=answer.email,
        text=answer.text,
        received_at=received_at,
        late=late,
    )
    session.add(row)
    session.flush()
    # The log is never erased, and a private person's answer may have to be: it holds no name of theirs.
    audit.record(
        session,
        actor,
        EventType.HEARING_ANSWERED,
        hearing_id=hearing.id,
        answer_id=row.id,
        title=session.get_one(Plan, hearing.plan_id).title,
        answered_for=answer.on_behalf_of,
    )
    return row
