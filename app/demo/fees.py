"""The demo's years of licence fees: which year is shown, and everything that was done in it, by day."""

from datetime import date

from sqlalchemy.orm import Session

from app.demo.days import OFFICE_OPENED, Days
from app.demo.fees_desk import FeeDesk
from app.demo.fees_holtalen import under_way
from app.demo.fees_last_year import year_before
from app.demo.fees_roros import whole_year
from app.demo.people import HOLTALEN, ROROS, Staff
from app.demo.stage import Turn
from fees.rates import packaged_rates
from licensing.days import next_working_day

ROUND_STARTS = (2, 2)


def fee_year_to_show(days: Days) -> int | None:
    """The latest year with rates whose round has begun, where the licences held all the year before too."""
    years = (rates.last_day.year for rates in packaged_rates())
    return max(
        (
            year
            for year in years
            if date(year, *ROUND_STARTS) < days.today
            and days.period_first_day <= date(year - 1, 1, 1)
            and days.today <= days.period_last_day
        ),
        default=None,
    )


def opened_before(year: int, days: Days) -> date:
    """The day on which the offices took the system into use: before the first fees that it shows."""
    return min(next_working_day(date(year - 1, 1, 2)), days.ago(OFFICE_OPENED))


def fee_turns(session: Session, staff: dict[str, Staff], days: Days, year: int) -> list[Turn]:
    """Everything that was done with the fees of a year and of the year before, up to today."""
    roros = FeeDesk(session, staff[ROROS], "caseworker", "finance", "decider")
    holtalen = FeeDesk(session, staff[HOLTALEN], "shared", "shared", "holtalen_decider")
    turns = (
        *year_before(roros, year - 1),
        *year_before(holtalen, year - 1),
        *whole_year(roros, year, days),
        *under_way(holtalen, year, days),
    )
    return [turn for turn in turns if turn.on <= days.today]
