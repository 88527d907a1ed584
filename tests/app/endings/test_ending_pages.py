"""Pages of endings: what will happen is shown first, then registered, answered, extended and taken back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.case import Application, Case
from app.models.licence import Licence
from tests.app.cases.pages import hindrance, plain, send, sentences, unchanged
from tests.app.conftest import ClientAs, Filling
from tests.factories import ending as endings
from tests.factories.holder import organisation_number

TAKEN_OVER = today() - timedelta(days=3)
FIELDS = {
    "agreed_on": short_date(TAKEN_OVER - timedelta(days=10)),
    "taken_over_on": short_date(TAKEN_OVER),
    "holder_number": organisation_number(50),
    "holder_name": "Kjøperen AS",
    "told_on": short_date(TAKEN_OVER),
    "applied_on": short_date(TAKEN_OVER),
}


@pytest.fixture
def licence_id(filling: Filling) -> int:
    """A licence in use."""
    with filling() as (session, actor):
        return endings.make_held(session, actor).id


def opened(client, licence_id: int, **changes: str) -> int:
    answer = send(client, f"/opphor/bevilling/{licence_id}/overdragelse", **FIELDS | changes)
    assert answer.status_code == 302, sentences(answer) or hindrance(answer)
    return int(answer.location.rsplit("/", 1)[1])


def ended_on(filling: Filling, licence_id: int) -> date | None:
    with filling() as (session, _actor):
        return session.get_one(Licence, licence_id).ended_on


def test_both_clocks_are_shown_before_anything_is_stored(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    hold = unchanged(filling)
    page = send(client_as(), f"/opphor/bevilling/{licence_id}/overdragelse", **FIELDS | {"vis": "1"})
    words = plain(page.text)
    assert page.status_code == 200
    assert "Ingenting er lagret ennå" in words
    assert "30 dager etter avtalen" in words
    assert "30 dager etter overtakelsen" in words
    hold()


def test_a_transfer_is_registered_extended_by_a_decider_and_applied_for(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    case_id = opened(client_as(), licence_id)
    first = ended_on(filling, licence_id)
    assert first is not None
    answer = send(client_as("decider"), f"/opphor/{case_id}/forlengelse", reasons="Politiet trenger mer tid.")
    assert answer.status_code == 302, hindrance(answer)
    later = ended_on(filling, licence_id)
    assert later is not None
    assert later > first
    form = client_as().get(f"/saker/ny?overdratt={licence_id}").text
    assert "Kjøperen AS" in form
    assert "Storstua" in form
    page = plain(client_as().get(f"/saker/{case_id}").text)
    assert "Forlenget til" in page


def test_an_application_after_a_transfer_belongs_to_it(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    opened(client_as(), licence_id, applied_on="")
    page = f"/saker/ny?overdratt={licence_id}"
    answer = send(client_as(), page)
    assert answer.status_code == 302, sentences(answer)
    with filling() as (session, _actor):
        linked = session.scalars(select(Application).where(Application.transfer_of_id == licence_id)).one()
        assert session.get_one(Case, linked.case_id).received_on == today()


def test_a_mistake_is_taken_back_with_a_reason(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    case_id = opened(client_as(), licence_id)
    assert send(client_as(), f"/opphor/{case_id}/angre", reason="").status_code == 422
    assert send(client_as(), f"/opphor/{case_id}/angre", reason="Feil firma.").status_code == 302
    assert ended_on(filling, licence_id) is None
    page = client_as().get(f"/saker/{case_id}").text
    assert "angret" in plain(page)
    letter = page.split('href="/brev/')[1].split('"')[0]
    version = (
        client_as().get(f"/brev/{letter}").text.split('name="version"')[1].split('value="')[1].split('"')[0]
    )
    answer = client_as().post(f"/brev/{letter}/endelig", data={"version": version})
    assert "skal ikke sendes" in answer.text


@pytest.mark.parametrize(
    ("page", "fields", "said"),
    [
        pytest.param("overdragelse", {"agreed_on": "31.02.2026"}, "finnes ikke", id="no such day"),
        pytest.param("overdragelse", {"holder_name": ""}, "Skriv navnet", id="to nobody"),
        pytest.param("overdragelse", {"share": "101"}, "høyst 100", id="more than all"),
        pytest.param(
            "overdragelse",
            {"taken_over_on": short_date(TAKEN_OVER - timedelta(days=20))},
            "ikke være før avtalen",
            id="taken over before it was agreed",
        ),
        pytest.param("oppsigelse", {"last_day": ""}, "Skriv hvilken dag", id="no last day"),
        pytest.param("konkurs", {"opened_on": "01.01.2040"}, "ikke vært ennå", id="to come"),
    ],
)
def test_what_is_typed_wrongly_is_said_and_stores_nothing(
    client_as: ClientAs, filling: Filling, licence_id: int, page: str, fields: dict[str, str], said: str
) -> None:
    hold = unchanged(filling)
    sent = (FIELDS if page == "overdragelse" else {}) | fields
    answer = send(client_as(), f"/opphor/bevilling/{licence_id}/{page}", **sent)
    assert answer.status_code == 422
    assert any(said in sentence for sentence in sentences(answer)), sentences(answer)
    hold()


def test_a_company_cannot_die(client_as: ClientAs, filling: Filling, licence_id: int) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/opphor/bevilling/{licence_id}/dodsfall", died_on=short_date(TAKEN_OVER))
    assert answer.status_code == 409
    assert "er ikke en person" in hindrance(answer)
    hold()


@pytest.mark.parametrize("page", ["oppsigelse", "konkurs", "ikke-i-bruk"])
def test_each_ending_opens_a_case(client_as: ClientAs, filling: Filling, licence_id: int, page: str) -> None:
    days = {"last_day": TAKEN_OVER, "opened_on": TAKEN_OVER, "closed_since": TAKEN_OVER}
    fields = {name: short_date(day) for name, day in days.items()}
    answer = send(client_as(), f"/opphor/bevilling/{licence_id}/{page}", **fields)
    assert answer.status_code == 302, sentences(answer) or hindrance(answer)
    assert "Hva som skjer med bevillingene" in client_as().get(answer.location).text
    assert (ended_on(filling, licence_id) is None) == (page == "ikke-i-bruk")
