"""Holding a case against law and policy, and showing what came of it."""

import pytest
from sqlalchemy import select

from app.cases.service.assessments import answers_otherwise, replayed
from app.clock import today
from app.models.assessment import AssessmentRecord
from app.policy.queries import policy_in_force
from licensing.assessment import ProposedOutcome
from licensing.stored import to_plain
from tests.app.cases.pages import lead, plain, press, send, unchanged
from tests.factories import case as cases
from tests.factories.policy import hours_rule, make_policy, make_rules


def test_an_assessment_says_what_was_found_and_by_which_law(client_as, ready_id) -> None:
    client = client_as()
    assert "Saken er ikke vurdert ennå." in client.get(f"/saker/{ready_id}/vurdering").text
    answer = press(client, ready_id, "vurder")
    assert (answer.status_code, answer.location) == (302, f"/saker/{ready_id}/vurdering")
    page = plain(client.get(answer.location).text)
    assert "funn:" in page
    assert "alkoholloven § 1-7c" in page
    assert "Systemet foreslår. Et menneske vurderer og avgjør." in page


def test_an_assessment_is_kept_whole_and_a_new_one_is_added(client_as, ready_id, filling) -> None:
    client = client_as()
    press(client, ready_id, "vurder")
    with filling() as (session, actor):
        first = session.scalars(select(AssessmentRecord)).one()
        kept = (first.id, first.facts, first.findings)
        make_policy(session, actor.municipality_id, highest=0)
    press(client, ready_id, "vurder")
    with filling() as (session, _actor):
        records = session.scalars(select(AssessmentRecord).order_by(AssessmentRecord.id)).all()
        assert len(records) == 2
        assert (records[0].id, records[0].facts, records[0].findings) == kept
        assert records[1].policy_version.startswith("Alkoholpolitiske retningslinjer")


def test_an_assessment_points_at_its_version_and_answers_the_same_when_newer_ones_come(
    client_as, ready_id, filling
) -> None:
    with filling() as (session, actor):
        first = make_rules(session, actor.municipality_id, hours_rule("tid", 20, paragraph="§ 1")).id
    press(client_as(), ready_id, "vurder")
    with filling() as (session, actor):
        record = session.scalars(select(AssessmentRecord)).one()
        assert (record.policy, record.policy_id) == ({}, first)
        assert record.outcome is ProposedOutcome.PARTLY
        # A newer version that gives all that is asked for, and no longer holds the older one in force.
        newer = make_rules(session, actor.municipality_id, hours_rule("tid", 27, paragraph="§ 1")).id
        assert policy_in_force(session, actor.municipality_id, today()).id == str(newer)
        again = replayed(session, record)
        assert (again.outcome, to_plain(list(again.findings))) == (record.outcome, record.findings)
        assert not answers_otherwise(session, record)
    press(client_as(), ready_id, "vurder")
    with filling() as (session, _actor):
        latest = session.scalars(select(AssessmentRecord).order_by(AssessmentRecord.id.desc()).limit(1)).one()
        assert latest.policy_id == newer
        assert latest.outcome is not ProposedOutcome.PARTLY


def test_a_case_that_is_not_ready_cannot_be_assessed(client_as, asked_id, filling) -> None:
    hold = unchanged(filling)
    answer = press(client_as(), asked_id, "vurder")
    assert answer.status_code == 409
    assert lead(answer).startswith("Dette kan ikke gjøres når saken står som «Til uttalelse».")
    hold()


def test_a_later_answer_makes_the_assessment_out_of_date(client_as, assessed_id, filling) -> None:
    client = client_as()
    assert (
        "Saken eller retningslinjene er endret etter vurderingen."
        not in client.get(f"/saker/{assessed_id}/vurdering").text
    )
    answer = send(client, f"/saker/{assessed_id}/endre", indoor="10.00–23.00")
    assert answer.status_code == 302, plain(answer.text)
    for address in ("", "/vurdering"):
        assert (
            "Saken eller retningslinjene er endret etter vurderingen."
            in client.get(f"/saker/{assessed_id}{address}").text
        )


def test_rules_that_were_mended_since_are_told(client_as, assessed_id, filling) -> None:
    with filling() as (session, _actor):
        record = session.scalars(select(AssessmentRecord)).one()
        record.findings = record.findings[1:]
    page = client_as().get(f"/saker/{assessed_id}/vurdering").text
    assert "Reglene i systemet er rettet siden vurderingen ble gjort" in page


@pytest.mark.parametrize("role", ["decider", "reader", "meeting_secretary", "finance", "inspector"])
def test_only_a_caseworker_assesses(client_as, ready_id, filling, role) -> None:
    hold = unchanged(filling)
    answer = client_as(role).post(f"/saker/{ready_id}/vurder", data={"version": "1"})
    assert answer.status_code == 403
    hold()


def test_who_may_not_assess_is_not_offered_to(client_as, ready_id) -> None:
    page = client_as("reader").get(f"/saker/{ready_id}/vurdering").text
    assert f"/saker/{ready_id}/vurder" not in page.replace("/vurdering", "")


def test_a_full_cap_taints_no_law(client_as, filling, decider) -> None:
    with filling() as (session, actor):
        make_policy(session, actor.municipality_id, highest=1)
        cases.make_decided(session, actor, decider, serial=1, on=today(), received_on=today())
        case_id = cases.make_ready(session, actor, serial=2, on=today(), received_on=today()).id
    client = client_as()
    press(client, case_id, "vurder")
    page = plain(client.get(f"/saker/{case_id}/vurdering").text)
    assert "taket" in page.lower()
    assert "Taler for avslag" in page
