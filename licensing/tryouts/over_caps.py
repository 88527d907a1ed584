"""Who would stand over a cap ("tak") of a draft, and what another number would change.

The licences that were granted first keep their seats. Where a day of granting lies across the limit nobody
is told apart: the tie is shown, and a person settles it.

ASSUMPTION: no source says who gives way when a cap is set below what is licensed; the oldest grant keeps.
Law: alkoholloven § 1-7a second paragraph.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from licensing.errors import BadValue
from licensing.policy import CapScope, CapStated, Policy, Rule
from licensing.seats import Seat, takes_seat
from licensing.tryouts.held import Held


@dataclass(frozen=True)
class SeatTaken:
    """That a licence takes a seat under a cap; the place is a zone, or empty where it counts everywhere.

    Where it counts at each venue by itself, the venue is the place.
    """

    cap: str
    zone: str = ""
    by_venue: bool = False


@dataclass(frozen=True)
class OverCap:
    """How a cap of a certain number would stand; those tied share the places that are left."""

    limit: int
    counted: int
    keep: int
    tied: int
    over: int
    places_for_tied: int = 0
    tied_on: date | None = None
    """The day on which those that cannot be told apart were granted."""
    first_over: date | None = None
    """Those granted on this day or later stand over the cap."""


def caps_tried(policy: Policy, day: date) -> tuple[Rule, ...]:
    """The caps of a policy on a day, also those without a number; not where it says that there is none."""
    return tuple(
        rule
        for rule in policy.caps
        if rule.cap is not None and rule.cap.stated is not CapStated.NONE and rule.holds_on(day)
    )


def seats_taken(held: Held, policy: Policy, day: date) -> tuple[SeatTaken, ...]:
    """The seats that a licence takes under the caps of a policy, by the same count as when one is granted."""
    seat = Seat(
        id=0,
        municipality=0,
        venue=0,
        kind=held.kind,
        type=held.type,
        groups=held.groups,
        audience=held.audience,
        category=held.category,
        areas=held.areas,
        zones=held.zones(policy),
    )
    found: list[SeatTaken] = []
    for rule in caps_tried(policy, day):
        if rule.cap is None or takes_seat(rule, seat, policy.local_days) is not True:
            continue
        if rule.cap.scope is CapScope.ZONE:
            named = rule.when.zones or tuple(zone.code for zone in policy.zones)
            found += [SeatTaken(rule.code, zone) for zone in held.zones(policy) or () if zone in named]
        else:
            found.append(SeatTaken(rule.code, by_venue=rule.cap.scope is CapScope.VENUE))
    return tuple(found)


def over_cap(granted: Mapping[date, int], limit: int) -> OverCap:
    """Who would keep a seat if the cap were so many, by how many were granted on each day.

    >>> over_cap({date(2024, 6, 3): 2, date(2025, 1, 1): 1}, 2).over
    1
    >>> over_cap({date(2024, 6, 3): 3}, 2).tied
    3
    """
    if limit < 0:
        raise BadValue("cap_below_nought", limit=limit)
    keep = tied = over = places_for_tied = 0
    tied_on = first_over = None
    for day, number in sorted(granted.items()):
        left = limit - keep - places_for_tied
        if number <= left:
            keep += number
        elif left > 0:
            tied, tied_on, places_for_tied = number, day, left
        else:
            over += number
            first_over = first_over or day
    return OverCap(limit, sum(granted.values()), keep, tied, over, places_for_tied, tied_on, first_over)
