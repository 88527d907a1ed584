"""The tents and gardens of an event: spelled as people spell them, and one row a day for each."""

import pytest

from app.events.queries.one import occasion_of
from licensing.licences import AreaKind
from tests.app.events.test_event_pages import the_case, typed

INSIDE, OUTSIDE = AreaKind.INDOOR, AreaKind.OUTDOOR
SECOND = "5b3f0a3e-0000-4000-8000-000000000002"


def hours_on_the_first_day(filling):
    with filling() as (session, _actor):
        rows = occasion_of(session, the_case(session)).days
        first_day = min(row.day for row in rows)
        return {
            (row.room.name, row.room.area): (row.start // 60, row.end // 60)
            for row in rows
            if row.day == first_day
        }


def test_a_stage_and_the_garden_of_the_same_name_have_hours_of_their_own(client_as, filling) -> None:
    client = client_as()
    assert client.post("/arrangementer/ny", data=typed(rooms="Scenen\nUte: Scenen")).status_code == 302
    both = {("Scenen", INSIDE): (12, 25), ("Scenen", OUTSIDE): (12, 22)}
    assert hours_on_the_first_day(filling) == both


def test_one_of_two_of_the_same_name_is_changed_alone(client_as, filling) -> None:
    client = client_as()
    laid = client.post("/arrangementer/ny", data=typed(rooms="Scenen\nUte: Scenen", lag_dager="1")).text
    assert 'value="Ute: Scenen"' in laid
    rows = {"days-0-day": "2027-02-16", "days-0-room": "Ute: Scenen", "days-0-hours": "14-20"}
    client.post("/arrangementer/ny", data=typed(rooms="Scenen\nUte: Scenen", **rows))
    assert hours_on_the_first_day(filling) == {("Scenen", INSIDE): (12, 25), ("Scenen", OUTSIDE): (14, 20)}
    with filling() as (session, _actor):
        case_id = the_case(session).id
    page = client.get(f"/arrangementer/{case_id}/endre").text
    assert 'value="Ute: Scenen"' in page


@pytest.mark.parametrize("rooms", ["Telt 1\ntelt 1", "Telt 1\nTelt1", "Telt 1\nTelt-1"])
def test_two_spellings_of_a_tent_are_one_tent(client_as, filling, rooms) -> None:
    answer = client_as().post("/arrangementer/ny", data=typed(rooms=rooms, outdoor=None))
    assert answer.status_code == 302
    assert hours_on_the_first_day(filling) == {("Telt 1", INSIDE): (12, 25)}


def test_a_tent_of_the_place_is_found_again_however_it_is_spelled(client_as) -> None:
    client = client_as()
    client.post("/arrangementer/ny", data=typed(rooms="Telt 1", outdoor=None))
    again = client.post("/arrangementer/ny", data=typed(rooms="TELT1", outdoor=None, submission=SECOND))
    assert again.status_code == 302
    assert "Telt 1" in client.get(again.location).text
