"""Who may open the turnover rounds and the runs, and what their addresses name."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.billing.queries.rounds import round_of
from app.billing.service.rounds import open_round
from app.billing.service.runs import Subject, begin_run
from app.models.billing_run import RunKind
from app.models.turnover import TurnoverDuty
from app.permissions import Actor, Role

SEES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.FINANCE, Role.READER, Role.ADMINISTRATOR})
HANDLES = frozenset({Role.CASEWORKER, Role.FINANCE})

ROUTES_OF_ROUNDS: dict[str, frozenset[str]] = {
    "billing.list_rounds": SEES,
    "billing.export_rounds": SEES,
    "billing.start_round": HANDLES,
    "billing.show_round": SEES,
    "billing.export_round": SEES,
    "billing.join_round": HANDLES,
    "billing.close_round": HANDLES,
    "billing.reopen_round": HANDLES,
    "billing.move_deadline": HANDLES,
    "billing.move_deadline_of_duty": HANDLES,
    "billing.take_in_old_litres": HANDLES,
    "billing.begin_calls": HANDLES,
    "billing.begin_reminders": HANDLES,
    "billing.list_event_duties": SEES,
    "billing.export_event_duties": SEES,
    "billing.begin_event_reminders": HANDLES,
    "billing.show_run": SEES,
    # Of a run that decides or books, those who may do that.
    "billing.go_on_with_run": HANDLES,
    "billing.stop_run": HANDLES,
}


def ids_of_rounds(session: Session, actor: Actor, year: int) -> dict[str, Any]:
    """The round of a year, a duty in it, and a run that calls."""
    found = round_of(session, actor.municipality_id, year) or open_round(
        session, actor, year=year, due_on=date(year, 3, 2)
    )
    duty = session.scalars(
        select(TurnoverDuty)
        .where(TurnoverDuty.municipality_id == actor.municipality_id, TurnoverDuty.year == year)
        .order_by(TurnoverDuty.id)
    ).first()
    assert duty is not None
    run = begin_run(
        session,
        actor,
        kind=RunKind.CALLS,
        year=year,
        subjects=[Subject(duty.licence_id)],
        parameters={
            "round": found.id,
            "link_last_day": f"{year}-12-31",
            "link_base": "https://bevilling.invalid/min-side/omsetningsoppgave",
        },
    )
    return {"duty_id": duty.id, "run_id": run.id}
