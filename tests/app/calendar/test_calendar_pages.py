"""The calendar: a month, a week and a night with all that is served."""

import pytest

from app.licences.occupancy import occupy_rooms
from tests.app.conftest import ClientAs, Filling
from tests.factories.event import make_event
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue

ADDRESS = "/arrangementer/kalender"


@pytest.fixture(autouse=True)
def filled(filling: Filling) -> None:
    """A place that serves all year, and an event of five days."""
    with filling() as (session, actor):
        make_event(session, actor)
        venue = make_venue(session, actor)
        occupy_rooms(session, make_licence(session, venue, make_holder(session, actor)))


@pytest.mark.parametrize(
    ("asked", "title", "times"),
    [
        pytest.param("?dag=01.02.2027", "Februar 2027", 5, id="the month"),
        pytest.param("?dag=01.03.2027", "Mars 2027", 0, id="the month after"),
        pytest.param("?visning=uke&dag=2027-02-19", "Uke 7, 15.02.2027–21.02.2027", 5, id="the week"),
        pytest.param("?visning=uke&dag=2027-02-22", "Uke 8", 0, id="the week after"),
    ],
)
def test_events_stand_on_their_nights(client_as: ClientAs, asked: str, title: str, times: int) -> None:
    page = client_as("inspector").get(ADDRESS + asked)
    assert page.status_code == 200
    assert title in page.text
    assert page.text.count("Prøvemartnan 0") == times
    assert "1 fast" in page.text


def test_a_night_shows_events_and_places_with_their_hours(client_as: ClientAs) -> None:
    page = client_as("inspector").get(f"{ADDRESS}/natt?dag=19.02.2027").text
    assert "1 arrangement, og 1 sted som skjenker hele året." in page
    assert "12.00–01.00" in page
    assert "Inne 10.00–02.00" in page
    assert "Søkt om" in page


def test_a_case_is_linked_only_for_those_who_may_see_it(client_as: ClientAs) -> None:
    address = f"{ADDRESS}/natt?dag=19.02.2027"
    assert "/saker/" in client_as("reader").get(address).text.split("<main")[1]
    assert "/saker/" not in client_as("inspector").get(address).text.split("<main")[1]


@pytest.mark.parametrize("where", ["", "/natt"])
@pytest.mark.parametrize(
    ("day", "says"),
    [
        pytest.param("30.02.2027", "finnes ikke", id="a date that does not exist"),
        pytest.param("31.12.2014", "Velg en dato fra 2015", id="before the hours are known"),
        pytest.param("i morgen", "Skriv datoen", id="words"),
    ],
)
def test_a_day_that_cannot_be_shown_is_asked_again(
    client_as: ClientAs, where: str, day: str, says: str
) -> None:
    page = client_as("inspector").get(ADDRESS + where, query_string={"dag": day})
    assert page.status_code == 422
    assert says in page.text


@pytest.mark.parametrize("day", ["01.01.2015", "31.12.2099"])
def test_the_ends_of_the_calendar_are_pages_too(client_as: ClientAs, day: str) -> None:
    for where in ("", "/natt", "?visning=uke"):
        sign = "&" if "?" in where else "?"
        assert client_as("inspector").get(f"{ADDRESS}{where}{sign}dag={day}").status_code == 200


def test_nothing_of_another_municipality_is_shown(client_as: ClientAs) -> None:
    page = client_as("inspector", municipality="other").get(f"{ADDRESS}/natt?dag=19.02.2027").text
    assert "Prøvemartnan" not in page
    assert "Prøvekroa" not in page
