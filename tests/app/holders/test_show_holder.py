"""The page of one holder, and changing it."""

import pytest

from app.holders.queries import holder_or_none
from app.holders.service import Address, find_or_enter_holder
from app.models.holder import Holder, HolderForm
from app.permissions import Role
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import make_case
from tests.factories.holder import make_holder, organisation_number
from tests.factories.licence import make_licence
from tests.factories.person import identity
from tests.factories.venue import make_venue

FIELDS = {
    "name": "Gruvelykta AS",
    "postal_address": "Kjerkgata 12",
    "postcode": "7374",
    "town": "Røros",
    "email": "post@gruvelykta.invalid",
    "phone": "72 41 00 00",
    "version": "1",
}


@pytest.fixture
def holder_id(filling: Filling) -> int:
    """A company."""
    with filling() as (session, actor):
        return make_holder(session, actor).id


@pytest.fixture
def founding_id(filling: Filling) -> int:
    """A company that has no number yet."""
    with filling() as (session, actor):
        return find_or_enter_holder(
            session, actor, form=HolderForm.FOUNDING, name="Nystart", address=Address()
        ).id


def test_a_holder_is_shown_with_its_licences(client_as: ClientAs, filling: Filling, holder_id: int) -> None:
    with filling() as (session, actor):
        number = make_licence(session, make_venue(session, actor), make_holder(session, actor)).number
    page = client_as("reader").get(f"/bevillingshavere/{holder_id}").text
    assert number in page
    assert "Prøveveien 2, 7374 Røros" in page


@pytest.mark.parametrize("role", list(Role))
def test_cases_are_told_to_those_who_may_see_cases(
    client_as: ClientAs, filling: Filling, allowed: dict[str, set[str]], role: Role
) -> None:
    with filling() as (session, actor):
        case = make_case(session, actor)
        holder_id, reference = case.application.holder_id, case.reference
    page = client_as(role.value).get(f"/bevillingshavere/{holder_id}").text
    assert (reference in page) == (role.value in allowed["case_view"])


def test_a_person_who_holds_licences_leads_to_the_person(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        holder = find_or_enter_holder(
            session,
            actor,
            form=HolderForm.PERSON,
            name="Kari Prøve",
            address=Address(),
            identity=identity(4),
        )
        holder_id, address = holder.id, f"/bevillingshavere/personer/{holder.person_id}"
    assert address in client_as("caseworker").get(f"/bevillingshavere/{holder_id}").text
    assert address not in client_as("finance").get(f"/bevillingshavere/{holder_id}").text


def test_what_is_typed_is_stored_and_found(client_as: ClientAs, filling: Filling, holder_id: int) -> None:
    client = client_as("caseworker")
    assert client.post(f"/bevillingshavere/{holder_id}/endre", data=FIELDS).status_code == 302
    with filling() as (session, actor):
        holder = holder_or_none(session, actor.municipality_id, holder_id)
        assert holder is not None
        assert (holder.name, holder.email) == ("Gruvelykta AS", "post@gruvelykta.invalid")
    assert "Gruvelykta AS" in client.get("/sok?q=gruvelykta").text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Skriv navnet."),
        ({"name": "   "}, "Skriv navnet."),
        ({"name": "x" * 10_000}, "Teksten er for lang."),
        ({"postcode": "74"}, "Et postnummer har fire sifre"),
        ({"town": ""}, "Fyll ut både postadresse, postnummer og poststed"),
        ({"email": "ingen"}, "E-postadressen mangler noe."),
    ],
)
def test_what_cannot_be_stored_is_told_and_kept(
    client_as: ClientAs, holder_id: int, changed: dict[str, str], sentence: str
) -> None:
    response = client_as("caseworker").post(f"/bevillingshavere/{holder_id}/endre", data=FIELDS | changed)
    assert response.status_code == 422
    assert sentence in response.text
    assert "Kjerkgata 12" in response.text


def test_two_who_change_the_same_holder_lose_nothing(client_as: ClientAs, holder_id: int) -> None:
    client = client_as("caseworker")
    client.post(f"/bevillingshavere/{holder_id}/endre", data=FIELDS | {"phone": "11 11 11 11"})
    response = client.post(f"/bevillingshavere/{holder_id}/endre", data=FIELDS | {"phone": "22 22 22 22"})
    assert response.status_code == 409
    assert "11 11 11 11" in response.text
    assert "22 22 22 22" in response.text


def test_a_company_under_foundation_gets_its_number(
    client_as: ClientAs, filling: Filling, founding_id: int
) -> None:
    client = client_as("caseworker")
    assert "Legg inn organisasjonsnummer" in client.get(f"/bevillingshavere/{founding_id}").text
    number = organisation_number(7)
    data = {"organisation_number": f"{number[:3]} {number[3:6]} {number[6:]}", "version": "1"}
    address = f"/bevillingshavere/{founding_id}/organisasjonsnummer"
    assert client.post(address, data=data).status_code == 302
    with filling() as (session, _actor):
        holder = session.get_one(Holder, founding_id)
        assert (holder.form, holder.organisation_number) == (HolderForm.COMPANY, number)
    assert "Nystart" in client.get(f"/sok?q={number}").text
    again = client.post(address, data=data | {"version": "2"})
    assert again.status_code == 409
    assert "ikke under stiftelse" in again.text


@pytest.mark.parametrize(
    ("number", "status", "sentence"),
    [
        pytest.param("", 422, "Skriv organisasjonsnummeret, ni sifre.", id="nothing"),
        pytest.param("200 000 018", 422, "Organisasjonsnummeret stemmer ikke.", id="a wrong digit"),
        pytest.param("2000", 422, "Et organisasjonsnummer har ni sifre.", id="too short"),
        pytest.param(organisation_number(0), 409, "står allerede på Prøvekroa AS", id="another's number"),
    ],
)
def test_a_number_that_cannot_be_given_is_explained(
    client_as: ClientAs, holder_id: int, founding_id: int, number: str, status: int, sentence: str
) -> None:
    response = client_as("caseworker").post(
        f"/bevillingshavere/{founding_id}/organisasjonsnummer",
        data={"organisation_number": number, "version": "1"},
    )
    assert response.status_code == status
    assert sentence in response.text
    assert number in response.text


@pytest.mark.parametrize("page", ["endre", "organisasjonsnummer"])
@pytest.mark.parametrize("role", list(Role))
def test_only_the_caseworker_changes_holders(
    client_as: ClientAs, founding_id: int, allowed: dict[str, set[str]], role: Role, page: str
) -> None:
    expected = 200 if role.value in allowed["register_edit"] else 403
    client = client_as(role.value)
    assert client.get(f"/bevillingshavere/{founding_id}/{page}").status_code == expected
    posted = client.post(f"/bevillingshavere/{founding_id}/{page}", data={"name": "", "version": "1"})
    assert posted.status_code == (422 if expected == 200 else 403)


@pytest.mark.parametrize("page", ["", "/endre", "/organisasjonsnummer"])
def test_another_municipality_is_not_found(client_as: ClientAs, holder_id: int, page: str) -> None:
    client = client_as("caseworker", municipality="other")
    assert client.get(f"/bevillingshavere/{holder_id}{page}").status_code == 404
