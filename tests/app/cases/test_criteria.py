"""Weighing the criteria of the policy in a case."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.models.weighing import CriterionWeighing
from licensing.licences import LicenceKind
from tests.app.cases.pages import hindrance, kept, plain, press, send, sentences, unchanged
from tests.factories import case as cases
from tests.factories.person import identity
from tests.factories.policy import factor_rule, make_rules

PAGE = "/saker/{}/kriterier/criterion:skole"
TEXT = "Stedet ligger ikke ved en skole."
REASON = "Det er 400 meter til skolen."


@pytest.fixture(autouse=True)
def policy(filling) -> None:
    """A policy with a criterion for serving, and one for sale."""
    with filling() as (session, actor):
        make_rules(
            session,
            actor.municipality_id,
            factor_rule("criterion:skole", TEXT, LicenceKind.SERVING),
            factor_rule("criterion:butikk", "Butikken er stor nok.", LicenceKind.SALE),
            replace(
                factor_rule("criterion:før", "Slik var det før.", LicenceKind.SERVING),
                last_day=today() - timedelta(days=1),
            ),
        )


def test_a_criterion_is_to_be_weighed_until_somebody_has(client_as, ready_id, filling) -> None:
    client = client_as()
    assert press(client, ready_id, "vurder").status_code == 302
    assert f"Kriterium: {TEXT}" in plain(client.get(f"/saker/{ready_id}/vurdering").text)
    listed = plain(client.get(f"/saker/{ready_id}/kriterier").text)
    assert "Ikke veid" in listed
    assert "Butikken er stor nok." not in listed
    assert "Slik var det før." not in listed
    assert send(client, PAGE.format(ready_id), met="yes", reason=REASON).status_code == 302
    assert "Saken eller retningslinjene er endret etter vurderingen" in plain(
        client.get(f"/saker/{ready_id}").text
    )
    assert press(client, ready_id, "vurder").status_code == 302
    found = plain(client.get(f"/saker/{ready_id}/vurdering").text)
    assert f"Oppfylt: {TEXT} Begrunnelse: {REASON}" in found


def test_trap_39_a_criterion_that_is_not_met_is_weighed_and_refuses_nothing(
    client_as, ready_id, filling
) -> None:
    client = client_as()
    assert send(client, PAGE.format(ready_id), met="no", reason=REASON).status_code == 302
    assert press(client, ready_id, "vurder").status_code == 302
    found = plain(client.get(f"/saker/{ready_id}/vurdering").text)
    assert f"Ikke oppfylt: {TEXT}" in found
    assert "Avslag" not in found.split("Samlet")[1]


def test_weighings_are_added_and_the_last_one_holds(client_as, ready_id, filling) -> None:
    client = client_as()
    assert send(client, PAGE.format(ready_id), met="no", reason="Skolen er nær.").status_code == 302
    assert send(client, PAGE.format(ready_id), met="yes", reason=REASON).status_code == 302
    with filling() as (session, _actor):
        rows = session.scalars(select(CriterionWeighing).order_by(CriterionWeighing.id)).all()
        assert [(row.met, row.reason) for row in rows] == [(False, "Skolen er nær."), (True, REASON)]
    listed = plain(client.get(f"/saker/{ready_id}/kriterier").text)
    assert f"{REASON} Caseworker" in listed
    assert "Skolen er nær." not in listed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"met": ""}, "Velg om kriteriet er oppfylt.", id="no answer"),
        pytest.param({"reason": " "}, "Skriv begrunnelsen.", id="no reason"),
        pytest.param({"reason": "x" * 2001}, "Teksten er for lang.", id="too long"),
        pytest.param({"reason": identity(3).value}, "", id="an identity number"),
    ],
)
def test_what_is_typed_wrongly_is_one_sentence_and_stores_nothing(
    client_as, ready_id, filling, typed, sentence
) -> None:
    hold = unchanged(filling)
    sent = {"met": "yes", "reason": REASON} | typed
    answer = send(client_as(), PAGE.format(ready_id), **sent)
    assert answer.status_code == 422
    (said,) = sentences(answer)
    assert said.startswith(sentence)
    kept(answer, {"reason": sent["reason"]})
    hold()


@pytest.mark.parametrize("code", ["criterion:butikk", "criterion:finnes-ikke", "skole"])
def test_a_criterion_that_does_not_concern_the_case_is_not_found(client_as, ready_id, code) -> None:
    assert client_as().get(f"/saker/{ready_id}/kriterier/{code}").status_code == 404


def test_nothing_is_weighed_once_the_case_is_proposed(client_as, filling, decider) -> None:
    with filling() as (session, actor):
        case = cases.assessed(session, actor, cases.make_ready(session, actor, on=today()), today())
        words = {"deviation": "Veid under behandlingen."}
        case_id = cases.propose_as(session, actor, case, cases.DecisionOutcome.GRANT, today(), **words).id
    hold = unchanged(filling)
    refused = send(client_as(), PAGE.format(case_id), met="yes", reason=REASON)
    assert refused.status_code == 409
    assert "Send forslaget tilbake først" in hindrance(refused)
    hold()


def test_who_only_reads_sees_and_weighs_nothing(client_as, ready_id, filling) -> None:
    hold = unchanged(filling)
    client = client_as("reader")
    listed = client.get(f"/saker/{ready_id}/kriterier")
    assert listed.status_code == 200
    assert "/kriterier/criterion" not in listed.text
    assert client.post(PAGE.format(ready_id), data={"met": "yes", "reason": REASON}).status_code == 403
    hold()
