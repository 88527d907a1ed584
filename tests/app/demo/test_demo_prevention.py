"""The demo's prevention: the earmark to the krone, spendings in every state, both plans, and the reports."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.days import OFFICE_OPENED, Days
from app.demo.fees import fee_year_to_show, opened_before
from app.demo.numbers import account_number
from app.demo.people import ACCOUNTS, EIDSKOG, HOLTALEN, ROROS, Staff
from app.demo.prevention import prevention_turns
from app.letters.facts import LetterKind
from app.models.earmark import Earmark
from app.models.hearing import HearingAnswer, PlanHearing
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.models.plan import Plan
from app.models.policy import PolicyMunicipality
from app.models.spending import GrantComplaint, Payout, Spending
from app.models.user import User
from app.models.yearly_report import PoliceFigure, ReportState
from app.permissions import GRANTED, Actor, Permission
from app.prevention.library import EIDSKOG as PLAN_OF_EIDSKOG
from app.prevention.library import ROROS_HOLTALEN as JOINT_PLAN
from app.prevention.library import packaged_plan
from app.prevention.queries.earmarks import account_of, earmarks_of, responsible_on, year_of
from app.prevention.queries.plan_closing import closing_report
from app.prevention.queries.plans import measures_of, plan_faults_of, plans_of
from app.prevention.queries.reports import report_for_year, stops_of
from app.prevention.queries.spending import consultation_missing
from fees.earmark import EarmarkAccount
from fees.money import Money
from fees.plan_faults import PlanFaultCode
from fees.plans import InputVerdict, PlanState, YearOutcome
from fees.spending import PartState, PayoutKind, PayoutState, SpendingState
from tests.app.demo.conftest import TODAY
from tests.app.demo.test_demo_fees import of
from tests.app.prevention.test_library import SEED, letters, rows_of_the_seed

pytestmark = pytest.mark.keeps_data

LAST_YEAR = TODAY.year - 1


def account(session: Session, name: str, year: int = TODAY.year) -> EarmarkAccount:
    """The account of the earmark in a municipality's year."""
    here = of(session, name)
    (earmark,) = earmarks_of(session, here)
    return account_of(session, here, earmark, year)


def plan(session: Session, name: str, title: str) -> Plan:
    """A plan of a municipality by how its title begins."""
    (found,) = [one for one in plans_of(session, of(session, name)) if one.title.startswith(title)]
    return found


def kroner(amount: Money) -> int:
    """Whole kroner of an amount."""
    return int(amount.kroner)


def test_eidskog_is_there_for_its_plan_alone(session: Session) -> None:
    here = of(session, EIDSKOG)
    assert session.scalar(select(func.count()).where(Licence.municipality_id == here)) == 0
    assert session.scalar(select(func.count()).where(PolicyMunicipality.municipality_id == here)) == 0
    people = {
        user.email
        for user in session.scalars(select(User))
        if {one.municipality_id for one in user.memberships} == {here}
    }
    assert people == {"slt@eidskog.example", "vedtak@eidskog.example", "motesekretaer@eidskog.example"}


def test_each_year_has_half_of_75_000_and_the_shares_add_up(session: Session) -> None:
    (earmark,) = session.scalars(select(Earmark))
    assert (earmark.amount_ore, earmark.first_year, earmark.last_year) == (75_000_00, 2025, 2028)
    assert earmark.invented
    assert earmark.policy_rule == "F-7.2"
    assert [row.body for row in earmark.consulted] == [
        "Oppvekstetaten",
        "Videregående skole",
        "Helsestasjon for ungdom",
        "SLT-gruppa",
    ]
    for year in (LAST_YEAR, TODAY.year):
        shares = [account(session, name, year).decided for name in (ROROS, HOLTALEN)]
        assert [kroner(one) for one in shares] == [37_500, 37_500]


def test_roros_has_spent_some_promised_some_and_has_a_little_left(session: Session) -> None:
    now = account(session, ROROS)
    assert [kroner(one) for one in (now.spent, now.reserved, now.free)] == [20_750, 9_000, 7_750]
    assert kroner(now.shortfall) == 0


def test_roros_handed_back_what_was_left_and_holtalen_carried_it_on(session: Session) -> None:
    roros, holtalen = account(session, ROROS, LAST_YEAR), account(session, HOLTALEN, LAST_YEAR)
    assert [kroner(one) for one in (roros.spent, roros.returned, roros.carried_out)] == [25_500, 12_000, 0]
    assert [kroner(one) for one in (holtalen.spent, holtalen.returned, holtalen.carried_out)] == [
        16_000,
        0,
        21_500,
    ]
    assert kroner(account(session, ROROS).carried_in) == 0
    assert kroner(account(session, HOLTALEN).carried_in) == 21_500
    for name in (ROROS, HOLTALEN):
        here = of(session, name)
        (earmark,) = earmarks_of(session, here)
        row = year_of(session, here, earmark.id, LAST_YEAR)
        assert row is not None
        assert row.closed


