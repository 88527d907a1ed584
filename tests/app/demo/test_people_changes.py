"""The demo's changes of people are in different states, and one licence is without a manager."""

from collections import Counter

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.amendments.queries.telling import told_at_once
from app.amendments.queries.vacancies import count_without_manager, licences_without_manager
from app.cases.queries.facts import case_facts
from app.cases.queries.one import case_or_none, decision_letter
from app.cases.queries.page import names_of
from app.cases.queries.standing import case_view
from app.letters.facts import LetterKind
from app.models.case import Case
from licensing.cases import CaseState
from licensing.matters import Matter
from tests.app.demo.conftest import TODAY

pytestmark = pytest.mark.keeps_data


def changes(session: Session) -> list[Case]:
    return list(session.scalars(select(Case).where(Case.matter == Matter.PEOPLE).order_by(Case.id)))


def test_changes_of_people_stand_in_four_states(session: Session) -> None:
    assert Counter(case.state for case in changes(session)) == {
        CaseState.RECEIVED: 1,
        CaseState.AWAITING_STATEMENTS: 1,
        CaseState.READY: 1,
        CaseState.CLOSED: 1,
    }


def test_a_hotel_s_licences_are_without_a_manager(session: Session) -> None:
    place = changes(session)[0].municipality_id
    without = licences_without_manager(session, place, TODAY)
    assert {licence.holder.name for licence in without} == {"Nordgruva Hotelldrift AS"}
    assert count_without_manager(session, place, TODAY) == len(without) == 2


def test_the_one_who_is_too_young_is_told_of(session: Session) -> None:
    case = next(case for case in changes(session) if case.state is CaseState.RECEIVED)
    found = case_or_none(session, case.municipality_id, case.id)
    assert found is not None
    facts = case_facts(session, case_view(session, found, TODAY, acting_id=case.caseworker_id), None, TODAY)
    told = told_at_once(facts, names_of(found.application), TODAY)
    assert any(line.tone == "danger" and "over 20 år" in line.text for line in told)


def test_the_approved_deputy_has_one_letter(session: Session) -> None:
    case = next(case for case in changes(session) if case.state is CaseState.CLOSED)
    letter = decision_letter(session, case)
    assert letter is not None
    assert letter.kind is LetterKind.PEOPLE_APPROVAL
