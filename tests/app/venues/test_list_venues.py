"""The list of venues."""

import pytest

from app.permissions import Role
from licensing.licences import VenueCategory
from tests.app.conftest import ClientAs, Filling
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue


def test_venues_stand_in_norwegian_order_with_their_licences(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        for name in ("Ålen kro", "Bergstaden", "Ørnereiret"):
            make_venue(session, actor, name=name)
        make_licence(session, make_venue(session, actor, name="Bergstaden"), make_holder(session, actor))
    page = client_as("reader").get("/steder").text
    assert page.index("Bergstaden") < page.index("Ørnereiret") < page.index("Ålen kro")
    assert "Prøvekroa AS" in page
    assert "Viser 3 steder" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("navn=berg", {"Bergstaden"}, id="the beginning of a word"),
        pytest.param("navn=kjerkgata", {"Ørnereiret"}, id="the address"),
        pytest.param("type=hotel", {"Bergstaden"}, id="the category"),
        pytest.param("type=hotel&navn=ørn", set(), id="both"),
        pytest.param("type=finnesikke", {"Bergstaden", "Ørnereiret"}, id="a category that does not exist"),
    ],
)
def test_the_list_is_narrowed(client_as: ClientAs, filling: Filling, query: str, found: set[str]) -> None:
    with filling() as (session, actor):
        make_venue(session, actor, name="Bergstaden", category=VenueCategory.HOTEL)
        make_venue(session, actor, name="Ørnereiret", street="Kjerkgata 2")
    page = client_as("reader").get(f"/steder?{query}").text
    assert {name for name in ("Bergstaden", "Ørnereiret") if name in page} == found


def test_the_next_page_begins_where_the_last_ended(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        for number in range(52):
            make_venue(session, actor, name=f"Kro {number:03}")
    client = client_as("reader")
    first = client.get("/steder?navn=kro")
    address = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(address).text
    assert "Kro 049" in first.text
    assert "Kro 050" not in first.text
    assert "Kro 050" in second
    assert "Kro 049" not in second
    back = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    # The head of a page carries a token that changes with the second.
    assert client.get(back).text.split("<main")[1] == first.text.split("<main")[1]


@pytest.mark.parametrize("cursor", ["etter=tull", "etter=1", "etter=99999999999999999999~a", "foer=~"])
def test_a_cursor_that_cannot_be_read_shows_the_first_page(
    client_as: ClientAs, filling: Filling, cursor: str
) -> None:
    with filling() as (session, actor):
        make_venue(session, actor)
    assert "Prøvekroa" in client_as("reader").get(f"/steder?{cursor}").text


def test_more_venues_take_no_more_statements(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    client = client_as("reader")
    counts = []
    for serial in (1, 20):
        with filling() as (session, actor):
            for number in range(serial):
                name = f"Kro {serial} {number}"
                venue = make_venue(session, actor, name=name)
                make_licence(session, venue, make_holder(session, actor, name=name, serial=number + serial))
        statements.clear()
        client.get("/steder")
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_sees_the_register(client_as: ClientAs, role: Role) -> None:
    assert client_as(role.value).get("/steder").status_code == 200


def test_the_other_municipality_is_not_in_the_list(client_as: ClientAs, filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        make_venue(session, actor, name="Ålen kro")
    assert "Ålen kro" not in client_as("caseworker").get("/steder").text
    assert "Ålen kro" in client_as("caseworker", municipality="other").get("/steder").text
