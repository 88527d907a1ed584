"""What the policy asks of the event of a case, by all that the case tells."""

import pytest

from app.cases.queries.plans import event_terms_of
from licensing.assessment.facts import LATEST_HOUR
from licensing.policy import FactTest, FeeEffect, Rule, RuleKind, Strength, When
from tests.factories import event as events
from tests.factories.event import DECIDED_ON, LAST_DAY
from tests.factories.policy import event_rules, make_rules


@pytest.mark.parametrize(
    ("least", "dearer"),
    [pytest.param(25 * 60, True, id="as late"), pytest.param(25 * 60 + 1, False, id="a minute later")],
)
def test_what_is_asked_of_an_event_may_hang_on_how_late_it_lasts(filling, least, dearer):
    late = Rule(
        "late",
        RuleKind.FEE,
        Strength.HARD,
        When(tests=(FactTest(LATEST_HOUR, at_least=least),)),
        fee=FeeEffect(single_ore=200_000),
    )
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, *event_rules(single_fee_ore=100_000), late)
        case = events.make_event(session, actor, days=events.day_entries("18:00-25:00", LAST_DAY, LAST_DAY))
        terms = event_terms_of(session, case, DECIDED_ON)
        assert terms.single_fee_ore == (200_000 if dearer else 100_000)
