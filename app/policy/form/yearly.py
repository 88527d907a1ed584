"""Days that come each year, in words: "nest siste tirsdag i februar", "17. mai", "3 dager før påske"."""

import re
from dataclasses import dataclass

from app.policy.form.codecs import Reading, Writing, Written, month_and_day_of, text_of
from app.policy.form.errors import BadPolicy
from app.policy.form.tree import Node
from app.policy.form.words import MONTHS, PLACES, WEEKDAYS
from licensing.policy import Yearly
from licensing.seasons import month_and_day

EASTER = "første påskedag"
_FROM_EASTER = re.compile(rf"([0-9]{{1,3}}) dag(?:er)? (før|etter) {EASTER}")
_LASTING = re.compile(r"([0-9]{1,3})(?: dag(?:er)?)?")
_NTH = re.compile(
    f"({'|'.join(sorted(PLACES.values(), key=len, reverse=True))})"
    f" ({'|'.join(WEEKDAYS.values())}) i ({'|'.join(MONTHS.values())})"
)
LONGEST = 60


def _number(table: dict[int, str], word: str) -> int:
    return next(number for number, name in table.items() if name == word)


def yearly_of(text: str) -> Yearly | None:
    """The rule that some words give; None for words that are none."""
    text = " ".join(text.lower().split())
    if found := _NTH.fullmatch(text):
        return Yearly(
            nth=_number(dict(PLACES), found[1]),
            weekday=_number(dict(WEEKDAYS), found[2]),
            month=_number(dict(MONTHS), found[3]),
        )
    if text == EASTER:
        return Yearly(after_easter=0)
    if found := _FROM_EASTER.fullmatch(text):
        return Yearly(after_easter=int(found[1]) * (-1 if found[2] == "før" else 1))
    stored = month_and_day_of(text)
    if stored is None:
        return None
    month, day = month_and_day(stored)
    return Yearly(month=month, day_of_month=day)


def yearly_text(yearly: Yearly) -> str:
    """A rule in words."""
    if yearly.after_easter is not None:
        days = abs(yearly.after_easter)
        if not days:
            return EASTER
        unit, side = "dag" if days == 1 else "dager", "før" if yearly.after_easter < 0 else "etter"
        return f"{days} {unit} {side} {EASTER}"
    month = MONTHS.get(yearly.month or 0, "")
    if yearly.day_of_month is not None:
        return f"{yearly.day_of_month}. {month}"
    return f"{PLACES.get(yearly.nth or 0, '')} {WEEKDAYS.get(yearly.weekday or 0, '')} i {month}"


@dataclass(frozen=True)
class EveryYear:
    """When it begins, by a rule."""

    def read(self, node: Node, key: str, reading: Reading) -> Yearly:
        text = text_of(node, key)
        found = yearly_of(text)
        if found is None:
            raise BadPolicy("policy_yearly", node.line, key=key, written=text)
        return found

    def write(self, value: Yearly, writing: Writing) -> Written:
        return yearly_text(value)


@dataclass(frozen=True)
class Lasting:
    """For how many days."""

    def read(self, node: Node, key: str, reading: Reading) -> int:
        text = text_of(node, key)
        found = _LASTING.fullmatch(text)
        if found is None or not 1 <= int(found[1]) <= LONGEST:
            raise BadPolicy("policy_lasting", node.line, key=key, written=text, longest=LONGEST)
        return int(found[1])

    def write(self, value: int, writing: Writing) -> Written:
        return f"{value} {'dag' if value == 1 else 'dager'}"
