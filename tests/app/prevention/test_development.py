"""How it goes over the years: the figures agree with the accounts, and each picture has its table."""

import re
from datetime import date

from sqlalchemy.orm import Session

from app import clock
from app.models.plan import MeasureYear
from app.permissions import Actor, Role
from app.prevention.queries.development import (
    licences_by_year,
    money_by_year,
    outcomes_by_year,
    spent_by_group,
    years_shown,
)
from app.prevention.queries.earmarks import account_of
from app.prevention.shown_development import money_shown, school_text, share_text
from fees.ledger import Account, EntryKind
from fees.money import ZERO, Money
from fees.plans import PlanState, YearOutcome
from fees.spending import TargetGroup
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.earmark import make_earmark
from tests.factories.fees import make_batch, make_entry, make_fee, make_invoice
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.plan import make_measure, make_plan
from tests.factories.spending import decider_of, make_granted
from tests.factories.venue import make_venue

TODAY = clock.today()
YEAR = TODAY.year
PAGE = "/forebygging/utvikling"


def kroner(amount: int) -> Money:
    return Money.from_kroner(amount)


def booked(session: Session, actor: Actor, amounts: dict[int, list[int]]) -> None:
    """Fee income of some years as entries of the ledger; below nought it is credited."""
    venue, holder = make_venue(session, actor), make_holder(session, actor)
    for serial, (year, wanted) in enumerate(amounts.items(), start=1):
        batch = make_batch(session, actor, fee_year=year, serial=serial)
        for number, amount in enumerate(wanted, start=1):
            licence = make_licence(session, venue, holder)
            fee = make_fee(session, actor, licence)
            _invoice, line = make_invoice(session, batch, licence, fee, serial=number)
            make_entry(
                session,
                actor,
                kind=EntryKind.CLAIM if amount > 0 else EntryKind.CREDIT,
                debit=Account.RECEIVABLES if amount > 0 else Account.FEE_INCOME,
                credit=Account.FEE_INCOME if amount > 0 else Account.RECEIVABLES,
                amount=abs(amount),
                fee_year=year,
                licence=licence,
                line=line,
            )


def paid(session: Session, actor: Actor, world: World, amount: int, group: TargetGroup) -> None:
    """A spending of this year that is granted and paid in whole."""
    earmark = make_earmark(session, actor, first_year=YEAR, responsible_id=world.someone("decider").id)
    decider = decider_of(session, world.someone("decider").id, actor.municipality_id)
    spending = make_granted(session, actor, earmark, decider, amount=kroner(amount), target_group=group)
    (part,) = spending.parts
    part.paid_ore = part.amount_ore
    session.flush()


def test_the_money_of_a_year_is_that_of_its_account(filling: Filling, world: World) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        earmark = make_earmark(session, actor, first_year=YEAR - 1)
        booked(session, actor, {YEAR: [66_000], YEAR - 1: [80_000, -1_000]})
        before, this = money_by_year(session, actor.municipality_id, [YEAR - 1, YEAR])
        account = account_of(session, actor.municipality_id, earmark, YEAR)
    assert (before.income, this.income) == (kroner(79_000), kroner(66_000))
    assert (this.decided, this.set_aside, this.shortfall) == (
        account.decided,
        account.set_aside,
        account.shortfall,
    )
    assert this.shortfall == kroner(9_000)
    assert not before.shortfall
    assert [row.label for row in money_shown([before, this]).rows] == [str(YEAR - 1), str(YEAR)]


def test_nothing_of_another_municipality_is_counted(filling: Filling, world: World) -> None:
    with filling(Role.PREVENTION_COORDINATOR, municipality="other") as (session, actor):
        make_earmark(session, actor, first_year=YEAR)
        booked(session, actor, {YEAR: [66_000]})
        make_measure(session, make_plan(session, actor, state=PlanState.ADOPTED, first_year=YEAR))
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        place = actor.municipality_id
        (money,) = money_by_year(session, place, [YEAR])
        assert (money.income, money.has_earmark) == (None, False)
        assert not any(outcomes_by_year(session, place, [YEAR])[YEAR].values())
        assert not licences_by_year(session, place, [YEAR], TODAY)
        assert not spent_by_group(session, place, [YEAR])
        assert years_shown(session, place, TODAY) == [YEAR]


