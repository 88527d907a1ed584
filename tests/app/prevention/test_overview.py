"""The overview of prevention: what waits for whom, the money, the deadlines, and what is left open."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.models.earmark import EarmarkYear
from app.models.spending import Spending
from app.permissions import Actor, Role
from app.prevention.queries import overview as queries
from app.prevention.queries.earmarks import accounts_in, years_in
from app.prevention.queries.hearings import answer_counts
from app.prevention.queries.reports import ReportTask, report_task
from app.prevention.service.years import held_year
from app.prevention.shown_overview import (
    SpendingWork,
    deadlines_of,
    tasks_of,
    year_end_notices,
)
from fees.money import Money
from fees.plans import MeasureStatus, PlanState
from fees.spending import PayoutState
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.earmark import make_earmark
from tests.factories.hearing import make_answer, make_hearing
from tests.factories.plan import make_measure, make_plan
from tests.factories.spending import decider_of, make_consulted, make_granted, make_spending

TODAY = clock.today()
YEAR = TODAY.year
PAGE = "/forebygging/"
COORDINATOR = Role.PREVENTION_COORDINATOR


def earmarked(session: Session, actor: Actor, world: World, **changed: Any) -> Any:
    return make_earmark(
        session, actor, first_year=YEAR, responsible_id=world.someone("decider").id, **changed
    )


def test_an_empty_municipality_has_an_overview(client_as: ClientAs) -> None:
    page = client_as("reader").get(PAGE)
    assert page.status_code == 200
    assert "Ingenting venter på deg." in page.text
    assert "Ingen øremerking gjelder i år." in page.text
    assert "Årsmelding" in page.text


def test_a_proposal_waits_first_for_consultation_and_then_for_the_one_who_decides(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    with filling(COORDINATOR) as (session, actor):
        earmark = earmarked(session, actor, world)
        spending = make_spending(session, actor, earmark)
        spending_id, earmark_id = spending.id, earmark.id
    assert "Venter på samråd" in client_as(COORDINATOR).get(PAGE).text
    assert "Til avgjørelse" not in client_as("decider").get(PAGE).text
    with filling(COORDINATOR) as (session, actor):
        spending = session.get_one(Spending, spending_id)
        make_consulted(session, actor, session.get_one(type(earmark), earmark_id), spending)
    decider = client_as("decider").get(PAGE).text
    mine = decider.split("Venter på andre")[0]
    assert "Til avgjørelse" in mine
    assert f"/forebygging/bruk/{spending_id}" in mine
    others = client_as(COORDINATOR).get(PAGE).text.split("Venter på andre")[1]
    assert "Til avgjørelse hos den ansvarlige" in others
    assert "Til avgjørelse" not in client_as("decider", municipality="other").get(PAGE).text


def test_what_is_granted_waits_for_payment_and_for_its_report(filling: Filling, world: World) -> None:
    with filling(COORDINATOR) as (session, actor):
        earmark = earmarked(session, actor, world)
        decider = decider_of(session, world.someone("decider").id, actor.municipality_id)
        spending = make_granted(session, actor, earmark, decider)
        spending.report_due_on = TODAY - timedelta(1)
        session.flush()
        place = actor.municipality_id
        assert queries.payments_to_request(session, place).first_id == spending.id
        reports = queries.reports_to_come(session, place, TODAY)
        assert (reports.count, reports.late, reports.first_day) == (1, 1, spending.report_due_on)
        assert queries.reports_to_come(session, place, TODAY - timedelta(1)).late == 0
        (part,) = spending.parts
        part.paid_ore = part.amount_ore
        session.flush()
        assert queries.payments_to_request(session, place).count == 0


def work(**changed: Any) -> SpendingWork:
    """Nothing that waits, but for what is given."""
    none = queries.Waiting()
    return SpendingWork(
        **{
            "proposals": (),
            "responsible": {},
            "payments": none,
            "payouts": {},
            "reports": none,
            "complaints": none,
            "parts_to_answer": 0,
            "idle_parts": 0,
            **changed,
        }
    )


@pytest.mark.parametrize(
    ("role", "changed", "is_mine"),
    [
        pytest.param(Role.FINANCE, {"payouts": {PayoutState.ATTESTED: 2}}, True, id="finance orders"),
        pytest.param(COORDINATOR, {"payouts": {PayoutState.ATTESTED: 2}}, False, id="others see it"),
        pytest.param(COORDINATOR, {"payments": queries.Waiting(1, 7)}, True, id="the coordinator attests"),
        pytest.param(Role.DECIDER, {"parts_to_answer": 1}, True, id="the one who decides answers"),
        pytest.param(Role.READER, {"parts_to_answer": 1}, False, id="a reader has nothing to do"),
    ],
)
def test_what_waits_is_told_to_the_one_who_can_do_it(
    app: Any, role: Role, changed: dict[str, Any], is_mine: bool
) -> None:
    with app.test_request_context():
        (task,) = tasks_of(Actor(1, "Prøve", 1, frozenset({role})), work(**changed))
    assert task.is_mine is is_mine


def test_who_has_proposed_does_not_decide(app: Any) -> None:
    proposals = [queries.Proposal(3, YEAR, 5, 1, True, True)]
    given = work(proposals=proposals, responsible={5: 1})
    with app.test_request_context():
        (own,) = tasks_of(Actor(1, "Prøve", 1, frozenset({Role.DECIDER})), given)
        (other,) = tasks_of(Actor(2, "Prøve", 1, frozenset({Role.DECIDER})), given)
    assert not own.is_mine
    assert not other.is_mine, "another than the one who is responsible"


@pytest.mark.parametrize(
    ("on", "told"),
    [
        pytest.param(date(2026, 10, 31), False, id="31 October: not yet"),
        pytest.param(date(2026, 11, 1), True, id="1 November: told"),
    ],
)
def test_what_will_be_unused_is_told_from_1_november(
    filling: Filling, app: Any, on: date, told: bool
) -> None:
    with filling(COORDINATOR) as (session, actor):
        make_earmark(session, actor)
        accounts = accounts_in(session, actor.municipality_id, 2026)
        rows = years_in(session, actor.municipality_id, 2026)
        with app.test_request_context():
            notices = year_end_notices(accounts, rows, [], on)
    assert bool(notices) is told
    if told:
        assert "75\u00a0000\u00a0kr blir ubrukt i 2026" in notices[0].text


def test_a_past_year_that_nobody_has_closed_is_told(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        earmark = make_earmark(session, actor, first_year=YEAR - 1)
        row = held_year(session, actor, earmark.id, YEAR - 1, on=date(YEAR - 1, 3, 1))
        found = queries.open_years(session, actor.municipality_id, YEAR)
        assert [year.year for _earmark, year in found] == [YEAR - 1]
        row.closed = True
        session.flush()
        assert not queries.open_years(session, actor.municipality_id, YEAR)
        assert session.get_one(EarmarkYear, row.id).closed


def test_plans_tell_what_is_to_be_evaluated_and_followed_up(filling: Filling, world: World) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(
            session,
            actor,
            others=(world.other_id,),
            state=PlanState.ADOPTED,
            first_year=YEAR - 1,
            last_year=YEAR + 1,
        )
        make_measure(session, plan, evaluate_by=TODAY + timedelta(60))
        make_measure(session, plan, "Senere", position=2, evaluate_by=TODAY + timedelta(61))
        make_measure(
            session, plan, "Ferdig", position=3, evaluate_by=TODAY, status=MeasureStatus.DONE, years={}
        )
        make_measure(session, plan, "Deres", position=4, evaluate_by=TODAY, municipality_id=world.other_id)
        (found,) = queries.work_in_plans(session, actor.municipality_id, TODAY)
        assert (found.evaluations, found.evaluate_by) == (1, TODAY + timedelta(60))
        assert found.unfollowed == 2
        assert not queries.work_in_plans(session, 999_999, TODAY)


def test_deadlines_stand_in_the_order_of_their_days(filling: Filling, app: Any) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor)
        make_answer(session, actor, hearing)
        rows = queries.hearings_under_way(session, actor.municipality_id)
        task = ReportTask(YEAR, TODAY + timedelta(1), None)
        counts = answer_counts(session, [hearing.id])
        with app.test_request_context():
            found = deadlines_of(task, rows, counts, [], TODAY)
        assert [one.due_on for one in found] == [TODAY + timedelta(1), hearing.due_on]
    assert "ikke påbegynt" in found[0].what
    assert "1 svar å behandle" in found[1].what


def test_the_report_of_last_year_is_late_after_1_february(filling: Filling, app: Any) -> None:
    with filling(COORDINATOR) as (session, actor), app.test_request_context():
        on = date(2027, 2, 2)
        task = report_task(session, actor.municipality_id, on)
        assert task is not None
        (late,) = deadlines_of(task, [], {}, [], on)
        (in_time,) = deadlines_of(task, [], {}, [], date(2027, 2, 1))
    assert (late.clock.tone, in_time.clock.tone) == ("danger", "warning")


def test_the_overview_asks_as_often_however_much_waits(
    client_as: ClientAs, filling: Filling, world: World, statements: list[str]
) -> None:
    with filling(COORDINATOR) as (session, actor):
        earmark = earmarked(session, actor, world)
        make_spending(session, actor, earmark)
        plan = make_plan(session, actor, state=PlanState.ADOPTED, first_year=YEAR - 1)
        make_measure(session, plan, evaluate_by=TODAY)
        make_answer(session, actor, make_hearing(session, actor, plan=make_plan(session, actor, title="Ny")))
        earmark_id, plan_id = earmark.id, plan.id
    client = client_as(COORDINATOR)
    client.get(PAGE)
    statements.clear()
    assert client.get(PAGE).status_code == 200
    few = len(statements)
    with filling(COORDINATOR) as (session, actor):
        earmark = session.get_one(type(earmark), earmark_id)
        for number in range(5):
            make_spending(session, actor, earmark, title=f"Kveld {number}", amount=Money.from_kroner(1000))
            make_measure(
                session, session.get_one(type(plan), plan_id), f"Tiltak {number}", position=number + 2
            )
            make_answer(
                session,
                actor,
                make_hearing(session, actor, plan=make_plan(session, actor, title=f"Plan {number}")),
            )
    statements.clear()
    client.get(PAGE)
    assert len(statements) == few
