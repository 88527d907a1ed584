"""How each sort of value is written in the form, and read back."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Protocol

from app.fields import EARLIEST_YEAR, LATEST_YEAR
from app.policy.form.emitting import Quoted
from app.policy.form.errors import BadPolicy
from app.policy.form.tree import Branch, Listing, Node, Scalar
from app.policy.form.words import MONTHS, NO, VALUES, WEEKDAYS, YES
from licensing.errors import BadValue
from licensing.policy import Point
from licensing.seasons import Season, month_and_day
from licensing.service_hours import SERVICE_DAY_START, clock_text, minutes_of

HIGHEST = 1_000_000_000
HUNDREDTHS = 100
_WHOLE = re.compile(r"-?[0-9]{1,12}")
_KRONER = re.compile(r"([0-9]{1,9})(?:[,.]([0-9]{1,2}))?")
_DAY_OF_MONTH = re.compile(r"([0-9]{1,2})\. *([a-zæøå]+)")

# What a value is written as: a text, several, or keys with values.
Written = Any


@dataclass(frozen=True)
class Named:
    """A name of something else in the text, where it stands, and of what sort it must be."""

    sort: str
    code: str
    line: int


@dataclass
class Reading:
    """What is gathered while a text is read."""

    named: list[Named] = field(default_factory=list)


@dataclass(frozen=True)
class Writing:
    """What is known while a policy is written."""

    times: frozenset[str] = frozenset()
    """The questions that are answered with a time."""


class Codec(Protocol):
    """One sort of value."""

    def read(self, node: Node, key: str, reading: Reading) -> Any:
        """The value that was written. Raises `BadPolicy`."""

    def write(self, value: Any, writing: Writing) -> Written:
        """How the value is written."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like another; empty where none is."""
    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def text_of(node: Node, key: str) -> str:
    """A single value as text."""
    if not isinstance(node, Scalar):
        raise BadPolicy("policy_not_single", node.line, key=key)
    return node.text


def wrong_value(node: Node, key: str, known: Iterable[str]) -> BadPolicy:
    """The fault of a value that is none of those that the form has."""
    words = list(known)
    written = text_of(node, key)
    return BadPolicy(
        "policy_value", node.line, key=key, written=written, choices=", ".join(f"«{word}»" for word in words)
    )


@dataclass(frozen=True)
class Text:
    """Words."""

    longest: int = 4000

    def read(self, node: Node, key: str, reading: Reading) -> str:
        text = text_of(node, key).strip()
        if len(text) > self.longest:
            raise BadPolicy("policy_text_long", node.line, key=key, longest=self.longest)
        return text

    def write(self, value: str, writing: Writing) -> Written:
        return value


@dataclass(frozen=True)
class Code:
    """A short name that rules refer to; it is written in the lists of the program as it stands."""

    longest: int = 60
    sort: str = ""
    """What it must be the name of; empty where it is a name of its own."""

    def read(self, node: Node, key: str, reading: Reading) -> str:
        text = text_of(node, key).strip()
        # An address ends at a slash, and a browser takes dots alone away.
        if not text.strip(".") or len(text) > self.longest or any(sign in text for sign in "\n\t/"):
            raise BadPolicy("policy_code", node.line, key=key, written=text[: self.longest])
        if self.sort:
            reading.named.append(Named(self.sort, text, node.line))
        return text

    def write(self, value: str, writing: Writing) -> Written:
        return value


@dataclass(frozen=True)
class MunicipalityNumber:
    """The four digits of a municipality."""

    def read(self, node: Node, key: str, reading: Reading) -> str:
        text = text_of(node, key)
        if not re.fullmatch(r"[0-9]{4}", text):
            raise BadPolicy("policy_municipality", node.line, written=text)
        return text

    def write(self, value: str, writing: Writing) -> Written:
        return Quoted(value)


@dataclass(frozen=True)
class Number:
    """A whole number within limits."""

    lowest: int = 0
    highest: int = HIGHEST

    def read(self, node: Node, key: str, reading: Reading) -> int:
        text = text_of(node, key)
        if not _WHOLE.fullmatch(text):
            raise BadPolicy("policy_not_number", node.line, key=key, written=text)
        if int(text) < self.lowest:
            raise BadPolicy("policy_too_low", node.line, key=key, written=text, lowest=self.lowest)
        if int(text) > self.highest:
            raise BadPolicy("policy_too_high", node.line, key=key, written=text, highest=self.highest)
        return int(text)

    def write(self, value: int, writing: Writing) -> Written:
        return str(value)


@dataclass(frozen=True)
class Kroner:
    """An amount in kroner, kept in øre."""

    def read(self, node: Node, key: str, reading: Reading) -> int:
        text = text_of(node, key)
        found = _KRONER.fullmatch(text.replace(" ", ""))
        if found is None:
            raise BadPolicy("policy_not_kroner", node.line, key=key, written=text)
        return int(found[1]) * HUNDREDTHS + int((found[2] or "0").ljust(2, "0"))

    def write(self, value: int, writing: Writing) -> Written:
        kroner, rest = divmod(value, HUNDREDTHS)
        return f"{kroner},{rest:02d}" if rest else str(kroner)


