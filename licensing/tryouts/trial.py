"""Trying a policy out ("prøve ut retningslinjer"): licences held against drafts, one after another.

Nothing is decided and nothing is kept here: the same licence, policies and day always give the same answer.
Licences that are alike are tried once, and what is remembered of them has a highest number, so that a
hundred thousand licences take no more room than a few thousand.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from licensing.caps import COUNTED_TYPES
from licensing.licences import AreaKind
from licensing.policy import Policy
from licensing.tryouts.consequences import Consequence, Would, gravest
from licensing.tryouts.days import TrialDays, trial_days
from licensing.tryouts.evenings import Evening, Evenings, PlaceHours
from licensing.tryouts.figures import EndSpan, Figures, HoursCell, HoursRow, count
from licensing.tryouts.held import OUTSIDE_ALL, Held, LicenceOnTrial, condition_key
from licensing.tryouts.hours import Hours, TriedHours, tried_hours
from licensing.tryouts.over_caps import SeatTaken, seats_taken
from licensing.tryouts.places import Demanded, category_consequences, demanded_conditions, place_consequences
from licensing.tryouts.remembering import Remembered

MOST_REMEMBERED = 4096


@dataclass(frozen=True)
class TriedUnder:
    """What one policy would do to a licence, the gravest first, and the seats that it takes."""

    woulds: tuple[Would, ...]
    seats: tuple[SeatTaken, ...] = ()

    @property
    def result(self) -> Consequence:
        """What the licence is counted as."""
        return gravest(self.woulds)


@dataclass(frozen=True)
class TriedLicence:
    """A licence and what each policy would do to it, in the order of the policies."""

    licence: LicenceOnTrial
    under: tuple[TriedUnder, ...]
    hours: tuple[HoursRow, ...]


@dataclass(frozen=True)
class _Common:
    """What licences that are alike have in common."""

    under: tuple[tuple[TriedUnder, tuple[Demanded, ...]], ...]
    hours: tuple[HoursRow, ...]


class Trial:
    """Policies that are tried on a day, and the one whose hours the licences have now."""

    def __init__(self, policies: Sequence[Policy], present: Policy | None, day: date) -> None:
        self.policies = tuple(as_if_in_force(policy, day) for policy in policies)
        self.present = None if present is None else as_if_in_force(present, day)
        self.day = day
        self._drafts = tuple(PlaceHours(policy) for policy in self.policies)
        self._evenings = Evenings(self.present)
        self._known: Remembered[_Common] = Remembered(MOST_REMEMBERED)
        self._days: dict[object, TrialDays] = {}

    def tried(self, licence: LicenceOnTrial) -> TriedLicence:
        """What each policy would do to a licence."""
        held = licence.held
        common = self._known.answer(held, lambda: self._worked_out(held))
        return TriedLicence(
            licence,
            tuple(_with_conditions(under, demanded, licence) for under, demanded in common.under),
            common.hours,
        )

    def _worked_out(self, held: Held) -> _Common:
        days = self._days_of(held)
        now = self._evenings.now(held, days)
        place = self._evenings.place_of(held)
        under = []
        hours = []
        for policy, draft in zip(self.policies, self._drafts, strict=True):
            moved = tried_hours(held, draft, place, days, now)
            demanded, beside = demanded_conditions(held, policy, self.day)
            woulds = (
                *place_consequences(held, policy, self.day),
                *category_consequences(held, policy, self.day),
                *moved.woulds,
                *beside,
            )
            under.append((TriedUnder(woulds, seats_taken(held, policy, self.day)), demanded))
            hours.append(moved)
        before = {evening: one.hours for evening, one in now.items()}
        return _Common(tuple(under), tuple(_hours_rows(held, self.policies[0], days, before, hours)))

    def _days_of(self, held: Held) -> TrialDays:
        if held.is_occasional:
            return TrialDays((self.day,))
        if held.season not in self._days:
            policies = self.policies if self.present is None else (*self.policies, self.present)
            self._days[held.season] = trial_days(policies, self.day, held.season)
        return self._days[held.season]

    def figures(self) -> Figures:
        """Figures with nothing counted yet."""
        return Figures.of(len(self.policies))

    def counted(self, tried: Iterable[TriedLicence], figures: Figures) -> Iterator[TriedLicence]:
        """The same licences, each counted as it goes by."""
        for one in tried:
            for number, under in enumerate(one.under):
                count(figures.consequences[number], under.result)
                for name in {name for would in under.woulds for name in would.asks}:
                    count(figures.unknown[number], name)
                for would in under.woulds:
                    if would.what is Consequence.CONDITION:
                        count(figures.conditions[number], would.rule)
            held = one.licence.held
            if held.type in COUNTED_TYPES:
                count(figures.licensed, held.kind)
                for number, under in enumerate(one.under):
                    figures.income[number].count(under.result, one.licence.fee_ore)
            if not held.is_occasional:
                figures.count_hours(one.hours)
            yield one


def try_out(trial: Trial, licences: Iterable[LicenceOnTrial]) -> Figures:
    """Only the figures of a stream of licences, however long it is."""
    figures = trial.figures()
    for _tried in trial.counted(map(trial.tried, licences), figures):
        pass
    return figures


def as_if_in_force(policy: Policy, day: date) -> Policy:
    """The policy as it would be if it held on the day that it is tried."""
    if policy.covers(day):
        return policy
    ended = policy.last_day is not None and policy.last_day < day
    return replace(policy, first_day=min(policy.first_day, day), last_day=None if ended else policy.last_day)


def _with_conditions(
    under: TriedUnder, demanded: tuple[Demanded, ...], licence: LicenceOnTrial
) -> TriedUnder:
    lacking = tuple(
        condition.would for condition in demanded if condition_key(condition.text) not in licence.conditions
    )
    return replace(under, woulds=(*under.woulds, *lacking)) if lacking else under


def _hours_rows(
    held: Held,
    policy: Policy,
    days: TrialDays,
    before: Mapping[Evening, Hours],
    tried: Sequence[TriedHours],
) -> Iterator[HoursRow]:
    """Where the places of a licence are counted, with the latest end of an ordinary week.

    Zones are those of the first policy that is tried.
    """
    placed = held.zones(policy)
    zones: tuple[str | None, ...] = (None,) if placed is None else placed or (OUTSIDE_ALL,)
    for area in held.areas:
        now = _latest_end(before, area, days)
        then = tuple(_latest_end(one.left, area, days) for one in tried)
        for zone in zones:
            yield HoursRow(
                HoursCell(held.kind, area, held.category, zone),
                1,
                EndSpan(now, now),
                tuple(EndSpan(end, end) for end in then),
            )


def _latest_end(hours: Mapping[Evening, Hours], area: AreaKind, days: TrialDays) -> int | None:
    return max(
        (
            parts[-1].end
            for (spot, _group, day), parts in hours.items()
            if parts and spot.area is area and day in days.week
        ),
        default=None,
    )
