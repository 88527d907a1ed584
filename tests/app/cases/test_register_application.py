"""Registering an application: one screen, what is known filled in, one case for one form."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.case import Application, Case, Party
from app.models.event import Event, EventType
from app.models.holder import Holder, HolderForm
from app.models.letter import Letter
from app.models.person import Person
from app.models.venue import Room, Venue
from licensing.applicants import Role
from licensing.cases import CaseState
from licensing.licences import AreaKind, Audience, LicenceKind
from tests.app.cases.pages import plain, sentences, unchanged
from tests.journeys.office import application_fields, fields_of, identity


def test_the_form_shows_fewer_than_25_fields_and_knows_the_day(client_as) -> None:
    page = client_as().get("/saker/ny").text
    # What is asked of licences that are out of the ordinary lies behind headings that are shut.
    shown = re.sub(r'<details class="disclosure">.*?</details>', "", page.split("<main")[1], flags=re.DOTALL)
    fields = set(re.findall(r'name="([a-z_]+)"', shown)) - {
        "csrf_token",
        "submission",
        "slaa_opp",
    }
    assert len(fields) < 25
    assert fields_of(page)["received_on"] == short_date(today())
    assert len(fields_of(page)["submission"]) == 36


def test_one_form_makes_a_case_with_all_that_belongs_to_it(client_as, filling) -> None:
    client = client_as()
    answer = client.post("/saker/ny", data=application_fields(closed_company="y"))
    assert answer.status_code == 302, sentences(answer)
    with filling() as (session, actor):
        case = session.scalars(select(Case)).one()
        application = case.application
        assert (case.state, case.caseworker_id, case.number) == (CaseState.RECEIVED, actor.user_id, 1)
        assert (application.kind, application.groups) == (LicenceKind.SERVING, "1,2,3")
        assert application.audience is Audience.CLOSED_COMPANY
        assert (application.indoor_from, application.indoor_to) == (11 * 60, 25 * 60)
        assert application.holder.organisation_number == "311000012"
        assert [(room.name, room.area) for room in application.rooms] == [
            ("Storstua", AreaKind.INDOOR),
            ("Bakgården", AreaKind.OUTDOOR),
        ]
        assert {party.role: party.employed for party in application.parties} == {
            Role.MANAGER: True,
            Role.DEPUTY: True,
            Role.INFLUENCE: None,
        }
        assert session.scalars(select(Letter.kind)).one().value == "receipt"
        types = set(session.scalars(select(Event.type)))
        assert {EventType.APPLICATION_REGISTERED, EventType.HOLDER_ENTERED, EventType.VENUE_ENTERED} <= types
    page = plain(client.get(answer.location).text)
    assert "Søknaden er registrert som sak 2026/0001." in page
    assert "Mottatt" in page


def test_the_same_form_sent_again_leads_to_the_same_case(client_as, filling) -> None:
    client = client_as()
    sent = application_fields()
    first = client.post("/saker/ny", data=sent)
    hold = unchanged(filling)
    again = client.post("/saker/ny", data=sent)
    assert (again.status_code, again.location) == (302, first.location)
    assert "Søknaden er registrert fra før, som sak 2026/0001." in client.get(again.location).text
    hold()


def test_what_is_known_is_found_and_not_entered_twice(client_as, filling) -> None:
    client = client_as()
    for _time in range(2):
        assert client.post("/saker/ny", data=application_fields()).status_code == 302
    with filling() as (session, _actor):
        assert len(session.scalars(select(Case)).all()) == 2
        assert len(session.scalars(select(Holder)).all()) == 1
        assert len(session.scalars(select(Venue)).all()) == 1
        assert len(session.scalars(select(Room)).all()) == 2
        assert len(session.scalars(select(Person)).all()) == 3


def test_a_look_up_fills_in_what_is_known_and_replaces_nothing_typed(client_as, filling) -> None:
    client = client_as()
    client.post("/saker/ny", data=application_fields())
    hold = unchanged(filling)
    typed = {
        "slaa_opp": "1",
        "submission": "0" * 36,
        "holder_number": "311 000 012",
        "venue_address": "Kjerkgata 12, 7374 Røros",
        "manager_identity": identity(date(1985, 4, 15)),
        "concept": "Noe helt nytt",
    }
    answer = client.post("/saker/ny", data=typed)
    assert answer.status_code == 200
    filled = fields_of(answer.text)
    assert filled["holder_name"] == "Gruvelykta AS"
    assert filled["venue_name"] == "Gruvelykta"
    assert filled["rooms"].splitlines() == ["Storstua", "Ute: Bakgården"]
    assert filled["manager_name"] == "Oppdiktet Styrer"
    assert filled["manager_tests"] == "serving"
    assert filled["concept"] == "Noe helt nytt"
    assert "ligger på denne adressen." in plain(answer.text)
    assert not sentences(answer)
    hold()


@pytest.mark.parametrize(
    ("form", "number", "stored"),
    [
        ("founding", "", HolderForm.FOUNDING),
        ("association", "", HolderForm.ASSOCIATION),
        ("person", identity(date(1970, 1, 20)), HolderForm.PERSON),
    ],
)
def test_an_applicant_may_be_more_than_a_company(client_as, filling, form, number, stored) -> None:
    sent = application_fields(holder_form=form, holder_number=number, holder_name="Oppdiktet Eier")
    answer = client_as().post("/saker/ny", data=sent)
    assert answer.status_code == 302, sentences(answer)
    with filling() as (session, _actor):
        holder = session.scalars(select(Holder)).one()
        assert (holder.form, holder.organisation_number) == (stored, None)
        assert (holder.person_id is not None) == (stored is HolderForm.PERSON)


def test_names_in_letters_of_other_kinds_are_not_taken_for_one(client_as, filling) -> None:
    client = client_as()
    for name in ("Ωμέγα", "Жук", "🍺🍺"):
        sent = application_fields(
            holder_form="founding",
            holder_number="",
            holder_name=name,
            venue_name=name,
            rooms=f"{name}\nUte: {name}",
        )
        assert client.post("/saker/ny", data=sent).status_code == 302
    with filling() as (session, _actor):
        assert len(session.scalars(select(Holder)).all()) == 3
        assert len(session.scalars(select(Venue)).all()) == 3


def test_a_room_and_a_garden_of_the_same_name_are_two(client_as, filling) -> None:
    client = client_as()
    for rooms, outdoor in (("Storstua", ""), ("Storstua\nUte: Storstua", "11.00–23.00")):
        answer = client.post("/saker/ny", data=application_fields(rooms=rooms, outdoor=outdoor))
        assert answer.status_code == 302, sentences(answer)
    with filling() as (session, _actor):
        assert {(room.name, room.area) for room in session.scalars(select(Room))} == {
            ("Storstua", AreaKind.INDOOR),
            ("Storstua", AreaKind.OUTDOOR),
        }


def test_what_is_not_said_is_not_known(client_as, filling) -> None:
    unsaid = {
        "manager_identity": "",
        "manager_name": "",
        "deputy_identity": "",
        "deputy_name": "",
        "influence": "",
        "told": "",
        "holder_address": "",
        "outdoor": "",
        "concept": "",
    }
    sent = {name: value for name, value in application_fields(**unsaid).items() if value}
    answer = client_as().post("/saker/ny", data=sent)
    assert answer.status_code == 302, sentences(answer)
    with filling() as (session, _actor):
        assert session.scalars(select(Party)).all() == []
        assert session.scalars(select(Application)).one().outdoor_from is None


def test_an_application_that_came_last_year_has_that_years_number(client_as, filling) -> None:
    last_year = date(today().year - 1, 12, 30)
    client = client_as()
    client.post("/saker/ny", data=application_fields(received_on=short_date(last_year)))
    client.post("/saker/ny", data=application_fields(received_on=short_date(today() - timedelta(days=1))))
    with filling() as (session, _actor):
        assert {(case.year, case.number) for case in session.scalars(select(Case))} == {
            (last_year.year, 1),
            (today().year, 1),
        }


@pytest.mark.parametrize("role", ["decider", "reader", "meeting_secretary", "finance", "administrator"])
def test_only_a_caseworker_registers(client_as, filling, role) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    assert client.get("/saker/ny").status_code == 403
    assert client.post("/saker/ny", data=application_fields()).status_code == 403
    hold()


def test_who_is_not_signed_in_registers_nothing(stranger, filling) -> None:
    hold = unchanged(filling)
    answer = stranger.post("/saker/ny", data=application_fields())
    assert answer.status_code == 302
    assert answer.location.startswith("/logg-inn")
    hold()
