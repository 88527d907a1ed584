"""Counting seats against counting day by day, and a stricter cap never leaving more."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.caps import CapCount, cap_standing
from licensing.licences import LicenceKind, LicenceType
from licensing.occasions import Use
from licensing.occupancy import Days
from licensing.policy import CapEffect, CapScope, CapSpan, Rule, RuleKind, Strength, When
from licensing.seats import Seat, SeatAsked, most_at_once, seats_taken
from licensing.service_hours import ServiceHours

pytestmark = [pytest.mark.property, pytest.mark.slow]

START = date(2026, 1, 1)
HORIZON = 40
PERIOD = Days(START, START + timedelta(days=HORIZON))
days_of_a_year = st.integers(0, HORIZON).map(lambda number: START + timedelta(days=number))


@st.composite
def periods(draw: st.DrawFn) -> Days:
    first, last = sorted((draw(days_of_a_year), draw(days_of_a_year)))
    return Days(first, last)


@st.composite
def lasting(draw: st.DrawFn) -> Seat:
    return Seat(
        id=draw(st.integers(1, 99)),
        municipality=draw(st.integers(1, 2)),
        venue=draw(st.integers(1, 3)),
        kind=LicenceKind.SERVING,
        zones=draw(st.sampled_from([None, (), ("a",), ("b",), ("a", "b")])),
        days=tuple(draw(st.lists(periods(), max_size=3))),
    )


@st.composite
def events(draw: st.DrawFn) -> Seat:
    starts = draw(st.lists(st.tuples(days_of_a_year, st.integers(6, 24)), min_size=1, max_size=3))
    uses = tuple(sorted({Use(day, ServiceHours(hour * 60, hour * 60 + 180)) for day, hour in starts}))
    return Seat(
        id=1,
        municipality=1,
        venue=1,
        kind=LicenceKind.SERVING,
        type=LicenceType.AMBULATORY,
        uses=uses,
    )


def cap(limit: int | None = None, **effect: object) -> Rule:
    told = CapEffect(limit=limit, **effect)  # type: ignore[arg-type]  # a test names what it needs
    return Rule("cap", RuleKind.CAP, Strength.HARD, When(types=tuple(LicenceType)), cap=told)


@given(st.lists(lasting(), max_size=8), days_of_a_year)
def test_the_most_at_once_is_what_counting_day_by_day_gives(seats: list[Seat], day: date) -> None:
    def held(on: date) -> int:
        return sum(any(part.first_day <= on <= part.last_day for part in seat.days) for seat in seats)

    coming = [START + timedelta(days=number) for number in range(HORIZON + 1)]
    assert most_at_once(seats, day) == max((held(on) for on in coming if on >= day), default=0)


@given(st.lists(events(), max_size=6), days_of_a_year, st.integers(6, 24))
def test_a_day_counts_at_least_what_is_at_once_and_a_year_at_least_a_day(
    seats: list[Seat], day: date, hour: int
) -> None:
    asked = SeatAsked(1, day, uses=(Use(day, ServiceHours(hour * 60, hour * 60 + 60)),))
    at_once, of_day, of_year = (
        seats_taken(cap(span=span), seats, asked, PERIOD) or 0
        for span in (CapSpan.AT_ONCE, CapSpan.DAY, CapSpan.YEAR)
    )
    assert at_once <= of_day <= of_year <= len(seats)


@given(st.lists(lasting(), max_size=8), days_of_a_year, st.sampled_from(CapScope))
def test_one_more_licence_never_leaves_more_room(seats: list[Seat], day: date, scope: CapScope) -> None:
    asked = SeatAsked(1, day, venue=1, zones=("a",))
    counted = [seats_taken(cap(scope=scope), seats[:number], asked, PERIOD) for number in range(len(seats))]
    numbers = [number for number in counted if number is not None]
    assert numbers == sorted(numbers)
    assert len(numbers) == len(counted)


@given(
    st.lists(lasting(), max_size=8),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 4),
    st.booleans(),
)
def test_a_stricter_cap_never_leaves_more_seats(
    seats: list[Seat], one: int, other: int, pending: int, reserves: bool
) -> None:
    strict, wide = sorted((one, other))
    used = seats_taken(cap(), seats, SeatAsked(1, START), PERIOD) or 0
    left = [
        cap_standing(cap(limit, pending_reserves=reserves), CapCount("cap", used, pending)).left or 0
        for limit in (strict, wide)
    ]
    assert left[0] <= left[1]
