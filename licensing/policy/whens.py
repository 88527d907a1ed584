"""What a rule is about ("når"): its conditions, and whether a place, a day and the answers meet them.

An empty condition means any. What is not known answers neither yes nor no.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from licensing.licences import AreaKind, Audience, Group, LicenceKind, LicenceType, VenueCategory
from licensing.policy.day_classes import DayClass, day_classes
from licensing.policy.local_days import LocalDays
from licensing.seasons import Season

DAYS_OF_THE_WEEK = 7

Known = bool | int | str


class CaseSort(StrEnum):
    """What a case asks for, as rules tell them apart."""

    NEW = "new"
    TRANSFER = "transfer"
    RENEWAL = "renewal"
    EVENT = "event"
    AREA = "area"
    GROUPS = "groups"
    HOURS = "hours"
    ONCE = "once"
    CONCEPT = "concept"


@dataclass(frozen=True)
class FactTest:
    """A test of one answer: that it equals, or lies between; times are minutes of the service day."""

    fact: str
    equals: bool | str | None = None
    at_least: int | None = None
    at_most: int | None = None

    def passed_by(self, answers: Mapping[str, Known | None]) -> bool | None:
        """Whether the answer passes; None while nobody has given it."""
        answer = answers.get(self.fact)
        if answer is None:
            return None
        if self.equals is not None:
            return answer == self.equals
        if not isinstance(answer, int):
            return None
        return (self.at_least is None or self.at_least <= answer) and (
            self.at_most is None or answer <= self.at_most
        )


@dataclass(frozen=True)
class Situation:
    """What rules are held against: what is asked for, where, on which day, and what is known of it.

    Zones of None are not known; an answer that is absent is not known.
    """

    kind: LicenceKind | None = None
    type: LicenceType = LicenceType.PERMANENT
    sort: CaseSort | None = None
    """Empty for a licence that is held: rules for cases of some sort do not speak of it."""
    groups: tuple[Group, ...] = ()
    area: AreaKind | None = None
    audience: Audience | None = None
    category: VenueCategory | None = None
    zones: tuple[str, ...] | None = None
    day: date | None = None
    answers: Mapping[str, Known | None] = field(default_factory=dict)
    local_days: tuple[LocalDays, ...] = ()


@dataclass(frozen=True)
class Match:
    """Whether a rule speaks of a situation; None when that hangs on what is not known."""

    met: bool | None
    unknown: tuple[str, ...] = ()
    """The answers that are missing; "zone", "category" and "closed_company" among them."""


ZONE, CATEGORY = "zone", "category"
COMPANY = "closed_company"
"""What is asked where a rule hangs on whom a licence is for, and nobody has told."""


@dataclass(frozen=True)
class When:
    """The conditions of a rule; all of them must be met."""

    kinds: tuple[LicenceKind, ...] = ()
    types: tuple[LicenceType, ...] = ()
    sorts: tuple[CaseSort, ...] = ()
    groups: tuple[Group, ...] = ()
    areas: tuple[AreaKind, ...] = ()
    audiences: tuple[Audience, ...] = ()
    categories: tuple[VenueCategory, ...] = ()
    zones: tuple[str, ...] = ()
    outside_zones: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    """1 is Monday; they name the service day that an evening belongs to."""
    day_classes: tuple[DayClass, ...] = ()
    season: Season | None = None
    local_days: tuple[str, ...] = ()
    tests: tuple[FactTest, ...] = ()

    @property
    def narrowness(self) -> int:
        """How many conditions there are."""
        lists = (
            self.kinds,
            self.types,
            self.sorts,
            self.groups,
            self.areas,
            self.audiences,
            self.categories,
            self.zones,
            self.outside_zones,
            self.weekdays,
            self.day_classes,
            self.local_days,
        )
        return sum(map(bool, lists)) + (self.season is not None) + len(self.tests)

    @property
    def days_of_the_week(self) -> int:
        """On how many days of the week the rule speaks."""
        return len(self.weekdays) or DAYS_OF_THE_WEEK

    @property
    def asks(self) -> frozenset[str]:
        """What must be known of a case before it can be told whether the rule speaks of it."""
        placed = bool(self.zones or self.outside_zones)
        named = ((ZONE, placed), (CATEGORY, bool(self.categories)))
        return frozenset((*(name for name, asked in named if asked), *(test.fact for test in self.tests)))

    @property
    def hangs_on_the_day(self) -> bool:
        """Whether more than the weekday decides on which days the rule speaks."""
        return bool(self.day_classes or self.local_days or self.season)

    @property
    def of_days(self) -> "When":
        """The conditions on days alone: what parts the days of a week or a year."""
        return When(
            weekdays=self.weekdays,
            day_classes=self.day_classes,
            season=self.season,
            local_days=self.local_days,
        )

    @property
    def on_any_day(self) -> "When":
        """The same conditions without those of days: what they say of a place that is there every day."""
        if not self.weekdays and not self.hangs_on_the_day:
            return self
        return replace(self, weekdays=(), day_classes=(), season=None, local_days=())

    def meets(self, situation: Situation) -> Match:
        """Whether the situation meets every condition; the first that it does not meet settles it."""
        if not self._about(situation) or not self.falls_on(situation):
            return Match(met=False)
        unknown: list[str] = []
        if self.categories:
            if situation.category is None:
                unknown.append(CATEGORY)
            elif situation.category not in self.categories:
                return Match(met=False)
        if self.zones or self.outside_zones:
            if situation.zones is None:
                unknown.append(ZONE)
            elif (self.zones and not set(self.zones) & set(situation.zones)) or set(self.outside_zones) & set(
                situation.zones
            ):
                return Match(met=False)
        if self.audiences:
            if situation.kind is LicenceKind.SALE:
                return Match(met=False)
            if situation.audience is None:
                unknown.append(COMPANY)
            elif situation.audience not in self.audiences:
                return Match(met=False)
        for test in self.tests:
            passed = test.passed_by(situation.answers)
            if passed is False:
                return Match(met=False)
            if passed is None:
                unknown.append(test.fact)
        return Match(None if unknown else True, tuple(unknown))

    def _about(self, situation: Situation) -> bool:
        """What is asked for; nothing of it is ever unknown but the kind, which is asked for elsewhere."""
        return (
            (not self.kinds or situation.kind in self.kinds)
            and (not self.types or situation.type in self.types)
            and (not self.sorts or situation.sort in self.sorts)
            and (not self.groups or not situation.groups or bool(set(self.groups) & set(situation.groups)))
            and (not self.areas or situation.area in self.areas)
        )

    def falls_on(self, situation: Situation) -> bool:
        """Whether the day is one of the rule's; a rule of certain days says nothing where none is meant."""
        day = situation.day
        if day is None:
            return not (self.weekdays or self.hangs_on_the_day)
        if self.weekdays and day.isoweekday() not in self.weekdays:
            return False
        if self.day_classes and not set(self.day_classes) & day_classes(day):
            return False
        if self.season is not None and not self.season.covers(day):
            return False
        return not self.local_days or any(
            days.covers(day) for days in situation.local_days if days.code in self.local_days
        )
