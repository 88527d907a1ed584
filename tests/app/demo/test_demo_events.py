"""The demo's events stand in all states, and last year's tent can be copied."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.queries.one import case_or_none, decision_letter, last_assessment
from app.cases.queries.plans import event_terms_of
from app.cases.queries.standing import findings_of_record
from app.demo.event_plans import market, next_market
from app.events.queries.lists import events_to_copy
from app.letters.facts import LetterKind
from app.models.case import Case
from app.models.licence import Licence
from app.policy.queries import policy_in_force
from licensing.assessment import FindingCode
from licensing.cases import CaseState
from licensing.licences import LicenceType
from licensing.matters import Matter
from tests.app.demo.conftest import TODAY

pytestmark = pytest.mark.keeps_data


def named(session: Session, beginning: str) -> Case:
    found = session.scalars(select(Case).where(Case.title.startswith(beginning))).one()
    case = case_or_none(session, found.municipality_id, found.id)
    assert case is not None
    return case


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        pytest.param(2026, date(2026, 2, 17), date(2026, 2, 21), id="2026"),
        pytest.param(2027, date(2027, 2, 16), date(2027, 2, 20), id="2027"),
        pytest.param(2028, date(2028, 2, 22), date(2028, 2, 26), id="a February that ends on a Tuesday"),
    ],
)
def test_the_market_begins_on_the_second_last_tuesday_of_february(year: int, first: date, last: date) -> None:
    assert market(year) == (first, last)


def test_the_next_market_has_not_begun() -> None:
    assert next_market(date(2027, 2, 15))[0] == date(2027, 2, 16)
    assert next_market(date(2027, 2, 16))[0] == date(2028, 2, 22)


def test_events_stand_in_all_their_states(session: Session) -> None:
    cases = session.scalars(select(Case).where(Case.matter == Matter.EVENT)).all()
    assert len(cases) == 13
    states = Counter(case.state for case in cases)
    assert set(states) >= {
        CaseState.RECEIVED,
        CaseState.AWAITING_STATEMENTS,
        CaseState.READY,
        CaseState.AT_BODY,
        CaseState.DECIDED,
        CaseState.SENT,
        CaseState.CLOSED,
    }


def test_last_years_market_tent_can_be_copied(session: Session) -> None:
    place = named(session, "Rørosmartnan, telt").municipality_id
    (found,) = events_to_copy(session, place, "martnan telt", TODAY)
    assert (found.first_day, found.last_day) == (date(2026, 2, 17), date(2026, 2, 21))


def test_the_party_with_tickets_is_no_closed_company(session: Session) -> None:
    record = last_assessment(session, named(session, "Nyttårsball"))
    codes = {row.code for row in findings_of_record(record)}
    assert FindingCode.AMBULATORY_UNFIT in codes


def test_licences_of_events_have_numbers_of_their_own(session: Session) -> None:
    numbers = session.scalars(
        select(Licence.number).where(Licence.type.in_([LicenceType.SINGLE_OCCASION, LicenceType.AMBULATORY]))
    ).all()
    assert {number[:3] for number in numbers} == {"ENK", "AMB"}


def test_the_refusal_has_its_letter(session: Session) -> None:
    letter = decision_letter(session, named(session, "Låvefest"))
    assert letter is not None
    assert letter.kind is LetterKind.OCCASION_REFUSAL


def test_what_the_councils_created_and_what_is_asked_is_marked_as_invented(session: Session) -> None:
    case = named(session, "Nyttårsball")
    assert event_terms_of(session, case, TODAY).invented
    policy = policy_in_force(session, case.municipality_id, TODAY)
    numbers = [cap for cap in policy.caps if cap.when.types]
    assert {cap.cap.limit for cap in numbers} == {3, 1}
    assert all("(oppdiktet)" in policy.source_of(cap) for cap in numbers)
