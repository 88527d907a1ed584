"""From application to closed case through the services alone: each outcome that a case can have."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, db
from app.cases.queries.one import decision_letter, decision_of, letters_of, licence_of_decision
from app.cases.service.applications import register_application
from app.cases.service.closing import issue, retract, save_conditions
from app.cases.service.decisions import BodyVote, decide, record_body_decision
from app.cases.service.inquiries import (
    present_to_applicant,
    receive_information,
    record_reply,
    request_information,
)
from app.cases.service.proposals import ConditionEntry, propose, return_proposal, send_to_body
from app.cases.service.state import StaleVersion
from app.cases.service.statements import override_police, record_silence, remind_body, shielded_facts
from app.letters.drafts import draft_receipt
from app.letters.service import final_bytes, finalise_letter
from app.models.case import Case
from app.models.letter import Letter, LetterState
from app.models.licence import LicenceTerm
from app.permissions import Actor, Role
from licensing.cases import CaseState
from licensing.decisions import CaseResult, DecisionOutcome, DelegationMode
from licensing.errors import NotAllowed
from licensing.licences import Attribute, Group, LicenceKind
from licensing.service_hours import ServiceHours
from licensing.statements import Answer, Asked, Body, Question
from tests.factories import case as cases
from tests.factories.case import DECIDED_ON, RECEIVED_ON
from tests.factories.municipality import make_municipality
from tests.factories.user import make_actor


@dataclass
class Office:
    """A municipality and those who work in it."""

    session: Session
    caseworker: Actor
    decider: Actor


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    """A licensing office where two people decide."""
    with app.app_context():
        session = db.session()
        municipality = make_municipality(session, mode=DelegationMode.TWO_PEOPLE)
        yield Office(
            session,
            make_actor(session, municipality, Role.CASEWORKER, name="Kari Saksbehandler"),
            make_actor(session, municipality, Role.DECIDER, name="Per Vedtak"),
        )
        session.commit()
        chain = audit.verified_chain(session, municipality.id)
        assert chain.broken == ()


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_a_grant_goes_from_application_to_closed(office: Office) -> None:
    session, worker = office.session, office.caseworker
    before_use = ConditionEntry("Ferdigattest foreligger.", before_use=True, proof="Kopi av ferdigattest")
    case = cases.make_proposed(session, worker, conditions=(before_use,))
    with pytest.raises(NotAllowed) as own:
        decide(session, worker, case_id=case.id, seen_version=case.version, on=DECIDED_ON)
    assert own.value.code == "decider_is_proposer"
    decide(session, office.decider, case_id=case.id, seen_version=case.version, on=DECIDED_ON)
    assert (case.state, case.result) == (CaseState.DECIDED, CaseResult.GRANT)
    cases.send_letter(session, worker, case)
    assert case.state is CaseState.GRANTED_NOT_USABLE
    cases.letter_arrived(session, worker, case)
    decision = decision_of(session, case)
    licence = licence_of_decision(session, decision)
    assert licence.number == "SKJ-2026-0001"
    assert licence.periods[0].last_day == date(2028, 9, 30)
    with pytest.raises(NotAllowed) as open_condition:
        issue(
            session,
            worker,
            case_id=case.id,
            seen_version=case.version,
            met=(),
            usable_from=DECIDED_ON,
            on=DECIDED_ON,
        )
    assert open_condition.value.code == "conditions_before_use_open"
    case = cases.fresh(session, case)
    save_conditions(session, worker, case_id=case.id, seen_version=case.version, met={1}, on=DECIDED_ON)
    issue(
        session,
        worker,
        case_id=case.id,
        seen_version=case.version,
        met={1},
        usable_from=DECIDED_ON,
        on=DECIDED_ON,
    )
    assert case.state is CaseState.USABLE
    with pytest.raises(NotAllowed) as running:
        cases.closed(session, worker, case, DECIDED_ON + timedelta(days=21))
    assert running.value.code == "complaint_period_running"
    cases.closed(session, worker, case, DECIDED_ON + timedelta(days=22))
    assert case.state is CaseState.CLOSED
    letter = decision_letter(session, case)
    text = text_of(final_bytes(session, letter))
    assert "Røros kommune har innvilget søknaden om skjenkebevilling for Prøvekroa 0." in " ".join(
        text.split()
    )
    assert "30. september 2028" in text
    assert letter.state is LetterState.ARRIVED


def test_terms_of_the_licence_are_those_of_the_decision(office: Office) -> None:
    session = office.session
    case = cases.make_decided(session, office.caseworker, office.decider)
    licence = licence_of_decision(session, decision_of(session, case))
    terms = session.scalars(select(LicenceTerm).where(LicenceTerm.licence_id == licence.id)).all()
    assert {term.attribute for term in terms} == {
        Attribute.GROUPS,
        Attribute.AUDIENCE,
        Attribute.CONCEPT,
        Attribute.HOURS,
    }
    assert sum(term.attribute is Attribute.HOURS for term in terms) == 6


def test_a_part_grant_gives_less_and_its_letter_says_so(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.assessed(session, worker, cases.make_ready(session, worker))
    entry = cases.proposal_entry(session, worker, case, DecisionOutcome.PART_GRANT)
    early = ServiceHours.parse("10:00", "22:00")
    smaller = replace(entry, groups=(Group.ONE, Group.TWO), week=replace(entry.week, outdoor=(early, early)))
    with pytest.raises(NotAllowed) as all_of_it:
        propose(session, worker, case_id=case.id, seen_version=case.version, entry=entry, on=DECIDED_ON)
    assert all_of_it.value.code == "part_grant_gives_all"
    case = cases.fresh(session, case)
    propose(session, worker, case_id=case.id, seen_version=case.version, entry=smaller, on=DECIDED_ON)
    decide(session, office.decider, case_id=case.id, seen_version=case.version, on=DECIDED_ON)
    cases.send_letter(session, worker, case)
    text = " ".join(text_of(final_bytes(session, decision_letter(session, case))).split())
    assert "Vi har innvilget søknaden delvis. Dere får bevilling for gruppe 1 og 2." in text
    assert "for gruppe 3" in text
    assert "for skjenking ute etter kl. 22.00" in text
    assert case.state is CaseState.GRANTED_NOT_USABLE


def test_a_refusal_is_sent_and_closed_without_a_licence(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.make_decided(session, worker, office.decider, outcome=DecisionOutcome.REFUSE)
    assert licence_of_decision(session, decision_of(session, case)) is None
    cases.letter_arrived(session, worker, cases.send_letter(session, worker, case))
    assert (case.state, case.result) == (CaseState.SENT, CaseResult.REFUSE)
    text = " ".join(text_of(final_bytes(session, decision_letter(session, case))).split())
    assert "Røros kommune har avslått søknaden om skjenkebevilling for Prøvekroa 0." in text
    cases.closed(session, worker, case, DECIDED_ON + timedelta(days=30))
    assert case.state is CaseState.CLOSED


def test_a_dismissal_needs_no_statements(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.make_case(session, worker)
    cases.propose_as(
        session,
        worker,
        case,
        DecisionOutcome.DISMISS,
        reasons="Søknaden gjelder et sted i en annen kommune.",
        deviation="",
    )
    decide(session, office.decider, case_id=case.id, seen_version=case.version, on=DECIDED_ON)
    cases.send_letter(session, worker, case)
    assert (case.state, case.result) == (CaseState.SENT, CaseResult.DISMISS)
    text = " ".join(text_of(final_bytes(session, decision_letter(session, case))).split())
    assert "avvist" in text


def test_a_retracted_application_is_closed(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.make_proposed(session, worker)
    retract(session, worker, case_id=case.id, seen_version=case.version, reason="Trukket", on=DECIDED_ON)
    assert (case.state, case.result, case.closed_on) == (
        CaseState.CLOSED,
        CaseResult.RETRACTED,
        DECIDED_ON,
    )


def test_a_political_body_decides_otherwise_than_proposed(office: Office) -> None:
    session, worker = office.session, office.caseworker
    other = make_municipality(
        session, name="Holtålen", number="5026", organisation_number="100000024", mode=DelegationMode.BODY
    )
    worker = make_actor(session, other, Role.CASEWORKER, name="Hilde")
    secretary = make_actor(session, other, Role.MEETING_SECRETARY, name="Mona")
    case = cases.make_proposed(session, worker)
    with pytest.raises(NotAllowed) as not_people:
        decide(session, secretary, case_id=case.id, seen_version=case.version, on=DECIDED_ON)
    assert not_people.value.code == "belongs_to_body"
    case = cases.fresh(session, case)
    send_to_body(session, secretary, case_id=case.id, seen_version=case.version, on=DECIDED_ON)
    assert case.state is CaseState.AT_BODY
    met_on = DECIDED_ON + timedelta(days=9)
    entry = cases.proposal_entry(session, worker, case, DecisionOutcome.PART_GRANT, met_on)
    entry = replace(entry, groups=(Group.ONE, Group.TWO))
    vote = BodyVote("Formannskapet", met_on, "PS 4/26", "Det gis bevilling for gruppe 1 og 2.", entry)
    record_body_decision(session, secretary, case_id=case.id, seen_version=case.version, vote=vote, on=met_on)
    assert (case.state, case.result) == (CaseState.DECIDED, CaseResult.PART_GRANT)
    cases.send_letter(session, secretary, case, met_on)
    text = " ".join(text_of(final_bytes(session, decision_letter(session, case))).split())
    assert "PS 4/26" in text
    assert audit.verified_chain(session, other.id).broken == ()


def test_a_remark_is_shown_to_the_applicant_before_anything_is_proposed(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.ask(session, worker, cases.make_case(session, worker), bodies=tuple(Body))
    owner = next(p.person_id for p in case.application.parties if p.person.name == "Oddny Prøve")
    remark = {
        Asked(Body.TAX, Question.CONDUCT_HOLDER, f"person:{owner}"): (
            Answer.REMARK,
            "Restanse 84 300 kroner.",
        )
    }
    for body in cases.MANDATORY:
        cases.answer(session, worker, case, body)
    cases.answer(session, worker, case, Body.TAX, remarks=remark)
    cases.assessed(session, worker, case)
    with pytest.raises(NotAllowed) as hidden:
        cases.propose_as(session, worker, case, DecisionOutcome.GRANT)
    assert hidden.value.code == "remark_not_presented"
    case = cases.fresh(session, case)
    due_on = DECIDED_ON + timedelta(days=14)
    present_to_applicant(
        session,
        worker,
        case_id=case.id,
        seen_version=case.version,
        text="Skatteetaten opplyser at det er en restanse på 84 300 kroner.",
        due_on=due_on,
        on=DECIDED_ON,
    )
    letter = letters_of(session, case)[-1]
    finalise_letter(session, worker, letter=letter, seen_version=case.version, on=DECIDED_ON)
    assert "84 300" in text_of(final_bytes(session, letter))
    record_reply(
        session,
        worker,
        case_id=case.id,
        seen_version=case.version,
        answer="Det er betalt nå.",
        received_on=DECIDED_ON,
        on=DECIDED_ON,
    )
    cases.assessed(session, worker, case)
    cases.propose_as(
        session,
        worker,
        case,
        DecisionOutcome.GRANT,
        deviation="Restansen er betalt, og holder ikke til avslag.",
    )
    assert case.state is CaseState.PROPOSED
    assert [
        row[2] for row in shielded_facts(session, municipality_id=case.municipality_id, case_id=case.id)
    ] == ["Restanse 84 300 kroner."]


def test_silence_of_the_social_service_and_of_the_police_is_recorded(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.ask(session, worker, cases.make_case(session, worker))
    late = RECEIVED_ON + timedelta(days=29)
    nav = {"case_id": case.id, "body": Body.SOCIAL_SERVICE, "on": late}
    with pytest.raises(NotAllowed, match="request_not_sent"):
        record_silence(session, worker, seen_version=case.version, **nav)
    cases.send_requests(session, worker, case)
    remind_body(session, worker, case_id=case.id, seen_version=case.version, body=Body.POLICE, on=late)
    record_silence(session, worker, seen_version=case.version, **nav)
    assert case.state is CaseState.AWAITING_STATEMENTS
    override_police(
        session,
        worker,
        case_id=case.id,
        seen_version=case.version,
        reason="Politiet har meldt at de ikke rekker det.",
        on=late,
    )
    assert case.state is CaseState.READY


def test_missing_information_stops_the_four_months(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.make_case(session, worker)
    draft_receipt(session, worker, case, RECEIVED_ON)
    request_information(
        session,
        worker,
        case_id=case.id,
        seen_version=case.version,
        text="Plantegning\nSkatteattest",
        due_on=RECEIVED_ON + timedelta(days=14),
        on=RECEIVED_ON,
    )
    assert (case.state, case.complete_on) == (CaseState.INCOMPLETE, None)
    received_on = RECEIVED_ON + timedelta(days=7)
    receive_information(
        session,
        worker,
        case_id=case.id,
        seen_version=case.version,
        answer="Alt er sendt.",
        received_on=received_on,
        on=received_on,
    )
    assert (case.state, case.complete_on) == (CaseState.RECEIVED, received_on)
    for letter in letters_of(session, case):
        finalise_letter(session, worker, letter=letter, seen_version=case.version, on=received_on)
        assert len(text_of(final_bytes(session, letter))) > 200


def test_every_letter_to_a_body_can_be_made_final(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.ask(session, worker, cases.make_case(session, worker), bodies=tuple(Body))
    letters = letters_of(session, case)
    assert [letter.recipient["name"] for letter in letters if letter.annex_to_id is None] == [
        "Politiet",
        "NAV (sosialtjenesten)",
        "Skatteetaten",
    ]
    for letter in letters:
        finalise_letter(session, worker, letter=letter, seen_version=case.version, on=RECEIVED_ON)
    annexes = [letter for letter in letters if letter.annex_to_id is not None]
    assert len(annexes) == 2
    assert "Marit Prøve" in text_of(final_bytes(session, annexes[0]))


def test_a_returned_proposal_can_be_made_again(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.make_proposed(session, worker)
    return_proposal(
        session,
        office.decider,
        case_id=case.id,
        seen_version=case.version,
        reason="Begrunn tidene.",
        on=DECIDED_ON,
    )
    assert case.state is CaseState.READY
    cases.propose_as(session, worker, case, DecisionOutcome.GRANT)
    assert case.state is CaseState.PROPOSED


def test_the_second_of_two_people_in_a_case_is_told(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.make_case(session, worker)
    seen = case.version
    cases.ask(session, worker, case)
    with pytest.raises(StaleVersion):
        retract(session, worker, case_id=case.id, seen_version=seen, reason="Trukket", on=DECIDED_ON)


def test_the_same_form_sent_twice_makes_one_case(office: Office) -> None:
    session, worker = office.session, office.caseworker
    entry = cases.application_entry()
    first = register_application(session, worker, entry)
    assert register_application(session, worker, entry).id == first.id
    assert session.query(Case).count() == 1
    assert session.query(Letter).count() == 0


def test_a_shop_gets_all_it_asked_for_though_saturdays_are_shorter(office: Office) -> None:
    session, worker = office.session, office.caseworker
    case = cases.make_proposed(
        session,
        worker,
        kind=LicenceKind.SALE,
        groups=(Group.ONE,),
        indoor=ServiceHours.parse("08:00", "20:00"),
        outdoor=None,
    )
    decide(session, office.decider, case_id=case.id, seen_version=case.version, on=DECIDED_ON)
    assert case.result is CaseResult.GRANT
    cases.send_letter(session, worker, case)
    text = text_of(final_bytes(session, decision_letter(session, case)))
    assert "08.00–20.00" in text
    assert "08.00–18.00" in text
