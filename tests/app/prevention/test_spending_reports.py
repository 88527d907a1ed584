"""Reports of spending: what was done, for how many, what it cost, and what follows for the money."""

from datetime import timedelta
from typing import Any

import pytest

from app import clock
from app.models.spending import Spending
from fees.spending import SpendingState
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.payout import make_grant, make_paid
from tests.journeys.office import fields_of

REPORT = {"text": "To konserter med 140 ungdommer.", "participants": "140", "cost": "10 000"}


def sent(client_as: ClientAs, spending_id: int, **changed: Any) -> Any:
    coordinator = client_as("prevention_coordinator")
    url = f"/forebygging/bruk/{spending_id}/rapport"
    return coordinator.post(url, data=fields_of(coordinator.get(url).text) | REPORT | changed)


def test_what_was_not_used_is_to_come_back(filling: Filling, world: World, client_as: ClientAs) -> None:
    with filling() as (session, _actor):
        spending = make_grant(session, world.own_id)
        make_paid(session, spending)
        spending_id = spending.id
    assert sent(client_as, spending_id).status_code == 302
    page = plain(client_as("finance").get(f"/forebygging/bruk/{spending_id}").text)
    assert "To konserter med 140 ungdommer." in page
    assert "2 000 kr er betalt ut og ikke brukt. Krev beløpet tilbake." in page
    form = fields_of(client_as("finance").get(f"/forebygging/bruk/{spending_id}/tilbakebetaling").text)
    assert (form["amount"], form["reason"]) == ("2 000,00", "Ikke brukt, etter rapporten")
    with filling() as (session, _actor):
        row = session.get_one(Spending, spending_id)
        assert (row.state, row.participants, row.cost_ore) == (SpendingState.REPORTED, 140, 1_000_000)


def test_what_is_not_needed_may_be_released(filling: Filling, world: World, client_as: ClientAs) -> None:
    with filling() as (session, _actor):
        spending_id = make_grant(session, world.own_id).id
    sent(client_as, spending_id)
    decider = client_as("decider")
    page = plain(decider.get(f"/forebygging/bruk/{spending_id}").text)
    assert "2 000 kr av tilsagnet trengs ikke. Den ansvarlige kan frigi beløpet." in page
    assert fields_of(decider.get(f"/forebygging/bruk/{spending_id}/frigi").text)["amount"] == "2 000,00"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("text", "", "Hva ble gjort? Skriv noen setninger om tiltaket."),
        ("participants", "mange", "Skriv hvor mange det er som et helt tall"),
        ("participants", "9999999", "Så mange kan det ikke ha vært."),
        ("cost", "-1", "under null"),
        ("cost", "", "Hva kostet det i alt?"),
    ],
)
def test_what_is_typed_wrongly_is_told_and_kept(
    filling: Filling, world: World, client_as: ClientAs, field: str, typed: str, sentence: str
) -> None:
    with filling() as (session, _actor):
        spending_id = make_grant(session, world.own_id).id
    answer = sent(client_as, spending_id, **{field: typed})
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    if field != "text":
        assert REPORT["text"] in answer.text


def test_a_report_is_registered_once_and_not_before_the_event(
    filling: Filling, world: World, client_as: ClientAs
) -> None:
    with filling() as (session, _actor):
        early = make_grant(session, world.own_id, held_on=clock.today() + timedelta(days=3))
        early_id = early.id
    answer = sent(client_as, early_id)
    assert answer.status_code == 409
    assert "kan ikke rapporteres før det er holdt" in answer.text
    with filling() as (session, _actor):
        session.get_one(Spending, early_id).held_on = None
    assert sent(client_as, early_id).status_code == 302
    assert sent(client_as, early_id).status_code == 409


def test_a_report_that_is_late_stands_out(filling: Filling, world: World, client_as: ClientAs) -> None:
    with filling() as (session, _actor):
        spending = make_grant(session, world.own_id)
        spending.report_due_on = clock.today() - timedelta(days=1)
        spending_id = spending.id
    page = plain(client_as("reader").get(f"/forebygging/bruk/{spending_id}").text)
    assert "Purr på den." in page
