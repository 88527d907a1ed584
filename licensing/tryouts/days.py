"""The days that a policy is tried on: an ordinary week, and one of each kind of day that its rules name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from licensing.local_hours import MOVING
from licensing.policy import DayClass, LocalDays, Policy, Situation, When, day_classes
from licensing.seasons import Season

WEEK = 7
YEAR = 366
# What an ordinary Saturday and Sunday are, and no holiday.
ORDINARY = frozenset({DayClass.SUNDAY, DayClass.EVE, DayClass.LAST_DAY_OFF})


@dataclass(frozen=True)
class TrialDays:
    """Seven ordinary days, Monday to Sunday, and the days that rules name beside them."""

    week: tuple[date, ...]
    named: tuple[date, ...] = ()

    @property
    def all(self) -> tuple[date, ...]:
        """Every day that hours are held against."""
        return (*self.week, *self.named)


def trial_days(policies: Iterable[Policy], from_day: date, season: Season | None = None) -> TrialDays:
    """The days from a day on that show what the hours rules of some policies do.

    A rule for New Year's Eve is shown on the next one, whatever day it is tried on. A licence for a part of
    the year is tried in that part.
    """
    policies = tuple(policies)
    first = _first_in(season, from_day)
    local_days = tuple(days for policy in policies for days in policy.local_days)
    week = tuple(_ordinary(weekday, first, local_days, season) for weekday in range(1, WEEK + 1))
    named = {
        day
        for policy in policies
        for rule in policy.hours
        if rule.strength in MOVING
        and rule.when.hangs_on_the_day
        and (day := _next(rule.when, policy.local_days, first, season)) is not None
    }
    return TrialDays(week, tuple(sorted(named - set(week))))


def _first_in(season: Season | None, from_day: date) -> date:
    if season is None:
        return from_day
    return next((day for day in _days_from(from_day, YEAR) if season.covers(day)), from_day)


def _days_from(first: date, number: int) -> Iterable[date]:
    return (first + timedelta(days=step) for step in range(number))


def _ordinary(weekday: int, from_day: date, local_days: tuple[LocalDays, ...], season: Season | None) -> date:
    first = from_day + timedelta(days=(weekday - from_day.isoweekday()) % WEEK)
    for week in range(YEAR // WEEK):
        day = first + timedelta(days=WEEK * week)
        if season is not None and not season.covers(day):
            break
        if day_classes(day) <= ORDINARY and not any(days.covers(day) for days in local_days):
            return day
    return first


def _next(when: When, local_days: tuple[LocalDays, ...], first: date, season: Season | None) -> date | None:
    """The next day that the conditions on days are met, with nothing asked of the place."""
    asked = Situation(local_days=local_days)
    return next(
        (
            day
            for day in _days_from(first, YEAR)
            if (season is None or season.covers(day)) and when.falls_on(replace(asked, day=day))
        ),
        None,
    )
