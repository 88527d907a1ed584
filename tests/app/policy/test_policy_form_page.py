"""The page about the form: every key and every value stands on it, and its examples can be read."""

import re
from pathlib import Path

import pytest

from app.policy.form import read_policy
from app.policy.form.answer_tests import AT_LEAST, AT_MOST, BETWEEN, EQUALS
from app.policy.form.records import Group, Key, Shape
from app.policy.form.shapes import HEAD, PARTS, RELATIVE, RULES, SPANS, WHEN
from app.policy.form.words import MONTHS, PLACES, TOLD, VALUES, WEEKDAYS
from licensing.assessment.facts import KNOWN_OF_EVERY_CASE
from licensing.policy import RuleKind, Strength
from licensing.policy.checking import check, usable

PAGE = Path("docs/policy-form.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", PAGE))
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def words_of(shape: Shape):
    for key in shape.keys:
        yield key.word
        if isinstance(key, Group):
            yield from (inner.word for inner in key.keys)
        elif isinstance(key, Key) and hasattr(key.codec, "shape"):
            yield from words_of(key.codec.shape)


def test_every_key_stands_on_the_page():
    shapes = [HEAD, *(shape for _word, _attribute, shape in PARTS), WHEN, RELATIVE, SPANS, RULES]
    wanted = {word for shape in shapes for word in words_of(shape)} | {word for word, _a, _s in PARTS}
    assert wanted - NAMED == set()


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_every_value_stands_on_the_page(kind):
    assert set(VALUES[kind].values()) - NAMED == set()


def test_every_word_for_days_stands_on_the_page():
    wanted = {*WEEKDAYS.values(), *MONTHS.values(), *PLACES.values(), *TOLD.values()}
    assert wanted - NAMED == set()
    written = " ".join(NAMED)
    assert all(f"{word} " in written for word in (AT_LEAST, AT_MOST, BETWEEN, EQUALS))


def test_every_member_has_its_word_and_every_word_one_member():
    for kind, words in VALUES.items():
        members = set(kind) - {Strength.LAW}
        assert set(words) == members, kind
        assert len(set(words.values())) == len(words), kind
    assert set(TOLD) == set(KNOWN_OF_EVERY_CASE)


@pytest.mark.parametrize("text", EXAMPLES, ids=[text.splitlines()[0] for text in EXAMPLES])
def test_every_example_can_be_read_and_used(text):
    assert usable(check(read_policy(text).policy))


def test_the_examples_show_every_type_of_rule():
    kinds = {rule.kind for text in EXAMPLES for rule in read_policy(text).policy.rules}
    assert kinds == set(RuleKind)


def test_the_first_line_says_in_english_what_the_page_is():
    assert PAGE.splitlines()[0].startswith("This page documents")
