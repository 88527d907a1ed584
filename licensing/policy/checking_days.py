"""The days that a policy is checked on: one of every sort that its rules tell apart, within its period."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from licensing.days import ONE_DAY
from licensing.hours import FIRST_KNOWN_DAY, TEMPORARY_LIMITS
from licensing.policy.day_classes import day_classes
from licensing.policy.policies import Policy
from licensing.policy.rules import Rule
from licensing.policy.whens import Situation

# Four years hold every sort of day but the rarest meetings of a fair and a holiday.
LOOKED_AT = timedelta(days=4 * 366)
FURTHEST = timedelta(days=12 * 366)


@dataclass(frozen=True)
class SampleDays:
    """The days that a policy's rules are held against, one of each sort."""

    policy: Policy

    @cached_property
    def window(self) -> tuple[date, date]:
        """The days that are looked at: the policy's period, or the first years of one without an end."""
        first = max(self.policy.first_day, FIRST_KNOWN_DAY)
        ends = [day for rule in self.policy.rules for day in (rule.first_day, rule.last_day) if day]
        last = max(
            [first + LOOKED_AT, *(day + timedelta(days=366) for day in ends if day.year < date.max.year)]
        )
        last = min(last, first + FURTHEST)
        return first, last if self.policy.last_day is None else min(last, self.policy.last_day)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """One day of each sort: the rules, the law and the calendar say the same of all days of a sort."""
        first, last = self.window
        rules = self.policy.rules
        seasons = sorted({rule.when.season.pair for rule in rules if rule.when.season is not None})
        by_pair = {rule.when.season.pair: rule.when.season for rule in rules if rule.when.season is not None}
        turns = sorted(
            {
                day
                for rule in rules
                for day in (rule.first_day, rule.last_day and _after(rule.last_day))
                if day is not None
            }
            | {day for limit in TEMPORARY_LIMITS for day in (limit.first_day, _after(limit.last_day))}
        )
        found: dict[object, date] = {}
        for step in range((last - first).days + 1):
            day = first + step * ONE_DAY
            sort = (
                day.isoweekday(),
                day_classes(day),
                tuple(by_pair[pair].covers(day) for pair in seasons),
                tuple(days.covers(day) for days in self.policy.local_days),
                sum(turn <= day for turn in turns),
            )
            found.setdefault(sort, day)
        return tuple(found.values())

    def of(self, rule: Rule) -> frozenset[date]:
        """The sample days that a rule speaks of; never any where it is for no day in the period."""
        when = rule.when
        key = (when.weekdays, when.day_classes, when.season, when.local_days, rule.first_day, rule.last_day)
        if key not in self._found:
            local = self.policy.local_days
            self._found[key] = frozenset(
                day
                for day in self.days
                if rule.holds_on(day) and when.falls_on(Situation(day=day, local_days=local))
            )
        return self._found[key]

    @cached_property
    def _found(self) -> dict[object, frozenset[date]]:
        return {}


def _after(day: date) -> date:
    return day if day == date.max else day + ONE_DAY
