"""The fees of granted events: listed with what each waits for, and taken among the fees of the year once."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.billing.computed import from_stored
from app.billing.queries.billable import Wanted, billable
from app.billing.queries.occasions import EventFeeState, counts_by_state
from app.billing.service.occasions import event_duties, take_into_fees
from app.billing.service.statements import receive_statement
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.invoice import BatchPurpose
from app.models.licence import Licence
from app.models.turnover import TurnoverDeadline, TurnoverDuty
from app.permissions import Role
from fees.money import Money
from fees.turnover import Volumes
from licensing.errors import NotAllowed
from licensing.licences import LicenceType
from licensing.policy import FactTest, FeeEffect, Rule, RuleKind, Strength, When
from licensing.tariffs import Tariff, TariffMethod, TariffStep
from tests.factories import event as events
from tests.factories.policy import make_rules

YEAR, ON = 2026, date(2026, 12, 20)
DAY = date(2026, 12, 12)
DAYS = events.day_entries("12:00-24:00", DAY, DAY, events.TENTS[:1])
SINGLE = (LicenceType.SINGLE_OCCASION,)
RULES = (
    Rule(
        "small",
        RuleKind.FEE,
        Strength.HARD,
        When(types=SINGLE, tests=(FactTest("guests", at_most=500),)),
        fee=FeeEffect(
            tariff=Tariff(TariffMethod.GUESTS, steps=(TariffStep(150, 44_000), TariffStep(500, 88_000))),
            missing_statement_ore=122_000,
        ),
    ),
    Rule(
        "large",
        RuleKind.FEE,
        Strength.HARD,
        When(types=SINGLE, tests=(FactTest("guests", at_least=501),)),
        fee=FeeEffect(tariff=Tariff(TariffMethod.FIXED_AND_VOLUME, 50_000)),
    ),
)


def grant(session, actor, *, serial, guests, fee_ore):
    case = events.make_ready_event(session, actor, serial=serial, days=DAYS, guests=guests)
    decision = events.grant_at_once(session, actor, case, fee_ore=fee_ore)
    return session.scalars(select(Licence).where(Licence.decision_id == decision.id)).one()


@pytest.fixture
def granted(filling):
    """A small event with its fee, a large one by litres, and one that a person set the fee of."""
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, *RULES)
        return {
            "small": grant(session, actor, serial=0, guests=150, fee_ore=44_000).id,
            "large": grant(session, actor, serial=1, guests=900, fee_ore=None).id,
            "own": grant(session, actor, serial=2, guests=400, fee_ore=10_000).id,
        }


def test_what_is_ready_becomes_a_fee_once_and_what_hangs_on_litres_waits(filling, granted):
    with filling(Role.FINANCE) as (session, actor):
        taken = take_into_fees(session, actor, year=YEAR, licence_ids=None, on=ON)
        assert (taken.count, taken.total, taken.waiting, taken.duties) == (2, Money(54_000), 1, 3)
        fees = {fee.licence_id: fee for fee in session.scalars(select(Fee))}
        small = fees[granted["small"]]
        assert (small.purpose, small.state, small.year, small.total_ore) == (
            FeePurpose.OCCASION,
            FeeState.DECIDED,
            YEAR,
            44_000,
        )
        assert small.decided_on == events.DECIDED_ON
        assert small.decided_by_id != actor.user_id
        assert small.computed["occasion"]["rule"] == "small"
        assert (small.computed["by_tariff"], fees[granted["own"]].computed["by_tariff"]) == (True, False)
        with pytest.raises(NotAllowed) as refused:
            take_into_fees(session, actor, year=YEAR, licence_ids=None, on=ON)
        assert refused.value.code == "no_event_fee_ready"
        assert session.scalars(select(func.count()).select_from(Fee)).one() == 2
        wanted = Wanted(BatchPurpose.OCCASIONS, YEAR)
        lines = billable(session, actor.municipality_id, wanted, computed=True)
        assert {key: [one.amount.ore for one in parts] for key, parts in lines.items()} == {
            granted["small"]: [44_000],
            granted["own"]: [10_000],
        }


def test_a_fee_by_litres_is_fixed_on_the_statement_and_tells_its_litres(filling, granted):
    with filling(Role.FINANCE) as (session, actor):
        assert event_duties(session, actor, YEAR, ON) == 3
        assert event_duties(session, actor, YEAR, ON) == 0
        duty = session.scalars(select(TurnoverDuty).where(TurnoverDuty.licence_id == granted["large"])).one()
        assert (duty.round_id, duty.first_day, duty.last_day, duty.due_on) == (
            None,
            DAY,
            DAY,
            date(2026, 12, 28),
        )
        told = session.scalars(select(TurnoverDeadline).where(TurnoverDeadline.duty_id == duty.id)).one()
        assert told.due_on == duty.due_on
        statement = receive_statement(
            session, actor, duty_id=duty.id, actual=Volumes(40_000, 10_000), expected=None, on=ON
        )
        chosen = [granted["large"]]
        taken = take_into_fees(session, actor, year=YEAR, licence_ids=chosen, on=ON)
        # 500 + 400 × 0.63 + 100 × 1.62
        assert (taken.count, taken.total) == (1, Money(91_400))
        fee = session.scalars(select(Fee)).one()
        assert (fee.statement_id, fee.decided_on, fee.decided_by_id) == (statement.id, ON, actor.user_id)
        computed = from_stored(fee.computed)
        assert computed.year.volumes == Volumes(40_000, 10_000)
        assert [line.amount for line in computed.year.fee.lines] == [252, 162]
        counts = counts_by_state(session, actor.municipality_id, YEAR)
        assert counts == {EventFeeState.TAKEN: 1, EventFeeState.READY: 2}


def test_the_list_tells_what_each_event_costs_and_waits_for(client_as, granted):
    page = client_as("finance").get(f"/gebyr/arrangementer?ar={YEAR}").text.replace("\u00a0", " ")
    for said in (
        "440,00 kr",
        "440,00 kr for høyst 150 gjester og 880,00 kr for høyst 500 gjester, regel small",
        "500,00 kr og satsen for hver liter, regel large",
        "Fastsettes etter omsetningsoppgaven",
        "Satt i vedtaket. Taksten gir 880,00 kr.",
        "Ta med alle 2 som er klare",
    ):
        assert said in page, said
    waits = client_as("reader").get(f"/gebyr/arrangementer?ar={YEAR}&vis=waits").text
    assert "Prøvemartnan 1" in waits
    assert "Prøvemartnan 0" not in waits
    assert "Ta med" not in waits
    assert "Ingen arrangementer her." in client_as("reader").get("/gebyr/arrangementer?ar=2025").text


def test_the_chosen_are_taken_in_one_act_and_nothing_chosen_is_refused(client_as, granted):
    client, address = client_as("finance"), f"/gebyr/arrangementer?ar={YEAR}"
    for typed, said in (
        ({}, "ikke valgt noe arrangement"),
        ({"licences": "x"}, "Velg arrangementer fra listen"),
    ):
        refused = client.post(address, data=typed)
        assert refused.status_code in (409, 422)
        assert said in refused.text
    done = client.post(address, data={"licences": [granted["small"], 999_999]}, follow_redirects=True)
    told = done.text.replace("\u00a0", " ")
    assert "1 arrangement er tatt med i gebyrene, til sammen 440,00 kr." in told
    assert "Omsetningsoppgaven for 3 arrangementer kan nå føres." in told
    again = client.post(address, data={"licences": granted["small"]})
    assert again.status_code == 409
    assert "Ingen av arrangementene i 2026 har et gebyr som er klart" in again.text


def test_a_fee_that_was_taken_explains_itself_on_its_own_page(client_as, filling, granted):
    with filling(Role.FINANCE) as (session, actor):
        event_duties(session, actor, YEAR, ON)
        duty = session.scalars(select(TurnoverDuty).where(TurnoverDuty.licence_id == granted["large"])).one()
        receive_statement(session, actor, duty_id=duty.id, actual=Volumes(40_000), expected=None, on=ON)
        take_into_fees(session, actor, year=YEAR, licence_ids=None, on=ON)
        fees = {fee.licence_id: fee.id for fee in session.scalars(select(Fee))}
        duty_id = duty.id
    wanted = {
        "small": ("Takst for høyst 150 gjester", "440,00", "regel small"),
        "large": ("Gruppe 1: 400 liter à 0,63 kr", "252,00", "752,00", "regel large"),
        "own": ("Satt i vedtaket", "100,00", "Taksten gir", "880,00 kr"),
    }
    client = client_as("reader")
    for name, said in wanted.items():
        page = client.get(f"/gebyr/vedtak/{fees[granted[name]]}").text.replace("\u00a0", " ")
        for text in said:
            assert text in page, (name, text)
    page = client.get(f"/gebyr/arrangementer?ar={YEAR}").text
    assert f"/gebyr/vedtak/{fees[granted['small']]}" in page
    assert f"/gebyr/oppgaver/{duty_id}" in page


def test_another_municipality_sees_and_takes_nothing(filling, client_as, granted):
    other = client_as("finance", municipality="other")
    assert "Prøvemartnan" not in other.get(f"/gebyr/arrangementer?ar={YEAR}").text
    refused = other.post(f"/gebyr/arrangementer?ar={YEAR}", data={"licences": granted["small"]})
    assert refused.status_code == 409


def test_the_year_goes_into_a_spreadsheet(client_as, granted):
    sheet = client_as("reader").get(f"/gebyr/arrangementer/regneark?ar={YEAR}")
    assert sheet.status_code == 200
    assert sheet.data[:2] == b"PK"


def test_as_many_questions_are_asked_of_many_events_as_of_one(filling, client_as, statements):
    asked = []
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, *RULES)
        grant(session, actor, serial=0, guests=100, fee_ore=44_000)
    client = client_as("finance")
    for more in (range(0), range(1, 3)):
        with filling() as (session, actor):
            for serial in more:
                grant(session, actor, serial=serial, guests=100, fee_ore=44_000)
        statements.clear()
        assert client.get(f"/gebyr/arrangementer?ar={YEAR}").status_code == 200
        asked.append(len(statements))
    assert asked[0] == asked[1]
