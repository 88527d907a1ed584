"""Changing an application before it is proposed: terms, people, and the caseworker."""

import pytest
from sqlalchemy import select

from app.clock import today
from app.models.case import Application, Case, Party
from app.models.event import Event, EventType
from app.models.municipality import Municipality
from app.models.user import User
from app.permissions import Role as OfficeRole
from licensing.applicants import Role
from licensing.cases import CaseState
from tests.app.cases.pages import hindrance, kept, lead, plain, press, send, sentences, unchanged
from tests.factories import case as cases
from tests.factories.user import make_user
from tests.journeys.office import fields_of

NEW_PERSON = {"role": "deputy", "name": "Ny Stedfortreder", "tests": "serving"}


def test_the_form_holds_what_stands_and_takes_what_is_new(client_as, received_id, filling) -> None:
    client = client_as()
    page = f"/saker/{received_id}/endre"
    shown = fields_of(client.get(page).text)
    assert (shown["wanted"], shown["indoor"]) == ("serving:1,2,3", "10.00–00.00")
    assert shown["rooms"].splitlines() == ["Storstua", "Ute: Bakgården"]
    answer = send(client, page, wanted="serving:1,2", rooms="Storstua\nLillestua", outdoor="", concept="Nytt")
    assert answer.status_code == 302, hindrance(answer) or sentences(answer)
    with filling() as (session, _actor):
        application = session.scalars(select(Application)).one()
        assert (application.groups, application.concept, application.outdoor_from) == ("1,2", "Nytt", None)
        assert {room.name for room in application.rooms} == {"Storstua", "Lillestua"}
        assert EventType.APPLICATION_CHANGED in session.scalars(select(Event.type)).all()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"indoor": ""}, "Skriv tiden det søkes om inne."),
        ({"indoor": "25.99–x"}, "Skriv tiden som fra og til, for eksempel 11.00–02.00."),
        ({"rooms": "Storstua"}, "Det er søkt om tid ute. Skriv hvilket uteområde det gjelder."),
        ({"wanted": "serving:9"}, "Velg hva det søkes om."),
        ({"concept": "x" * 10_000}, "Teksten er for lang. Skriv høyst 2000 tegn."),
        ({"rooms": "R" * 81 + "\nUte: Gård"}, "Et navn er for langt. Skriv høyst 80 tegn på hver linje."),
    ],
)
def test_what_is_typed_wrongly_is_said_and_kept(client_as, received_id, filling, changes, sentence) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{received_id}/endre", **changes)
    assert (answer.status_code, sentences(answer)) == (422, [sentence])
    kept(answer, changes, but=frozenset({"wanted"}))
    hold()


@pytest.mark.parametrize("state", ["proposed_id", "decided_id"])
def test_what_is_proposed_is_changed_no_more(client_as, filling, request, state) -> None:
    case_id = request.getfixturevalue(state)
    hold = unchanged(filling)
    client = client_as()
    terms = send(client, f"/saker/{case_id}/endre", concept="For sent")
    person = send(client, f"/saker/{case_id}/personer/ny", identity=cases.identity(50).value, **NEW_PERSON)
    for answer in (terms, person):
        assert answer.status_code == 409
        assert hindrance(answer)
    kept(terms, {"concept": "For sent"})
    hold()


def test_somebody_new_must_be_asked_about(client_as, ready_id, filling) -> None:
    client = client_as()
    page = f"/saker/{ready_id}/personer/ny"
    answer = send(client, page, identity=cases.identity(50).value, **NEW_PERSON)
    assert answer.status_code == 302, hindrance(answer) or sentences(answer)
    with filling() as (session, _actor):
        assert session.get_one(Case, ready_id).state is CaseState.AWAITING_STATEMENTS
    asked = send(client, f"/saker/{ready_id}/uttalelser/ny", bodies=["police"])
    assert asked.status_code == 302, hindrance(asked) or sentences(asked)
    form = client.get(f"/saker/{ready_id}/uttalelser/police").text
    assert "Ny Stedfortreder" in form
    assert "Marit Prøve" not in form.split("<form")[-1]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"identity": "15048799999"}, "Fødselsnummeret stemmer ikke."),
        ({"identity": ""}, "Skriv fødselsnummeret."),
        ({"name": ""}, "Skriv navnet."),
        ({"name": "Ø" * 10_000}, "Teksten er for lang."),
        ({"name": cases.identity(9).value}, "Her står det et fødselsnummer."),
        ({"role": "owner"}, "Velg hvilken rolle personen har."),
    ],
)
def test_a_person_is_typed_rightly(client_as, received_id, filling, changes, sentence) -> None:
    hold = unchanged(filling)
    sent = NEW_PERSON | {"identity": cases.identity(50).value} | changes
    answer = send(client_as(), f"/saker/{received_id}/personer/ny", **sent)
    assert answer.status_code == 422
    assert [line.startswith(sentence) for line in sentences(answer)] == [True]
    kept(answer, sent, but=frozenset({"role"}))
    hold()


def test_a_person_is_taken_out(client_as, received_id, filling) -> None:
    with filling() as (session, _actor):
        influence = select(Party.id).where(Party.role == Role.INFLUENCE)
        party_id = session.scalars(influence).one()
    client = client_as()
    version = fields_of(client.get(f"/saker/{received_id}/trekk").text)["version"]
    address = f"/saker/{received_id}/personer/{party_id}/fjern"
    assert client.post(address, data={"version": version}).status_code == 302
    assert "Oddny Prøve" not in plain(client.get(f"/saker/{received_id}").text.split("Tidslinje")[0])
    hold = unchanged(filling)
    assert client.post(address, data={"version": version}).status_code == 409
    hold()


