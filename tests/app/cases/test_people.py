"""What is known of those behind an application, and owners who come into the case."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.case import Case, Party
from app.models.municipality import Municipality
from licensing.applicants import Influence, Role
from tests.app.cases.pages import hindrance, kept, plain, press, send, sentences, unchanged
from tests.factories.owner import make_company_owner, make_person_owner
from tests.factories.person import identity

CERTIFICATE = date(2026, 3, 1)


@pytest.fixture
def party_id(filling, ready_id) -> int:
    """The owner in the case."""
    with filling() as (session, _actor):
        return session.scalars(select(Party.id).where(Party.role == Role.INFLUENCE)).one()


def test_where_somebody_has_lived_is_stored_and_found_by_the_assessment(
    client_as, ready_id, party_id, filling
) -> None:
    client = client_as()
    page = f"/saker/{ready_id}/personer/{party_id}/endre"
    sent = {"lived_abroad": "yes", "influence": "leadership", "close_persons": "Ektefellen eier 20 prosent."}
    assert send(client, page, **sent).status_code == 302
    assert press(client, ready_id, "vurder").status_code == 302
    found = plain(client.get(f"/saker/{ready_id}/vurdering").text)
    assert "Oddny Prøve har bodd i utlandet de siste ti årene. Be om vandelsattest derfra." in found
    assert "Det er notert noe om nærstående til person med vesentlig innflytelse Oddny Prøve." in found
    assert send(client, page, certificate_on=short_date(CERTIFICATE)).status_code == 302
    assert press(client, ready_id, "vurder").status_code == 302
    found = plain(client.get(f"/saker/{ready_id}/vurdering").text)
    assert "Oddny Prøve har lagt fram utenlandsk vandelsattest av 01.03.2026." in found
    shown = plain(client.get(f"/saker/{ready_id}").text)
    assert "Leder med vesentlig innflytelse Har bodd i utlandet, vandelsattest av 01.03.2026" in shown
    with filling() as (session, _actor):
        party = session.get_one(Party, party_id)
        assert (party.influence, party.lived_abroad, party.certificate_on) == (
            Influence.LEADERSHIP,
            True,
            CERTIFICATE,
        )


def test_what_nobody_said_of_a_persons_residence_is_asked(client_as, ready_id, party_id) -> None:
    client = client_as()
    page = f"/saker/{ready_id}/personer/{party_id}/endre"
    assert send(client, page, lived_abroad="unknown").status_code == 302
    assert press(client, ready_id, "vurder").status_code == 302
    found = plain(client.get(f"/saker/{ready_id}/vurdering").text)
    assert "Vi vet ikke om person med vesentlig innflytelse Oddny Prøve har bodd i utlandet" in found


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"certificate_on": "01.03.2026"}, "Velg «Ja» for bodd i utlandet", id="never abroad"),
        pytest.param(
            {"lived_abroad": "yes", "certificate_on": short_date(today() + timedelta(days=1))},
            "Datoen ligger fram i tid.",
            id="tomorrow",
        ),
        pytest.param({"certificate_on": "31.04.2026"}, "Datoen 31.04.2026 finnes ikke", id="no such date"),
        pytest.param({"close_persons": "x" * 401}, "Teksten er for lang.", id="too long"),
        pytest.param({"close_persons": identity(3).value}, "", id="an identity number in the note"),
    ],
)
def test_what_is_typed_wrongly_is_one_sentence_and_stores_nothing(
    client_as, ready_id, party_id, filling, typed, sentence
) -> None:
    hold = unchanged(filling)
    page = f"/saker/{ready_id}/personer/{party_id}/endre"
    answer = send(client_as(), page, **typed)
    assert answer.status_code == 422
    (said,) = sentences(answer)
    assert said.startswith(sentence)
    kept(answer, typed)
    hold()


def test_a_person_of_another_case_is_not_found(client_as, received_id, filling) -> None:
    page = f"/saker/{received_id}/personer/999999/endre"
    assert client_as().get(page).status_code == 404
    assert client_as("reader").get(page).status_code == 403


@pytest.fixture
def owned_id(filling, ready_id) -> int:
    """A case whose applicant has two owners, one of them large and one in the case already."""
    with filling() as (session, actor):
        holder_id = session.get_one(Case, ready_id).application.holder_id
        session.get_one(Municipality, actor.municipality_id).substantial_share = 1000
        company = make_company_owner(session, actor, holder_id, name="Mellom AS", share=9500)
        make_person_owner(session, actor, holder_id, name="Kari Prøve", serial=40, share=10_000, of=company)
        make_person_owner(session, actor, holder_id, name="Ola Prøve", serial=41, share=400)
        make_person_owner(session, actor, holder_id, name="Oddny Prøve", serial=2, share=100)
    return ready_id


def test_owners_over_the_limit_are_ticked_and_come_into_the_case(client_as, owned_id, filling) -> None:
    client = client_as()
    page = f"/saker/{owned_id}/personer/eiere"
    shown = client.get(page).text
    assert "Kari Prøve, 95 % – vesentlig innflytelse: ja" in plain(shown)
    assert "Ola Prøve, 4 % – vesentlig innflytelse: nei" in plain(shown)
    assert "Oddny Prøve, 1 %" not in plain(shown)
    assert shown.count(" checked") == 1
    assert send(client, page).status_code == 302
    with filling() as (session, _actor):
        rows = session.scalars(select(Party).where(Party.role == Role.INFLUENCE)).all()
        assert {(row.person.name, row.influence) for row in rows} == {
            ("Oddny Prøve", Influence.OWNERSHIP),
            ("Kari Prøve", Influence.OWNERSHIP),
        }
    # Whoever comes into the case is to be asked about.
    assert "Innhent uttalelser" in client.get(f"/saker/{owned_id}").text


def test_nobody_ticked_and_nobody_who_is_no_owner(client_as, owned_id, filling) -> None:
    hold = unchanged(filling)
    client = client_as()
    page = f"/saker/{owned_id}/personer/eiere"
    nobody = send(client, page, people=[])
    assert (nobody.status_code, sentences(nobody)) == (422, ["Kryss av for minst én eier."])
    stranger = send(client, page, people=["999999"])
    assert stranger.status_code == 422
    hold()


def test_owners_are_not_brought_into_a_proposed_case(client_as, proposed_id, filling) -> None:
    with filling() as (session, actor):
        holder_id = session.get_one(Case, proposed_id).application.holder_id
        make_person_owner(session, actor, holder_id, name="Kari Prøve")
    hold = unchanged(filling)
    page = f"/saker/{proposed_id}/personer/eiere"
    with filling() as (session, _actor):
        person_id = session.scalars(select(Party.person_id).order_by(Party.id)).first()
    assert person_id
    form = client_as().get(page).text
    chosen = form.split('name="people"')[1].split('value="')[1].split('"')[0]
    refused = send(client_as(), page, people=[chosen])
    assert refused.status_code == 409
    assert "Send forslaget tilbake først" in hindrance(refused)
    hold()


def test_where_nobody_is_noted_the_page_says_so(client_as, ready_id) -> None:
    assert "Det er ingen eiere å ta med" in client_as().get(f"/saker/{ready_id}/personer/eiere").text


def test_a_new_person_is_added_with_what_is_known(client_as, ready_id, filling) -> None:
    answer = send(
        client_as(),
        f"/saker/{ready_id}/personer/ny",
        role="influence",
        identity=identity(90).value,
        name="Siri Prøve",
        influence="returns",
        lived_abroad="no",
        close_persons="Broren er daglig leder.",
    )
    assert answer.status_code == 302
    with filling() as (session, _actor):
        party = session.scalars(select(Party).order_by(Party.id.desc())).first()
        assert (party.influence, party.lived_abroad, party.close_persons) == (
            Influence.RETURNS,
            False,
            "Broren er daglig leder.",
        )
