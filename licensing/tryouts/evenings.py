"""The evenings of a licence: each group in each part of it, on each of the days that are tried.

What is asked of the same place on the same day is answered once, however many licences ask it.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from licensing.errors import HoursNotKnown, NotAllowed
from licensing.granted_hours import granted_on
from licensing.hours import NationalHours
from licensing.hours_in_force import OTHER_ALCOHOL, HoursInForce, HoursSource, Place, hours_in_force
from licensing.kinds import seller_of
from licensing.licences import AreaKind, Group, LicenceKind
from licensing.local_hours import LocalHours, local_hours
from licensing.policy import Policy, Rule, Situation
from licensing.service_hours import ServiceHours
from licensing.tryouts.days import TrialDays
from licensing.tryouts.held import Held
from licensing.tryouts.remembering import Remembered

MOST_PLACES = 4096
MOST_EVENINGS = 65_536


@dataclass(frozen=True)
class Spot:
    """A part of a licence with hours of its own: an area, or a room that a term names."""

    area: AreaKind
    room: int | None = None


INDOORS = Spot(AreaKind.INDOOR)
Evening = tuple[Spot, Group, date]


def spots_of(held: Held) -> tuple[Spot, ...]:
    """The parts of a licence with hours of their own, indoors first."""
    rooms = {(row.area or AreaKind.INDOOR, row.room) for row in held.terms if row.room is not None}
    areas = tuple(Spot(area) for area in AreaKind if area in held.areas)
    return (*areas, *(Spot(area, room) for area, room in sorted(rooms)))


class PlaceHours:
    """The hours that one policy sets for places of each sort."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._rules: Remembered[Policy] = Remembered(MOST_PLACES)
        self._hours: Remembered[LocalHours | None] = Remembered(MOST_EVENINGS)

    def policy_of(self, place: int, held: Held) -> Policy:
        """The policy with the hours rules that may speak of such a place, on whatever day."""
        return self._rules.answer(place, lambda: self._with_rules_of(held))

    def hours(
        self, place: int, held: Held, evening: Evening, now: NationalHours, indoors: ServiceHours | None
    ) -> LocalHours | None:
        """The hours that the policy gives on an evening; None where no rule speaks of it."""
        spot, group, day = evening
        key = (place, spot.area, group, day, indoors, now.normal)
        return self._hours.answer(key, lambda: self._worked_out(place, held, evening, now, indoors))

    def _worked_out(
        self, place: int, held: Held, evening: Evening, now: NationalHours, indoors: ServiceHours | None
    ) -> LocalHours | None:
        spot, group, day = evening
        situation = replace(held.situation(self.policy, area=spot.area, day=day), groups=(group,))
        inside = {} if indoors is None else {AreaKind.INDOOR: indoors}
        rules = self.policy_of(place, held).hours
        return local_hours(rules, situation, normal=now.normal, held=inside)

    def _with_rules_of(self, held: Held) -> Policy:
        situation = held.situation(self.policy)
        speaking = {rule.code for rule in self.policy.hours if _may_speak(rule, situation)}
        pointed_at = {rule.hours.same_as_rule for rule in self.policy.hours if rule.hours}
        return replace(
            self.policy,
            rules=tuple(rule for rule in self.policy.hours if rule.code in speaking | pointed_at),
        )


def _may_speak(rule: Rule, situation: Situation) -> bool:
    """Whether a rule speaks of a place on some day, for some group, in some area."""
    when = replace(rule.when.on_any_day, areas=(), groups=())
    return when.meets(situation).met is not False


class Evenings:
    """The hours that licences have now, by their own terms, the policy in force and the law."""

    def __init__(self, present: Policy | None) -> None:
        self.present = None if present is None else PlaceHours(present)
        self._places: Remembered[int] = Remembered(MOST_PLACES)
        self._hours: Remembered[HoursInForce | None] = Remembered(MOST_EVENINGS)
        self._numbers = count()

    def place_of(self, held: Held) -> int:
        """A number for places that no rule on hours can tell apart."""
        key = (held.kind, held.type, held.category, held.audience, held.placed_in, held.answers)
        return self._places.answer(key, lambda: next(self._numbers))

    def now(self, held: Held, days: TrialDays) -> dict[Evening, HoursInForce]:
        """The hours of each evening; evenings that no rule knows the hours of are left out.

        Law: alkoholloven §§ 3-7 and 4-4.
        """
        place = self.place_of(held)
        terms = hash(held.terms)
        found = {}
        for spot in spots_of(held):
            for group in held.groups:
                seller = seller_of(held.kind, held.type, held.extensions, group)
                asked = Place(
                    kind=held.kind,
                    area=spot.area,
                    room=spot.room,
                    category=held.category,
                    seller=seller,
                    by_dates=held.is_occasional,
                    type=held.type,
                    zones=None if self.present is None else held.zones(self.present.policy),
                    answers=dict(held.answers),
                )
                for day in days.all:
                    hours = self._on(held, asked, group, day, place=place, terms=terms)
                    if hours is not None:
                        found[spot, group, day] = hours
        return found

    def _on(
        self, held: Held, asked: Place, group: Group, day: date, *, place: int, terms: int
    ) -> HoursInForce | None:
        own = all(_has_own(held, asked, other, day) for other in _bound_together(held, group))
        sort: Hashable = (asked.seller, held.is_occasional, held.kind) if own else place
        key = (sort, terms, held.terms, asked.area, asked.room, group, day)
        return self._hours.answer(key, lambda: self._worked_out(held, asked, group, day, place, own=own))

    def _worked_out(
        self, held: Held, asked: Place, group: Group, day: date, place: int, *, own: bool
    ) -> HoursInForce | None:
        # A licence with hours of its own has them whatever the policy says.
        policy = None if own or self.present is None else self.present.policy_of(place, held)
        try:
            return hours_in_force(held.terms, day, asked, group, policy=policy)
        except (NotAllowed, HoursNotKnown):
            # An older register may hold what such a seller cannot sell; there are no hours to move.
            return None


def _bound_together(held: Held, group: Group) -> tuple[Group, ...]:
    """The groups whose hours decide those of a group."""
    bound = held.kind is LicenceKind.SERVING and group is Group.THREE
    return (*OTHER_ALCOHOL, group) if bound else (group,)


def _has_own(held: Held, asked: Place, group: Group, day: date) -> bool:
    return (
        granted_on(held.terms, day, group=group, area=asked.area, room=asked.room, kind=held.kind) is not None
    )


def is_own(hours: HoursInForce) -> bool:
    """Whether the licence was given its hours, so that they stand until they are changed."""
    return hours.source in (HoursSource.LICENCE, HoursSource.DATED_TERM)


def indoors_of(left: Mapping[Evening, tuple[ServiceHours, ...]], evening: Evening) -> ServiceHours | None:
    """What is left indoors of the same evening, when it is one interval."""
    spot, group, day = evening
    hours = () if spot.area is AreaKind.INDOOR else left.get((INDOORS, group, day), ())
    return hours[0] if len(hours) == 1 else None
