"""Journeys are made by the same people, in the same two municipalities, as the tests of pages."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from app import clock
from tests.app.conftest import client_as, filling, world

__all__ = ["client_as", "filling", "stand_on", "world"]


@pytest.fixture
def stand_on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be another day for everybody, from when the office opens: `stand_on(date(2026, 2, 2))`.

    For a story that the calendar decides: rates and the weekday of a deadline belong to one year. `wound_to`
    reaches one thread, while those of the web server answer a browser, so the clock itself is replaced.
    """

    def stood(day: date) -> None:
        began = datetime.now(UTC)
        opens = datetime.combine(day, clock.OFFICE_OPENS, clock.OSLO).astimezone(UTC)
        monkeypatch.setattr(clock, "now", lambda: opens + (datetime.now(UTC) - began))

    return stood
