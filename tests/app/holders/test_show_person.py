"""The page of a person, and noting a knowledge test."""

from datetime import timedelta

import pytest

from app import clock, formats
from app.holders.service import PassedTest
from app.models.event import Event, EventType
from app.models.person import Person
from app.permissions import Role
from licensing.licences import LicenceKind
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import make_case
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.person import identity, make_person
from tests.factories.venue import make_venue

TEST = {"kind": "serving", "passed_on": "03.05.2018", "issued_by": "Trondheim kommune"}


@pytest.fixture
def person_id(filling: Filling) -> int:
    """A person without tests."""
    with filling() as (session, actor):
        return make_person(session, actor, tests=()).id


def test_the_identity_number_is_shown_in_part(client_as: ClientAs, person_id: int) -> None:
    page = client_as("reader").get(f"/bevillingshavere/personer/{person_id}").text
    number = identity()
    assert number.masked in page
    assert number.value not in page
    assert number.value[6:] not in page


def test_roles_in_cases_and_licences_are_listed(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        case = make_case(session, actor)
        person = session.get_one(Person, case.application.parties[0].person_id)
        licence = make_licence(
            session, make_venue(session, actor), make_holder(session, actor), manager=person
        )
        person_id, reference, number = person.id, case.reference, licence.number
    page = client_as("reader").get(f"/bevillingshavere/personer/{person_id}").text
    assert reference in page
    assert number in page
    assert "Styrer" in page


def test_a_test_is_noted_once(client_as: ClientAs, filling: Filling, person_id: int) -> None:
    client = client_as("caseworker")
    address = f"/bevillingshavere/personer/{person_id}/prover"
    assert client.post(address, data=TEST).status_code == 302
    page = client.get(f"/bevillingshavere/personer/{person_id}").text
    assert "Bestått 03.05.2018, Trondheim kommune" in page
    again = client.post(address, data=TEST | {"passed_on": "01.01.2020"})
    assert again.status_code == 409
    assert "registrert som bestått 03.05.2018" in again.text
    with filling() as (session, _actor):
        assert session.query(Event).filter_by(type=EventType.PERSON_CHANGED).count() == 1


def test_a_test_that_was_noted_without_its_day_gets_it(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        person_id = make_person(session, actor, tests=(PassedTest(LicenceKind.SERVING),)).id
    client = client_as("caseworker")
    page = f"/bevillingshavere/personer/{person_id}"
    assert "dato ikke notert" in client.get(page).text
    assert client.post(f"{page}/prover", data=TEST).status_code == 302
    assert "Bestått 03.05.2018" in client.get(page).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": ""}, "Velg hvilken prøve som er bestått."),
        ({"passed_on": ""}, "Skriv datoen på beviset."),
        ({"passed_on": "03.05.1026"}, "Året 1026 kan ikke stemme."),
        ({"passed_on": "31.02.2020"}, "Datoen 31.02.2020 finnes ikke."),
        ({"passed_on": "i fjor"}, "Skriv datoen som dag, måned og år"),
        ({"passed_on": formats.short_date(clock.today() + timedelta(days=1))}, "ligger fram i tid"),
        ({"issued_by": "x" * 10_000}, "Teksten er for lang."),
    ],
)
def test_what_cannot_be_noted_is_explained_and_kept(
    client_as: ClientAs, person_id: int, changed: dict[str, str], sentence: str
) -> None:
    response = client_as("caseworker").post(
        f"/bevillingshavere/personer/{person_id}/prover", data=TEST | changed
    )
    assert response.status_code == 422
    assert sentence in response.text
    assert all(value in response.text for value in changed.values())


@pytest.mark.parametrize("role", list(Role))
def test_persons_are_for_those_who_may_see_cases(
    client_as: ClientAs, person_id: int, allowed: dict[str, set[str]], role: Role
) -> None:
    client = client_as(role.value)
    page = f"/bevillingshavere/personer/{person_id}"
    assert client.get(page).status_code == (200 if role.value in allowed["case_view"] else 403)
    noted = client.post(f"{page}/prover", data=TEST).status_code
    assert noted == (302 if role.value in allowed["register_edit"] else 403)


def test_another_municipality_is_not_found(client_as: ClientAs, person_id: int) -> None:
    client = client_as("caseworker", municipality="other")
    page = f"/bevillingshavere/personer/{person_id}"
    assert client.get(page).status_code == 404
    assert client.post(f"{page}/prover", data=TEST).status_code == 404
