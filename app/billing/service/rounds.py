"""Turnover rounds: starting the round of a year, taking in who joins later, moving deadlines, closing.

Law: alkoholloven § 1-9; alkoholforskriften § 6-3.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.queries.duties import Asked, DutyState, count_of_duties
from app.billing.queries.rounds import due_on_of_round, joining, round_of, told_licences
from app.billing.queries.wanted_duties import WantedDuty, wanted_duties
from app.billing.service.fee_years import kept_fee_year
from app.held_rows import held_row
from app.models.event import EventType
from app.models.licence import Licence
from app.models.turnover import RoundState, TurnoverDeadline, TurnoverDuty, TurnoverRound
from app.numbers import take_municipality
from app.permissions import Actor
from fees.turnover import Attestation
from licensing.days import next_working_day
from licensing.errors import NotAllowed
from licensing.law import AF_6_3

# ASSUMPTION: no source says how long whoever joins a round late has; municipalities that say anything give a
# new licence a fortnight.
DAYS_FOR_WHO_JOINS = 14
MOST_REASON = 400


def start_round(
    session: Session, actor: Actor, *, year: int, due_on: date, reason: str = "", on: date
) -> TurnoverRound:
    """Start the round of a year: everybody who is to report gets a duty with the deadline.

    Raises `NotAllowed`: there is a round already, nobody is to be asked, or the deadline cannot be.
    """
    take_municipality(session, actor.municipality_id)
    if round_of(session, actor.municipality_id, year) is not None:
        raise NotAllowed("round_already_started", year=year)
    if abs(year - on.year) > 1:
        raise NotAllowed("round_year_out_of_reach", year=year)
    _check_day(due_on, year)
    if due_on < on:
        raise NotAllowed("turnover_deadline_has_passed", AF_6_3, due_on=due_on)
    return open_round(session, actor, year=year, due_on=due_on, reason=reason)


def open_round(session: Session, actor: Actor, *, year: int, due_on: date, reason: str = "") -> TurnoverRound:
    """The round itself with its duties and its first deadline, whatever day it is. All is locked.

    Raises `NotAllowed` when nobody is to be asked.
    """
    wanted = wanted_duties(session, actor.municipality_id, year)
    if not wanted:
        raise NotAllowed("nobody_to_ask", year=year)
    found = TurnoverRound(
        municipality_id=actor.municipality_id,
        year=year,
        started_by_id=actor.user_id,
        started_at=clock.now(),
    )
    session.add(found)
    session.flush()
    _add_deadline(session, actor, due_on, reason, round_id=found.id)
    _add_duties(session, actor, found, wanted, due_on)
    audit.record(
        session,
        actor,
        EventType.TURNOVER_ROUND_STARTED,
        year=year,
        duties=len(wanted),
        due_on=due_on.isoformat(),
    )
    return found


def take_in_new_licences(session: Session, actor: Actor, *, year: int, due_on: date, on: date) -> int:
    """Ask those too who were granted a licence after the round had started; how many there were."""
    found = open_round_of(session, actor, year)
    wanted = joining(session, found)
    if not wanted:
        raise NotAllowed("nobody_joins", year=year)
    _check_day(due_on, year)
    if due_on < on:
        raise NotAllowed("turnover_deadline_has_passed", AF_6_3, due_on=due_on)
    _add_duties(session, actor, found, wanted, due_on)
    if due_on != due_on_of_round(session, found):
        ids = [one.licence_id for one in wanted]
        duties = session.scalars(
            select(TurnoverDuty.id).where(
                TurnoverDuty.municipality_id == actor.municipality_id,
                TurnoverDuty.round_id == found.id,
                TurnoverDuty.licence_id.in_(ids),
            )
        ).all()
        _add_deadlines_of_duties(session, actor, due_on, duties)
    audit.record(
        session,
        actor,
        EventType.TURNOVER_ROUND_STARTED,
        year=year,
        duties=len(wanted),
        due_on=due_on.isoformat(),
    )
    return len(wanted)


def deadline_for_who_joins(due_on: date, on: date) -> date:
    """The deadline proposed for who joins on a day: that of the round, or a fortnight where that is later.

    >>> deadline_for_who_joins(date(2026, 3, 2), date(2026, 6, 20))
    datetime.date(2026, 7, 6)
    """
    return max(due_on, next_working_day(on + timedelta(days=DAYS_FOR_WHO_JOINS)))


def move_deadline(
    session: Session,
    actor: Actor,
    *,
    year: int,
    due_on: date,
    reason: str,
    on: date,
    seen_version: int | None = None,
) -> TurnoverRound:
    """Move the deadline of a whole round; who has a later one of their own keeps it.

    Raises `NotAllowed` for a day that takes away what a letter has promised, or that cannot be a deadline.
    """
    found = open_round_of(session, actor, year)
    found = held_row(session, actor, TurnoverRound, found.id, seen_version=seen_version)
    before = due_on_of_round(session, found)
    _check_move(before, due_on, reason, year, on=on, told=told_licences(session, found))
    duties = update(TurnoverDuty).where(
        TurnoverDuty.municipality_id == actor.municipality_id, TurnoverDuty.round_id == found.id
    )
    if due_on > before:
        duties = duties.where(TurnoverDuty.due_on < due_on)
    else:
        duties = duties.where(TurnoverDuty.due_on == before)
    session.execute(
        duties.values(due_on=due_on, version=TurnoverDuty.version + 1).execution_options(
            synchronize_session=False
        )
    )
    session.execute(
        update(TurnoverRound)
        .where(TurnoverRound.municipality_id == actor.municipality_id, TurnoverRound.id == found.id)
        .values(version=TurnoverRound.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    _add_deadline(session, actor, due_on, reason, round_id=found.id)
    audit.record(
        session,
        actor,
        EventType.TURNOVER_DEADLINE_MOVED,
        year=year,
        due_on=due_on.isoformat(),
        reason=reason,
    )
    return found


def move_deadline_of_duty(
    session: Session,
    actor: Actor,
    *,
    duty_id: int,
    due_on: date,
    reason: str,
    on: date,
    seen_version: int | None = None,
) -> TurnoverDuty:
    """Move the deadline of one licence, in a round or after an event."""
    duty = held_row(session, actor, TurnoverDuty, duty_id, seen_version=seen_version)
    _check_move(duty.due_on, due_on, reason, duty.year, on=on, told=_told(session, duty))
    duty.due_on = due_on
    session.flush()
    _add_deadline(session, actor, due_on, reason, duty_id=duty.id)
    number = session.execute(
        select(Licence.number).where(
            Licence.municipality_id == actor.municipality_id, Licence.id == duty.licence_id
        )
    ).scalar_one()
    audit.record(
        session,
        actor,
        EventType.TURNOVER_DEADLINE_MOVED,
        year=duty.year,
        licence=number,
        due_on=due_on.isoformat(),
        reason=reason,
    )
    return duty


def _told(session: Session, duty: TurnoverDuty) -> int:
    if duty.round_id is None:
        return 1  # The letter that granted the event named the deadline.
    found = session.get_one(TurnoverRound, duty.round_id)
    return told_licences(session, found, duty.licence_id)


def _check_move(before: date, due_on: date, reason: str, year: int, *, on: date, told: int) -> None:
    if not reason.strip():
        raise NotAllowed("deadline_without_reason", AF_6_3)
    if due_on == before:
        raise NotAllowed("deadline_unchanged", AF_6_3, due_on=due_on)
    _check_day(due_on, year)
    # What a letter has promised is never taken back: points hang on it.
    if due_on < before and told:
        raise NotAllowed("deadline_promised", AF_6_3, due_on=before)
    if due_on < before and due_on < on:
        raise NotAllowed("turnover_deadline_has_passed", AF_6_3, due_on=due_on)


def _check_day(due_on: date, year: int) -> None:
    if not date(year, 1, 1) <= due_on <= date(year + 1, 12, 31):
        raise NotAllowed("deadline_outside_year", AF_6_3, year=year)
    if next_working_day(due_on) != due_on:
        raise NotAllowed("deadline_on_day_off", due_on=due_on, next_day=next_working_day(due_on))


def close_round(session: Session, actor: Actor, *, year: int) -> TurnoverRound:
    """Close a round: nobody is called or reminded any more, and no link takes anything in."""
    found = open_round_of(session, actor, year)
    missing = count_of_duties(session, actor.municipality_id, Asked(found.id, state=DutyState.MISSING))
    found.state = RoundState.CLOSED
    session.flush()
    audit.record(session, actor, EventType.TURNOVER_ROUND_CLOSED, year=year, missing=missing)
    return found


def reopen_round(session: Session, actor: Actor, *, year: int, reason: str) -> TurnoverRound:
    """Open a round again that was closed, with the reason."""
    found = _held_round(session, actor, year)
    if found.state is RoundState.OPEN:
        raise NotAllowed("round_is_open", year=year)
    if not reason.strip():
        raise NotAllowed("round_reopened_without_reason", year=year)
    found.state = RoundState.OPEN
    session.flush()
    audit.record(session, actor, EventType.TURNOVER_ROUND_REOPENED, year=year, reason=reason)
    return found


def open_round_of(session: Session, actor: Actor, year: int) -> TurnoverRound:
    """The round of a year, held, for an act that only an open one allows.

    Raises `LookupError` when there is none, `NotAllowed` when it is closed.
    """
    found = _held_round(session, actor, year)
    if found.state is RoundState.CLOSED:
        raise NotAllowed("round_is_closed", year=year)
    return found


def _held_round(session: Session, actor: Actor, year: int) -> TurnoverRound:
    take_municipality(session, actor.municipality_id)
    session.expire_all()
    found = round_of(session, actor.municipality_id, year)
    if found is None:
        raise LookupError(f"no round of {year} in municipality {actor.municipality_id}")
    return found


def _add_duties(
    session: Session, actor: Actor, found: TurnoverRound, wanted: Sequence[WantedDuty], due_on: date
) -> None:
    attested = kept_fee_year(session, actor, found.year).attested
    session.execute(
        insert(TurnoverDuty),
        [
            {
                "municipality_id": actor.municipality_id,
                "round_id": found.id,
                "licence_id": one.licence_id,
                "year": found.year,
                "first_day": one.first_day,
                "last_day": one.last_day,
                "final": one.final,
                "due_on": due_on,
                # Nobody confirms what a new licence has not sold.
                "attestation": Attestation.REQUIRED
                if attested and not one.is_new(found.year)
                else Attestation.NOT_REQUIRED,
                "attestation_reason": "",
                "version": 1,
            }
            for one in wanted
        ],
    )


def _add_deadline(
    session: Session,
    actor: Actor,
    due_on: date,
    reason: str,
    *,
    round_id: int | None = None,
    duty_id: int | None = None,
) -> None:
    session.add(
        TurnoverDeadline(
            municipality_id=actor.municipality_id,
            round_id=round_id,
            duty_id=duty_id,
            due_on=due_on,
            reason=reason.strip()[:MOST_REASON],
            set_by_id=actor.user_id,
            set_at=clock.now(),
        )
    )
    session.flush()


def _add_deadlines_of_duties(session: Session, actor: Actor, due_on: date, duties: Sequence[int]) -> None:
    at = clock.now()
    session.execute(
        insert(TurnoverDeadline),
        [
            {
                "municipality_id": actor.municipality_id,
                "duty_id": duty_id,
                "due_on": due_on,
                "reason": "",
                "set_by_id": actor.user_id,
                "set_at": at,
            }
            for duty_id in duties
        ],
    )
