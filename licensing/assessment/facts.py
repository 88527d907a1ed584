"""The facts of an application ("opplysninger") as the rules see them: None is not known, never no."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from licensing.applicants import Background, ConductQuestion, Person, Role
from licensing.assessment.occasion_facts import OccasionFacts
from licensing.caps import CapCount
from licensing.hours import SERVING_HOURS
from licensing.licences import AreaKind, Audience, Extension, Group, LicenceKind, LicenceType, VenueCategory
from licensing.matters import ChangeKind, Matter
from licensing.occasions import Openness, company_is_closed
from licensing.policy import CaseSort
from licensing.production import Production
from licensing.seasons import Season
from licensing.service_hours import ServiceHours
from licensing.statements import Statement, StatementPlan, statement_plan

# What every case tells; a policy's tests may name these without asking a question of their own.
GUESTS = "guests"
EVENT_DAYS = "event_days"
CLOSED_COMPANY = "closed_company"
LATEST_HOUR = "latest_hour"
"""The latest minute of the service day that is asked for."""
AGE_LIMIT, GUARDS = "age_limit", "guards"
"""What an event tells of itself: the lowest age that is let in, and how many guards there are."""
KNOWN_OF_EVERY_CASE = (AGE_LIMIT, GUARDS, GUESTS, EVENT_DAYS, CLOSED_COMPANY, LATEST_HOUR)


@dataclass(frozen=True)
class AskedHours:
    """Hours applied for in an area for one group, on some weekdays (1 is Monday); none named means all."""

    area: AreaKind
    group: Group
    hours: ServiceHours
    weekdays: tuple[int, ...] = ()


def hours_for_place(
    kind: LicenceKind,
    groups: Collection[Group],
    area: AreaKind,
    hours: ServiceHours,
    weekdays: tuple[int, ...] = (),
) -> tuple[AskedHours, ...]:
    """What one line of a form ("10.00–02.00 inne") asks for each group.

    Someone who asks for one interval for the whole place asks for spirits from the hour at which the law
    first allows them, so the beginning alone is moved; an end that is too late stays as it was asked.
    """
    return tuple(_asked(kind, group, area, hours, weekdays) for group in sorted(groups))


def _asked(
    kind: LicenceKind, group: Group, area: AreaKind, hours: ServiceHours, weekdays: tuple[int, ...]
) -> AskedHours:
    limit = SERVING_HOURS[group].limit
    if kind is LicenceKind.SERVING and limit is not None and hours.start < limit.start < hours.end:
        hours = ServiceHours(limit.start, hours.end)
    return AskedHours(area, group, hours, weekdays)


@dataclass(frozen=True)
class RoomLicence:
    """A licence that already covers one of the rooms applied for."""

    room: str
    kind: LicenceKind
    same_holder: bool | None = None
    hours_overlap: bool | None = None
    number: str = ""
    day: str = ""
    """The first day on which the hours meet, and at what time."""
    hours: str = ""


@dataclass(frozen=True)
class ConductView:
    """The caseworker's conclusion on one of the three questions of conduct ("vandel")."""

    question: ConductQuestion
    subject: str
    met: bool
    reason: str = ""
    happened_on: date | None = None
    """The day of the act that an answer "not met" rests on."""


@dataclass(frozen=True)
class CriterionView:
    """How a discretionary criterion was weighed."""

    code: str
    met: bool | None = None
    reason: str = ""


@dataclass(frozen=True)
class GroundView:
    """The special ground ("særlig grunn") that somebody has given for departing from a rule."""

    rule: str
    text: str


@dataclass(frozen=True)
class ChangedPeople:
    """A licence whose people change, and who is approved for it once they have; persons by reference."""

    number: str
    kind: LicenceKind
    managers: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutletStanding:
    """How many outlets of Vinmonopolet the council has opened for, and whether other sale is licensed.

    A number of None is a council decision that nobody has entered.
    """

    number: int | None = None
    used: int = 0
    decided_on: date | None = None
    other_sale: bool | None = None


@dataclass(frozen=True)
class HeldTerms:
    """What a licence has before its terms change, and the days of what is to hold once."""

    held_groups: tuple[Group, ...] = ()
    held_category: VenueCategory | None = None
    days: tuple[date, ...] = ()
    held_hours: tuple[AskedHours, ...] = ()
    """The hours that the licence has, where longer ones are asked for."""


