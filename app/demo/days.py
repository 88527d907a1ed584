"""Days of the demo: everything in it happens so and so long before the day on which it is filled."""

from dataclasses import dataclass
from datetime import date, timedelta

from licensing.days import is_day_off
from licensing.periods import longest_period

OFFICE_OPENED = 230
"""So many days ago the municipalities took the system into use."""
PERIOD_YEARS = 4
SATURDAY = 6


@dataclass(frozen=True)
class Days:
    """The days of a demo that is filled today."""

    today: date

    def ago(self, days: int) -> date:
        """The last working day that is at least so many days ago."""
        day = self.today - timedelta(days=days)
        while day.isoweekday() >= SATURDAY or is_day_off(day):
            day -= timedelta(days=1)
        return day

    def ahead(self, days: int) -> date:
        """So many days from today: deadlines fall on any day."""
        return self.today + timedelta(days=days)

    @property
    def period_last_day(self) -> date:
        """The last day of the licence period that runs."""
        return longest_period(self.today).last_day

    @property
    def period_first_day(self) -> date:
        """The first day of the licence period that runs."""
        last = self.period_last_day
        return date(last.year - PERIOD_YEARS, last.month, last.day) + timedelta(days=1)

    @property
    def council_met_on(self) -> date:
        """The day on which the councils adopted the policy and renewed the licences."""
        return date(self.period_first_day.year, 6, 20)

    @property
    def bankruptcy(self) -> date:
        """The last 30 April that lies well behind."""
        this_year = date(self.today.year, 4, 30)
        return this_year if (self.today - this_year).days > 60 else date(self.today.year - 1, 4, 30)