def test_holtalen_has_no_income_booked_this_year_and_says_so(session: Session) -> None:
    assert kroner(account(session, HOLTALEN, LAST_YEAR).shortfall) == 0
    assert kroner(account(session, HOLTALEN).shortfall) == 37_500


def test_whoever_is_responsible_may_decide_and_another_may_pay(session: Session) -> None:
    (earmark,) = session.scalars(select(Earmark))
    for name, title in ((ROROS, "Helse- og sosialsjef"), (HOLTALEN, "Sosialleder")):
        here = of(session, name)
        row = responsible_on(session, here, earmark.id, TODAY)
        assert row is not None
        assert row.title == title
        roles = {
            one.role for one in session.get_one(User, row.user_id).memberships if one.municipality_id == here
        }
        assert any(Permission.SPENDING_DECIDE in GRANTED[role] for role in roles)
    paid = session.execute(select(Payout.attested_by_id, Payout.approved_by_id)).all()
    assert all(attester != approver for attester, approver in paid)


def test_spendings_and_payouts_are_in_every_state(session: Session) -> None:
    states = Counter(session.scalars(select(Spending.state)))
    # What is paid is told of too, so that none waits in that state.
    assert set(states) == set(SpendingState) - {SpendingState.PAID}
    payouts = Counter(session.scalars(select(Payout.state).where(Payout.kind == PayoutKind.PAYOUT)))
    assert set(payouts) == set(PayoutState) - {PayoutState.CANCELLED}
    back = session.scalars(select(Payout).where(Payout.kind == PayoutKind.REPAYMENT)).one()
    assert back.amount_ore == 1_250_00


def test_some_wait_for_the_consultation_and_some_for_a_decision(session: Session) -> None:
    here = of(session, ROROS)
    waiting = session.scalars(
        select(Spending).where(Spending.municipality_id == here, Spending.state == SpendingState.PROPOSED)
    ).all()
    missing = {row.title: len(consultation_missing(session, row)) for row in waiting}
    assert missing == {
        "Middag og aktivitet for elever på hybel": 0,
        "Natteravner under julemarkedet": 1,
        "Ungdomsfestival uten rus": 4,
        "Quizkvelder uten alkohol": 4,
    }
    asked = sum(row.amount_ore for row in waiting)
    assert asked > account(session, ROROS).free.ore
    waived = session.scalars(select(Spending).where(Spending.unconsulted_by_id.is_not(None))).one()
    assert waived.unconsulted_reason


def test_what_misses_the_purpose_is_refused_and_may_be_complained_of(session: Session) -> None:
    refused = session.scalars(select(Spending).where(Spending.state == SpendingState.REFUSED)).all()
    assert len(refused) == 2
    assert not any(row.meets_purpose for row in refused)
    complaints = session.scalars(select(GrantComplaint).order_by(GrantComplaint.received_on)).all()
    assert [row.outcome is None for row in complaints] == [False, True]


def test_a_shared_measure_is_claimed_and_paid_and_another_waits_for_an_answer(session: Session) -> None:
    shared = [row for row in session.scalars(select(Spending)) if len(row.parts) == 2]
    stands = {
        row.title: [(part.amount_ore, part.paid_ore, part.state) for part in row.parts] for row in shared
    }
    assert stands["Konserter på Ungdommens Hus og Midtstuggu"] == [(6_000_00, 6_000_00, PartState.ENDED)] * 2
    assert {state for _amount, _paid, state in stands["Turnering for 8.–10. trinn i begge kommunene"]} == {
        PartState.PROPOSED
    }
    claims = session.scalars(select(Letter).where(Letter.kind == LetterKind.SHARE_CLAIM)).all()
    assert [claim.state for claim in claims] == [LetterState.SENT, LetterState.ARRIVED]


@pytest.mark.skipif(not SEED.exists(), reason="the text of the plan is not beside this checkout")
def test_the_table_of_eidskog_stands_cell_by_cell_as_in_the_seed(session: Session) -> None:
    found = plan(session, EIDSKOG, packaged_plan(PLAN_OF_EIDSKOG).title)
    measures = measures_of(session, of(session, EIDSKOG), found.id)
    for row, measure in zip(rows_of_the_seed(), measures, strict=True):
        cells = {one.year: one.text for one in measure.years}
        stored = [measure.title, measure.start_status, *(cells.get(year, "") for year in range(2016, 2020))]
        # The last column, those who own it, is held against the seed where the library is tested.
        assert [letters(told) for told in row[: len(stored)]] == [letters(kept) for kept in stored]


def test_the_plan_of_eidskog_is_followed_up_ended_and_told_of(session: Session) -> None:
    here = of(session, EIDSKOG)
    found = plan(session, EIDSKOG, packaged_plan(PLAN_OF_EIDSKOG).title)
    assert found.state is PlanState.ENDED
    told = closing_report(session, here, found)
    assert told.measures == 20
    assert len(told.carried) == 5
    assert told.done
    assert told.not_done
    codes = {fault.code for fault in plan_faults_of(session, found)}
    assert {PlanFaultCode.NO_POLICY, PlanFaultCode.NO_EVALUATION, PlanFaultCode.DUE_BEFORE_DECISION} <= codes
    draft = plan(session, EIDSKOG, f"Rusmiddelpolitisk handlingsplan {TODAY.year + 1}")
    assert (draft.state, draft.predecessor_id) == (PlanState.ON_HEARING, found.id)
    hearing = session.scalars(select(PlanHearing).where(PlanHearing.plan_id == draft.id)).one()
    assert hearing.opens_on < TODAY < hearing.due_on
    answers = session.scalars(select(HearingAnswer).where(HearingAnswer.hearing_id == hearing.id)).all()
    assert [answer.verdict for answer in answers] == [None]


