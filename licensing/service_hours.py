"""Hours of a service day ("skjenkedøgn"): intervals that count on past midnight, and the instants they end.

The service day runs from 06:00 to 06:00; 02:00 next morning is "26:00".
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from licensing.errors import BadValue

DAY_MINUTES = 24 * 60
SERVICE_DAY_START = 6 * 60
SERVICE_DAY_END = SERVICE_DAY_START + DAY_MINUTES
DRINKING_UP_MINUTES = 30
OSLO = ZoneInfo("Europe/Oslo")
# The clock changes at this time throughout the European Union and Norway.
CHANGE_AT = time(1, tzinfo=UTC)
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-5][0-9])")


def minutes_of(text: str) -> int:
    """The minute of the service day that "26:00" or "26.00" names.

    >>> minutes_of("26:00")
    1560
    """
    match = _CLOCK.fullmatch(text.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else -1
    if not 0 <= minutes <= SERVICE_DAY_END:
        raise BadValue("time", time=text)
    return minutes


def clock_text(minutes: int) -> str:
    """A minute of the service day in the stored form.

    >>> clock_text(1560)
    '26:00'
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True, order=True)
class ServiceHours:
    """From and to, in minutes of the service day; the end is the first minute that is not served."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= SERVICE_DAY_END:
            raise BadValue("hours", start=self.start, end=self.end)

    @classmethod
    def parse(cls, start: str, end: str) -> "ServiceHours":
        """The interval between two times in the stored form ("10:00", "26:00")."""
        return cls(minutes_of(start), minutes_of(end))

    @classmethod
    def from_clock(cls, start: str, end: str) -> "ServiceHours":
        """The interval that a person writes: an end at or before the start lies after midnight.

        >>> ServiceHours.from_clock("10:00", "02:00").pair
        ('10:00', '26:00')
        """
        first, last = minutes_of(start), minutes_of(end)
        return cls(first, last + DAY_MINUTES if last <= first else last)

    @property
    def pair(self) -> tuple[str, str]:
        """From and to in the stored form, counted on past midnight."""
        return clock_text(self.start), clock_text(self.end)

    @property
    def clock(self) -> tuple[str, str]:
        """From and to as a clock shows them."""
        return clock_text(self.start % DAY_MINUTES), clock_text(self.end % DAY_MINUTES)

    def within(self, other: "ServiceHours") -> bool:
        """Whether the whole interval lies inside the other."""
        return other.start <= self.start and self.end <= other.end

    def overlap(self, other: "ServiceHours") -> "ServiceHours | None":
        """What both intervals have in common."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return ServiceHours(start, end) if start < end else None


@dataclass(frozen=True)
class Clipped:
    """Hours cut to what the law allows, and whether anything was cut."""

    hours: ServiceHours | None
    clipped: bool


def clip(hours: ServiceHours | None, limit: ServiceHours | None) -> Clipped:
    """The part of the hours that the limit allows; None on either side means closed."""
    if hours is None:
        return Clipped(None, clipped=False)
    allowed = None if limit is None else hours.overlap(limit)
    return Clipped(allowed, clipped=allowed != hours)


def serving_ends_at(service_day: date, end: int) -> datetime:
    """The moment, in UTC, at which serving to a minute of the service day ends.

    Serving ends when the clock first reaches the time. On the two nights when the clock changes, 03:00 is
    the same moment as it would be without looking at the hour that is skipped or repeated: the spring
    night stops at the jump, the autumn night gives no extra hour.

    ASSUMPTION: the statute does not speak of clock changes; municipal practice does.
    """
    if not SERVICE_DAY_START <= end <= SERVICE_DAY_END:
        raise BadValue("time", minutes=end)
    local = datetime.combine(service_day, time()) + timedelta(minutes=end)
    noon_before = datetime.combine(service_day, time(12), tzinfo=OSLO)
    noon_after = datetime.combine(service_day + timedelta(days=1), time(12), tzinfo=OSLO)
    before, after = noon_before.utcoffset(), noon_after.utcoffset()
    if before is None or after is None:  # pragma: no cover - Europe/Oslo always has an offset
        raise AssertionError
    by_old_clock = (local - before).replace(tzinfo=UTC)
    if before == after or local.date() == service_day:
        return by_old_clock
    change = datetime.combine(service_day + timedelta(days=1), CHANGE_AT)
    if by_old_clock <= change:
        return by_old_clock
    return max((local - after).replace(tzinfo=UTC), change)


def drinking_ends_at(service_day: date, end: int) -> datetime:
    """The moment, in UTC, at which drinking up ("konsumtid") ends.

    Law: alkoholloven § 4-4.
    """
    return serving_ends_at(service_day, end) + timedelta(minutes=DRINKING_UP_MINUTES)
