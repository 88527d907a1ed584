"""The only place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
OFFICE_OPENS = time(8, 30)
BETWEEN_MOMENTS = timedelta(seconds=7)

_wound: ContextVar[Iterator[datetime] | None] = ContextVar("wound", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    moments = _wound.get()
    return datetime.now(UTC) if moments is None else next(moments)


def today() -> date:
    """The date in Norway."""
    return now().astimezone(OSLO).date()


@contextmanager
def wound_to(day: date) -> Iterator[None]:
    """Within this block it is a past working day, and each moment comes a little after the one before.

    For the demo alone, which fills its past day by day; nothing that serves a person winds the clock.
    """
    opens = datetime.combine(day, OFFICE_OPENS, OSLO).astimezone(UTC)
    token = _wound.set(opens + number * BETWEEN_MOMENTS for number in count())
    try:
        yield
    finally:
        _wound.reset(token)
