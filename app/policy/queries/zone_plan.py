"""The plan of a policy's zones, and how the licences of a day are spread: by group, category and zone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.policy.queries.caps_page import CapLine
from licensing.caps import COUNTED_TYPES
from licensing.licences import Group, LicenceKind, VenueCategory
from licensing.policy import CapScope, Point, Policy, Zone
from licensing.seats import Seat

# The plan is drawn three to two; the outlines are in hundredths of its width and height.
PLAN_WIDTH, PLAN_HEIGHT = 150, 100
HUNDRED = 100
MARGIN = 8
# About so many letters of a name fit across the plan twice over.
LETTERS_ACROSS = 24


class ZoneRoom(StrEnum):
    """Whether a zone has seats left: none, some, or no cap that counts there."""

    FULL = "full"
    LEFT = "left"
    UNCAPPED = "uncapped"


@dataclass(frozen=True)
class ZoneCap:
    """What is left in a zone under one cap that counts there by itself."""

    code: str
    left: int
    limit: int


@dataclass(frozen=True)
class ZoneLine:
    """A zone: how many licences there are on the day, and what is left of the caps that count there."""

    zone: Zone
    serving: int
    sale: int
    caps: tuple[ZoneCap, ...]
    points: str
    """The corners as SVG writes them; empty for a zone that is not drawn."""
    label_x: int
    label_y: int

    @property
    def licences(self) -> int:
        """All licences in the zone."""
        return self.serving + self.sale

    @property
    def left(self) -> int | None:
        """The fewest seats that are left under one of the caps."""
        return min((cap.left for cap in self.caps), default=None)

    @property
    def room(self) -> ZoneRoom:
        """How the zone is shown on the plan."""
        if self.left is None:
            return ZoneRoom.UNCAPPED
        return ZoneRoom.LEFT if self.left else ZoneRoom.FULL


@dataclass(frozen=True)
class Spread:
    """How many licences of one sort there are on a day."""

    of: Group | VenueCategory | Zone | None
    """None is outside all zones, or not placed."""
    serving: int
    sale: int


@dataclass(frozen=True)
class ZonePlan:
    """The drawn zones, and the part of the plan that is shown."""

    lines: tuple[ZoneLine, ...]
    x: int
    y: int
    width: int
    height: int

    @property
    def view(self) -> str:
        """The part as SVG writes it."""
        return f"{self.x} {self.y} {self.width} {self.height}"

    @property
    def letters(self) -> int:
        """The size of the letters, so that the names are as large however much is shown."""
        return max(2, self.width // LETTERS_ACROSS)


def zone_plan(lines: Iterable[ZoneLine]) -> ZonePlan | None:
    """The plan of the zones that are drawn, with a margin around them; nothing where none is."""
    drawn = tuple(line for line in lines if line.points)
    corners = [_on_plan(point) for line in drawn for point in line.zone.outline]
    if not corners:
        return None
    left, top = (max(0, min(values) - MARGIN) for values in zip(*corners, strict=True))
    right, bottom = (
        min(most, max(values) + MARGIN)
        for most, values in zip((PLAN_WIDTH, PLAN_HEIGHT), zip(*corners, strict=True), strict=True)
    )
    return ZonePlan(drawn, left, top, right - left, bottom - top)


def held_on(seats: Iterable[Seat], municipality_id: int, day: date) -> tuple[Seat, ...]:
    """The licences of a municipality that last and hold on a day; caps or none."""
    return tuple(
        seat
        for seat in seats
        if seat.municipality == municipality_id
        and seat.type in COUNTED_TYPES
        and any(days.first_day <= day <= days.last_day for days in seat.days)
    )


def zone_lines(policy: Policy, held: Sequence[Seat], counted: Sequence[CapLine]) -> tuple[ZoneLine, ...]:
    """The zones of a policy, in its own order."""
    return tuple(_zone_line(zone, held, counted) for zone in policy.zones)


def _zone_line(zone: Zone, held: Sequence[Seat], counted: Sequence[CapLine]) -> ZoneLine:
    kinds = Counter(seat.kind for seat in held if zone.code in (seat.zones or ()))
    corners = [_on_plan(point) for point in zone.outline]
    x, y = _middle(corners)
    return ZoneLine(
        zone,
        kinds[LicenceKind.SERVING],
        kinds[LicenceKind.SALE],
        tuple(_zone_caps(zone, counted)),
        " ".join(f"{left},{top}" for left, top in corners),
        x,
        y,
    )


def _zone_caps(zone: Zone, counted: Sequence[CapLine]) -> Iterable[ZoneCap]:
    for line in counted:
        by_zone = line.cap.cap is not None and line.cap.cap.scope is CapScope.ZONE
        for place in line.places:
            here = place.code == zone.code if by_zone else line.cap.when.zones == (zone.code,)
            if here and place.left is not None and place.limit is not None:
                yield ZoneCap(line.cap.code, place.left, place.limit)


def _on_plan(point: Point) -> tuple[int, int]:
    return point.x * PLAN_WIDTH // HUNDRED, point.y * PLAN_HEIGHT // HUNDRED


def _middle(corners: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The middle of an outline by its area, where its name is written."""
    if not corners:
        return 0, 0
    doubled = [
        (x1 * y2 - x2 * y1, x1 + x2, y1 + y2)
        for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    area = sum(part for part, _x, _y in doubled)
    if not area:
        return corners[0]
    return (
        sum(part * x for part, x, _y in doubled) // (3 * area),
        sum(part * y for part, _x, y in doubled) // (3 * area),
    )


def spread_by_group(held: Sequence[Seat]) -> tuple[Spread, ...]:
    """How many licences cover each group; one that covers several is counted under each."""
    return tuple(_spread(group, [seat for seat in held if group in seat.groups]) for group in Group)


def spread_by_category(held: Sequence[Seat]) -> tuple[Spread, ...]:
    """How many licences there are of each category, the most first."""
    found = Counter(seat.category for seat in held if seat.category is not None)
    return tuple(
        _spread(category, [seat for seat in held if seat.category is category])
        for category, _number in found.most_common()
    )


def unplaced(held: Sequence[Seat]) -> Spread:
    """The licences at venues that nobody has placed in a zone."""
    return _spread(None, [seat for seat in held if seat.zones is None])


def outside_all(held: Sequence[Seat]) -> Spread:
    """The licences at venues outside all zones."""
    return _spread(None, [seat for seat in held if seat.zones == ()])


def _spread(of: Group | VenueCategory | None, seats: Sequence[Seat]) -> Spread:
    kinds = Counter(seat.kind for seat in seats)
    return Spread(of, kinds[LicenceKind.SERVING], kinds[LicenceKind.SALE])
