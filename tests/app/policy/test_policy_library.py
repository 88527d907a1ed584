"""The library: eight texts with every rule that their drafts had, and the demo's continued policy."""

import json
from collections import Counter

import pytest

from app.policy.library import CODES, DEMO, library_entry
from licensing.policy import LegalKind, RuleKind, Strength, policy_from_stored
from licensing.policy.checking import Problem, check, usable
from licensing.stored import to_compact

# How many rules each text has, under which letters.
DRAFTS = {
    "bergen": ("B", 30),
    "tonsberg": ("T", 18),
    "stavanger": ("S", 12),
    "oslo-2006": ("O", 11),
    "roros-holtalen-2009": ("RH", 9),
    "gjovik": ("G", 7),
    "lillesand": ("L", 3),
    "suldal": ("SU", 6),
}
# What stands firm in the text and is about money, reports or the text itself: told in a case, never weighed.
TOLD = {"T-18", "RH-04", "RH-05", "RH-06"}


def policy(code):
    return library_entry(code).read.policy


def drafted():
    for code, (letters, count) in DRAFTS.items():
        for number in range(1, count + 1):
            yield policy(code), f"{letters}-{number:02d}"


def test_every_rule_of_the_eight_texts_is_there_with_its_strength():
    rules = {code: text.rule(code) for text, code in drafted()}
    assert [code for code, rule in rules.items() if rule is None] == []
    strengths = Counter(rule.strength for code, rule in rules.items() if code not in TOLD)
    assert strengths == {
        Strength.HARD: 47,
        Strength.CONDITION: 16,
        Strength.DEFAULT: 13,
        Strength.INFO: 11,
        Strength.FACTOR: 5,
    }
    assert {rules[code].strength for code in TOLD} == {Strength.INFO}
    assert {rules[code].kind for code in TOLD} == {RuleKind.OTHER}


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_its_words_and_its_document(code):
    text = policy(code)
    assert [rule.code for rule in text.rules if not rule.words] == []
    assert [rule.code for rule in text.rules if not text.source_of(rule)] == []


@pytest.mark.parametrize("code", CODES)
def test_a_text_is_the_same_when_it_has_been_stored(code):
    stored = json.loads(json.dumps(to_compact(policy(code))))
    assert policy_from_stored(stored) == policy(code)


@pytest.mark.parametrize("code", CODES)
def test_every_question_of_a_text_is_asked_by_some_rule(code):
    points = check(policy(code))
    assert usable(points)
    assert [point.rule for point in points if point.problem is Problem.UNUSED_QUESTION] == []


def test_what_the_texts_themselves_leave_unlawful_or_unsaid():
    wanting = {
        (code, point.problem, point.rule)
        for code in CODES
        for point in check(policy(code))
        if point.needs_answer
    }
    assert {row for row in wanting if row[1] is not Problem.ZONE_WITHOUT_BOUNDS} == {
        ("bergen", Problem.CAP_SILENT, "B-12"),
        ("bergen", Problem.STRENGTH_UNFIT, "B-26"),
        ("gjovik", Problem.TOO_EARLY, "G-02"),
        ("lillesand", Problem.CAP_SILENT, "L-01"),
    }


def test_only_the_demo_s_policy_is_invented_and_it_says_so():
    assert [code for code in CODES if policy(code).invented] == [DEMO]
    source = policy(DEMO).source
    assert "omkring 2009" in source
    assert "oppdiktet for demoen" in source
    assert "(oppdiktet)" in policy(DEMO).name


def test_the_demo_s_policy_is_shared_and_has_roles_of_its_own_for_each_municipality():
    shared = policy(DEMO)
    roros, holtalen = shared.for_municipality("5025"), shared.for_municipality("5026")
    both = {rule.code for rule in roros.rules} & {rule.code for rule in holtalen.rules}
    assert {"R-3.1-inne", "A-5.1", "V-6.1", "F-7.1"} <= both
    assert {rule.code for rule in roros.of_kind(RuleKind.DELEGATION)} - both
    assert {rule.code for rule in holtalen.of_kind(RuleKind.DELEGATION)} - both
    assert roros.rule("R-2.1").cap.limit == 38
    assert holtalen.rule("R-2.1") is None
    assert shared.is_regulation(shared.rule("R-3.2"))
    assert next(row for row in shared.documents if row.code == "plan").kind is LegalKind.PLAN
