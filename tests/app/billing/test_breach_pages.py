"""Pages of proposals of points: what they show, who may act, and what happens when two act at once."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app import clock
from app.formats import short_date
from app.models.breach_proposal import BreachProposal, ProposalState
from app.models.letter import Letter
from tests.app.billing.places import Places
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling
from tests.factories.licence_letter import make_calls, make_sent_calls
from tests.journeys.office import fields_of

TODAY = clock.today()
DUE_ON = TODAY - timedelta(days=1)
CALLED_ON = TODAY - timedelta(days=28)
ANSWER = {"answer_by": short_date(TODAY + timedelta(days=14))}


@pytest.fixture
def late(filling: Filling) -> None:
    """A licence that was called and has not answered, and one whose call was never sent."""
    with filling() as (session, actor):
        places = Places(session, actor)
        called = {"due_on": DUE_ON, "on": CALLED_ON}
        make_sent_calls(session, actor, [places.licence("kroa")], sent_on=CALLED_ON, **called)
        make_calls(session, actor, [places.licence("glemt")], final=True, **called)


@pytest.fixture
def proposal_url(late: None, client_as: ClientAs, filling: Filling) -> str:
    """The page of the one proposal."""
    assert client_as("finance").post("/gebyr/prikker/finn").status_code == 302
    with filling() as (session, _actor):
        return f"/gebyr/prikker/{session.scalars(select(BreachProposal.id)).one()}"


def version(client, url: str) -> str:
    """The version that the page of a proposal was shown with."""
    return fields_of(client.get(url).text)["version"]


def test_looking_makes_nothing_and_says_what_could_be_found_and_what_lacks_proof(
    late: None, client_as: ClientAs, filling: Filling
) -> None:
    page = plain(client_as("reader").get("/gebyr/prikker").text)
    assert "1 oppgave eller betaling er for sent ute" in page
    assert "Ingen innkalling er registrert sendt før fristen" in page
    assert "Prikkene tildeles etter at svarfristen er ute" in page
    with filling() as (session, _actor):
        assert session.scalars(select(BreachProposal)).all() == []


def test_a_proposal_leads_to_a_notice_that_is_a_draft(
    proposal_url: str, client_as: ClientAs, filling: Filling
) -> None:
    client = client_as("decider")
    page = plain(client.get(proposal_url).text)
    assert "Innkalling til omsetningsoppgave" in page
    answer = client.post(f"{proposal_url}/varsle", data={"version": version(client, proposal_url)} | ANSWER)
    assert answer.status_code == 302
    assert "Vi vurderer å gi kroa AS to prikker" in plain(client.get(answer.location).text)
    assert "Se forhåndsvarselet" in plain(client.get(proposal_url).text)
    assert "Varslet" in plain(client.get("/gebyr/prikker?tilstand=notified").text)


def test_a_discarded_proposal_shows_who_discarded_it_and_why(proposal_url: str, client_as: ClientAs) -> None:
    client = client_as()
    fields = {"version": version(client, proposal_url), "reason": "Levert på papir"}
    assert client.post(f"{proposal_url}/forkast", data=fields).status_code == 302
    page = plain(client.get(proposal_url).text)
    assert "Levert på papir" in page
    assert "Varsle" not in page
    sheet = load_workbook(BytesIO(client.get("/gebyr/prikker/regneark").data))
    assert [row[10].value for row in sheet.worksheets[0].iter_rows(min_row=2)] == ["Levert på papir"]
    assert [row[0].value for row in sheet.worksheets[1].iter_rows(min_row=2)] == ["glemt"]


def test_the_second_of_two_who_act_is_told_that_another_was_first(
    proposal_url: str, client_as: ClientAs, filling: Filling
) -> None:
    first, second = client_as("decider"), client_as()
    seen = version(second, proposal_url)
    assert first.post(f"{proposal_url}/varsle", data={"version": seen} | ANSWER).status_code == 302
    answer = second.post(f"{proposal_url}/forkast", data={"version": seen, "reason": "Levert i tide"})
    assert answer.status_code == 409
    with filling() as (session, _actor):
        assert session.scalars(select(BreachProposal.state)).one() is ProposalState.NOTIFIED
        assert len(session.scalars(select(Letter).where(Letter.run_id.is_(None))).all()) == 1


@pytest.mark.parametrize(
    ("act", "typed", "sentence"),
    [
        pytest.param(
            "varsle", {"answer_by": ""}, "Skriv når bevillingshaveren senest må svare.", id="no day"
        ),
        pytest.param("varsle", {"answer_by": "i morgen"}, "Skriv datoen som dag", id="no date"),
        pytest.param("varsle", {"answer_by": short_date(TODAY)}, "minst 7 dager", id="too early"),
        pytest.param("forkast", {"reason": " "}, "Skriv hvorfor forslaget forkastes.", id="no reason"),
    ],
)
def test_what_is_typed_wrongly_is_told_in_a_sentence_and_nothing_is_decided(
    proposal_url: str, client_as: ClientAs, filling: Filling, act: str, typed: dict, sentence: str
) -> None:
    client = client_as()
    answer = client.post(f"{proposal_url}/{act}", data={"version": version(client, proposal_url)} | typed)
    assert answer.status_code in (409, 422)
    assert sentence in plain(answer.text)
    with filling() as (session, _actor):
        assert session.scalars(select(BreachProposal.state)).one() is ProposalState.PROPOSED


def test_another_municipality_sees_no_proposal(proposal_url: str, client_as: ClientAs) -> None:
    stranger = client_as("decider", municipality="other")
    assert stranger.get(proposal_url).status_code == 404
    assert stranger.post(f"{proposal_url}/varsle", data=ANSWER).status_code == 404
    assert "kroa" not in stranger.get("/gebyr/prikker").text
