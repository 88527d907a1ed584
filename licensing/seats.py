"""Seats ("plasser") under a cap: which licences take one, where and when, and how many are taken together.

Law: alkoholloven §§ 1-7a second paragraph and 4-5.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from licensing.caps import COUNTED_TYPES, cap_concerns
from licensing.days import ONE_DAY
from licensing.hours import WHOLE_SERVICE_DAY
from licensing.licences import OCCASIONAL, AreaKind, Audience, Group, LicenceKind, LicenceType, VenueCategory
from licensing.occasions import Use, quota_standing
from licensing.occupancy import Days
from licensing.policy import CapEffect, CapScope, CapSpan, LocalDays, Rule, Situation


@dataclass(frozen=True)
class Seat:
    """A licence, or an application that may become one, as caps see it; what is not known is None."""

    id: int
    municipality: int
    venue: int
    kind: LicenceKind
    type: LicenceType = LicenceType.PERMANENT
    groups: tuple[Group, ...] = ()
    audience: Audience | None = None
    category: VenueCategory | None = None
    areas: tuple[AreaKind, ...] = ()
    zones: tuple[str, ...] | None = ()
    days: tuple[Days, ...] = ()
    """When it holds; what is for one occasion has its uses instead."""
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True)
class SeatAsked:
    """Where and from which day a seat is asked for, and when an event would use it."""

    municipality: int
    day: date
    venue: int | None = None
    zones: tuple[str, ...] | None = None
    uses: tuple[Use, ...] = ()

    @property
    def moments(self) -> tuple[Use, ...]:
        """When others would be in the way: the event's own hours, or else the whole service day."""
        return self.uses or (Use(self.day, WHOLE_SERVICE_DAY),)


def takes_seat(cap: Rule, seat: Seat, local_days: Sequence[LocalDays] = ()) -> bool | None:
    """Whether a licence takes a seat under a cap; None when that hangs on what nobody has told.

    A cap for certain days counts the events of those days; a licence that lasts is not told by its days.
    """
    when = cap.when
    if when.kinds and seat.kind not in when.kinds:
        return False
    if seat.type not in (when.types or COUNTED_TYPES):
        return False
    days: tuple[date | None, ...] = (None,)
    if when.weekdays or when.hangs_on_the_day:
        if seat.type in OCCASIONAL:
            days = tuple(sorted({use.day for use in seat.uses}))
        else:
            cap = replace(cap, when=when.on_any_day)
    areas: tuple[AreaKind | None, ...] = seat.areas if when.areas else (None,)
    answers = [
        cap_concerns(cap, _situation(seat, area, day, local_days)).met for area in areas for day in days
    ]
    if True in answers:
        return True
    return None if None in answers else False


def _situation(
    seat: Seat, area: AreaKind | None, day: date | None, local_days: Sequence[LocalDays]
) -> Situation:
    return Situation(
        kind=seat.kind,
        type=seat.type,
        groups=seat.groups,
        area=area,
        audience=seat.audience,
        category=seat.category,
        zones=seat.zones,
        day=day,
        local_days=tuple(local_days),
    )


def seats_in_scope(cap: Rule, seats: Iterable[Seat], asked: SeatAsked) -> tuple[tuple[Seat, ...], ...] | None:
    """The seats that count against the one asked for: one collection, or one for each zone it lies in.

    None when the cap counts by zone or venue and it is not known which.
    """
    scope = _effect(cap).scope
    if scope is CapScope.POLICY:
        return (tuple(seats),)
    own = [seat for seat in seats if seat.municipality == asked.municipality]
    if scope is CapScope.MUNICIPALITY:
        return (tuple(own),)
    if scope is CapScope.VENUE:
        return None if asked.venue is None else (tuple(seat for seat in own if seat.venue == asked.venue),)
    if asked.zones is None:
        return None
    zones = [zone for zone in asked.zones if not cap.when.zones or zone in cap.when.zones]
    if not zones:
        return (tuple(seat for seat in own if seat.zones == ()),)
    return tuple(tuple(seat for seat in own if zone in (seat.zones or ())) for zone in zones)


def seats_taken(cap: Rule, seats: Iterable[Seat], asked: SeatAsked, period: Days) -> int | None:
    """How many of some seats are taken together with the one asked for, over what the cap counts.

    The seats are those that the cap counts. The fullest zone decides for a place that lies in several.
    """
    scopes = seats_in_scope(cap, seats, asked)
    if scopes is None:
        return None
    return max(_taken(_effect(cap).span, scope, asked, period) for scope in scopes)


