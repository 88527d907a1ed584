"""Proposals: drafted from the findings, held to law and application, sent back and made again."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.decision import Proposal, ProposalState
from licensing.decisions import DecisionOutcome
from tests.app.cases.pages import hindrance, kept, plain, press, send, sentences, unchanged
from tests.factories.policy import condition_rule, make_rules
from tests.journeys.office import Office, fields_of


def test_a_grant_is_drafted_and_put_before_the_decider(client_as, assessed_id, filling) -> None:
    client = client_as()
    page = f"/saker/{assessed_id}/forslag"
    drafted = fields_of(client.get(page).text)
    assert drafted["outcome"] == "grant"
    assert drafted["groups"] == "1,2,3"
    assert drafted["indoor_ordinary"] == "10.00–00.00"
    assert drafted["reasons"]
    answer = client.post(page, data=drafted)
    assert answer.status_code == 302, hindrance(answer)
    with filling() as (session, _actor):
        proposal = session.scalars(select(Proposal)).one()
        assert (proposal.outcome, proposal.state) == (DecisionOutcome.GRANT, ProposalState.OPEN)
        assert proposal.reasons == drafted["reasons"].replace("\r\n", "\n")
    assert "Forslag klart" in plain(client.get(f"/saker/{assessed_id}").text)


def test_reasons_for_one_outcome_fit_no_other(client_as, assessed_id, filling) -> None:
    client = client_as()
    hold = unchanged(filling)
    sent = fields_of(client.get(f"/saker/{assessed_id}/forslag").text) | {"outcome": "refuse"}
    answer = client.post(f"/saker/{assessed_id}/forslag", data=sent)
    assert answer.status_code == 422
    assert "Begrunnelsen er skrevet for et annet utfall." in " ".join(sentences(answer))
    hold()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            {"last_day": "30.09.2099"}, "Bevillingen kan lengst gjelde til og med", id="longer than the law"
        ),
        pytest.param(
            {"last_day": short_date(today() - timedelta(days=1))},
            "Siste dag mangler eller ligger før vedtaket.",
            id="ended before it begins",
        ),
        pytest.param(
            {"indoor_ordinary": "10.00–03.30"}, "Tidene 10.00–03.30 inne ligger utenfor", id="past three"
        ),
        pytest.param(
            {"indoor_ordinary": "09.00–23.00"},
            "Tidene du foreslår, går ut over det som det er søkt om",
            id="more hours than asked for",
        ),
        pytest.param(
            {"indoor_ordinary": "10.00–22.00"}, "Forslaget gir mindre enn det er søkt om.", id="less, as all"
        ),
        pytest.param(
            {"outcome": "part_grant", "reasons": "Skrevet om."},
            "Forslaget gir alt det er søkt om.",
            id="all, as part of it",
        ),
        pytest.param(
            {"outcome": "refuse", "reasons": "Skrevet om."},
            "Forslaget går mot funn under",
            id="a refusal that nothing speaks for",
        ),
    ],
)
def test_a_proposal_is_held_to_law_and_application(
    client_as, assessed_id, filling, changes, sentence
) -> None:
    client = client_as()
    hold = unchanged(filling)
    sent = fields_of(client.get(f"/saker/{assessed_id}/forslag").text) | changes
    answer = client.post(f"/saker/{assessed_id}/forslag", data=sent)
    assert answer.status_code == 409
    assert hindrance(answer).startswith(sentence)
    kept(answer, sent)
    hold()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reasons": ""}, "Skriv begrunnelsen for vedtaket."),
        ({"reasons": " \n\t "}, "Skriv begrunnelsen for vedtaket."),
        ({"last_day": ""}, "Skriv hvor lenge bevillingen varer."),
        (
            {"indoor_ordinary": "", "indoor_other": "", "outdoor_ordinary": "", "outdoor_other": ""},
            "Skriv tiden det gis bevilling for.",
        ),
        ({"outdoor_other": "22–x"}, "Skriv tiden som fra og til, for eksempel 11.00–02.00."),
    ],
)
def test_a_proposal_is_whole(client_as, assessed_id, filling, changes, sentence) -> None:
    client = client_as()
    hold = unchanged(filling)
    sent = fields_of(client.get(f"/saker/{assessed_id}/forslag").text) | changes
    answer = client.post(f"/saker/{assessed_id}/forslag", data=sent)
    assert (answer.status_code, sentences(answer)) == (422, [sentence])
    kept(answer, sent)
    hold()


def test_nothing_but_a_dismissal_is_proposed_before_the_assessment(client_as, ready_id, filling) -> None:
    client = client_as()
    hold = unchanged(filling)
    page = f"/saker/{ready_id}/forslag"
    assert "Du kan bare foreslå å avvise søknaden." in client.get(page).text
    grant = send(
        client, page, outcome="grant", reasons="Alt i orden.", indoor_ordinary="10–22", indoor_other="10–22"
    )
    assert grant.status_code == 409
    assert hindrance(grant).startswith("Søknaden er ikke vurdert ennå")
    kept(grant, {"reasons": "Alt i orden.", "indoor_ordinary": "10–22"})
    hold()
    dismissal = send(client, page, outcome="dismiss", reasons="Stedet ligger i en annen kommune.")
    assert dismissal.status_code == 302, hindrance(dismissal)


def test_a_grant_waits_for_the_police(client_as, asked_id, filling) -> None:
    client = client_as()
    hold = unchanged(filling)
    answer = send(
        client,
        f"/saker/{asked_id}/forslag",
        outcome="grant",
        reasons="Det haster.",
        indoor_ordinary="10–22",
        indoor_other="10–22",
    )
    assert answer.status_code == 409
    assert hindrance(answer).startswith("Saken kan ikke avgjøres ennå. Politiet har frist til")
    hold()


def test_conditions_come_from_the_library_and_from_own_words(client_as, ready_id, filling) -> None:
    with filling() as (session, actor):
        rule = condition_rule("Vakt", "Det skal være vakt ved døra etter kl. 22.")
        make_rules(session, actor.municipality_id, rule)
    client = client_as()
    press(client, ready_id, "vurder")
    own = "* Ferdigattest skal foreligge.\n*\n\n Lydmåler er på plass. "
    answer = send(client, f"/saker/{ready_id}/forslag", library=[rule.code], own_conditions=own)
    assert answer.status_code == 302, hindrance(answer)
    with filling() as (session, _actor):
        conditions = session.scalars(select(Proposal)).one().conditions
    assert [(row["text"], row["before_use"]) for row in conditions] == [
        ("Det skal være vakt ved døra etter kl. 22.", False),
        ("Ferdigattest skal foreligge.", True),
        ("Lydmåler er på plass.", False),
    ]


def test_a_condition_that_every_such_licence_gets_is_chosen_already(client_as, ready_id, filling) -> None:
    with filling() as (session, actor):
        make_rules(
            session,
            actor.municipality_id,
            condition_rule("Mat", "Det serveres mat.", standard=True),
            condition_rule("Vakt", "Det skal være vakt."),
        )
    client = client_as()
    press(client, ready_id, "vurder")
    page = client.get(f"/saker/{ready_id}/forslag").text
    chosen = {
        value: "checked" in tag
        for tag, value in re.findall(r'(<input[^>]*name="library"[^>]*value="([^"]*)"[^>]*>)', page)
    }
    assert chosen == {"condition:Mat": True, "condition:Vakt": False}


def test_a_deviation_is_explained_in_own_words(client_as, assessed_id, filling) -> None:
    answer = send(
        client_as(),
        f"/saker/{assessed_id}/forslag",
        outcome="refuse",
        reasons="Vi avslår.",
        deviation="Skolen ligger vegg i vegg.",
    )
    assert answer.status_code == 302, hindrance(answer)
    with filling() as (session, _actor):
        assert session.scalars(select(Proposal)).one().deviation == "Skolen ligger vegg i vegg."


def test_a_proposal_that_was_sent_back_is_the_draft_of_the_next(client_as, proposed_id, filling) -> None:
    decider, client = client_as("decider"), client_as()
    empty = send(decider, f"/saker/{proposed_id}/send-tilbake", reason="")
    assert (empty.status_code, sentences(empty)) == (422, ["Skriv hvorfor."])
    answer = send(decider, f"/saker/{proposed_id}/send-tilbake", reason="Begrunn tidene.")
    assert answer.status_code == 302
    assert "Begrunn tidene." in client.get(f"/saker/{proposed_id}").text
    drafted = fields_of(client.get(f"/saker/{proposed_id}/forslag").text)
    assert drafted["reasons"] == "Søknaden oppfyller kravene."
    hold = unchanged(filling)
    again = send(decider, f"/saker/{proposed_id}/send-tilbake", reason="En gang til.")
    assert again.status_code == 409
    hold()
    assert client.post(f"/saker/{proposed_id}/forslag", data=drafted).status_code == 302


@pytest.mark.parametrize("role", ["decider", "reader", "meeting_secretary", "finance", "administrator"])
def test_only_a_caseworker_proposes(client_as, assessed_id, filling, role) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    assert client.get(f"/saker/{assessed_id}/forslag").status_code == 403
    sent = {"version": "8", "outcome": "grant", "reasons": "x"}
    assert client.post(f"/saker/{assessed_id}/forslag", data=sent).status_code == 403
    hold()


def test_a_sale_is_proposed_for_its_own_days(client_as) -> None:
    client = client_as()
    office = Office(client, client_as("decider"))
    fields = {
        "wanted": "sale:1",
        "category": "grocery",
        "indoor": "08.00–18.00",
        "outdoor": "",
        "rooms": "Butikken",
        "manager_tests": "sale",
        "deputy_tests": "sale",
    }
    for act in (
        office.register(**fields),
        office.ask(),
        office.record("police"),
        office.record("social_service"),
        office.assess(),
    ):
        assert act.status_code == 302, plain(act.text)
    page = client.get(office.case_url + "/forslag").text
    assert "mandag–fredag" in page.lower()
    assert office.propose().status_code == 302
    assert office.decide().status_code == 302
    assert "SAL-" in office.page()
