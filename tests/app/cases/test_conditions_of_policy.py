"""Conditions that the policy sets and offers: chosen beforehand, kept with proof and day, and due."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.decision import Proposal
from app.models.licence import Licence, LicenceCondition
from tests.app.cases.pages import hindrance, plain, press, send, sentences
from tests.factories import bergen
from tests.factories.policy import condition_rule, make_rules
from tests.journeys.office import fields_of

OFFERED = condition_rule("Vakt", "Vakt ved døra fredag og lørdag.", proof="kontrakt", before_use=True)
WATER = bergen.FREE_WATER.code


@pytest.fixture(autouse=True)
def policy(filling) -> None:
    """A policy with one condition that every licence gets, and one that may be chosen."""
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, bergen.FREE_WATER, OFFERED, **bergen.FRAME)


@pytest.fixture
def to_propose(client_as, ready_id) -> str:
    """The page where a case is proposed, after it has been assessed."""
    assert press(client_as(), ready_id, "vurder").status_code == 302
    return f"/saker/{ready_id}/forslag"


def test_what_every_licence_gets_is_chosen_beforehand_and_the_rest_is_offered(client_as, to_propose) -> None:
    page = client_as().get(to_propose).text
    assert fields_of(page)["library"] == WATER
    told = plain(page)
    assert "Gjestene skal kunne hente gratis vann selv. Dokumenteres med: bilde av vannpunktet." in told
    assert "Frist: 14 dager etter vedtaket." in told
    assert told.index("gratis vann") < told.index("Vakt ved døra"), "what is set stands first"


def test_a_condition_is_kept_with_its_rule_its_proof_and_its_day(client_as, to_propose, filling) -> None:
    answer = send(client_as(), to_propose, library=[WATER, OFFERED.code], own_conditions="* Egen dør.")
    assert answer.status_code == 302, hindrance(answer) or sentences(answer)
    with filling() as (session, _actor):
        assert session.scalars(select(Proposal)).one().conditions == [
            {
                "text": "Gjestene skal kunne hente gratis vann selv.",
                "before_use": False,
                "proof": "bilde av vannpunktet",
                "due_days": 14,
                "rule": WATER,
            },
            {
                "text": "Vakt ved døra fredag og lørdag.",
                "before_use": True,
                "proof": "kontrakt",
                "due_days": None,
                "rule": OFFERED.code,
            },
            {"text": "Egen dør.", "before_use": True, "proof": "", "due_days": None, "rule": ""},
        ]


def test_a_returned_proposal_keeps_what_was_chosen(client_as, to_propose, ready_id, filling) -> None:
    send(client_as(), to_propose, library=[OFFERED.code], own_conditions="Egen dør.")
    returned = send(client_as("decider"), f"/saker/{ready_id}/send-tilbake", reason="Se på vilkårene.")
    assert returned.status_code == 302, hindrance(returned)
    fields = fields_of(client_as().get(to_propose).text)
    assert fields["library"] == OFFERED.code
    assert fields["own_conditions"] == "Egen dør."


def test_the_day_by_which_a_condition_is_due_stands_on_the_licence(
    client_as, to_propose, ready_id, filling
) -> None:
    send(client_as(), to_propose)
    decided = send(client_as("decider"), f"/saker/{ready_id}/vedtak")
    assert decided.status_code == 302, hindrance(decided)
    due_on = today() + timedelta(days=14)
    with filling() as (session, _actor):
        assert session.scalars(select(LicenceCondition)).one().due_on == due_on
        licence_id = session.scalars(select(Licence)).one().id
    assert f"Frist: {short_date(due_on)}" in plain(client_as().get(f"/bevillinger/{licence_id}").text)


def test_the_case_tells_the_conditions_with_numbers(client_as, to_propose, ready_id) -> None:
    send(client_as(), to_propose, library=[WATER, OFFERED.code])
    page = client_as().get(f"/saker/{ready_id}").text
    listed = page.split('<ol class="numbered prose">')[1].split("</ol>")[0]
    assert listed.count("<li>") == 2
    assert "Må være oppfylt før bruk. Dokumenteres med: kontrakt." in plain(listed)
