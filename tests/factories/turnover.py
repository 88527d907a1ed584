"""Turnover rounds, the duties of licences in them, and statements that came in."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.billing.service import statements
from app.models.licence import Licence
from app.models.turnover import TurnoverDeadline, TurnoverDuty, TurnoverRound, TurnoverStatement
from app.permissions import Actor
from fees.turnover import SenderRole, Volumes

YEAR = 2026
DUE_ON = date(2026, 3, 2)
RECEIVED_ON = date(2026, 2, 10)
LODGE = Volumes(900_00, 700_00, 60_00)
SENDER = statements.Sender("Kari Nordmann", SenderRole.GENERAL_MANAGER)


def make_round(session: Session, actor: Actor, *, year: int = YEAR, due_on: date = DUE_ON) -> TurnoverRound:
    """The round of a year with its deadline; the one that there is, when there is one."""
    held = session.scalars(
        select(TurnoverRound).where(
            TurnoverRound.municipality_id == actor.municipality_id, TurnoverRound.year == year
        )
    ).one_or_none()
    if held is not None:
        return held
    mine = {"municipality_id": actor.municipality_id}
    made = TurnoverRound(**mine, year=year, started_by_id=actor.user_id, started_at=clock.now())
    session.add(made)
    session.flush()
    session.add(
        TurnoverDeadline(**mine, round_id=made.id, due_on=due_on, set_by_id=actor.user_id, set_at=clock.now())
    )
    return made


def make_duty(
    session: Session,
    actor: Actor,
    licence: Licence,
    *,
    year: int = YEAR,
    due_on: date = DUE_ON,
    **more: object,
) -> TurnoverDuty:
    """The duty of a licence in the round of a year; `round_id=None` makes it an event's."""
    round_id = more.pop("round_id", 0)
    duty = TurnoverDuty(
        municipality_id=actor.municipality_id,
        round_id=make_round(session, actor, year=year, due_on=due_on).id if round_id == 0 else round_id,
        licence_id=licence.id,
        year=year,
        due_on=due_on,
        **more,
    )
    session.add(duty)
    session.flush()
    return duty


def make_statement(
    session: Session,
    actor: Actor,
    duty: TurnoverDuty,
    *,
    actual: Volumes | None = LODGE,
    expected: Volumes | None = LODGE,
    on: date = RECEIVED_ON,
) -> TurnoverStatement:
    """A statement that the office has keyed."""
    return statements.receive_statement(
        session, actor, duty_id=duty.id, actual=actual, expected=expected, on=on, sender=SENDER
    )
