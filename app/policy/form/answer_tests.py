"""Tests of answers as they are written: "ja", "minst 3", "høyst 22:00", "fra 10 til 30", "3"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.policy.form.codecs import Named, Reading, Writing, Written, text_of
from app.policy.form.errors import BadPolicy
from app.policy.form.tree import Branch, Entry, Listing, Node
from app.policy.form.words import NO, TOLD, TOLD_AS_TIMES, YES
from licensing.errors import BadValue
from licensing.policy import FactTest
from licensing.service_hours import SERVICE_DAY_END, clock_text, minutes_of

AT_LEAST, AT_MOST, BETWEEN, EQUALS = "minst", "høyst", "fra", "er"
QUESTION = "question"
_AMOUNT = r"(-?[0-9]{1,9}|[0-9]{1,2}:[0-5][0-9])"
_ONE = re.compile(_AMOUNT)
_LEAST = re.compile(f"{AT_LEAST} +{_AMOUNT}")
_MOST = re.compile(f"{AT_MOST} +{_AMOUNT}")
_BETWEEN = re.compile(f"{BETWEEN} +{_AMOUNT} +til +{_AMOUNT}")
_TOLD_BY_WORD = {word: code for code, word in TOLD.items()}


@dataclass(frozen=True)
class AnswerTests:
    """Several tests: question → what the answer must be."""

    def read(self, node: Node, key: str, reading: Reading) -> tuple[FactTest, ...]:
        return tuple(_test(entry, reading) for entry in _entries(node, key))

    def write(self, value: tuple[FactTest, ...], writing: Writing) -> Written:
        names = [TOLD.get(test.fact, test.fact) for test in value]
        times = writing.times | TOLD_AS_TIMES
        texts = [text_of_test(test, as_time=test.fact in times) for test in value]
        pairs = list(zip(names, texts, strict=True))
        if len(set(names)) == len(names):
            return dict(pairs)
        return [dict([pair]) for pair in pairs]


@dataclass(frozen=True)
class OneTest:
    """A single test."""

    def read(self, node: Node, key: str, reading: Reading) -> FactTest:
        entries = list(_entries(node, key))
        if len(entries) != 1:
            raise BadPolicy("policy_one_test", node.line, key=key)
        return _test(entries[0], reading)

    def write(self, value: FactTest, writing: Writing) -> Written:
        return AnswerTests().write((value,), writing)


def _entries(node: Node, key: str) -> Iterator[Entry]:
    """One mapping of tests, or a list of such where one question is tested twice."""
    if isinstance(node, Listing):
        for item in node.items:
            yield from _entries(item, key)
    elif isinstance(node, Branch):
        yield from node.entries
    else:
        raise BadPolicy("policy_not_keys", node.line, key=key)


def _test(entry: Entry, reading: Reading) -> FactTest:
    fact = _TOLD_BY_WORD.get(entry.key, entry.key)
    reading.named.append(Named(QUESTION, fact, entry.line))
    text = " ".join(text_of(entry.value, entry.key).split())
    if text in (YES, NO):
        return FactTest(fact, equals=text == YES)
    if text.startswith(f"{EQUALS} "):
        return FactTest(fact, equals=text.removeprefix(f"{EQUALS} "))
    try:
        if found := _LEAST.fullmatch(text):
            return FactTest(fact, at_least=_amount(found[1]))
        if found := _MOST.fullmatch(text):
            return FactTest(fact, at_most=_amount(found[1]))
        if found := _BETWEEN.fullmatch(text):
            return FactTest(fact, at_least=_amount(found[1]), at_most=_amount(found[2]))
        if found := _ONE.fullmatch(text):
            return FactTest(fact, at_least=_amount(found[1]), at_most=_amount(found[1]))
    except BadValue:
        pass  # A time outside the service day is as unreadable as any other text.
    raise BadPolicy("policy_test", entry.value.line, key=entry.key, written=text)


def _amount(text: str) -> int:
    return minutes_of(text) if ":" in text else int(text)


def text_of_test(test: FactTest, *, as_time: bool = False) -> str:
    """How one test is written; with times where the question is answered with one."""

    def amount(number: int) -> str:
        return clock_text(number) if as_time and 0 <= number <= SERVICE_DAY_END else str(number)

    if isinstance(test.equals, bool):
        return YES if test.equals else NO
    if test.equals is not None:
        return f"{EQUALS} {test.equals}"
    least, most = test.at_least, test.at_most
    if least is not None and most is not None:
        return amount(least) if least == most else f"{BETWEEN} {amount(least)} til {amount(most)}"
    return f"{AT_LEAST} {amount(least or 0)}" if most is None else f"{AT_MOST} {amount(most)}"
