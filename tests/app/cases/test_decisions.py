"""Decisions: by one, by two, or by a political body; and what each may not do."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.cases.queries.standing import case_view
from app.cases.service.proposals import send_to_body
from app.clock import today
from app.formats import short_date
from app.models.case import Case
from app.models.decision import Decision
from app.models.licence import Licence
from app.permissions import Role
from licensing.cases import AssessmentStanding, CaseState
from licensing.decisions import DecisionOutcome, DelegationMode
from tests.app.cases.pages import hindrance, kept, lead, plain, press, send, sentences, unchanged
from tests.factories import case as cases
from tests.factories.policy import make_policy
from tests.journeys.office import fields_of

VOTE = {
    "body": "Formannskapet",
    "case_number": "PS 4/27",
    "voted_text": "Det gis bevilling som innstilt.",
}


def test_the_decider_decides_what_was_proposed(client_as, proposed_id, filling) -> None:
    decider = client_as("decider")
    page = plain(decider.get(f"/saker/{proposed_id}/vedtak").text)
    assert "Fatt vedtak: Innvilget" in page
    assert "Én foreslår, en annen avgjør" in page
    answer = send(decider, f"/saker/{proposed_id}/vedtak")
    assert answer.status_code == 302, hindrance(answer)
    with filling() as (session, _actor):
        decision = session.scalars(select(Decision)).one()
        licence = session.scalars(select(Licence)).one()
        assert (decision.outcome, decision.mode) == (DecisionOutcome.GRANT, DelegationMode.TWO_PEOPLE)
        assert (licence.granted_on, licence.usable_from) == (today(), None)
        number = licence.number
    case_page = plain(decider.get(f"/saker/{proposed_id}").text)
    assert number in case_page
    assert "Vedtatt – ikke sendt" in case_page


def test_nobody_decides_their_own_proposal_where_two_are_needed(both, proposed_id, filling) -> None:
    hold = unchanged(filling)
    answer = send(both, f"/saker/{proposed_id}/vedtak")
    assert answer.status_code == 409
    assert hindrance(answer).startswith("Du har selv laget forslaget, og vedtaket krever to personer")
    hold()
    assert "Ditt eget" in both.get("/saker/til-vedtak").text


def test_one_alone_decides_where_the_delegation_says_so(both, proposed_id, delegated) -> None:
    delegated(DelegationMode.ALONE)
    page = plain(both.get(f"/saker/{proposed_id}/vedtak").text)
    assert "delegasjonsreglementet punkt 4.2" in page
    assert send(both, f"/saker/{proposed_id}/vedtak").status_code == 302


def test_what_belongs_to_a_body_is_not_decided_by_people(client_as, proposed_id, filling, delegated) -> None:
    delegated(DelegationMode.BODY)
    decider = client_as("decider")
    page = decider.get(f"/saker/{proposed_id}/vedtak").text
    assert "Delegeringen legger saken til et politisk utvalg." in page
    assert "Fatt vedtak: Innvilget" not in page
    hold = unchanged(filling)
    answer = decider.post(f"/saker/{proposed_id}/vedtak", data=fields_of(page))
    assert answer.status_code == 409
    assert hindrance(answer).startswith("Denne saken kan ikke avgjøres administrativt.")
    hold()


def test_nothing_is_decided_that_was_not_proposed(client_as, assessed_id, filling) -> None:
    hold = unchanged(filling)
    decider = client_as("decider")
    assert "Saken har ikke noe forslag å avgjøre." in decider.get(f"/saker/{assessed_id}/vedtak").text
    answer = send(decider, f"/saker/{assessed_id}/vedtak")
    assert answer.status_code == 409
    assert "Klar til vurdering" in hindrance(answer)
    hold()


def test_the_last_place_under_the_cap_may_be_taken_meanwhile(client_as, filling, decider) -> None:
    with filling() as (session, actor):
        make_policy(session, actor.municipality_id, highest=1)
        first = cases.make_proposed(session, actor, on=today(), received_on=today()).id
        second = cases.make_proposed(session, actor, serial=1, on=today(), received_on=today()).id
    client = client_as("decider")
    assert "0 av 1 bevillinger i bruk, 1 ledig" in plain(client.get(f"/saker/{second}/vedtak").text)
    form = fields_of(client.get(f"/saker/{second}/vedtak").text)
    assert send(client, f"/saker/{first}/vedtak").status_code == 302
    hold = unchanged(filling)
    answer = client.post(f"/saker/{second}/vedtak", data=form)
    assert answer.status_code == 409
    assert hindrance(answer).startswith("Taket i punkt 3.1 er nådd: 1 av 1 bevillinger er i bruk")
    hold()


def test_a_statement_after_the_proposal_calls_for_a_new_assessment(client_as, filling) -> None:
    with filling() as (session, actor):
        case = cases.make_proposed(session, actor, on=today(), received_on=today())
        case.facts_changed_at = case.moved_at
        case_id = case.id
    hold = unchanged(filling)
    answer = send(client_as("decider"), f"/saker/{case_id}/vedtak")
    assert answer.status_code == 409
    assert hindrance(answer).startswith(
        "Noe er endret i saken eller retningslinjene siden søknaden ble vurdert"
    )
    hold()


def test_a_policy_that_came_in_force_after_the_assessment_calls_for_a_new_one(client_as, filling) -> None:
    """A case is judged by the policy of the day on which it is decided, not of the day it was assessed."""
    with filling() as (session, actor):
        make_policy(session, actor.municipality_id, highest=9)
        case_id = cases.make_proposed(session, actor, on=today(), received_on=today()).id
    with filling() as (session, actor):
        make_policy(session, actor.municipality_id, highest=0)
    hold = unchanged(filling)
    decider = client_as("decider")
    answer = send(decider, f"/saker/{case_id}/vedtak")
    assert answer.status_code == 409
    assert hindrance(answer).startswith(
        "Noe er endret i saken eller retningslinjene siden søknaden ble vurdert"
    )
    hold()
    notice = "Saken eller retningslinjene er endret etter vurderingen."
    assert notice in plain(decider.get(f"/saker/{case_id}/vurdering").text)
    caseworker = client_as("caseworker")
    assert press(caseworker, case_id, "vurder").status_code == 302
    page = plain(caseworker.get(f"/saker/{case_id}/vurdering").text)
    assert notice not in page
    assert "0 av 0" in page


def test_what_a_body_has_decided_is_keyed_also_after_a_new_policy_has_begun(
    client_as, filling, delegated
) -> None:
    delegated(DelegationMode.BODY)
    with filling() as (session, actor):
        case = cases.make_proposed(session, actor, on=today(), received_on=today())
        send_to_body(session, actor, case_id=case.id, seen_version=case.version, on=today())
        make_policy(session, actor.municipality_id, highest=9)
        view = case_view(session, case, today(), acting_id=actor.user_id)
    assert view.standing.assessment is AssessmentStanding.CURRENT


@pytest.mark.parametrize("role", ["caseworker", "reader", "meeting_secretary", "finance", "administrator"])
def test_only_a_decider_decides(client_as, proposed_id, filling, role) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    for page in ("vedtak", "send-tilbake"):
        assert client.get(f"/saker/{proposed_id}/{page}").status_code == 403
        assert client.post(f"/saker/{proposed_id}/{page}", data={"version": "9"}).status_code == 403
    assert client.get("/saker/til-vedtak").status_code == 403
    hold()


def test_the_list_of_proposals_has_the_oldest_first(client_as, filling) -> None:
    with filling() as (session, actor):
        for serial in (2, 0, 1):
            cases.make_proposed(session, actor, serial=serial, on=today(), received_on=today())
    page = plain(client_as("decider").get("/saker/til-vedtak").text)
    places = [page.index(f"Prøvekroa {serial} AS") for serial in (2, 0, 1)]
    assert places == sorted(places)
    assert "Ditt eget" not in page


@pytest.fixture
def at_body_id(client_as, proposed_id, delegated) -> int:
    """A proposal that lies with the political body."""
    delegated(DelegationMode.BODY)
    secretary = client_as("meeting_secretary")
    assert press(secretary, proposed_id, "til-utvalg", seen=client_as()).status_code == 302
    return proposed_id


def test_what_people_decide_is_not_sent_to_a_body(client_as, proposed_id, filling) -> None:
    hold = unchanged(filling)
    answer = press(client_as("meeting_secretary"), proposed_id, "til-utvalg", seen=client_as())
    assert answer.status_code == 409
    assert lead(answer).startswith("Saken skal ikke til politisk behandling.")
    hold()


def test_a_vote_is_keyed_as_the_minutes_have_it(client_as, at_body_id, filling) -> None:
    secretary = client_as("meeting_secretary")
    page = f"/saker/{at_body_id}/politisk-vedtak"
    drafted = fields_of(secretary.get(page).text)
    assert drafted["body"] == "Formannskapet"
    answer = secretary.post(page, data=drafted | VOTE)
    assert answer.status_code == 302, hindrance(answer) or sentences(answer)
    with filling() as (session, _actor):
        decision = session.scalars(select(Decision)).one()
        assert (decision.mode, decision.body, decision.body_case_number) == (
            DelegationMode.BODY,
            "Formannskapet",
            "PS 4/27",
        )
        assert session.get_one(Case, at_body_id).state is CaseState.DECIDED
    shown = plain(secretary.get(f"/saker/{at_body_id}").text)
    assert "Formannskapet, PS 4/27" in shown
    assert "Det gis bevilling som innstilt." in shown


def test_a_vote_otherwise_than_proposed_is_what_counts(client_as, at_body_id, filling) -> None:
    changed = {
        "outcome": "part_grant",
        "groups": "1,2",
        "voted_text": "Det gis bevilling for gruppe 1 og 2.",
        "reasons": "Utvalget mener at brennevin ikke hører hjemme her.",
    }
    answer = send(client_as("meeting_secretary"), f"/saker/{at_body_id}/politisk-vedtak", **(VOTE | changed))
    assert answer.status_code == 302, hindrance(answer) or sentences(answer)
    with filling() as (session, _actor):
        decision = session.scalars(select(Decision)).one()
        assert (decision.outcome, decision.groups) == (DecisionOutcome.PART_GRANT, "1,2")


@pytest.mark.parametrize("field", ["body", "case_number", "voted_text", "met_on"])
def test_a_vote_is_whole(client_as, at_body_id, filling, field) -> None:
    hold = unchanged(filling)
    sent = VOTE | {field: ""}
    answer = send(client_as("meeting_secretary"), f"/saker/{at_body_id}/politisk-vedtak", **sent)
    assert answer.status_code == 422
    assert len(sentences(answer)) == 1
    kept(answer, sent)
    hold()


@pytest.mark.parametrize("days", [-1, 1])
def test_the_meeting_was_between_application_and_today(client_as, at_body_id, filling, days) -> None:
    hold = unchanged(filling)
    sent = VOTE | {"met_on": short_date(today() + timedelta(days=days))}
    answer = send(client_as("meeting_secretary"), f"/saker/{at_body_id}/politisk-vedtak", **sent)
    assert answer.status_code == 409
    assert hindrance(answer).startswith("Møtet kan ikke ha vært før søknaden kom")
    kept(answer, sent)
    hold()


def test_a_body_may_knowingly_go_over_its_own_cap(client_as, filling, delegated, decider) -> None:
    with filling() as (session, actor):
        make_policy(session, actor.municipality_id, highest=1)
        cases.make_decided(session, actor, decider, serial=1, on=today(), received_on=today())
        case = cases.assessed(
            session, actor, cases.make_ready(session, actor, on=today(), received_on=today()), today()
        )
        case_id = cases.propose_as(
            session,
            actor,
            case,
            DecisionOutcome.GRANT,
            today(),
            deviation="Julemarkedet trenger et sted til.",
        ).id
    delegated(DelegationMode.BODY)
    secretary = client_as("meeting_secretary")
    assert press(secretary, case_id, "til-utvalg", seen=client_as()).status_code == 302
    page = f"/saker/{case_id}/politisk-vedtak"
    answer = send(secretary, page, **VOTE)
    assert answer.status_code == 302, hindrance(answer) or sentences(answer)
    with filling() as (session, _actor):
        assert len(session.scalars(select(Licence)).all()) == 2


@pytest.mark.parametrize("role", ["caseworker", "decider", "reader", "administrator"])
def test_only_a_meeting_secretary_keys_a_vote(client_as, at_body_id, filling, role) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    assert client.get(f"/saker/{at_body_id}/politisk-vedtak").status_code == 403
    for page in ("politisk-vedtak", "til-utvalg"):
        assert client.post(f"/saker/{at_body_id}/{page}", data={"version": "9"} | VOTE).status_code == 403
    hold()


def test_every_role_of_the_tests_is_one(world) -> None:
    assert {role for _place, role in world.people} == {role.value for role in Role}
