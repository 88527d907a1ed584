"""The demo's prevention: the earmark and its spending, the action plans, the yearly reports."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.demo.days import Days
from app.demo.people import Staff
from app.demo.prevention_earmark import earmark_turns
from app.demo.prevention_plans import plan_turns
from app.demo.stage import Turn
from licensing.days import next_working_day


def prevention_turns(session: Session, staff: Mapping[str, Staff], days: Days, opened_on: date) -> list[Turn]:
    """Everything that was done since the offices took the system into use, up to today."""
    # The day after: on the first day the registers were taken over, and its moments are spent.
    begun_on = next_working_day(opened_on + timedelta(days=1))
    turns = (
        *plan_turns(session, staff, begun_on),
        *earmark_turns(session, staff, days, begun_on),
    )
    return [turn for turn in turns if turn.on <= days.today]
