"""Each point of a policy's check is a whole sentence with its facts, and says what the system will do."""

import re

import pytest

from app.policy.checked import points_of
from app.wording.policy_points import does_text, point_text
from licensing.policy.checking import EngineDoes, Point, Problem
from tests.app.wording.points_of_parts import TOLD_OF_PARTS
from tests.app.wording.points_of_rules import TOLD_OF_RULES
from tests.licensing.policies import a_policy

CODE = re.compile(r"%\(|\b[a-z]+_[a-z_]+\b|\bNone\b|\{|\[|\bTrue\b")
TOLD = [*TOLD_OF_PARTS, *TOLD_OF_RULES]


@pytest.mark.parametrize(
    ("policy", "problem", "text", "does"), TOLD, ids=[str(case.values[2]) for case in TOLD]
)
def test_a_point_is_told_with_its_facts(policy, problem, text, does):
    point = next(point for point in points_of(policy) if point.problem is problem)
    told = point_text(point, policy).replace("\N{NO-BREAK SPACE}", " ")
    assert (told, does_text(point)) == (text, does)


def test_every_problem_is_told():
    assert {case.values[1] for case in TOLD} == set(Problem)


@pytest.mark.parametrize(
    "policy", [case.values[0] for case in TOLD], ids=[str(case.values[2]) for case in TOLD]
)
def test_no_code_stands_in_what_is_told_of_a_policy(policy):
    told = [text for point in points_of(policy) for text in (point_text(point, policy), does_text(point))]
    assert not [text for text in told if CODE.search(text)]


@pytest.mark.parametrize("reason", ["types", "groups", "audiences", "sorts", "zones", "tests"])
def test_each_reason_why_nobody_meets_a_rule_has_a_sentence_of_its_own(reason):
    def told(name):
        return point_text(
            Point(Problem.NEVER_MATCHES, "R1", None, EngineDoes.NEVER_APPLIES, {"reason": name}), a_policy()
        )

    others = {told(name) for name in ("types", "groups", "audiences", "sorts", "zones", "tests")} - {
        told(reason)
    }
    assert len(others) == 5


@pytest.mark.parametrize("does", EngineDoes)
def test_all_that_the_system_can_do_is_told(does):
    assert does_text(Point(Problem.EFFECT_EMPTY, "R1", None, does)).endswith(".")