@dataclass(frozen=True)
class Facts:
    """Everything that an assessment rests on; stored whole, so that it can be made again."""

    kind: LicenceKind | None = None
    groups: tuple[Group, ...] | None = None
    audience: Audience | None = None
    category: VenueCategory | None = None
    first_day: date | None = None
    last_day: date | None = None
    holder: str | None = None
    influence: tuple[str, ...] | None = None
    manager: Person | None = None
    deputies: tuple[Person, ...] | None = None
    deputy_waiver: str | None = None
    statements: tuple[Statement, ...] | None = None
    conduct: tuple[ConductView, ...] = ()
    hours: tuple[AskedHours, ...] | None = None
    room_licences: tuple[RoomLicence, ...] | None = None
    own_produced_small_room: bool | None = None
    caps: tuple[CapCount, ...] | None = None
    criteria: tuple[CriterionView, ...] = ()
    matter: Matter = Matter.LICENCE
    change: ChangeKind | None = None
    type: LicenceType = LicenceType.PERMANENT
    asks: bool = True
    """Whether the municipality asks for statements about each event."""
    occasion: OccasionFacts | None = None
    changed: tuple[ChangedPeople, ...] = ()
    """The licences whose manager or deputy changes; the manager and deputies above are those who come."""

    backgrounds: tuple[Background, ...] = ()
    """Where those in the application have lived, and what is noted of those close to them."""

    extensions: tuple[Extension, ...] = ()
    production: Production | None = None
    season: Season | None = None
    other_municipalities: tuple[str, ...] | None = None
    """Where else a ship or train serves; empty is nowhere else."""
    outlets: OutletStanding | None = None
    terms: HeldTerms | None = None
    """What the licence has, in a change of its terms."""
    sort: CaseSort | None = None
    """What the case asks for, as the rules of a policy tell cases apart; empty follows from the matter."""
    zones: tuple[str, ...] | None = None
    """The zones of the policy that the place lies in; none is outside all of them."""
    answers: Mapping[str, bool | int | str | None] = field(default_factory=dict, hash=False)
    """What the policy's own questions were answered."""
    grounds: tuple[GroundView, ...] = ()
    received_on: date | None = None
    """When the application came in, for what the policy asks of events."""
    criteria_fixed: bool | None = None
    """Whether the criteria of a renewal were fixed before applications opened."""

    @property
    def plan(self) -> StatementPlan:
        """Who is asked in such a case."""
        return statement_plan(self.matter, self.change, licence_type=self.type, asks=self.asks)

    @cached_property
    def known_answers(self) -> Mapping[str, bool | int | str | None]:
        """What was answered to the policy's questions, with what every case tells."""
        told: dict[str, bool | int | str | None] = {}
        ends = [asked.hours.end for asked in self.hours or ()]
        occasion = self.occasion
        if occasion is not None:
            told[GUESTS] = occasion.guests
            told[EVENT_DAYS] = len({row.day for row in occasion.days}) or None
            openness = company_is_closed(occasion.company).openness
            told[CLOSED_COMPANY] = None if openness is Openness.UNKNOWN else openness is Openness.CLOSED
            ends += [row.hours.end for row in occasion.days]
        told[LATEST_HOUR] = max(ends, default=None)
        return told | {name: answer for name, answer in self.answers.items() if answer is not None}

    @cached_property
    def reckoned(self) -> dict[object, Any]:
        """What was reckoned of these facts already: several rules ask the same of one application."""
        return {}

    def people(self) -> Mapping[Role, tuple[str, ...]]:
        """Those whom the statements ask about, by role."""
        return {
            Role.HOLDER: () if self.holder is None else (self.holder,),
            Role.INFLUENCE: self.influence or (),
            Role.MANAGER: () if self.manager is None else (self.manager.reference,),
            Role.DEPUTY: tuple(deputy.reference for deputy in self.deputies or ()),
        }

    def managers(self) -> Iterator[tuple[Role, Person]]:
        """Manager and deputies, each with the role."""
        if self.manager is not None:
            yield Role.MANAGER, self.manager
        for deputy in self.deputies or ():
            yield Role.DEPUTY, deputy