def test_what_the_plans_say_is_counted_by_what_it_came_to(filling: Filling, world: World) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        plan = make_plan(
            session,
            actor,
            others=(world.other_id,),
            state=PlanState.ADOPTED,
            first_year=YEAR,
            last_year=YEAR + 1,
        )
        make_measure(session, plan)
        mine = make_measure(session, plan, "Vårt", municipality_id=actor.municipality_id, position=2)
        make_measure(session, plan, "Deres", municipality_id=world.other_id, position=3)
        draft = make_plan(session, actor, title="Utkast", first_year=YEAR)
        make_measure(session, draft)
        cell = session.query(MeasureYear).filter_by(measure_id=mine.id, year=YEAR).one()
        cell.outcome = YearOutcome.DONE
        session.flush()
        counts = outcomes_by_year(session, actor.municipality_id, [YEAR, YEAR + 1])
    assert counts[YEAR][YearOutcome.DONE] == 1
    assert counts[YEAR][YearOutcome.PLANNED] == 1
    assert counts[YEAR + 1][YearOutcome.PLANNED] == 2


def test_a_licence_is_counted_on_the_last_day_that_it_holds(filling: Filling) -> None:
    with filling() as (session, actor):
        make_licence(
            session,
            make_venue(session, actor),
            make_holder(session, actor),
            granted_on=date(2024, 7, 1),
            usable_from=date(2024, 7, 1),
            last_day=date(2028, 6, 30),
            ended_on=date(2025, 12, 31),
        )
        counts = licences_by_year(session, actor.municipality_id, [2023, 2024, 2025, 2026], date(2026, 8, 1))
    assert {year: figures["serving"] for year, figures in counts.items()} == {2024: 1, 2025: 1, 2026: 0}


def test_shares_are_told_with_one_decimal() -> None:
    assert share_text(Money(1_911), Money(5_544)) == "34,5\u00a0%"
    assert share_text(Money(1), Money(1)) == "100,0\u00a0%"
    assert share_text(ZERO, Money(1)) == "0,0\u00a0%"


def test_the_money_reaches_a_target_group(filling: Filling, world: World) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        paid(session, actor, world, 12_000, TargetGroup.PRIMARY_SCHOOL)
        groups = spent_by_group(session, actor.municipality_id, [YEAR])
        assert [(one.group, one.amount, one.count) for one in groups] == [
            (TargetGroup.PRIMARY_SCHOOL, kroner(12_000), 1)
        ]
        assert not spent_by_group(session, actor.municipality_id, [YEAR - 1])


def test_each_picture_has_its_table(client_as: ClientAs, filling: Filling, world: World) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        paid(session, actor, world, 12_000, TargetGroup.PRIMARY_SCHOOL)
        booked(session, actor, {YEAR: [66_000]})
        make_measure(session, make_plan(session, actor, state=PlanState.ADOPTED, first_year=YEAR))
        text = school_text(spent_by_group(session, actor.municipality_id, [YEAR]))
    page = client_as("reader").get(PAGE).text
    assert page.count('<svg viewBox="0 0 400') == page.count('class="chart-pair__table"') == 4
    assert ">66\u00a0000</td>" in page
    assert "Det mangler 9\u00a0000\u00a0kr" in page
    assert text in page
    assert "100,0\u00a0%" in page
    assert 'aria-current="true">Alle år' in re.sub(r"\s+", " ", page)


def test_a_municipality_without_anything_has_a_page(client_as: ClientAs) -> None:
    page = client_as("reader").get(PAGE)
    assert page.status_code == 200
    assert "Ingenting er brukt ennå." in page.text
    assert client_as("reader").get(f"{PAGE}?ar=tull").status_code == 200
    assert client_as("inspector").get(PAGE).status_code == 403


def test_it_is_asked_as_often_however_much_there_is(
    client_as: ClientAs, filling: Filling, world: World, statements: list[str]
) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED, first_year=YEAR)
        make_measure(session, plan)
        make_earmark(session, actor, first_year=YEAR)
        plan_id = plan.id
    client = client_as("reader")
    client.get(PAGE)
    statements.clear()
    client.get(PAGE)
    few = len(statements)
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        plan = session.get_one(type(plan), plan_id)
        for number in range(20):
            make_measure(session, plan, f"Tiltak {number}", position=number + 2)
    statements.clear()
    client.get(PAGE)
    assert len(statements) == few
