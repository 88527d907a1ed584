"""Hours in force ("gjeldende tider"): what a licence's terms, the municipality and the law leave of a day.

Law: alkoholloven §§ 3-4, 3-4a, 3-7 and 4-4.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from licensing.granted_hours import Granted, granted_on, has_hours, united
from licensing.hours import TRADE_TASTING, NationalHours, bounded_by_other_alcohol, national_hours
from licensing.law import Citation
from licensing.licences import AreaKind, Group, LicenceKind, LicenceType, Seller, TermRow, VenueCategory
from licensing.local_hours import local_hours
from licensing.policy import Policy, Situation
from licensing.service_hours import ServiceHours

OTHER_ALCOHOL = (Group.ONE, Group.TWO)


class HoursSource(StrEnum):
    """Where hours come from: the licence, a dated term of it, the municipality's rules, or the law."""

    LICENCE = "licence"
    DATED_TERM = "dated_term"
    LOCAL = "local"
    NORMAL = "normal"


class Bound(StrEnum):
    """What cuts hours that were given: the law's outermost, or the hours of other alcohol."""

    LAW = "law"
    OTHER_ALCOHOL = "other_alcohol"


@dataclass(frozen=True)
class Place:
    """A room of a licence on a day: what decides its hours apart from the terms."""

    kind: LicenceKind
    area: AreaKind | None = None
    room: int | None = None
    category: VenueCategory | None = None
    seller: Seller | None = None
    by_dates: bool = False
    """A licence for one occasion: what no dated term opens is closed, and not unknown."""
    type: LicenceType = LicenceType.PERMANENT
    zones: tuple[str, ...] | None = None
    """The zones of the policy that it lies in; None is not known."""
    answers: Mapping[str, bool | int | str | None] = field(default_factory=dict, hash=False)
    """What the licence's case answered to the policy's own questions."""


@dataclass(frozen=True)
class HoursInForce:
    """The hours of a group in a room on a service day; no hours is closed."""

    hours: tuple[ServiceHours, ...]
    source: HoursSource
    given: tuple[ServiceHours, ...]
    """What the source gives, before anything was cut."""
    bounds: tuple[Bound, ...]
    national: NationalHours
    local: ServiceHours | None
    """What the municipality's own rules say of such a place, when they say anything."""

    @property
    def citation(self) -> Citation:
        """The section that the limits stand in."""
        return self.national.citation

    @property
    def is_longer_than_local(self) -> bool:
        """Whether a licence ends later than the municipality's rules; its decision must say why."""
        own = self.source in (HoursSource.LICENCE, HoursSource.DATED_TERM)
        return own and self.local is not None and any(part.end > self.local.end for part in self.hours)


def hours_in_force(
    rows: Iterable[TermRow],
    day: date,
    place: Place,
    group: Group,
    *,
    policy: Policy | None = None,
    flags: Collection[str] = (),
) -> HoursInForce:
    """The hours that hold for a group in a room on a service day, where they come from, what cut them.

    The licence's own hours go before the municipality's rules, those before the normal hours of the law.
    Nothing leaves the outermost hours of the law; group 3 never goes beyond other alcohol at the place,
    a Vinmonopol outlet never beyond the municipality's hours for other alcohol.

    ASSUMPTION: an outlet is bound by hours that the municipality has set, and not by the normal hours.

    Law: alkoholloven §§ 3-4, 3-4a, 3-7 and 4-4.
    """
    rows = tuple(rows)
    national = national_hours(place.kind, group, day, seller=place.seller, flags=flags)
    local = _local(policy, place, group, day, national.normal)
    granted = granted_on(rows, day, group=group, area=place.area, room=place.room, kind=place.kind)
    source, given = _given(granted, local, national)
    if granted is None and place.by_dates and has_hours(rows):
        source, given = HoursSource.LICENCE, ()
    hours = _cut(given, national.limit)
    bounds = [] if hours == given else [Bound.LAW]
    others = _others(rows, day, place, group, policy, flags)
    if others is not None:
        bounded = united(
            part for one in hours for other in others if (part := bounded_by_other_alcohol(one, other))
        )
        if bounded != hours:
            hours, bounds = bounded, [*bounds, Bound.OTHER_ALCOHOL]
    return HoursInForce(hours, source, given, tuple(bounds), national, None if local is None else local.hours)


@dataclass(frozen=True)
class _Local:
    hours: ServiceHours | None


def _local(
    policy: Policy | None, place: Place, group: Group, day: date, normal: ServiceHours | None
) -> _Local | None:
    if policy is None:
        return None
    situation = Situation(
        kind=place.kind,
        type=place.type,
        groups=(group,),
        area=place.area,
        category=place.category,
        zones=place.zones,
        day=day,
        answers=place.answers,
        local_days=policy.local_days,
    )
    found = local_hours(policy.hours, situation, normal=normal)
    return None if found is None else _Local(found.hours)


def _given(
    granted: Granted | None, local: _Local | None, national: NationalHours
) -> tuple[HoursSource, tuple[ServiceHours, ...]]:
    if granted is not None:
        return HoursSource.DATED_TERM if granted.is_dated else HoursSource.LICENCE, united(granted.hours)
    if local is not None:
        return HoursSource.LOCAL, () if local.hours is None else (local.hours,)
    return HoursSource.NORMAL, () if national.normal is None else (national.normal,)


def _cut(given: Iterable[ServiceHours], limit: ServiceHours | None) -> tuple[ServiceHours, ...]:
    if limit is None:
        return ()
    return tuple(left for one in given if (left := one.overlap(limit)) is not None)


def _others(
    rows: Collection[TermRow],
    day: date,
    place: Place,
    group: Group,
    policy: Policy | None,
    flags: Collection[str],
) -> tuple[ServiceHours, ...] | None:
    """The hours of other alcohol that bind these; None where nothing binds them."""
    if place.kind is LicenceKind.SERVING:
        if group is not Group.THREE or TRADE_TASTING in flags:
            return None
        return united(
            part
            for other in OTHER_ALCOHOL
            for part in hours_in_force(rows, day, place, other, policy=policy, flags=flags).hours
        )
    if place.seller is not Seller.VINMONOPOLET:
        return None
    grocery = Place(LicenceKind.SALE, AreaKind.INDOOR)
    normal = national_hours(LicenceKind.SALE, Group.ONE, day).normal
    set_here = _local(policy, grocery, Group.ONE, day, normal)
    if set_here is None:
        return None
    return () if set_here.hours is None else (set_here.hours,)
