"""The demo is the world that it promises: counts, states, letters, a chain that holds."""

import io
from collections import Counter
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit, clock
from app.cases.queries.one import decision_letter, last_assessment, letters_of
from app.cases.service.assessments import replayed
from app.demo.names import invented
from app.demo.people import ACCOUNTS
from app.letters.service import final_bytes
from app.models.case import Application, Case
from app.models.decision import Decision
from app.models.holder import Holder
from app.models.letter import Letter, LetterState
from app.models.licence import Licence, LicenceRoom, LicenceTerm
from app.models.municipality import Municipality
from app.models.person import Person
from app.models.policy import Policy, PolicyState
from app.models.statement import StatementRequest
from app.models.user import User
from app.permissions import Role
from app.policy.queries import cap_counts, licences_in_force, policies_of, policy_domain, policy_in_force
from licensing.assessment import ProposedOutcome
from licensing.cases import CaseState
from licensing.decisions import CaseResult, DelegationMode
from licensing.licences import Attribute, LicenceKind
from licensing.matters import Matter
from licensing.policy import RuleKind
from tests.app.demo.conftest import TODAY

pytestmark = pytest.mark.keeps_data

REACHABLE = set(CaseState) - {CaseState.UNDER_COMPLAINT}


def municipality_id(session: Session, name: str) -> int:
    return next(
        row.id for row in session.scalars(select(Municipality)) if row.identity_on(TODAY).name == name
    )


@pytest.mark.parametrize(
    ("name", "serving", "sale"),
    [
        pytest.param("Røros", 36, 10, id="Røros: 36 serve, 9 sell, and Vinmonopolet"),
        pytest.param("Holtålen", 7, 4, id="Holtålen: 7 serve, 4 sell"),
    ],
)
def test_there_are_as_many_licences_as_promised(session: Session, name: str, serving: int, sale: int) -> None:
    counts = Counter(
        session.scalars(
            select(Licence.kind).where(
                Licence.id.in_(licences_in_force(municipality_id(session, name), TODAY))
            )
        )
    )
    assert counts == {LicenceKind.SERVING: serving, LicenceKind.SALE: sale}


def test_the_groups_of_roros_are_as_promised(session: Session) -> None:
    here = municipality_id(session, "Røros")
    groups = Counter(
        session.scalars(
            select(LicenceTerm.value)
            .join(Licence, Licence.id == LicenceTerm.licence_id)
            .where(
                LicenceTerm.attribute == Attribute.GROUPS,
                Licence.kind == LicenceKind.SERVING,
                Licence.id.in_(licences_in_force(here, TODAY)),
            )
        )
    )
    assert groups == {"1,2,3": 26, "1,2": 8, "1": 2}


def test_two_places_are_left_under_the_cap(session: Session) -> None:
    here = municipality_id(session, "Røros")
    policy = policy_in_force(session, here, TODAY)
    counts = {count.code: count for count in cap_counts(session, here, policy, TODAY, leave_out_case=0)}
    assert (counts["R-2.1"].used, policy.rule("R-2.1").cap.limit) == (36, 38)


def test_one_holder_has_six_rooms_at_two_addresses(session: Session) -> None:
    rows = session.execute(
        select(Licence.venue_id, LicenceRoom.room_id)
        .join(LicenceRoom, LicenceRoom.licence_id == Licence.id)
        .join(Holder, Holder.id == Licence.holder_id)
        .where(Holder.name == "Nordgruva Hotelldrift AS")
    ).all()
    assert len({row.venue_id for row in rows}) == 2
    assert len({row.room_id for row in rows}) == 7  # six rooms and a terrace


def test_the_bankrupt_bar_stands_in_the_history_of_its_address(session: Session) -> None:
    bar = session.scalars(select(Licence).where(Licence.end_reason == "Konkurs")).one()
    assert bar.holder.name == "Malmklang Bar AS"
    assert bar.ended_on == date(2026, 4, 30)


def test_there_are_25_applications_in_every_state(session: Session) -> None:
    states = Counter(session.scalars(select(Case.state).where(Case.matter == Matter.LICENCE)))
    assert states.total() == 25
    assert set(states) == REACHABLE


def test_every_outcome_and_every_way_to_decide_is_there(session: Session) -> None:
    assert set(session.scalars(select(Case.result).where(Case.result.is_not(None)))) == set(CaseResult)
    assert set(session.scalars(select(Decision.mode))) == set(DelegationMode)


def test_some_are_late_and_some_are_due_tomorrow(session: Session) -> None:
    due = session.scalars(select(Case.next_due_on).where(Case.next_due_on.is_not(None))).all()
    assert TODAY + timedelta(days=1) in due
    assert sum(day < TODAY for day in due) >= 4
    requests = session.scalars(select(StatementRequest)).all()
    assert any(row.silence_on for row in requests)
    assert any(row.override_on for row in requests)
    assert any(row.reminded_on for row in requests)