@dataclass(frozen=True)
class YesNo:
    """Yes or no."""

    def read(self, node: Node, key: str, reading: Reading) -> bool:
        text = text_of(node, key)
        if text not in (YES, NO):
            raise wrong_value(node, key, (YES, NO))
        return text == YES

    def write(self, value: bool, writing: Writing) -> Written:
        return YES if value else NO


@dataclass(frozen=True)
class Day:
    """A date, year first."""

    def read(self, node: Node, key: str, reading: Reading) -> date:
        text = text_of(node, key)
        try:
            if len(text) != len("2026-11-23"):
                raise ValueError
            day = date.fromisoformat(text)
        except ValueError:
            raise BadPolicy("policy_not_a_day", node.line, key=key, written=text) from None
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise BadPolicy(
                "policy_day_far", node.line, written=text, first=str(EARLIEST_YEAR), last=str(LATEST_YEAR)
            )
        return day

    def write(self, value: date, writing: Writing) -> Written:
        return value.isoformat()


@dataclass(frozen=True)
class Clock:
    """A time of the service day, counted on past midnight; `ends` is one that closes an interval."""

    ends: bool = False

    def read(self, node: Node, key: str, reading: Reading) -> int:
        text = text_of(node, key)
        try:
            minutes = minutes_of(text)
        except BadValue:
            raise BadPolicy("policy_not_a_time", node.line, key=key, written=text) from None
        if self.ends and minutes <= SERVICE_DAY_START:
            raise BadPolicy(
                "policy_after_midnight", node.line, key=key, written=text, meant=clock_text(minutes + 24 * 60)
            )
        return minutes

    def write(self, value: int, writing: Writing) -> Written:
        return Quoted(clock_text(value))


def month_and_day_of(text: str) -> str | None:
    """The stored form of a day of the year ("1. mars" is "03-01"); None for what is none."""
    found = _DAY_OF_MONTH.fullmatch(text.strip().lower())
    month = next((number for number, name in MONTHS.items() if found and name == found[2]), None)
    if found is None or month is None:
        return None
    stored = f"{month:02d}-{int(found[1]):02d}"
    try:
        month_and_day(stored)
    except BadValue:
        return None
    return stored


def day_of_year_text(stored: str) -> str:
    """A stored day of the year as it is written: "1. mars"."""
    month, day = month_and_day(stored)
    return f"{day}. {MONTHS[month]}"


@dataclass(frozen=True)
class DayOfYear:
    """A day of every year."""

    def read(self, node: Node, key: str, reading: Reading) -> str:
        text = text_of(node, key)
        stored = month_and_day_of(text)
        if stored is None:
            raise BadPolicy("policy_day_of_year", node.line, key=key, written=text)
        return stored

    def write(self, value: str, writing: Writing) -> Written:
        return day_of_year_text(value)


@dataclass(frozen=True)
class PartOfYear:
    """From one day of the year to another."""

    def read(self, node: Node, key: str, reading: Reading) -> Season:
        text = text_of(node, key)
        first, _between, last = text.partition(" til ")
        stored = month_and_day_of(first), month_and_day_of(last)
        if stored[0] is None or stored[1] is None:
            raise BadPolicy("policy_part_of_year", node.line, key=key, written=text)
        return Season.parse(stored[0], stored[1])

    def write(self, value: Season, writing: Writing) -> Written:
        first, last = value.pair
        return f"{day_of_year_text(first)} til {day_of_year_text(last)}"


@dataclass(frozen=True)
class Word:
    """One of a list of values."""

    kind: type[Enum]

    def read(self, node: Node, key: str, reading: Reading) -> Any:
        text = text_of(node, key)
        words = VALUES[self.kind]
        for member, word in words.items():
            if word == text:
                return member
        raise wrong_value(node, key, words.values())

    def write(self, value: Enum, writing: Writing) -> Written:
        return VALUES[self.kind][value]


@dataclass(frozen=True)
class Weekday:
    """A day of the week."""

    def read(self, node: Node, key: str, reading: Reading) -> int:
        text = text_of(node, key)
        for number, name in WEEKDAYS.items():
            if name == text:
                return number
        raise wrong_value(node, key, WEEKDAYS.values())

    def write(self, value: int, writing: Writing) -> Written:
        return WEEKDAYS[value]


@dataclass(frozen=True)
class Many:
    """Several of one sort; one alone needs no brackets."""

    of: Codec

    def read(self, node: Node, key: str, reading: Reading) -> tuple[Any, ...]:
        if isinstance(node, Branch):
            raise BadPolicy("policy_not_list", node.line, key=key)
        if isinstance(node, Scalar) and node.is_nothing:
            return ()
        items = node.items if isinstance(node, Listing) else (node,)
        return tuple(self.of.read(item, key, reading) for item in items)

    def write(self, value: tuple[Any, ...], writing: Writing) -> Written:
        written = [self.of.write(item, writing) for item in value]
        alone = len(written) == 1 and isinstance(written[0], str)
        return written[0] if alone else written


@dataclass(frozen=True)
class Corner:
    """A corner of an outline: two numbers from 0 to 100."""

    def read(self, node: Node, key: str, reading: Reading) -> Point:
        if not isinstance(node, Listing) or len(node.items) != 2:
            raise BadPolicy("policy_corner", node.line, key=key)
        x, y = (Number(0, HUNDREDTHS).read(item, key, reading) for item in node.items)
        return Point(x, y)

    def write(self, value: Point, writing: Writing) -> Written:
        return [str(value.x), str(value.y)]