def test_the_joint_plan_shows_its_faults_and_what_was_done(session: Session) -> None:
    found = plan(session, ROROS, packaged_plan(JOINT_PLAN).title)
    assert found.state is PlanState.ADOPTED
    (differs,) = [
        fault for fault in plan_faults_of(session, found) if fault.code is PlanFaultCode.SHARE_DIFFERS
    ]
    assert differs.facts
    years = [
        cell
        for measure in measures_of(session, of(session, ROROS), found.id)
        for cell in measure.years
        if cell.outcome is not YearOutcome.PLANNED
    ]
    assert {cell.year for cell in years} == {2024, 2025, 2026}
    assert all("(oppdiktet)" in cell.evidence for cell in years if cell.evidence)


def test_the_next_plan_was_heard_and_both_councils_adopted_it(session: Session) -> None:
    found = plan(session, ROROS, "Plan mot rus blant unge")
    assert found.invented
    assert (found.state, found.first_year) == (PlanState.ADOPTED, TODAY.year + 1)
    assert found == plan(session, HOLTALEN, "Plan mot rus blant unge")
    measures = measures_of(session, of(session, ROROS), found.id)
    assert sum(measure.carried_from_id is not None for measure in measures) == 6
    codes = {fault.code for fault in plan_faults_of(session, found)}
    assert codes == {PlanFaultCode.PREDECESSOR_NOT_ENDED, PlanFaultCode.PREDECESSOR_OVERLAPS}
    hearing = session.scalars(select(PlanHearing).where(PlanHearing.plan_id == found.id)).one()
    assert hearing.closed_on
    assert hearing.summary
    verdicts = Counter(
        session.scalars(select(HearingAnswer.verdict).where(HearingAnswer.hearing_id == hearing.id))
    )
    assert verdicts == {InputVerdict.FOLLOWED: 2, InputVerdict.PARTLY: 1, InputVerdict.NOT_FOLLOWED: 1}


def test_nobody_answers_a_hearing_in_a_name_of_their_own(session: Session) -> None:
    answers = session.scalars(select(HearingAnswer)).all()
    assert all("(oppdiktet)" in answer.sender and "(oppdiktet)" in answer.on_behalf_of for answer in answers)


def test_the_report_of_last_year_went_its_way_and_holtalens_is_late(session: Session) -> None:
    report = report_for_year(session, of(session, ROROS), LAST_YEAR)
    assert report is not None
    assert report.state is ReportState.DELIVERED
    stops = stops_of(session, report)
    assert len(stops) == 4
    assert all(stop.met_on and "(oppdiktet)" in stop.case_number for stop in stops)
    late = report_for_year(session, of(session, HOLTALEN), LAST_YEAR)
    assert late is not None
    assert (late.state, late.due_on < TODAY) == (ReportState.DRAFT, True)
    under_way = report_for_year(session, of(session, ROROS), TODAY.year)
    assert under_way is not None
    assert under_way.state is ReportState.DRAFT


def test_what_the_police_told_is_marked_as_invented(session: Session) -> None:
    figures = session.scalars(select(PoliceFigure)).all()
    assert {figure.preliminary for figure in figures if figure.year == TODAY.year} == {True}
    assert all("oppdiktet" in figure.source for figure in figures)
    assert {figure.year for figure in figures} == {LAST_YEAR, TODAY.year}


def test_account_numbers_begin_as_no_banks_do() -> None:
    numbers = [account_number(serial) for serial in range(9)]
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("0000") and len(number) == 11 for number in numbers)


@pytest.mark.parametrize(
    "today",
    [
        pytest.param(date(2026, 2, 2), id="the offices have just begun"),
        pytest.param(date(2027, 1, 4), id="the first days of a year"),
        pytest.param(TODAY, id="November"),
        pytest.param(date(2028, 10, 2), id="the first days of a period"),
    ],
)
def test_nothing_is_done_before_the_offices_begin_or_after_today(session: Session, today: date) -> None:
    days = Days(today)
    year = fee_year_to_show(days)
    opened_on = days.ago(OFFICE_OPENED) if year is None else opened_before(year, days)
    people = {
        name: Staff(
            of(session, name),
            {
                account.key: Actor(0, account.name, of(session, name), frozenset(account.roles[name]))
                for account in ACCOUNTS
                if name in account.roles
            },
        )
        for name in (ROROS, HOLTALEN, EIDSKOG)
    }
    dates = [turn.on for turn in prevention_turns(session, people, days, opened_on)]
    assert opened_on < min(dates)
    assert max(dates) <= today
