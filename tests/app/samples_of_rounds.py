"""What is put into the addresses of turnover rounds and runs."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.billing.service.runs import Subject, begin_run, go_on
from app.models.billing_run import RunKind
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty
from app.permissions import Actor
from licensing.licences import LicenceType
from tests.app.routes_of_rounds import ids_of_rounds as round_duty_and_run
from tests.factories.turnover import make_duty

# What a browser is given here is a file, not a page.
FILES_OF_ROUNDS = {"billing.export_round", "billing.export_rounds", "billing.export_event_duties"}
YEAR = 2026
# A year of which the other samples have no runs.
QUIET_YEAR = 2017


def ids_of_rounds(session: Session, actor: Actor) -> dict[str, Any]:
    """A round, a run that waits, one that could do nothing, and the duty of an event. All is committed."""
    found = round_duty_and_run(session, actor, YEAR)
    event = session.scalars(
        select(Licence)
        .where(
            Licence.municipality_id == actor.municipality_id,
            Licence.type == LicenceType.SINGLE_OCCASION,
            Licence.id.not_in(select(TurnoverDuty.licence_id).where(TurnoverDuty.year == YEAR)),
        )
        .order_by(Licence.id)
    ).first()
    if event is not None:
        days = {"first_day": date(YEAR, 2, 16), "last_day": date(YEAR, 2, 20)}
        make_duty(session, actor, event, year=YEAR, due_on=date(YEAR, 3, 6), round_id=None, **days)
    licence = session.scalars(
        select(Licence.id).where(Licence.municipality_id == actor.municipality_id).order_by(Licence.id)
    ).first()
    stuck = begin_run(
        session,
        actor,
        kind=RunKind.REMINDERS,
        year=QUIET_YEAR,
        subjects=[Subject(licence or 0)],
        parameters={"round": None, "link_last_day": f"{QUIET_YEAR}-12-31", "link_base": ""},
    ).id
    session.commit()  # Each chunk has a transaction of its own, and SQLite lets one write at a time.
    assert go_on(actor, run_id=stuck)
    return {
        "round_duty_id": found["duty_id"],
        "waiting_run_id": found["run_id"],
        "stuck_run_id": stuck,
    }


def samples_of_rounds(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    of_round, waiting = {"year": YEAR}, {"run_id": ids["waiting_run_id"]}
    return {
        "billing.list_rounds": [{}],
        "billing.start_round": [{}, {"ar": YEAR}, {"ar": YEAR + 1}],
        "billing.show_round": [
            of_round,
            of_round | {"tilstand": "missing", "type": "sale"},
            of_round | {"tilstand": "estimated", "innkalling": "arrived"},
        ],
        "billing.join_round": [of_round],
        "billing.close_round": [of_round],
        "billing.reopen_round": [of_round],
        "billing.move_deadline": [of_round],
        "billing.move_deadline_of_duty": [{"duty_id": ids["round_duty_id"]}],
        "billing.take_in_old_litres": [of_round],
        "billing.begin_calls": [of_round],
        "billing.begin_reminders": [of_round],
        "billing.list_event_duties": [{}, {"tilstand": "delivered"}],
        "billing.begin_event_reminders": [of_round],
        "billing.show_run": [waiting, {"run_id": ids["stuck_run_id"]}],
    }