def _taken(span: CapSpan, seats: Collection[Seat], asked: SeatAsked, period: Days) -> int:
    if span in (CapSpan.YEAR, CapSpan.PERIOD):
        return max(_within(seats, days) for days in _spans(span, asked, period))
    lasting = [seat for seat in seats if seat.type not in OCCASIONAL]
    once = [seat for seat in seats if seat.type in OCCASIONAL]
    if span is CapSpan.DAY:
        days = {use.day for use in asked.moments}
        return max(
            sum(_holds_on(seat, day) for seat in lasting) + sum(_used_on(seat, day) for seat in once)
            for day in days
        )
    # A cap that does not say what it counts is counted as one of licences at the same time; the engine asks
    # beside it.
    events = quota_standing(0, asked.moments, [seat.uses for seat in once]).used
    return most_at_once(lasting, asked.day) + events


def most_at_once(seats: Iterable[Seat], day: date) -> int:
    """The greatest number of licences that hold on one day, from a day on: also such as are granted already
    and begin later have taken their seats from then on.
    """
    changes: Counter[date] = Counter()
    for seat in seats:
        for days in _joined(seat.days):
            if days.last_day >= day:
                changes[max(days.first_day, day)] += 1
                if days.last_day < date.max:
                    changes[days.last_day + ONE_DAY] -= 1
    now = most = 0
    for changed_on in sorted(changes):
        now += changes[changed_on]
        most = max(most, now)
    return most


def seats_wanted(cap: Rule, seats: Iterable[Seat], asked: SeatAsked, period: Days) -> int:
    """How many undecided applications ask for the same seats; an event only where its time is the same."""
    span = _effect(cap).span
    scopes = seats_in_scope(cap, seats, asked) or ()
    return max(
        (
            sum(seat.type not in OCCASIONAL or _meets(span, seat, asked, period) for seat in scope)
            for scope in scopes
        ),
        default=0,
    )


def _meets(span: CapSpan, seat: Seat, asked: SeatAsked, period: Days) -> bool:
    if span in (CapSpan.YEAR, CapSpan.PERIOD):
        return any(_within([seat], days) for days in _spans(span, asked, period))
    if span is CapSpan.DAY:
        return any(_used_on(seat, use.day) for use in asked.moments)
    return bool(quota_standing(0, asked.moments, [seat.uses]).used)


def seats_whole(cap: Rule, seats: Iterable[Seat], asked: SeatAsked) -> int | None:
    """How many licences a percentage is of: those of its kind that hold on the day, in the same scope."""
    effect = _effect(cap)
    if effect.percent is None:
        return None
    scopes = seats_in_scope(cap, seats, asked)
    if scopes is None:
        return None
    # The smallest of several zones allows the fewest.
    return min(
        sum(
            effect.percent_of in (None, seat.kind)
            and seat.type in COUNTED_TYPES
            and _holds_on(seat, asked.day)
            for seat in scope
        )
        for scope in scopes
    )


def seats_shown(cap: Rule, seats: Iterable[Seat], day: date, period: Days) -> tuple[Seat, ...]:
    """The licences that stand under a cap on a day: who holds one, or has one in the year or the period."""
    span = _effect(cap).span
    asked = SeatAsked(0, day)
    if span in (CapSpan.YEAR, CapSpan.PERIOD):
        return tuple(
            seat for seat in seats if any(_within([seat], days) for days in _spans(span, asked, period))
        )
    return tuple(seat for seat in seats if (_used_on if seat.type in OCCASIONAL else _holds_on)(seat, day))


def _effect(cap: Rule) -> CapEffect:
    return cap.cap or CapEffect()


def _spans(span: CapSpan, asked: SeatAsked, period: Days) -> tuple[Days, ...]:
    if span is CapSpan.PERIOD:
        return (period,)
    years = sorted({use.day.year for use in asked.uses} or {asked.day.year})
    return tuple(Days(date(year, 1, 1), date(year, 12, 31)) for year in years)


def _within(seats: Iterable[Seat], days: Days) -> int:
    return sum(_some_day(seat, days) for seat in seats)


def _some_day(seat: Seat, days: Days) -> bool:
    if seat.type in OCCASIONAL:
        return any(days.first_day <= use.day <= days.last_day for use in seat.uses)
    return any(part.first_day <= days.last_day and days.first_day <= part.last_day for part in seat.days)


def _holds_on(seat: Seat, day: date) -> bool:
    return any(part.first_day <= day <= part.last_day for part in seat.days)


def _used_on(seat: Seat, day: date) -> bool:
    return any(use.day == day for use in seat.uses)


def _joined(parts: Iterable[Days]) -> list[Days]:
    # The periods of one licence may overlap where it was renewed before the old one ran out.
    joined: list[Days] = []
    for part in sorted(parts, key=lambda days: (days.first_day, days.last_day)):
        if joined and part.first_day <= joined[-1].last_day:
            joined[-1] = Days(joined[-1].first_day, max(joined[-1].last_day, part.last_day))
        else:
            joined.append(part)
    return joined
