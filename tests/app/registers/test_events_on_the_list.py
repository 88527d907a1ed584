"""The events of the week on the inspection list: what is granted, day by day."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from app.formats import short_date
from app.registers.inspection_list import rows_on
from app.registers.inspection_rows import ListRows
from licensing.licences import AreaKind
from tests.app.conftest import ClientAs, Filling
from tests.factories import event as events
from tests.factories.event import FIRST_DAY, LAST_DAY, day_entries

BEFORE, AFTER = FIRST_DAY - timedelta(days=7), LAST_DAY + timedelta(days=7)
URL = "/kontrolliste"


def grant(filling: Filling, **changes: object) -> None:
    """An event that is granted: two tents at a market, Tuesday to Saturday."""
    with filling() as (session, actor):
        events.grant_at_once(session, actor, events.make_ready_event(session, actor, **changes))


def rows(filling: Filling, day: date) -> ListRows:
    """The list of a day."""
    with filling() as (session, actor):
        return rows_on(session, actor.municipality_id, day)


def test_an_event_stands_with_its_rooms_and_hours_for_each_day(filling: Filling) -> None:
    grant(filling)
    (event,) = rows(filling, FIRST_DAY).events
    assert (event.event, event.venue, event.holder) == (
        "Prøvemartnan 0",
        "Prøveplassen 0",
        "Prøvelaget 0 AS",
    )
    assert event.days[:2] == (
        ("2027-02-16", "Telt 1", "12:00-25:00"),
        ("2027-02-16", "Telt 2", "12:00-25:00"),
    )
    assert len(event.days) == 10
    assert (event.managers, event.deputies) == (("Marit Prøve",), ("Nils Prøve",))
    assert (event.guests, event.guards) == (250, 4)


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        pytest.param(date(2027, 2, 15), True, id="the Monday of its week, though it begins on Tuesday"),
        pytest.param(date(2027, 2, 21), True, id="the Sunday of its week, though it ended on Saturday"),
        pytest.param(BEFORE, False, id="the week before"),
        pytest.param(date(2027, 2, 22), False, id="the Monday after"),
    ],
)
def test_an_event_is_listed_through_its_week(filling: Filling, day: date, listed: bool) -> None:
    grant(filling)
    assert bool(rows(filling, day).events) is listed


def test_an_event_over_two_weeks_tells_only_the_days_of_the_week(filling: Filling) -> None:
    first, last = date(2027, 2, 20), date(2027, 2, 23)
    grant(filling, days=day_entries(first_day=first, last_day=last, rooms=(("Telt 1", AreaKind.INDOOR),)))
    (event,) = rows(filling, date(2027, 2, 22)).events
    assert [day for day, _room, _hours in event.days] == ["2027-02-22", "2027-02-23"]


def test_an_event_is_no_lasting_licence_of_the_list(filling: Filling) -> None:
    grant(filling)
    assert rows(filling, FIRST_DAY).licences == ()


def test_page_and_workbook_tell_the_times_of_each_day(client_as: ClientAs, filling: Filling) -> None:
    grant(filling)
    address = f"{URL}?dag={short_date(FIRST_DAY)}"
    page = client_as("inspector").get(address).text
    for text in ("Prøvemartnan 0", "Tirsdag 16.02.2027 kl. 12.00–01.00, Telt 1", "250 gjester ventet"):
        assert text in page, text
    data = client_as("inspector").get(f"{URL}/fil?dag={short_date(FIRST_DAY)}&filtype=xlsx").data
    _heads, row = load_workbook(io.BytesIO(data))["Arrangementer"].iter_rows(values_only=True)
    assert row[0] == "Prøvemartnan 0"
    assert "Lørdag 20.02.2027 kl. 12.00–01.00, Telt 2" in str(row[6])


def test_rows_of_events_are_stored_and_read_back_unchanged(filling: Filling) -> None:
    grant(filling)
    found = rows(filling, FIRST_DAY)
    assert ListRows.from_stored(found.as_stored) == found
