"""Changing a venue, and entering rooms."""

from decimal import Decimal

import pytest

from app.models.event import Event, EventType
from app.models.venue import Venue
from app.permissions import Role
from app.venues.queries import venue_or_none
from tests.app.conftest import ClientAs, Filling
from tests.factories.holder import organisation_number
from tests.factories.venue import make_venue

FIELDS = {
    "name": "Gruvelykta",
    "category": "hotel",
    "street_address": "Kjerkgata 12",
    "postcode": "7374",
    "town": "Røros",
    "cadastre": "12/345",
    "latitude": "62,574160",
    "longitude": "11.3828",
    "sub_unit_number": organisation_number(3),
    "version": "1",
}


@pytest.fixture
def venue_id(filling: Filling) -> int:
    """A venue to change."""
    with filling() as (session, actor):
        return make_venue(session, actor).id


def test_what_is_typed_is_stored_and_found(client_as: ClientAs, filling: Filling, venue_id: int) -> None:
    client = client_as("caseworker")
    response = client.post(f"/steder/{venue_id}/endre", data=FIELDS)
    assert response.headers["Location"] == f"/steder/{venue_id}"
    with filling() as (session, actor):
        venue = venue_or_none(session, actor.municipality_id, venue_id)
        assert venue is not None
        assert (venue.name, venue.latitude, venue.longitude) == (
            "Gruvelykta",
            Decimal("62.574160"),
            Decimal("11.382800"),
        )
        assert session.query(Event).filter_by(type=EventType.VENUE_CHANGED).count() == 1
    assert "Gruvelykta" in client.get("/sok?q=kjerkgata").text
    assert "Prøvekroa" not in client.get("/sok?q=prøvekroa").text.split("<main")[1].split("</h1>")[1]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Skriv navnet på stedet."),
        ("name", "x" * 10_000, "Teksten er for lang."),
        ("postcode", "73740", "Et postnummer har fire sifre"),
        ("postcode", "abcd", "Et postnummer har fire sifre"),
        ("category", "circus", "Velg type virksomhet."),
        ("cadastre", "gård 12", "Skriv matrikkelnummeret med skråstreker"),
        ("latitude", "12.5", "Breddegraden ligger utenfor Norge."),
        ("latitude", "nord", "Breddegraden ligger utenfor Norge."),
        ("latitude", "NaN", "Breddegraden ligger utenfor Norge."),
        ("latitude", "1e999999", "Breddegraden ligger utenfor Norge."),
        ("longitude", "62.5", "Lengdegraden ligger utenfor Norge."),
        ("longitude", "", "Et kartpunkt trenger både breddegrad og lengdegrad."),
        ("sub_unit_number", "200000112", "Organisasjonsnummeret stemmer ikke."),
        ("sub_unit_number", "12345", "Et organisasjonsnummer har ni sifre."),
    ],
)
def test_what_cannot_be_stored_is_told_at_its_field_and_kept(
    client_as: ClientAs, filling: Filling, venue_id: int, field: str, typed: str, sentence: str
) -> None:
    response = client_as("caseworker").post(f"/steder/{venue_id}/endre", data=FIELDS | {field: typed})
    assert response.status_code == 422
    assert sentence in response.text
    assert "Kjerkgata 12" in response.text
    if typed and field != "category":
        assert typed in response.text
    with filling() as (session, _actor):
        assert session.get_one(Venue, venue_id).name == "Prøvekroa"


def test_two_who_change_the_same_venue_lose_nothing(
    client_as: ClientAs, filling: Filling, venue_id: int
) -> None:
    client = client_as("caseworker")
    client.post(f"/steder/{venue_id}/endre", data=FIELDS | {"name": "Hennes navn"})
    response = client.post(f"/steder/{venue_id}/endre", data=FIELDS | {"name": "Hans navn"})
    assert response.status_code == 409
    assert "En annen lagret mens du skrev." in response.text
    assert "Hennes navn" in response.text
    assert 'value="Hans navn"' in response.text
    assert 'name="version" type="hidden" value="2"' in response.text
    saved = client.post(f"/steder/{venue_id}/endre", data=FIELDS | {"name": "Hans navn", "version": "2"})
    assert saved.status_code == 302


@pytest.mark.parametrize(
    ("same", "sentence"),
    [
        pytest.param({"name": "Nabokroa", "street_address": "Prøveveien 2"}, "lagt inn fra før", id="place"),
        pytest.param(
            {"sub_unit_number": organisation_number(9)}, "Underenheten står allerede på", id="sub-unit"
        ),
    ],
)
def test_the_same_place_is_not_entered_twice(
    client_as: ClientAs, filling: Filling, venue_id: int, same: dict[str, str], sentence: str
) -> None:
    with filling() as (session, actor):
        make_venue(session, actor, name="Nabokroa").sub_unit_number = organisation_number(9)
    response = client_as("caseworker").post(f"/steder/{venue_id}/endre", data=FIELDS | same)
    assert response.status_code == 409
    assert sentence in response.text
    assert "Nabokroa" in response.text


def test_rooms_are_entered_one_a_line(client_as: ClientAs, filling: Filling, venue_id: int) -> None:
    client = client_as("caseworker")
    data = {"names": "Loftet\n  Storstua \n\nKjelleren", "area": "indoor"}
    assert client.post(f"/steder/{venue_id}/lokaler", data=data).status_code == 302
    with filling() as (session, _actor):
        names = [room.name for room in session.get_one(Venue, venue_id).rooms]
    assert sorted(names) == ["Bakgården", "Kjelleren", "Loftet", "Storstua"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"names": "", "area": "indoor"}, "Skriv navnet på lokalet."),
        ({"names": " \n ", "area": "indoor"}, "Skriv navnet på lokalet."),
        ({"names": "Loftet"}, "Velg om lokalene ligger inne eller ute."),
        ({"names": "x" * 81, "area": "indoor"}, "er for langt"),
        ({"names": "\n".join(f"Rom {n}" for n in range(21)), "area": "indoor"}, "høyst 20 lokaler"),
    ],
)
def test_rooms_that_cannot_be_entered_are_explained(
    client_as: ClientAs, venue_id: int, data: dict[str, str], sentence: str
) -> None:
    response = client_as("caseworker").post(f"/steder/{venue_id}/lokaler", data=data)
    assert response.status_code == 422
    assert sentence in response.text


@pytest.mark.parametrize("page", ["endre", "lokaler"])
@pytest.mark.parametrize("role", list(Role))
def test_only_the_caseworker_changes_venues(
    client_as: ClientAs, venue_id: int, allowed: dict[str, set[str]], role: Role, page: str
) -> None:
    expected = 200 if role.value in allowed["register_edit"] else 403
    client = client_as(role.value)
    assert client.get(f"/steder/{venue_id}/{page}").status_code == expected
    assert client.post(f"/steder/{venue_id}/{page}", data={}).status_code == (422 if expected == 200 else 403)


@pytest.mark.parametrize("page", ["endre", "lokaler"])
def test_another_municipality_is_not_found(client_as: ClientAs, venue_id: int, page: str) -> None:
    client = client_as("caseworker", municipality="other")
    assert client.get(f"/steder/{venue_id}/{page}").status_code == 404
    assert client.post(f"/steder/{venue_id}/{page}", data=FIELDS).status_code == 404
