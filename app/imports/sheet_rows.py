"""Rows of the office's own spreadsheet: what it tells of a licence beside the national register."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from app.forms import one_line, trimmed
from app.imports.columns import Column, Understanding
from app.imports.problems import Impossible, RowProblem
from app.imports.reading import Record, Table
from app.imports.sheet_hours import WeekdayHours, hours_read
from app.loose_numbers import holds_identity_number
from app.sealing import sealer
from licensing.errors import BadValue
from licensing.identity import parse_identity_number
from licensing.licences import AreaKind
from licensing.service_hours import ServiceHours

LONGEST_NAME = 120
NOTHING = frozenset({"", "-", "–", "nei", "ingen", "0"})
YES = frozenset({"ja", "x", "1"})
OUTDOOR = "Uteservering"
BETWEEN_ROOMS = re.compile(r"[;,\n]")
BETWEEN_CONDITIONS = re.compile(r"[;\n]")
BETWEEN_NAMES = re.compile(r"[;,\n/]|\bog\b")
LONGEST_OF = {BETWEEN_ROOMS: 80, BETWEEN_CONDITIONS: 2_000, BETWEEN_NAMES: 120}
LITRES = re.compile(r"\d{1,9}(?:,\d{1,2})?")
PEOPLE = {Column.MANAGER: Column.MANAGER_IDENTITY, Column.DEPUTY: Column.DEPUTY_IDENTITY}
LITRE_COLUMNS = (Column.LITRES_1, Column.LITRES_2, Column.LITRES_3)


@dataclass(frozen=True)
class SheetRow:
    """What a row tells of one licence; what it leaves empty is left as it is."""

    line: int
    number: str
    manager: str = ""
    deputies: tuple[str, ...] = ()
    hours: Mapping[AreaKind, tuple[WeekdayHours, ...]] = field(default_factory=dict, hash=False)
    rooms: tuple[tuple[str, AreaKind], ...] = ()
    conditions: tuple[str, ...] = ()
    litres: Mapping[str, str] = field(default_factory=dict, hash=False)
    identities: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Identity numbers of manager and deputy: never in `as_json`, only ever sealed."""

    @property
    def key(self) -> str:
        """The number by which the row is joined."""
        return self.number

    @property
    def identities_json(self) -> str:
        """What is to be sealed; empty when there is nothing."""
        return json.dumps(dict(self.identities), sort_keys=True) if self.identities else ""

    @property
    def as_json(self) -> dict[str, Any]:
        """The row as it is stored while it waits."""
        return {
            "number": self.number,
            "manager": self.manager,
            "deputies": list(self.deputies),
            "hours": {
                area.value: [
                    {
                        "weekdays": list(line.weekdays),
                        "start": line.hours.start,
                        "end": line.hours.end,
                        "every_day": line.every_day,
                    }
                    for line in lines
                ]
                for area, lines in self.hours.items()
            },
            "rooms": [[name, area.value] for name, area in self.rooms],
            "conditions": list(self.conditions),
            "litres": dict(self.litres),
        }

    @classmethod
    def from_json(cls, line: int, stored: Mapping[str, Any], sealed: bytes | None) -> Self:
        """A row as it was stored."""
        return cls(
            line=line,
            number=stored["number"],
            manager=stored["manager"],
            deputies=tuple(stored["deputies"]),
            hours={
                AreaKind(area): tuple(
                    WeekdayHours(
                        tuple(part["weekdays"]), ServiceHours(part["start"], part["end"]), part["every_day"]
                    )
                    for part in parts
                )
                for area, parts in stored["hours"].items()
            },
            rooms=tuple((name, AreaKind(area)) for name, area in stored["rooms"]),
            conditions=tuple(stored["conditions"]),
            litres=stored["litres"],
            identities=json.loads(sealer().open(sealed)) if sealed else {},
        )


def sheet_rows(table: Table, how: Understanding) -> Iterator[SheetRow | Impossible]:
    """Every row of the spreadsheet, read; a licence that stands twice is impossible the second time."""
    seen: dict[str, int] = {}
    for record in table.records():
        read = sheet_row(record, how)
        if isinstance(read, SheetRow):
            first = seen.setdefault(read.number, read.line)
            if first != read.line:
                read = Impossible(
                    read.line, read.number, RowProblem.NUMBER_TWICE, {"line": first}, {"number": read.number}
                )
        yield read


