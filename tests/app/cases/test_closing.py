"""The last acts: retracted, licence document, closed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.cases.queries.one import decision_letter
from app.cases.service.proposals import ConditionEntry
from app.clock import today
from app.formats import short_date
from app.letters.facts import DecisionLetter, LetterKind
from app.letters.service import (
    Dispatch,
    facts_of,
    final_bytes,
    finalise_letter,
    record_arrival,
    record_dispatch,
)
from app.models.case import Case
from app.models.letter import Channel, Letter, LetterState
from app.models.licence import Licence, LicenceCondition
from licensing.cases import CaseState
from licensing.decisions import CaseResult, DecisionOutcome
from tests.app.cases.pages import hindrance, kept, lead, plain, press, send, sentences, unchanged
from tests.factories import case as cases
from tests.journeys.office import fields_of

CONDITIONS = (
    ConditionEntry("Ferdigattest skal foreligge.", before_use=True, proof="Kopi av ferdigattest"),
    ConditionEntry("Vakt ved døra.", before_use=True),
    ConditionEntry("Lydmåler brukes hver kveld."),
)


@pytest.fixture
def unusable_id(filling, decider) -> int:
    """A grant whose letter has arrived; two conditions must be met before it is used."""
    with filling() as (session, actor):
        case = cases.make_decided(
            session, actor, decider, on=today(), received_on=today(), conditions=CONDITIONS
        )
        return cases.letter_arrived(
            session, actor, cases.send_letter(session, actor, case, today()), today()
        ).id


def test_a_retracted_application_ends_the_case(client_as, asked_id, filling) -> None:
    client = client_as()
    page = f"/saker/{asked_id}/trekk"
    empty = send(client, page, reason="")
    assert (empty.status_code, sentences(empty)) == (422, ["Skriv hvorfor."])
    assert send(client, page, reason="Trukket i e-post i dag.").status_code == 302
    with filling() as (session, _actor):
        case = session.get_one(Case, asked_id)
        assert (case.state, case.result) == (CaseState.CLOSED, CaseResult.RETRACTED)
    shown = plain(client.get(f"/saker/{asked_id}").text)
    assert "Trukket" in shown
    hold = unchanged(filling)
    again = send(client, page, reason="Trukket igjen.")
    assert again.status_code == 409
    kept(again, {"reason": "Trukket igjen."})
    hold()


def test_what_is_decided_cannot_be_retracted(client_as, decided_id, filling) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{decided_id}/trekk", reason="For sent.")
    assert answer.status_code == 409
    assert "Vedtatt – ikke sendt" in hindrance(answer)
    hold()


def test_a_proposal_that_waits_falls_with_the_application(client_as, proposed_id) -> None:
    assert send(client_as(), f"/saker/{proposed_id}/trekk", reason="Trukket.").status_code == 302
    assert "Ingen forslag venter." in client_as("decider").get("/saker/til-vedtak").text


def test_the_document_waits_for_the_conditions(client_as, unusable_id, filling) -> None:
    client = client_as()
    page = f"/saker/{unusable_id}/bevillingsdokument"
    shown = client.get(page).text
    assert "Ferdigattest skal foreligge." in shown
    assert "Lydmåler" not in shown
    hold = unchanged(filling)
    answer = send(client, page, met=["1"])
    assert answer.status_code == 409
    assert hindrance(answer).startswith(
        "Bevillingen kan ikke tas i bruk ennå. Vilkår som gjenstår: 1. Kryss dem av når de er oppfylt."
    )
    hold()


def test_a_tick_is_kept_until_all_are_there(client_as, unusable_id, filling) -> None:
    client = client_as()
    page = f"/saker/{unusable_id}/bevillingsdokument"
    assert send(client, page, met=["1"], lagre="1").status_code == 302
    with filling() as (session, actor):
        ticked = session.scalars(select(LicenceCondition).where(LicenceCondition.met_on == today())).one()
        assert (ticked.number, ticked.met_by_id) == (1, actor.user_id)
    assert send(client, page, met=["1", "2"]).status_code == 302
    with filling() as (session, _actor):
        assert session.get_one(Case, unusable_id).state is CaseState.USABLE
        licence = session.scalars(select(Licence)).one()
        assert (licence.issued_on, licence.usable_from) == (today(), today())
    assert "Kan tas i bruk" in plain(client.get(f"/saker/{unusable_id}").text)


def test_the_licence_document_lies_in_the_case_until_it_is_sent(filling, decider) -> None:
    issued_on = today() - timedelta(days=40)
    with filling() as (session, actor):
        case = cases.make_usable(session, actor, decider, on=issued_on, received_on=issued_on)
        decided = decision_letter(session, case)
        document = session.scalars(select(Letter).where(Letter.kind == LetterKind.LICENCE_DOCUMENT)).one()
        assert (document.case_id, document.state) == (case.id, LetterState.DRAFT)
        facts = facts_of(session, document, case)
        assert isinstance(facts, DecisionLetter)
        assert (facts.usable_from, facts.responsible.name) == (issued_on, actor.name)
        assert facts.licence_number == session.scalars(select(Licence)).one().number
        dispatch = Dispatch(Channel.BY_HAND, "Hentet på servicetorget", today())
        for step, facts_of_step in (
            (finalise_letter, {}),
            (record_dispatch, {"dispatch": dispatch}),
            (record_arrival, {"arrived_on": today()}),
        ):
            step(session, actor, letter=document, seen_version=case.version, on=today(), **facts_of_step)
            assert case.state is CaseState.USABLE
        assert document.state is LetterState.ARRIVED
        assert final_bytes(session, document).startswith(b"%PDF")
        assert decision_letter(session, case) is decided
        # The complaint period runs from the decision letter, not from the document.
        assert cases.closed(session, actor, case, today()).state is CaseState.CLOSED


def test_a_case_is_closed_though_the_licence_document_is_not_sent(filling, decider) -> None:
    issued_on = today() - timedelta(days=40)
    with filling() as (session, actor):
        case = cases.make_usable(session, actor, decider, on=issued_on, received_on=issued_on)
        assert cases.closed(session, actor, case, today()).state is CaseState.CLOSED


@pytest.mark.parametrize("day", [today() - timedelta(days=1), today() + timedelta(days=3000)])
def test_a_licence_is_used_within_its_own_period(client_as, unusable_id, filling, day) -> None:
    client = client_as()
    hold = unchanged(filling)
    sent = {"usable_from": short_date(day)}
    answer = send(client, f"/saker/{unusable_id}/bevillingsdokument", met=["1", "2"], **sent)
    assert answer.status_code == 409
    assert hindrance(answer).startswith("Bevillingen kan tas i bruk fra ")
    kept(answer, sent)
    hold()


@pytest.mark.parametrize("met", [["3"], ["99"], ["x"]])
def test_only_conditions_before_use_are_ticked(client_as, unusable_id, filling, met) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{unusable_id}/bevillingsdokument", met=met)
    assert (answer.status_code, sentences(answer)) == (422, ["Velg en av mulighetene som vises."])
    hold()


@pytest.mark.parametrize("lagre", [{}, {"lagre": "1"}])
def test_nothing_is_issued_before_the_letter_is_sent(client_as, decided_id, filling, lagre) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{decided_id}/bevillingsdokument", **lagre)
    assert answer.status_code == 409
    assert "Vedtatt – ikke sendt" in hindrance(answer)
    hold()


def test_a_case_is_not_closed_while_a_complaint_may_come(client_as, unusable_id, filling) -> None:
    client = client_as()
    assert send(client, f"/saker/{unusable_id}/bevillingsdokument", met=["1", "2"]).status_code == 302
    hold = unchanged(filling)
    answer = press(client, unusable_id, "avslutt")
    assert answer.status_code == 409
    assert lead(answer).startswith("Saken kan ikke avsluttes ennå. Klagefristen går ut")
    hold()
    assert "Klagefristen går ut" in plain(client.get(f"/saker/{unusable_id}").text)


def test_a_case_is_closed_when_the_complaint_period_is_over(client_as, filling, decider) -> None:
    long_ago = today() - timedelta(days=40)
    with filling() as (session, actor):
        case = cases.make_decided(
            session, actor, decider, outcome=DecisionOutcome.REFUSE, on=long_ago, received_on=long_ago
        )
        case_id = cases.letter_arrived(
            session, actor, cases.send_letter(session, actor, case, long_ago), long_ago
        ).id
    client = client_as()
    assert press(client, case_id, "avslutt").status_code == 302
    with filling() as (session, _actor):
        case = session.get_one(Case, case_id)
        assert (case.state, case.closed_on) == (CaseState.CLOSED, today())
    hold = unchanged(filling)
    assert press(client, case_id, "avslutt").status_code == 409
    hold()


@pytest.mark.parametrize("state", ["received_id", "proposed_id", "decided_id"])
def test_a_case_that_is_not_done_is_not_closed(client_as, filling, request, state) -> None:
    case_id = request.getfixturevalue(state)
    hold = unchanged(filling)
    answer = press(client_as(), case_id, "avslutt")
    assert answer.status_code == 409
    assert lead(answer).startswith("Dette kan ikke gjøres når saken står som")
    hold()


@pytest.mark.parametrize("role", ["decider", "reader", "meeting_secretary", "finance", "inspector"])
def test_only_a_caseworker_ends_a_case(client_as, unusable_id, filling, role) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    for page in ("trekk", "bevillingsdokument"):
        assert client.get(f"/saker/{unusable_id}/{page}").status_code == 403
    for page in ("trekk", "bevillingsdokument", "avslutt"):
        sent = {"version": "12", "reason": "x", "usable_from": short_date(today())}
        assert client.post(f"/saker/{unusable_id}/{page}", data=sent).status_code == 403
    hold()


def test_the_form_of_the_document_shows_what_was_ticked(client_as, unusable_id) -> None:
    client = client_as()
    page = f"/saker/{unusable_id}/bevillingsdokument"
    send(client, page, met=["2"], lagre="1")
    assert fields_of(client.get(page).text)["met"] == "2"
