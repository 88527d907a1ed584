"""That letters about licences went out and arrived: for one of them, and for all or some of a run at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from app import audit
from app.held_rows import held_row
from app.letters.service import Dispatch, mark_arrived, mark_sent
from app.models.event import EventType
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.numbers import take_municipality
from app.permissions import Actor
from licensing.errors import NotAllowed
from licensing.law import FVL_27, FVL_29


def record_dispatch(
    session: Session, actor: Actor, *, letter_id: int, seen_version: int, dispatch: Dispatch, on: date
) -> Letter:
    """Record that a final letter was sent: how, with which reference, and on which day."""
    letter = held_row(session, actor, Letter, letter_id, seen_version=seen_version)
    mark_sent(letter, dispatch, on)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.LETTER_SENT,
        kind=letter.kind.value,
        letter_id=letter.id,
        channel=dispatch.channel.value,
        sent_on=dispatch.sent_on.isoformat(),
    )
    return letter


def record_arrival(
    session: Session, actor: Actor, *, letter_id: int, seen_version: int, arrived_on: date, on: date
) -> Letter:
    """Record the day on which a letter arrived: from here a complaint has its three weeks."""
    letter = held_row(session, actor, Letter, letter_id, seen_version=seen_version)
    mark_arrived(letter, arrived_on, on)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.LETTER_ARRIVED,
        kind=letter.kind.value,
        letter_id=letter.id,
        arrived_on=arrived_on.isoformat(),
    )
    return letter


def record_dispatch_of_run(
    session: Session,
    actor: Actor,
    *,
    run_id: int,
    dispatch: Dispatch,
    on: date,
    letter_ids: Iterable[int] | None = None,
    references: Mapping[str, str] | None = None,
    left_ids: Iterable[int] = (),
) -> int:
    """Record that the final letters of a run were sent, all of them or those that are named; how many.

    Where all were sent, those that were left behind (`left_ids`) were not.

    `references` holds the references of single letters by licence number; where there are any, only those
    letters were sent. Raises `NotAllowed` when there are none, or one was dated later.
    """
    letters = _letters_of_run(session, actor, run_id, LetterState.FINAL, letter_ids, references)
    if letter_ids is None and not references:
        left = frozenset(left_ids)
        letters = [letter for letter in letters if letter.id not in left]
    if not letters:
        raise NotAllowed("no_letters_to_send")
    latest = max(letter.dated_on for letter in letters)
    if not latest <= dispatch.sent_on <= on:
        raise NotAllowed("sent_outside_letter", FVL_27, dated_on=latest.isoformat())
    _update(
        session,
        [
            {
                "letter": letter.id,
                "new_state": LetterState.SENT,
                "new_channel": dispatch.channel,
                "new_reference": (references or {}).get(letter.number, dispatch.reference),
                "new_sent_on": dispatch.sent_on,
                "new_arrived_on": None,
            }
            for letter in letters
        ],
    )
    audit.record(
        session,
        actor,
        EventType.LETTER_SENT,
        kind=letters[0].kind.value,
        run=run_id,
        count=len(letters),
        channel=dispatch.channel.value,
        sent_on=dispatch.sent_on.isoformat(),
    )
    return len(letters)


def record_arrivals_of_run(
    session: Session,
    actor: Actor,
    *,
    run_id: int,
    on: date,
    arrived_on: date | None = None,
    letter_ids: Iterable[int] | None = None,
    days: Mapping[str, date] | None = None,
) -> int:
    """Record that the sent letters of a run arrived, on one day or each on its own; how many.

    `days` holds the days of single letters by licence number; where there are any, only those arrived.
    """
    letters = _letters_of_run(session, actor, run_id, LetterState.SENT, letter_ids, days)
    if not letters:
        raise NotAllowed("no_letters_to_arrive")
    rows = []
    for letter in letters:
        day = (days or {}).get(letter.number, arrived_on)
        if day is None or not letter.sent_on <= day <= on:
            raise NotAllowed("arrived_outside_sending", FVL_29, sent_on=letter.sent_on.isoformat())
        rows.append(
            {
                "letter": letter.id,
                "new_state": LetterState.ARRIVED,
                "new_channel": letter.channel,
                "new_reference": letter.reference,
                "new_sent_on": letter.sent_on,
                "new_arrived_on": day,
            }
        )
    _update(session, rows)
    audit.record(
        session,
        actor,
        EventType.LETTER_ARRIVED,
        kind=letters[0].kind.value,
        run=run_id,
        count=len(letters),
    )
    return len(letters)


def _letters_of_run(
    session: Session,
    actor: Actor,
    run_id: int,
    state: LetterState,
    letter_ids: Iterable[int] | None,
    numbers: Mapping[str, object] | None,
) -> list[Any]:
    """The letters of a run in a state, those that were named; held for this transaction."""
    take_municipality(session, actor.municipality_id)
    session.expire_all()
    rows = session.execute(
        select(
            Letter.id,
            Letter.kind,
            Letter.state,
            Letter.dated_on,
            Letter.sent_on,
            Letter.channel,
            Letter.reference,
            Licence.number,
        )
        .join(Licence, Licence.id == Letter.licence_id)
        .where(Letter.municipality_id == actor.municipality_id, Letter.run_id == run_id)
        .order_by(Letter.id)
    ).all()
    by_number = {row.number: row for row in rows}
    for number in numbers or ():
        if number not in by_number:
            raise NotAllowed("licence_without_letter_in_run", number=number)
        if by_number[number].state is not state:
            raise NotAllowed("letter_not_ready_in_run", number=number)
    wanted = None if letter_ids is None else frozenset(letter_ids)
    return [
        row
        for row in rows
        if row.state is state
        and (wanted is None or row.id in wanted)
        and (not numbers or row.number in numbers)
    ]


def _update(session: Session, rows: list[dict[str, Any]]) -> None:
    # Past the mapper: one statement for all, whose version rises so that a stale page is noticed.
    table = Letter.__table__
    session.execute(
        update(table)  # type: ignore[arg-type]  # a mapped class has a table
        .where(table.c.id == bindparam("letter"))
        .values(
            state=bindparam("new_state"),
            channel=bindparam("new_channel"),
            reference=bindparam("new_reference"),
            sent_on=bindparam("new_sent_on"),
            arrived_on=bindparam("new_arrived_on"),
            version=table.c.version + 1,
        ),
        rows,
    )
    session.expire_all()
