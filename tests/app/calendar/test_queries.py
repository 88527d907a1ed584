"""Events night by night, and how many places serve each night."""

from datetime import date, timedelta

import pytest

from app import clock
from app.calendar.night import night_of
from app.calendar.queries import event_nights, places_serving
from app.licences.occupancy import occupy_rooms
from app.models.occupancy import LicenceSuspension
from app.permissions import Role
from licensing.licences import AreaKind
from tests.app.conftest import Filling
from tests.factories.event import day_entries, grant_at_once, make_event, make_ready_event
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue

pytestmark = pytest.mark.database
TUESDAY, SATURDAY = date(2027, 2, 16), date(2027, 2, 20)
ONE_TENT = (("Telt 1", AreaKind.INDOOR),)


def fill_places(session, actor, count, *, start=0):
    """Places that serve 10.00–01.00, and to 02.00 on Fridays and Saturdays."""
    made = []
    for serial in range(start, start + count):
        venue = make_venue(session, actor, name=f"Sted {serial}", street=f"Veien {serial}")
        licence = make_licence(session, venue, make_holder(session, actor, serial=serial))
        occupy_rooms(session, licence)
        made.append(licence)
    return made


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        pytest.param(date(2027, 2, 1), date(2027, 2, 15), 0, id="until the day before"),
        pytest.param(date(2027, 2, 1), date(2027, 2, 16), 1, id="with the first day"),
        pytest.param(date(2027, 2, 16), date(2027, 2, 20), 5, id="all five days"),
        pytest.param(date(2027, 2, 20), date(2027, 2, 28), 1, id="with the last day"),
        pytest.param(date(2027, 2, 21), date(2027, 2, 28), 0, id="from the day after"),
    ],
)
def test_an_event_stands_on_each_of_its_nights(filling: Filling, first: date, last: date, count: int) -> None:
    with filling() as (session, actor):
        make_event(session, actor)
        nights = event_nights(session, actor.municipality_id, first, last)
    assert len(nights) == count
    assert all((night.is_granted, night.rooms, night.groups) == (False, 2, "1,2") for night in nights)


def test_a_granted_event_stands_once_with_the_hours_that_were_granted(filling: Filling) -> None:
    with filling(Role.CASEWORKER) as (session, actor):
        case = make_ready_event(session, actor, days=day_entries("12:00-25:00", TUESDAY, TUESDAY, ONE_TENT))
        decision = grant_at_once(session, actor, case)
        (night,) = event_nights(session, actor.municipality_id, TUESDAY, SATURDAY)
        assert decision.days
    assert (night.is_granted, night.name, night.start, night.end) == (True, "Prøvemartnan 0", 720, 1500)


def test_another_municipality_s_events_are_not_shown(filling: Filling, world) -> None:
    with filling() as (session, actor):
        make_event(session, actor)
        assert event_nights(session, world.other_id, TUESDAY, SATURDAY) == []


def test_places_count_on_the_nights_they_serve(filling: Filling) -> None:
    with filling() as (session, actor):
        fill_places(session, actor, 3)
        counts = places_serving(session, actor.municipality_id, date(2028, 9, 29), date(2028, 10, 1))
    assert counts == {date(2028, 9, 29): 3, date(2028, 9, 30): 3}


@pytest.mark.parametrize(
    ("day", "count"),
    [
        pytest.param(date(2026, 11, 30), 1, id="the day before the withdrawal"),
        pytest.param(date(2026, 12, 1), 0, id="its first day"),
        pytest.param(date(2026, 12, 7), 0, id="its last day"),
        pytest.param(date(2026, 12, 8), 1, id="the day after"),
    ],
)
def test_a_place_that_is_withdrawn_for_a_time_does_not_count(filling: Filling, day: date, count: int) -> None:
    with filling() as (session, actor):
        (licence,) = fill_places(session, actor, 1)
        session.add(
            LicenceSuspension(
                municipality_id=actor.municipality_id,
                licence_id=licence.id,
                first_day=date(2026, 12, 1),
                last_day=date(2026, 12, 7),
                reason="Oppdiktet",
                entered_by_id=actor.user_id,
                entered_at=clock.now(),
            )
        )
        session.flush()
        assert places_serving(session, actor.municipality_id, day, day).get(day, 0) == count
        night = night_of(session, actor.municipality_id, day)
    assert night.open_places == count


@pytest.mark.parametrize(
    ("usable_from", "count"),
    [
        pytest.param(None, 0, id="not issued"),
        pytest.param(date(2026, 11, 28), 0, id="usable from the day after"),
        pytest.param(date(2026, 11, 27), 1, id="usable from that day"),
    ],
)
def test_a_licence_that_may_not_be_used_yet_does_not_count(
    filling: Filling, usable_from: date | None, count: int
) -> None:
    friday = date(2026, 11, 27)
    with filling() as (session, actor):
        (licence,) = fill_places(session, actor, 1)
        licence.usable_from = usable_from
        licence.issued_on = usable_from
        session.flush()
        assert places_serving(session, actor.municipality_id, friday, friday).get(friday, 0) == count
        assert night_of(session, actor.municipality_id, friday).open_places == count


def test_a_night_sums_when_the_places_close(filling: Filling) -> None:
    with filling() as (session, actor):
        fill_places(session, actor, 2)
        thursday = night_of(session, actor.municipality_id, date(2026, 11, 26))
        friday = night_of(session, actor.municipality_id, date(2026, 11, 27))
    assert (thursday.closing, friday.closing) == ([("kl. 01.00", 2)], [("kl. 02.00", 2)])
    assert friday.places[0].hours == ["Inne 10.00–02.00"]


def test_a_place_counts_once_and_a_year_is_asked_for_in_as_few_questions_as_a_night(
    filling: Filling, statements: list[str]
) -> None:
    first = date(2027, 1, 1)
    with filling() as (session, actor):
        counts = []
        for round_number in range(2):
            fill_places(session, actor, 3, start=3 * round_number)
            make_event(session, actor, serial=round_number)
            session.flush()
            statements.clear()
            event_nights(session, actor.municipality_id, first, first + timedelta(days=364))
            places_serving(session, actor.municipality_id, first, first + timedelta(days=364))
            night_of(session, actor.municipality_id, TUESDAY)
            counts.append(len(statements))
    assert counts[0] == counts[1]
