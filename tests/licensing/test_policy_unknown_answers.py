"""Of rules on hours that hang on unknown answers, only those that would move the hours are asked about."""

from dataclasses import replace

import pytest

from licensing.assessment import AskedHours, FindingCode, assess
from licensing.licences import AreaKind, Group, LicenceKind
from licensing.policy import FactTest, HoursEffect, RuleKind, When
from licensing.service_hours import ServiceHours
from tests.licensing.applications import ON, SERVING
from tests.licensing.local_rules import hours, policy

TRAINED, GUARDS = FactTest("trained", equals=True), FactTest("guards", equals=True)
EVERYBODY = hours("everybody", LicenceKind.SERVING, 8 * 60, 25 * 60)
LATER = hours("later", LicenceKind.SERVING, latest=27 * 60, tests=(TRAINED,), rank=1)


def opening(latest):
    rule = hours("night", LicenceKind.SERVING, latest=latest, tests=(GUARDS,))
    return replace(rule, kind=RuleKind.OPENING)


def asked(*rules, answers=None):
    """Which rule asks what of a place that asks to serve until three at night."""
    wanted = AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("10:00", "27:00"))
    facts = replace(SERVING, groups=(Group.ONE,), hours=(wanted,), answers=answers or {})
    found = assess(facts, policy(*rules), ON).findings
    return [(row.rule, row.facts["question"]) for row in found if row.code is FindingCode.POLICY_FACT_UNKNOWN]


@pytest.mark.parametrize(
    ("rules", "questions"),
    [
        pytest.param([EVERYBODY, LATER], [("later", "trained")], id="one that gives more"),
        pytest.param([EVERYBODY, LATER, opening(30 * 60)], [("later", "trained")], id="and one on the way"),
        pytest.param(
            [EVERYBODY, LATER, opening(26 * 60)],
            [("later", "trained"), ("night", "guards")],
            id="and one that takes a part back",
        ),
        pytest.param([EVERYBODY, opening(30 * 60)], [], id="one that moves nothing"),
        pytest.param(
            [
                EVERYBODY,
                replace(LATER, code="same", when=When(kinds=(LicenceKind.SERVING,), tests=(GUARDS,))),
                LATER,
            ],
            [("later", "trained"), ("same", "guards")],
            id="two that give the same",
        ),
        pytest.param(
            [EVERYBODY, replace(LATER, code="same"), LATER], [("same", "trained")], id="two that ask the same"
        ),
        pytest.param(
            [EVERYBODY, replace(LATER, code="shut", hours=HoursEffect(closed=True))],
            [("shut", "trained")],
            id="one that closes",
        ),
    ],
)
def test_what_is_asked_for_hours(rules, questions):
    assert sorted(asked(*rules)) == questions
    assert sorted(asked(*rules[::-1])) == questions


def test_nothing_is_asked_that_is_answered():
    assert asked(EVERYBODY, LATER, opening(30 * 60), answers={"trained": False}) == []
