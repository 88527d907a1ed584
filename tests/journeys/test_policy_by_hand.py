"""A municipality's text that is not in the library, written by hand in the form and judged as it stands."""

from dataclasses import replace
from datetime import date

import pytest

from app.policy.form import read_policy
from licensing.licences import VenueCategory
from licensing.policy.checking import check, usable
from tests.journeys.policy_applications import ALL, ONE_TWO, Judged, event, hours, serving

# Kvinnherad, as its page tells it: open events from 12 to half past one without spirits, two weeks ahead,
# with fees by the number of guests.
KVINNHERAD = """
navn: Kvinnherad, serverings-, sals- og skjenkeløyve
kommuner: "4617"
gjelder: {fra: 2024-07-01, til: 2028-09-30}
vedtatt: Kommunestyret i Kvinnherad
kilde: Skrevet etter kommunens nettside, med egne ord.

dokumenter:
  - {kode: side, form: nettside, tittel: "Serverings-, sals- og skjenkeløyve", kort: nettsiden}

regler:
  - id: K-1
    type: tider
    når: {bevilling: skjenking, slag: enkelt anledning, gjester: alle}
    tider: {fra: "12:00", til: "25:30"}
    styrke: fast
    kilde: {dokument: side}
    ordlyd: Åpne arrangementer skjenker fra kl. 12.00 til kl. 01.30.

  # Nettsiden sier «ikke brennevin» om åpne arrangementer.
  - id: K-2
    type: sted
    når: {slag: enkelt anledning, gjester: alle}
    sted: {bare grupper: [1, 2]}
    styrke: fast
    kilde: {dokument: side}
    ordlyd: Det gis ikke bevilling for brennevin til åpne arrangementer.

  - id: K-3
    type: arrangement
    når: {sak: arrangement}
    arrangement: {søkes dager før: 14}
    styrke: fast
    kilde: {dokument: side}
    ordlyd: Søknaden må være inne 14 dager før.

  - id: K-4-små
    type: gebyr
    når: {slag: enkelt anledning, svar: {gjester: høyst 99}}
    gebyr: {enkelt anledning: 800}
    styrke: opplysning
    kilde: {dokument: side}
    ordlyd: For færre enn 100 gjester er gebyret 800 kroner.

  - id: K-4-store
    type: gebyr
    når: {slag: enkelt anledning, svar: {gjester: minst 100}}
    gebyr: {enkelt anledning: 2400}
    styrke: opplysning
    kilde: {dokument: side}
    ordlyd: Fra 100 gjester er gebyret 2 400 kroner.
"""
ON = date(2026, 11, 23)
SATURDAY = date(2027, 1, 23)
POLICY = read_policy(KVINNHERAD).policy


def test_the_text_can_be_used_and_its_comment_is_a_note():
    assert usable(check(POLICY))
    assert POLICY.rule("K-2").note == "Nettsiden sier «ikke brennevin» om åpne arrangementer."


def test_an_open_event_gets_beer_and_wine_and_no_spirits():
    answer = Judged(event(ON, SATURDAY, ("12:00", "25:30"), groups=ALL), POLICY, ON)
    assert answer.outcome == "partly", answer.blocking
    assert answer.groups == (1, 2)
    assert answer.one("K-2", "partly").facts["allowed"] == "1,2"


def test_an_open_event_with_beer_and_wine_is_granted():
    answer = Judged(event(ON, SATURDAY, ("12:00", "25:30")), POLICY, ON)
    assert answer.outcome == "grant", answer.blocking


def test_an_open_event_to_half_past_two_is_cut():
    answer = Judged(event(ON, SATURDAY, ("12:00", "26:30")), POLICY, ON)
    assert answer.outcome == "partly", answer.blocking
    assert {row[1:] for row in answer.allowed()} == {("12:00", "25:30")}


@pytest.mark.parametrize(
    ("received_on", "outcome"),
    [
        pytest.param(date(2027, 1, 9), "grant", id="14 days before"),
        pytest.param(date(2027, 1, 10), "late", id="13 days before"),
    ],
)
def test_an_application_less_than_two_weeks_before_is_late(received_on, outcome):
    facts = event(ON, SATURDAY, ("12:00", "25:30"), received_on=received_on)
    assert Judged(facts, POLICY, received_on).outcome == outcome


@pytest.mark.parametrize(
    ("guests", "told"),
    [pytest.param(99, "K-4-små", id="99 guests"), pytest.param(100, "K-4-store", id="100 guests")],
)
def test_the_fee_follows_the_number_of_guests(guests, told):
    facts = event(ON, SATURDAY, ("12:00", "25:30"))
    answer = Judged(replace(facts, occasion=replace(facts.occasion, guests=guests)), POLICY, ON)
    assert [rule for rule in ("K-4-små", "K-4-store") if answer.of(rule)] == [told]


def test_a_permanent_licence_is_not_touched_by_the_rules_of_events():
    answer = Judged(serving(ON, VenueCategory.PUB_BAR, hours("08:00", "25:00", ONE_TWO)), POLICY, ON)
    assert answer.outcome == "grant", answer.blocking
