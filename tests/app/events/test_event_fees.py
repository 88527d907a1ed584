"""The fee of an event by its tariff: proposed, explained on the page, and told in the letter."""

from dataclasses import replace
from datetime import date

import pytest

from app.cases.queries.one import decision_letter
from app.events.queries.fees import shown_fee
from app.events.queries.one import occasion_of
from app.events.service.registering import EventChange, change_event
from app.models.decision import Decision
from licensing.licences import LicenceType
from licensing.policy import FeeEffect, Rule, RuleKind, Strength, When
from licensing.tariffs import Tariff, TariffMethod, TariffPer, TariffStep, flat
from tests.factories import event as events
from tests.factories.event import DECIDED_ON
from tests.factories.policy import make_rules

SATURDAY, SUNDAY = date(2026, 12, 12), date(2026, 12, 13)
DAYS = events.day_entries("12:00-24:00", SATURDAY, SUNDAY, events.TENTS[:1])
BY_GUESTS = Tariff(TariffMethod.GUESTS, steps=(TariffStep(150, 44_000), TariffStep(None, 110_000)))
BY_THE_DAY = Tariff(TariffMethod.VOLUME, per=TariffPer.DAY)
AMBULATORY = {"type": LicenceType.AMBULATORY, "company": events.CLOSED, "days": DAYS[:1]}


def charge(session, actor, **effect):
    when = When(types=(LicenceType.SINGLE_OCCASION, LicenceType.AMBULATORY))
    rule = Rule("R-16", RuleKind.FEE, Strength.HARD, when, fee=FeeEffect(**effect))
    make_rules(session, actor.municipality_id, rule)


@pytest.mark.parametrize(
    ("effect", "told", "ore"),
    [
        pytest.param({"tariff": BY_GUESTS}, {"guests": 150}, 44_000, id="as many guests as the step reaches"),
        pytest.param({"tariff": BY_GUESTS}, {"guests": 151}, 110_000, id="one more"),
        pytest.param({"tariff": BY_GUESTS}, {"guests": None}, None, id="nobody knows how many"),
        pytest.param({"tariff": replace(flat(50_000), per=TariffPer.DAY)}, {}, 100_000, id="for each day"),
        pytest.param({"tariff": flat(44_000), "admin_ore": 10_000}, {}, 54_000, id="with a charge beside it"),
        pytest.param({"tariff": BY_THE_DAY}, {}, None, id="by litres, which come afterwards"),
        pytest.param({"ambulatory_ore": 44_000}, {}, None, id="only for another licence"),
        pytest.param({"ambulatory_ore": 47_000}, AMBULATORY, 47_000, id="ambulatory, the cap itself"),
        pytest.param(
            {"ambulatory_ore": 44_000, "admin_ore": 10_000},
            AMBULATORY,
            47_000,
            id="ambulatory, never above it",
        ),
    ],
)
def test_the_fee_that_is_proposed_is_that_of_the_tariff(filling, effect, told, ore):
    with filling() as (session, actor):
        charge(session, actor, **effect)
        case = events.make_event(session, actor, **{"days": DAYS, **told})
        assert occasion_of(session, case).fee_ore == ore


def test_the_fee_follows_when_the_event_is_changed(filling):
    with filling() as (session, actor):
        charge(session, actor, tariff=BY_GUESTS)
        case = events.make_event(session, actor, days=DAYS, guests=100)
        facts = replace(events.event_entry(days=DAYS).facts, guests=400)
        change = EventChange(facts, LicenceType.SINGLE_OCCASION, events.TENTS[:1])
        change_event(session, actor, case_id=case.id, seen_version=case.version, change=change, on=DECIDED_ON)
        assert occasion_of(session, case).fee_ore == 110_000


def test_each_line_and_the_rule_behind_it_stand_on_the_page_and_in_the_letter(filling, client_as):
    with filling() as (session, actor):
        charge(session, actor, tariff=BY_GUESTS, admin_ore=10_000)
        case = events.make_ready_event(session, actor, days=DAYS, guests=100)
        decision = events.grant_at_once(session, actor, case, fee_ore=54_000)
        facts = letter_of(session, case, decision)
        assert facts["fee_lines"] == [
            {"text": "Takst for høyst 150 gjester", "amount": "440,00"},
            {"text": "Behandling", "amount": "100,00"},
        ]
        assert facts["fee_rule"] == "regel R-16"
        case_id = case.id
    page = client_as().get(f"/saker/{case_id}").text.replace("\u00a0", " ")
    for said in (
        "Takst for høyst 150 gjester",
        "440,00",
        "Behandling",
        "Takst: regel R-16.",
        "har et tillegg",
    ):
        assert said in page, said


def test_a_fee_that_a_person_sets_stands_beside_what_the_tariff_gives(filling):
    with filling() as (session, actor):
        charge(session, actor, tariff=BY_GUESTS)
        case = events.make_ready_event(session, actor, days=DAYS, guests=100)
        decision = events.grant_at_once(session, actor, case, fee_ore=20_000)
        shown = shown_fee(session, occasion_of(session, case))
        assert (shown.lines, shown.tariff_gives) == ((), "Takst etter reglene: 440,00 kr")
        facts = letter_of(session, case, decision)
        assert (facts["fee_ore"], facts["fee_lines"], facts["fee_rule"]) == (20_000, [], None)


def test_a_fee_by_litres_is_fixed_after_the_statement_and_the_page_and_the_letter_say_so(filling, client_as):
    with filling() as (session, actor):
        charge(session, actor, tariff=BY_THE_DAY)
        case = events.make_ready_event(session, actor, days=DAYS)
        decision = events.grant_at_once(session, actor, case, fee_ore=None)
        said = (
            "Gebyret fastsettes når omsetningsoppgaven er kommet: satsen for hver liter, minst det ordinære"
            " minstegebyret, for hver dag."
        )
        assert letter_of(session, case, decision)["fee_awaits"] == said
        case_id = case.id
    assert said in client_as().get(f"/saker/{case_id}").text


def test_a_year_without_rates_is_told_and_stops_no_registration(filling, client_as):
    with filling() as (session, actor):
        charge(session, actor, tariff=flat(44_000))
        case = events.make_event(session, actor)
        assert occasion_of(session, case).fee_ore == 44_000
        case_id = case.id
    page = client_as().get(f"/saker/{case_id}").text
    assert "Satsene for 2027 er ikke lagt inn, så gebyret er ikke holdt mot forskriften." in page


def letter_of(session, case, decision: Decision):
    letter = decision_letter(session, case)
    assert letter is not None
    assert letter.decision_id == decision.id
    return letter.facts