def sheet_row(record: Record, how: Understanding) -> SheetRow | Impossible:
    """One row of the spreadsheet, read."""

    def text(column: Column) -> str:
        index = how.columns.get(column)
        written = "" if index is None else str(trimmed(record.cell(index)))
        return "" if written.casefold() in NOTHING and column is not Column.NUMBER else written

    number = str(one_line(text(Column.NUMBER)))[:40]

    def impossible(problem: RowProblem, **facts: Any) -> Impossible:
        shown = {"number": "" if holds_identity_number(number) else number}
        return Impossible(record.line, shown["number"], problem, facts, shown)

    if record.formulas:
        return impossible(RowProblem.FORMULA, column=min(record.formulas) + 1)
    if not number:
        return impossible(RowProblem.MISSING, field=Column.NUMBER.value)
    for column in how.columns:
        if column not in PEOPLE.values() and holds_identity_number(text(column)):
            return impossible(RowProblem.IDENTITY_IN_TEXT, field=column.value)
    try:
        return SheetRow(
            line=record.line,
            number=number,
            manager=_manager(text(Column.MANAGER)),
            deputies=_names(text(Column.DEPUTY)),
            hours=_hours(text),
            rooms=_rooms(text),
            conditions=_parts(text(Column.CONDITIONS), BETWEEN_CONDITIONS),
            litres={column.value: _centilitres(text(column)) for column in LITRE_COLUMNS if text(column)},
            identities=_identities(text),
        )
    except _Unreadable as unreadable:
        return impossible(unreadable.problem, **unreadable.facts)


class _Unreadable(Exception):  # noqa: N818 - about the row, not a fault
    def __init__(self, problem: RowProblem, **facts: Any) -> None:
        super().__init__(problem)
        self.problem, self.facts = problem, facts


def _hours(text: Any) -> dict[AreaKind, tuple[WeekdayHours, ...]]:
    found = {}
    for area, column in ((AreaKind.INDOOR, Column.HOURS_INDOOR), (AreaKind.OUTDOOR, Column.HOURS_OUTDOOR)):
        written = text(column) or (text(Column.HOURS) if area is AreaKind.INDOOR else "")
        if written:
            try:
                found[area] = hours_read(written)
            except BadValue:
                raise _Unreadable(RowProblem.HOURS, written=written[:80]) from None
    return found


def _rooms(text: Any) -> tuple[tuple[str, AreaKind], ...]:
    indoor = [(name, AreaKind.INDOOR) for name in _parts(text(Column.ROOMS), BETWEEN_ROOMS)]
    written = text(Column.OUTDOOR_ROOMS)
    outdoor = (OUTDOOR,) if written.casefold() in YES else _parts(written, BETWEEN_ROOMS)
    return (*indoor, *((name, AreaKind.OUTDOOR) for name in outdoor))


def _parts(text: str, between: re.Pattern[str]) -> tuple[str, ...]:
    parts = (str(one_line(part)) for part in between.split(text))
    found = tuple(dict.fromkeys(part for part in parts if part))
    longest = LONGEST_OF[between]
    if any(len(part) > longest for part in found):
        raise _Unreadable(RowProblem.TEXT_TOO_LONG, field="", longest=longest)
    return found


def _manager(text: str) -> str:
    name = str(one_line(text))
    if len(name) > LONGEST_NAME:
        raise _Unreadable(RowProblem.TEXT_TOO_LONG, field=Column.MANAGER.value, longest=LONGEST_NAME)
    return name


def _names(text: str) -> tuple[str, ...]:
    return _parts(text, BETWEEN_NAMES)


def _centilitres(text: str) -> str:
    """Litres in hundredths, as a text: whatever stands between the digits of thousands is left out."""
    bare = re.sub(r"[\s\u00a0]|(?<=\d)\.(?=\d{3}(?:\D|$))", "", text).removesuffix("l").removesuffix("liter")
    if LITRES.fullmatch(bare) is None:
        raise _Unreadable(RowProblem.LITRES, written=text[:40])
    return str(int(Decimal(bare.replace(",", ".")) * 100))


def _identities(text: Any) -> dict[str, str]:
    found = {}
    for person, column in PEOPLE.items():
        written = re.sub(r"[\s.-]", "", text(column))
        if not written:
            continue
        try:
            found[person.value] = parse_identity_number(written).value
        except BadValue:
            raise _Unreadable(RowProblem.IDENTITY, field=person.value) from None
        if not text(person) or len(_names(text(person))) != 1:
            raise _Unreadable(RowProblem.IDENTITY_WITHOUT_NAME, field=person.value)
    return found
