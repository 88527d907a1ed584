"""The pages on which changes of people are registered: what they show, take, keep and refuse."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app import formats
from app.models.case import Case
from app.models.licence import LicencePerson
from app.models.person import Person
from app.sealing import sealer
from licensing.applicants import Role
from licensing.licences import LicenceKind
from tests.app.amendments.people import managers_entry, registered
from tests.app.amendments.people_forms import TODAY, count, fields, url_of
from tests.app.conftest import ClientAs, Filling
from tests.factories.change import House, make_house
from tests.factories.person import identity


def test_the_venue_and_the_licence_lead_to_the_form(client_as: ClientAs, house: House) -> None:
    client = client_as()
    venue = client.get(f"/steder/{house.licences[0].venue_id}").text
    address = re.search(r'href="(/endringer/styrer/\d+)"', venue)
    assert address is not None
    assert "Bytt styrer eller stedfortreder" in venue
    menu = client.get(f"/endringer/bevilling/{house.ids[0]}").text
    assert url_of(house) in menu
    assert url_of(house, "innflytelse") in menu
    assert client.get(address[1]).status_code == 200


def test_the_form_begins_with_all_licences_ticked_and_the_present_people(
    client_as: ClientAs, house: House
) -> None:
    page = client_as().get(url_of(house)).text
    assert len(re.findall(r'name="licences" value="\d+" checked', page)) == 3
    assert "Styrer Gamle Styrer slutter" in page
    assert "Stedfortreder Faste Stedfortreder slutter" in page


def test_another_place_of_the_holder_is_offered_and_not_ticked(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    with filling() as (session, actor):
        other = make_house(session, actor, serial=1)
        for licence in other.licences:
            licence.holder_id = house.licences[0].holder_id
    page = client_as().get(url_of(house)).text
    assert len(re.findall(r'name="licences" value="\d+" checked', page)) == 3
    assert len(re.findall(r'name="licences" value="\d+"', page)) == 6


def test_the_look_up_fills_in_name_and_tests_found_again(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    known = identity(101).value
    page = client_as().post(
        url_of(house),
        data=fields(house, manager_identity=known, manager_name="", manager_tests="none", slaa_opp="1"),
    )
    assert page.status_code == 200
    assert 'value="Faste Stedfortreder"' in page.text
    assert re.search(r'<option[^>]*selected[^>]*value="both"|value="both"[^>]*selected', page.text) or (
        'selected value="both"' in page.text
    )
    assert count(filling, Case) == 0


def test_a_registered_change_ends_the_old_role_and_tells_of_the_gap(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    client = client_as()
    done = client.post(url_of(house), data=fields(house), follow_redirects=True)
    assert done.status_code == 200
    gap = f"er uten godkjent styrer fra {formats.short_date(TODAY)}. Stedfortreder dekker."
    assert gap in done.text
    assert "Send til politiet" in done.text
    assert "kommunens egen klagenemnd" in done.text
    assert f"Bevillingen {gap}" in client.get(f"/bevillinger/{house.ids[0]}").text
    assert "3 bevillinger er uten godkjent styrer." in client.get("/").text
    listed = client.get("/endringer/uten-styrer").text
    assert all(licence.number in listed for licence in house.licences)


def test_too_young_is_registered_and_told_at_once(client_as: ClientAs, house: House) -> None:
    young = identity(1, TODAY - timedelta(days=18 * 365)).value
    said = (
        "må være over 20 år (alkoholloven §\N{NO-BREAK SPACE}1-7c)."
        " Søknaden kan registreres, men ikke innvilges."
    )
    client = client_as()
    looked = client.post(url_of(house), data=fields(house, manager_identity=young, slaa_opp="1"))
    assert f"Styrer {said}" in looked.text
    done = client.post(url_of(house), data=fields(house, manager_identity=young), follow_redirects=True)
    assert done.status_code == 200
    assert said in done.text


def test_managing_elsewhere_is_a_warning(client_as: ClientAs, filling: Filling, house: House) -> None:
    with filling() as (session, actor):
        other = make_house(session, actor, serial=1)
        elsewhere = other.manager.id
    with filling() as (session, actor):
        number = sealer().open(session.get_one(Person, elsewhere).identity_sealed)
    done = client_as().post(url_of(house), data=fields(house, manager_identity=number), follow_redirects=True)
    assert "også et annet sted" in done.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"licences": []}, "Velg minst én bevilling.", id="no licence"),
        pytest.param({"first_day": "31.02.2027"}, "finnes ikke", id="a date that does not exist"),
        pytest.param({"manager_name": ""}, "Skriv navnet til den som har fødselsnummeret.", id="no name"),
        pytest.param(
            {"manager_identity": "", "manager_name": ""},
            "Skriv hvem som skal være ny styrer eller stedfortreder.",
            id="nobody",
        ),
        pytest.param({"manager_identity": "12345678901"}, "Fødselsnummeret", id="a wrong number"),
        pytest.param(
            {"deputy_identity": identity(300).value, "deputy_name": "Nye Styrer"},
            "Styrer og stedfortreder kan ikke være samme person.",
            id="one person in both roles",
        ),
        pytest.param({"leaving-0-leaves_on": "i morgen"}, "Skriv datoen som dag, måned og år", id="no day"),
        pytest.param({"submission": "x"}, "Åpne skjemaet på nytt.", id="a tampered form"),
    ],
)
def test_what_is_typed_wrongly_is_kept_and_nothing_stored(
    client_as: ClientAs, filling: Filling, house: House, changes: dict, sentence: str
) -> None:
    page = client_as().post(url_of(house), data=fields(house, **changes))
    assert page.status_code == 422
    assert sentence in page.text
    if "manager_name" not in changes:
        assert 'value="Nye Styrer"' in page.text
    assert count(filling, Case) == 0
    with filling() as (session, _actor):
        assert not session.scalars(select(LicencePerson).where(LicencePerson.last_day.is_not(None))).all()


def test_a_licence_of_another_holder_cannot_be_ticked(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    with filling() as (session, actor):
        other = make_house(session, actor, serial=1).ids[0]
    page = client_as().post(url_of(house), data=fields(house, licences=[str(other)]))
    assert page.status_code == 422
    assert count(filling, Case) == 0


def test_a_person_who_is_not_there_cannot_be_made_to_leave(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    done = client_as().post(url_of(house), data=fields(house, **{"leaving-0-key": "manager-999"}))
    assert done.status_code == 302
    with filling() as (session, _actor):
        assert not session.scalars(select(LicencePerson).where(LicencePerson.last_day.is_not(None))).all()


def test_the_same_form_sent_twice_opens_one_case(client_as: ClientAs, filling: Filling, house: House) -> None:
    client, sent = client_as(), fields(house)
    first, second = (client.post(url_of(house), data=sent) for _time in range(2))
    assert first.location == second.location
    assert "registrert fra før" in client.get(second.location).text
    assert count(filling, Case) == 1


def test_somebody_may_leave_before_anybody_is_named_to_come(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    sent = fields(house, manager_identity="", manager_name="", bare_slutter="1")
    done = client_as().post(url_of(house), data=sent, follow_redirects=True)
    assert "Bevillingshaveren må straks søke om ny styrer" in done.text
    assert count(filling, Case) == 0
    with filling() as (session, _actor):
        ended = session.scalars(select(LicencePerson).where(LicencePerson.role == Role.MANAGER)).all()
        assert {row.last_day for row in ended} == {TODAY - timedelta(days=1)}
    nobody = client_as().post(url_of(house), data=sent | {"leaving-0-leaves_on": ""})
    assert nobody.status_code == 422


def test_other_municipalities_have_no_such_page(client_as: ClientAs, filling: Filling, house: House) -> None:
    with filling() as (session, actor):
        case_id = registered(session, actor, managers_entry(house)).id
    other = client_as(municipality="other")
    for address in (
        url_of(house),
        url_of(house, "innflytelse"),
        f"/endringer/sak/{case_id}/godkjenn",
        f"/endringer/sak/{case_id}/forslag",
    ):
        assert other.get(address).status_code == 404
    assert other.post(f"/endringer/sak/{case_id}/politiet").status_code == 404


def test_a_person_of_influence_is_registered_for_all_the_holder_s_licences(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    client = client_as()
    page = client.get(url_of(house, "innflytelse")).text
    assert len(re.findall(r'name="licences" value="\d+" checked', page)) == 3
    sent = {
        "submission": str(uuid4()),
        "received_on": formats.short_date(TODAY),
        "first_day": formats.short_date(TODAY),
        "licences": [str(licence_id) for licence_id in house.ids],
        "identity": identity(310).value,
        "name": "Nye Eier",
        "influence": "ownership",
        "no_one_abroad": "y",
    }
    done = client.post(url_of(house, "innflytelse"), data=sent, follow_redirects=True)
    assert "Ny person med vesentlig innflytelse" in done.text
    assert "Nye Eier" in done.text
    wrong = client.post(url_of(house, "innflytelse"), data=sent | {"influence": ""})
    assert wrong.status_code == 422
    assert count(filling, Case) == 1


def test_the_number_of_queries_does_not_grow_with_the_licences(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    counts = []
    for serial, kinds in ((0, 2), (1, 9)):
        with filling() as (session, actor):
            house = make_house(session, actor, serial=serial, kinds=[LicenceKind.SERVING] * kinds)
            address = f"/endringer/styrer/{house.ids[0]}"
        client = client_as()
        statements.clear()
        assert client.get(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
