"""The pages on which people of licences change: what they show, take, keep and refuse."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app import clock, formats
from app.cases.service.conduct import ConductEntry, answer_conduct
from app.models.case import Case
from app.models.licence import Licence, LicencePerson
from app.models.person import Person
from app.sealing import sealer
from licensing.applicants import ConductLaw, ConductQuestion, Role
from licensing.licences import LicenceKind
from licensing.statements import Answer, Asked, Body, Question
from tests.app.amendments.people import influence_entry, managers_entry, ready, registered
from tests.app.cases.pages import hindrance
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import answer, ask, fresh
from tests.factories.change import House, make_house
from tests.factories.person import identity

TODAY = clock.today()


@pytest.fixture
def house(filling: Filling) -> House:
    """Three licences of one holder, with a manager and a deputy."""
    with filling() as (session, actor):
        made = make_house(session, actor)
        session.commit()
        for row in (*made.licences, made.manager, made.deputy):
            session.refresh(row)
            session.expunge(row)
    return made


def fields(house: House, **changes: object) -> dict[str, object]:
    """The form as it is sent: a new manager, and the old one leaves today."""
    return {
        "submission": str(uuid4()),
        "received_on": formats.short_date(TODAY),
        "first_day": formats.short_date(TODAY),
        "licences": [str(licence_id) for licence_id in house.ids],
        "leaving-0-key": f"manager-{house.manager.id}",
        "leaving-0-leaves_on": formats.short_date(TODAY),
        "leaving-1-key": f"deputy-{house.deputy.id}",
        "leaving-1-leaves_on": "",
        "manager_identity": identity(300).value,
        "manager_name": "Nye Styrer",
        "manager_tests": "both",
        "manager_employed": "y",
        "no_one_abroad": "y",
        "deputy_tests": "none",
        **changes,
    }


def url_of(house: House, kind: str = "styrer") -> str:
    return f"/endringer/{kind}/{house.ids[0]}"


def count(filling: Filling, row: type) -> int:
    with filling() as (session, _actor):
        return session.scalar(select(func.count()).select_from(row)) or 0


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


def test_the_police_are_asked_with_one_press(client_as: ClientAs, filling: Filling, house: House) -> None:
    with filling() as (session, actor):
        case = registered(session, actor, managers_entry(house))
        case_id, version = case.id, case.version
    client = client_as()
    asked = client.post(
        f"/endringer/sak/{case_id}/politiet", data={"version": version}, follow_redirects=True
    )
    assert "Politiet er spurt om vandel." in asked.text
    assert "Til uttalelse" in asked.text
    stale = client.post(f"/endringer/sak/{case_id}/politiet", data={"version": version})
    assert stale.status_code == 409


def test_one_person_approves_from_the_case_page(client_as: ClientAs, filling: Filling, house: House) -> None:
    with filling() as (session, actor):
        case = ready(session, actor, managers_entry(house), on=TODAY)
        case_id, version = case.id, case.version
    client = client_as()
    assert f"/endringer/sak/{case_id}/godkjenn" in client.get(f"/saker/{case_id}").text
    form = client.get(f"/endringer/sak/{case_id}/godkjenn")
    assert "Derfor godkjenner vi søknaden." in form.text
    sent = {
        "version": version,
        "first_day": formats.short_date(TODAY),
        "reasons": "Kravene er oppfylt.",
        "deviation": "",
    }
    early = client.post(
        f"/endringer/sak/{case_id}/godkjenn",
        data=sent | {"first_day": formats.short_date(TODAY - timedelta(days=1))},
    )
    assert early.status_code == 422
    done = client.post(f"/endringer/sak/{case_id}/godkjenn", data=sent, follow_redirects=True)
    assert "Ett brev for alle bevillingene ligger klart." in done.text
    assert "Kontrollfirmaet trenger ny liste" in done.text
    twice = client.post(f"/endringer/sak/{case_id}/godkjenn", data=sent)
    assert twice.status_code == 409
    licence = client.get(f"/bevillinger/{house.ids[2]}").text
    assert "Nye Styrer" in licence
    assert "uten godkjent styrer" not in licence


def test_a_refusal_takes_two_people_and_leaves_the_rows_alone(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    with filling() as (session, actor):
        case = registered(session, actor, managers_entry(house, leaving=()))
        person = case.application.parties[0].person_id
        line = Asked(Body.POLICE, Question.CONDUCT_MANAGER, f"person:{person}")
        ask(session, actor, case, TODAY, bodies=(Body.POLICE,))
        answer(session, actor, case, Body.POLICE, TODAY, remarks={line: (Answer.NO_REMARK, "")})
        case = fresh(session, case)
        case.application.parties[0].employed = False
        case_id, version = case.id, case.version
    client = client_as()
    client.post(f"/saker/{case_id}/vurdering", data={"version": version})
    page = client.get(f"/endringer/sak/{case_id}/forslag")
    version = re.search(r'name="version"[^>]*value="(\d+)"', page.text)[1]  # type: ignore[index]
    assert "Loven hindrer at det godkjennes" in page.text
    proposed = client.post(
        f"/endringer/sak/{case_id}/forslag",
        data={
            "version": version,
            "outcome": "refuse",
            "first_day": formats.short_date(TODAY),
            "reasons": "Styreren arbeider ikke på stedet.",
            "deviation": "Den som er foreslått, skal ikke arbeide på stedet.",
        },
        follow_redirects=True,
    )
    assert "Forslaget er lagt fram." in proposed.text, hindrance(proposed)
    decider = client_as("decider")
    form = decider.get(f"/saker/{case_id}/vedtak").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', form)[1]  # type: ignore[index]
    done = decider.post(f"/saker/{case_id}/vedtak", data={"version": version}, follow_redirects=True)
    assert "Avslag på godkjenning av personer" in done.text
    with filling() as (session, _actor):
        rows = session.scalars(select(LicencePerson)).all()
        assert {row.last_day for row in rows} == {None}
        assert len(rows) == 6


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


def test_failed_conduct_of_an_owner_may_cost_the_licence_and_is_told_not_done(
    client_as: ClientAs, filling: Filling, house: House
) -> None:
    with filling() as (session, actor):
        case = ready(session, actor, influence_entry(house), on=TODAY)
        case_id = case.id
    client = client_as()
    assert "inndra bevillingen" not in client.get(f"/saker/{case_id}").text
    with filling() as (session, actor):
        case = fresh(session, session.get_one(Case, case_id))
        entry = ConductEntry(
            ConductQuestion.HOLDER,
            f"person:{case.application.parties[0].person_id}",
            met=False,
            reason="Skjenket uten bevilling.",
            law=ConductLaw.ALCOHOL,
            happened_on=TODAY - timedelta(days=400),
        )
        answer_conduct(session, actor, case_id=case_id, seen_version=case.version, entry=entry, on=TODAY)
    told = client.get(f"/saker/{case_id}").text
    assert "Kommunen kan inndra bevillingen (alkoholloven" in told
    assert "Skjenket uten bevilling." not in told
    form = client.get(f"/endringer/sak/{case_id}/forslag").text
    assert re.search(r'value="refuse"[^>]*checked', form)
    with filling() as (session, _actor):
        assert {licence.ended_on for licence in session.scalars(select(Licence))} == {None}


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
