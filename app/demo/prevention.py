"""The demo's prevention: the earmark and its spending, the action plans, the yearly reports."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.demo.days import Days
from app.demo.people import Staff
from app.demo.prevention_desk import PreventionDesk
from app.demo.prevention_earmark import earmark_entered_on, earmark_turns, first_year
from app.demo.prevention_eidskog import NextInEidskog
from app.demo.prevention_last_year import last_years_meetings, last_years_spending
from app.demo.prevention_next_plan import NextPlan
from app.demo.prevention_plans import plan_turns
from app.demo.prevention_reports import ReportDesk
from app.demo.prevention_stories import turns_of
from app.demo.prevention_this_year import this_years_meetings, this_years_spending
from app.demo.prevention_waiting import latest_meetings, promised, waiting
from app.demo.stage import Turn
from licensing.days import next_working_day


def prevention_turns(session: Session, staff: Mapping[str, Staff], days: Days, opened_on: date) -> list[Turn]:
    """Everything that was done since the offices took the system into use, up to today."""
    # The day after: on the first day the registers were taken over, and its moments are spent.
    begun_on = next_working_day(opened_on + timedelta(days=1))
    desk = PreventionDesk(session, staff)
    turns = (
        *plan_turns(session, staff, days, begun_on),
        *earmark_turns(desk, days, begun_on),
        *_spending_turns(desk, days, begun_on),
        *NextPlan(desk, days).turns(),
        *NextInEidskog(session, staff, days).turns(),
        *ReportDesk(desk).turns(days, begun_on),
    )
    return [turn for turn in turns if begun_on <= turn.on <= days.today]


def _spending_turns(desk: PreventionDesk, days: Days, begun_on: date) -> Iterator[Turn]:
    year = days.today.year
    entered_on = earmark_entered_on(days, begun_on)
    if first_year(days, begun_on) < year:
        yield from turns_of(desk, last_years_spending(year - 1), last_years_meetings(year - 1), entered_on)
    stories = (*this_years_spending(year), *promised(days), *waiting(days))
    meetings = (*this_years_meetings(year), *latest_meetings(days))
    # What came in so and so many days ago belongs to the year; what would fall before it is left out.
    asked_after = max(entered_on, date(year - 1, 12, 31))
    yield from turns_of(desk, stories, meetings, asked_after)
