"""The renewals page leads to the criteria where the policy wants all licences reviewed as a whole."""

from datetime import timedelta

import pytest

from app import clock
from app.cases.queries.facts import case_facts
from app.cases.queries.standing import case_view
from app.policy.queries import policy_in_force
from licensing.policy import RenewalEffect, RenewalMode, Rule, RuleKind, Strength
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import make_case
from tests.factories.criteria import make_locked_set, make_set
from tests.factories.licence import make_licence
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


@pytest.mark.parametrize(
    ("entered", "fixed"),
    [
        pytest.param("nothing", None, id="nobody knows"),
        pytest.param("draft", False, id="a draft that nobody locked in time"),
        pytest.param("locked", True, id="locked before applications opened"),
    ],
)
def test_a_renewal_is_assessed_with_whether_criteria_were_fixed(
    filling: Filling, entered: str, fixed: bool | None
) -> None:
    today = clock.today()
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, rule(RenewalMode.TOTAL_REVIEW))
        renewed = make_case(session, actor, serial=1, received_on=today)
        new = make_case(session, actor, serial=2, received_on=today)
        make_licence(session, renewed.application.venue, renewed.application.holder)
        if entered == "draft":
            make_set(session, actor, opens_on=today)
        if entered == "locked":
            make_locked_set(session, actor)
        policy = policy_in_force(session, actor.municipality_id, today)
        answers = [
            case_facts(
                session, case_view(session, case, today, acting_id=actor.user_id), policy, today
            ).criteria_fixed
            for case in (renewed, new)
        ]
        assert answers == [fixed, None]