def test_employment_is_noted_for_those_in_the_application_and_nobody_else(
    client_as, received_id, filling
) -> None:
    with filling() as (session, actor):
        other = cases.make_case(session, actor, serial=1, received_on=today()).application
        theirs = other.parties[0].id
        own = select(Party.id).join(Application, Application.id == Party.application_id)
        manager, deputy, *_rest = session.scalars(
            own.where(Application.case_id == received_id).order_by(Party.id)
        ).all()
    client = client_as()
    version = fields_of(client.get(f"/saker/{received_id}/trekk").text)["version"]
    sent = {f"party-{manager}": "no", f"party-{deputy}": "perhaps", f"party-{theirs}": "no", "party-x": "yes"}
    answer = client.post(f"/saker/{received_id}/personer/ansettelse", data={"version": version} | sent)
    assert answer.status_code == 302
    with filling() as (session, _actor):
        employed = {party.id: party.employed for party in session.scalars(select(Party))}
    assert (employed[manager], employed[deputy], employed[theirs]) == (False, True, True)
    hold = unchanged(filling)
    again = client.post(f"/saker/{received_id}/personer/ansettelse", data={"version": version} | sent)
    assert again.status_code == 409
    assert "Saken er endret av en annen etter at du åpnet siden" in lead(again)
    hold()


def test_a_case_goes_to_another_caseworker(client_as, received_id, filling) -> None:
    with filling() as (session, actor):
        municipality = session.get_one(Municipality, actor.municipality_id)
        other = hanna(session, municipality)
        other_id = str(other.id)
    client = client_as()
    answer = send(client, f"/saker/{received_id}/saksbehandler", caseworker=other_id)
    assert answer.status_code == 302, hindrance(answer)
    assert "Hanna Medarbeider" in client.get(f"/saker/{received_id}").text
    assert "Prøvekroa 0" not in client.get("/saker?mine=1").text


def hanna(session, municipality) -> User:
    """One more caseworker."""
    return make_user(
        session, municipality, OfficeRole.CASEWORKER, name="Hanna Medarbeider", email="h@kommune.invalid"
    )


@pytest.mark.parametrize("role", ["decider", "reader", "meeting_secretary", "finance", "inspector"])
@pytest.mark.parametrize("page", ["endre", "personer/ny", "saksbehandler"])
def test_only_a_caseworker_changes_an_application(client_as, received_id, filling, role, page) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    assert client.get(f"/saker/{received_id}/{page}").status_code == 403
    assert client.post(f"/saker/{received_id}/{page}", data={"version": "1"}).status_code == 403
    hold()


def test_the_case_page_offers_what_is_open_and_says_why_the_rest_is_closed(client_as, asked_id) -> None:
    page = plain(client_as().get(f"/saker/{asked_id}").text)
    assert "Lag forslag til vedtak" in page
    assert "Politiet har frist til" in page
    assert "alkoholloven § 1-7" in page


def test_the_case_page_offers_each_role_its_own(client_as, proposed_id) -> None:
    address = f"/saker/{proposed_id}"
    decide, propose = f"{address}/vedtak", f"{address}/trekk"
    assert decide in client_as("decider").get(address).text
    assert decide not in client_as().get(address).text
    assert propose in client_as().get(address).text
    assert propose not in client_as("decider").get(address).text
    reader = client_as("reader").get(address).text
    assert decide not in reader
    assert propose not in reader


def test_the_timeline_tells_who_did_what(client_as, decided_id) -> None:
    page = plain(client_as("reader").get(f"/saker/{decided_id}").text)
    timeline = page[page.rindex("Tidslinje") :]
    for words in ("Caseworker", "Decider", "registrert", "SKJ-"):
        assert words in timeline
    assert today().strftime("%d.%m.%Y") in timeline


def test_what_was_settled_without_the_police_does_not_cover_who_came_later(
    client_as, overdue_id, filling
) -> None:
    client, decider = client_as(), client_as("decider")
    assert send(decider, f"/saker/{overdue_id}/uten-politiet", reason="Purret to ganger.").status_code == 302
    assert press(client, overdue_id, "uttalelser/social_service/taushet").status_code == 302
    with filling() as (session, _actor):
        assert session.get_one(Case, overdue_id).state is CaseState.READY
    new = {"identity": cases.identity(50).value} | NEW_PERSON
    assert send(client, f"/saker/{overdue_id}/personer/ny", **new).status_code == 302
    with filling() as (session, _actor):
        assert session.get_one(Case, overdue_id).state is CaseState.AWAITING_STATEMENTS
    asked = send(client, f"/saker/{overdue_id}/uttalelser/ny", bodies=["police"])
    assert asked.status_code == 302, hindrance(asked)
    assert "Ny Stedfortreder" in client.get(f"/saker/{overdue_id}/uttalelser/police").text
    assert press(client, overdue_id, "vurder").status_code == 409
    assert (
        send(decider, f"/saker/{overdue_id}/uten-politiet", reason="Fortsatt ikke svar.").status_code == 302
    )
    with filling() as (session, _actor):
        assert session.get_one(Case, overdue_id).state is CaseState.READY


def test_who_came_after_the_question_is_not_answered_about_before_being_asked_about(
    client_as, asked_id, filling
) -> None:
    client = client_as()
    new = {"identity": cases.identity(50).value} | NEW_PERSON
    assert send(client, f"/saker/{asked_id}/personer/ny", **new).status_code == 302
    form = client.get(f"/saker/{asked_id}/uttalelser/police").text.split("<form")[-1]
    assert "Marit Prøve" in form
    assert "Ny Stedfortreder" not in form
    assert send(client, f"/saker/{asked_id}/uttalelser/ny", bodies=["police"]).status_code == 302
    form = client.get(f"/saker/{asked_id}/uttalelser/police").text.split("<form")[-1]
    assert "Ny Stedfortreder" in form