@pytest.mark.parametrize(
    ("venue", "outcome"),
    [
        pytest.param("Pizzaverkstedet", ProposedOutcome.REFUSE, id="a manager who is 19"),
        pytest.param("Vinbua", ProposedOutcome.ASK, id="a manager with the test for sale"),
        pytest.param("Blåsebelgen", ProposedOutcome.REFUSE, id="a room that is taken"),
        pytest.param("Kiosken på torget", ProposedOutcome.REFUSE, id="a kiosk"),
        pytest.param("Nattskiftet", ProposedOutcome.DISCRETION, id="a bar, and hours until three"),
    ],
)
def test_assessments_say_what_they_are_there_to_show(
    session: Session, venue: str, outcome: ProposedOutcome
) -> None:
    case = session.scalars(
        select(Case)
        .join(Application, Application.case_id == Case.id)
        .where(Case.title.startswith(venue))
        .order_by(Case.id.desc())
    ).first()
    assert last_assessment(session, case).outcome is outcome


def test_every_assessment_answers_the_same_when_it_is_made_again(session: Session) -> None:
    for case in session.scalars(select(Case)):
        record = last_assessment(session, case)
        if record is not None:
            assert replayed(session, record).outcome is record.outcome


def test_every_decided_case_has_a_letter_that_can_be_read(session: Session) -> None:
    decided = [
        case
        for case in session.scalars(select(Case).where(Case.matter == Matter.LICENCE))
        if case.result not in (None, CaseResult.RETRACTED)
    ]
    letters = {case.title: decision_letter(session, case) for case in decided}
    assert len(letters) == 10 - 1
    assert {letter.state for letter in letters.values()} == set(LetterState)
    for title, letter in letters.items():
        if letter.state is not LetterState.DRAFT:
            text = " ".join(
                " ".join(page.extract_text().split())
                for page in PdfReader(io.BytesIO(final_bytes(session, letter))).pages
            )
            assert title.split(" – ")[0] in text
            assert "Klage" in text or "klage" in text


def test_every_letter_went_the_way_its_case_did(session: Session) -> None:
    for case in session.scalars(select(Case)):
        kinds = [letter.kind for letter in letters_of(session, case)]
        assert kinds or case.state is CaseState.RECEIVED


def test_the_office_works_on_weekdays(session: Session) -> None:
    assert {day.isoweekday() for day in session.scalars(select(Case.received_on))} <= {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("name", "at_least"),
    [("Røros", 100), ("Holtålen", 100), pytest.param("Eidskog", 1, id="Eidskog, which has its plan alone")],
)
def test_the_chain_of_events_holds_and_runs_forward(session: Session, name: str, at_least: int) -> None:
    chain = audit.verified_chain(session, municipality_id(session, name))
    assert chain.broken == ()
    assert chain.length >= at_least


def test_nothing_in_the_past_happens_later_than_today(session: Session) -> None:
    latest = session.execute(select(func.max(Case.moved_at))).scalar_one()
    assert latest.date() <= TODAY
    assert clock.today() != TODAY or latest <= clock.now()


def test_everything_invented_is_marked(session: Session) -> None:
    assert all(session.scalars(select(Policy.invented)))
    policy = policy_in_force(session, municipality_id(session, "Røros"), TODAY)
    assert "2009" in policy.source
    assert "oppdiktet" in policy.source
    assert all(
        "oppdiktet" in rule.delegation.basis
        for rule in policy.of_kind(RuleKind.DELEGATION)
        if rule.delegation.mode
    )
    numbers = session.scalars(
        select(Holder.organisation_number).where(Holder.organisation_number.is_not(None))
    )
    assert all(number.startswith("2") for number in numbers)
    assert all(account.email.endswith(".example") for account in ACCOUNTS)


def test_there_is_an_account_for_every_role_and_a_library_of_conditions(session: Session) -> None:
    memberships = [m for user in session.scalars(select(User)) for m in user.memberships]
    assert {membership.role for membership in memberships} == set(Role)
    both = [
        user
        for user in session.scalars(select(User))
        if len({m.municipality_id for m in user.memberships}) == 2
    ]
    assert both
    for name in ("Røros", "Holtålen"):
        policy = policy_in_force(session, municipality_id(session, name), TODAY)
        assert len(policy.of_kind(RuleKind.CONDITION)) == 8


def test_nobody_is_entered_twice(session: Session) -> None:
    numbers = [invented(serial).identity.value for serial in range(320)]
    assert len(set(numbers)) == len(numbers)
    names = Counter(session.scalars(select(Person.name)))
    assert names.most_common(1)[0][1] <= 2
    assert session.execute(select(func.count()).select_from(Letter)).scalar_one() > 80


def test_there_is_a_draft_to_try_out(session: Session) -> None:
    (draft,) = [
        row
        for row in policies_of(session, municipality_id(session, "Røros"))
        if row.state is PolicyState.DRAFT
    ]
    assert draft.invented
    assert "(oppdiktet)" in draft.name
    now = policy_in_force(session, municipality_id(session, "Røros"), TODAY)
    changed = {
        rule.code
        for rule in policy_domain(draft).rules
        if (then := now.rule(rule.code)) is None or (rule.hours, rule.cap) != (then.hours, then.cap)
    }
    assert changed == {"R-2.1", "R-3.2", "R-3.2-brennevin"}
