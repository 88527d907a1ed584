"""Hours as an office writes them in a spreadsheet: "10-02", "man-tor 10-01, fre-lør 10–02.30"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from licensing.errors import BadValue
from licensing.service_hours import ServiceHours

ALL_DAYS = (1, 2, 3, 4, 5, 6, 7)
DAYS = {
    "man": 1,
    "mån": 1,
    "tir": 2,
    "tys": 2,
    "ons": 3,
    "tor": 4,
    "fre": 5,
    "lør": 6,
    "lau": 6,
    "søn": 7,
    "sun": 7,
}
EVERY_DAY = frozenset({"", "alle dager", "alle dagar", "alle", "daglig", "dagleg", "hver dag", "kvar dag"})
CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?"
LINE = re.compile(
    rf"(?P<days>[^\d]*?)(?:\bkl\.?\s*)?{CLOCK}\s*(?:-|–|—|til)\s*(?:kl\.?\s*)?{CLOCK}(?P<rest>[\s,;/]*)"
)
DAY_NAME = re.compile(r"[a-zæøå]+")
RANGE = re.compile(r"\s*(?:-|–|—|\btil\b)\s*")
BETWEEN_DAYS = re.compile(r"\s*(?:,|/|&|\bog\b)\s*")


@dataclass(frozen=True)
class WeekdayHours:
    """Hours on some weekdays, 1 (Monday) to 7 (Sunday); `every_day` when no day was named."""

    weekdays: tuple[int, ...]
    hours: ServiceHours
    every_day: bool = False


def hours_read(text: str) -> tuple[WeekdayHours, ...]:
    """The hours of a text.

    Raises `BadValue("sheet_hours")` for what cannot be read without guessing: "helg" is not two known days.

    >>> [(line.weekdays, line.hours.pair) for line in hours_read("man-tor 10-01, fre-lør 10–02:30")]
    [((1, 2, 3, 4), ('10:00', '25:00')), ((5, 6), ('10:00', '26:30'))]
    """
    lines = tuple(_lines(text))
    named = [day for line in lines for day in line.weekdays]
    if not lines or len(named) != len(set(named)):
        raise BadValue("sheet_hours", written=text)
    return lines


def _lines(text: str) -> Iterator[WeekdayHours]:
    position = 0
    while position < len(text):
        match = LINE.match(text, position)
        if match is None:
            raise BadValue("sheet_hours", written=text)
        first, first_minutes, last, last_minutes = match.group(2, 3, 4, 5)
        try:
            hours = ServiceHours.from_clock(
                f"{first}:{first_minutes or '00'}", f"{last}:{last_minutes or '00'}"
            )
        except BadValue:
            raise BadValue("sheet_hours", written=text) from None
        days = match["days"].strip(" \t\n:.,;").casefold()
        every_day = days in EVERY_DAY
        yield WeekdayHours(ALL_DAYS if every_day else _weekdays(days, text), hours, every_day)
        position = match.end()


def _weekdays(days: str, text: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in BETWEEN_DAYS.split(days):
        ends = [_day(name, text) for name in RANGE.split(part.strip(" ."))]
        if len(ends) > 2:
            raise BadValue("sheet_hours", written=text)
        first, last = ends[0], ends[-1]
        # "lør-man" goes on past Sunday.
        found += [(first + step - 1) % 7 + 1 for step in range((last - first) % 7 + 1)]
    return tuple(dict.fromkeys(found))


def _day(name: str, text: str) -> int:
    bare = name.strip(" .").removesuffix("er").removesuffix("ar")
    day = DAYS.get(bare[:3])
    whole = {"mandag", "måndag", "tirsdag", "tysdag", "onsdag", "torsdag", "fredag", "lørdag", "laurdag"}
    shortened = any(full.startswith(bare) for full in (*whole, "søndag", "sundag")) and len(bare) >= 3
    if day is None or not shortened or DAY_NAME.fullmatch(bare) is None:
        raise BadValue("sheet_hours", written=text)
    return day
