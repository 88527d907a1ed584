"""The renewals page leads to the criteria where the policy wants all licences reviewed as a whole."""

from datetime import timedelta

import pytest

from app import clock
from licensing.policy import RenewalEffect, RenewalMode, Rule, RuleKind, Strength
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling
from tests.factories.criteria import make_locked_set, make_set
from tests.factories.policy import make_rules

NOTHING_LOCKED = "Ingen kriterier er låst."


def rule(mode: RenewalMode) -> Rule:
    """A rule of how licences are renewed."""
    return Rule(
        "fornyelse",
        RuleKind.RENEWAL,
        Strength.INFO,
        renewal=RenewalEffect(mode),
        words="Antallet skjenkesteder vurderes samlet.",
    )


def test_a_total_review_without_locked_criteria_is_warned_of(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, rule(RenewalMode.TOTAL_REVIEW))
        make_set(session, actor, name="Bare et utkast", opens_on=clock.today() + timedelta(days=9))
    page = plain(client_as("reader").get("/fornyelser").text)
    assert "Antallet skjenkesteder vurderes samlet." in page
    assert NOTHING_LOCKED in page
    assert "Bare et utkast Utkast" in page


def test_locked_criteria_are_a_link_away(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, rule(RenewalMode.TOTAL_REVIEW))
        row = make_locked_set(session, actor, name="Vedtatt sett")
        address = f"/retningslinjer/kriterier/{row.id}"
    answer = client_as("reader").get("/fornyelser").text
    assert f'href="{address}"' in answer
    assert NOTHING_LOCKED not in plain(answer)


@pytest.mark.parametrize("mode", [RenewalMode.ALL_APPLY, None])
def test_a_policy_without_a_total_review_says_nothing_of_criteria(
    client_as: ClientAs, filling: Filling, mode: RenewalMode | None
) -> None:
    with filling() as (session, actor):
        make_locked_set(session, actor)
        if mode is not None:
            make_rules(session, actor.municipality_id, rule(mode))
    page = plain(client_as("reader").get("/fornyelser").text)
    assert "Samlet gjennomgang" not in page
