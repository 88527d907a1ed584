"""Many at once on the same earmark, grant or report: each act is done once, and nobody waits for ever."""

from collections.abc import Callable
from datetime import date

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.billing.queries.ledger import verified_ledger
from app.models.earmark import EarmarkYearAct
from app.models.hearing import HearingAnswer
from app.models.spending import Payout, Spending, SpendingPart
from app.models.yearly_report import ReportStop, YearlyReport
from app.permissions import Role
from app.prevention.queries.earmarks import account_of, earmarks_of
from app.prevention.service.closing import close_year
from app.prevention.service.earmarks import CouncilDecision
from app.prevention.service.hearing_answers import NewAnswer, key_answer
from app.prevention.service.parts import answer_part
from app.prevention.service.payouts import approve_payout, record_voucher, request_payout
from app.prevention.service.report_delivery import deliver_report
from app.prevention.service.reports import begin_report
from app.prevention.service.spending import change, grant
from app.prevention.service.years import held_year
from fees.money import ZERO, Money
from fees.spending import PayoutState
from tests.app.conftest import Filling, World
from tests.app.policy.test_criteria_races import AT_ONCE, actor_of, at_once
from tests.app.prevention.spending_desk import TODAY, desk_of
from tests.factories.earmark import make_earmark
from tests.factories.hearing import make_hearing
from tests.factories.payout import make_grant, part_of_other
from tests.factories.plan import make_plan
from tests.factories.report import make_report
from tests.factories.spending import decider_of, new_spending

COORDINATOR = Role.PREVENTION_COORDINATOR
DECEMBER = date(2026, 12, 10)
Act = Callable[[Session], object]


def test_two_municipalities_that_act_on_one_measure_at_once_take_turns(
    app: Flask, world: World, filling: Filling
) -> None:
    with desk_of(filling, world, shared=True) as desk:
        row = desk.propose(shared_with=(world.other_id,))
        spending_id, version, part_id = row.id, row.version, part_of_other(desk.session, row).id
        new = new_spending(desk.earmark, shared_with=(world.other_id,), title="Foreldrekveld")
        coordinator, decider, theirs = desk.coordinator, desk.decider, desk.other_decider

    def accept(session: Session) -> object:
        return answer_part(
            session, theirs, part_id=part_id, seen_version=None, accept=True, reason="", on=TODAY
        )

    def alter(session: Session) -> object:
        return change(session, coordinator, spending_id=spending_id, seen_version=version, new=new, on=TODAY)

    def give(session: Session) -> object:
        return grant(
            session,
            decider,
            spending_id=spending_id,
            seen_version=None,
            amount=Money.from_kroner(12_000),
            conditions="",
            report_due_on=None,
            reason="",
            on=TODAY,
        )

    ended = at_once(app, [accept, alter, give] * 3)
    assert sum(ended.values()) == 9
    assert set(ended) <= {"done", "NotAllowed", "ChangedMeanwhile"}
    with filling() as (session, _actor):
        parts = session.scalars(select(SpendingPart).where(SpendingPart.spending_id == spending_id)).all()
        assert sum(part.amount_ore for part in parts) == session.get_one(Spending, spending_id).amount_ore
        for one in (world.own_id, world.other_id):
            assert not verified_ledger(session, one).faults


def test_a_grant_is_attested_ordered_and_paid_once_however_many_press(
    app: Flask, world: World, filling: Filling
) -> None:
    with filling() as (session, _actor):
        row = make_grant(session, world.own_id)
        spending_id, version = row.id, row.version
        finance = decider_of(session, world.someone(Role.FINANCE).id, world.own_id)

    def attest(session: Session) -> object:
        return request_payout(
            session,
            actor_of(world, COORDINATOR),
            spending_id=spending_id,
            seen_version=version,
            amount=Money.from_kroner(5_000),
            payee="FAU",
            account_number=None,
            text="",
            on=TODAY,
        )

    assert at_once(app, [attest] * AT_ONCE)["done"] == 1
    with filling() as (session, _actor):
        payout_id = session.scalars(select(Payout.id)).one()

    def order(session: Session) -> object:
        return approve_payout(session, finance, payout_id=payout_id, seen_version=None, on=TODAY)

    def pay(session: Session) -> object:
        return record_voucher(
            session, finance, payout_id=payout_id, seen_version=None, voucher="B 1", paid_on=TODAY, on=TODAY
        )

    assert at_once(app, [order] * AT_ONCE)["done"] == 1
    assert at_once(app, [pay] * AT_ONCE)["done"] == 1
    with filling() as (session, actor):
        assert session.scalars(select(Payout.state)).all() == [PayoutState.PAID]
        assert not verified_ledger(session, actor.municipality_id).faults
        (earmark,) = earmarks_of(session, actor.municipality_id)
        account = account_of(session, actor.municipality_id, earmark, TODAY.year)
        assert account.spent == Money.from_kroner(5_000)


def test_a_year_is_closed_once_however_many_press(app: Flask, world: World, filling: Filling) -> None:
    with filling() as (session, actor):
        earmark_id = make_earmark(session, actor).id
        row = held_year(session, actor, earmark_id, 2026, on=DECEMBER)
        version, free = row.version, Money(row.free_ore)

    def close(session: Session) -> object:
        return close_year(
            session,
            actor_of(world),
            earmark_id=earmark_id,
            year=2026,
            seen_version=version,
            decision=CouncilDecision("Kommunestyret", DECEMBER, "PS 91/26"),
            carried=free,
            returned=ZERO,
            other=ZERO,
            other_use="",
            reason="",
            on=DECEMBER,
        )

    assert at_once(app, [close] * AT_ONCE) == {"done": 1, "ChangedMeanwhile": AT_ONCE - 1}
    with filling() as (session, actor):
        assert session.scalar(select(func.count()).select_from(EarmarkYearAct)) == 1
        assert not verified_ledger(session, actor.municipality_id).faults


def test_a_report_is_begun_once_and_delivered_once(app: Flask, world: World, filling: Filling) -> None:
    coordinator = actor_of(world, COORDINATOR)
    on = date(2027, 1, 20)

    def begin(session: Session) -> object:
        return begin_report(session, coordinator, year=2026, on=on)

    assert at_once(app, [begin] * 4) == {"done": 1, "NotAllowed": 3}
    with filling(COORDINATOR) as (session, actor):
        report = make_report(session, actor, year=2025, on=on)
        report_id = report.id

    def deliver(session: Session) -> object:
        return deliver_report(session, coordinator, report_id=report_id, delivered_as="SLT", on=on)

    assert at_once(app, [deliver] * 4) == {"done": 1, "NotAllowed": 3}
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(YearlyReport)) == 2
        stops = session.scalars(select(ReportStop.body).where(ReportStop.report_id == report_id)).all()
        assert len(stops) == len(set(stops))


def test_an_answer_that_is_entered_by_many_at_once_is_one(app: Flask, world: World, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing_id = make_hearing(session, actor, plan=make_plan(session, actor)).id

    def enter(session: Session) -> object:
        return key_answer(
            session,
            actor_of(world, COORDINATOR),
            hearing_id=hearing_id,
            answer=NewAnswer("Kari", "Bra plan."),
            received_on=clock.today(),
            on=clock.today(),
        )

    assert at_once(app, [enter] * AT_ONCE) == {"done": AT_ONCE}
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(HearingAnswer)) == 1
