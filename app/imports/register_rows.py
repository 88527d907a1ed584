"""Rows of the national register's extract: read one by one into values, or refused with the reason.

Law: alkoholforskriften § 13-4; alkoholloven §§ 1-6, 3-1 and 4-2 for what may stand there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from app.forms import one_line
from app.holders.identity import parse_organisation_number
from app.imports.columns import CodeMeaning, Column, Understanding
from app.imports.problems import Impossible, RowNote, RowProblem
from app.imports.reading import Record, Table
from licensing.errors import BadValue, MissingPremise, NotAllowed
from licensing.kinds import FARM_SALE_GROUPS, OUTLET_GROUPS, may_cover
from licensing.licences import Extension, Group, LicenceKind, LicenceType, group_set_code
from licensing.periods import longest_period

EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
LONGEST: Mapping[Column, int] = {
    Column.NUMBER: 40,
    Column.HOLDER: 160,
    Column.VENUE: 120,
    Column.STREET: 120,
    Column.TOWN: 60,
    Column.TYPE_CODE: 40,
}
KINDS = {CodeMeaning.SERVING: LicenceKind.SERVING, CodeMeaning.SALE: LicenceKind.SALE}
# The numbers of the counties, now and before: the first two digits of a municipality number.
COUNTIES = frozenset(
    f"{number:02d}" for number in (*range(1, 24), *range(30, 35), 38, 39, 40, 42, 46, 50, *range(54, 57))
)
NORWEGIAN_DATE = re.compile(r"(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4})(?: 0?0[.:]00(?:[.:]00)?)?")
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?.*)?")
BETWEEN_GROUPS = re.compile(r"[,;/+&\s]+|\bog\b", re.IGNORECASE)
GROUP = re.compile(r"(?:GRP|GRUPPE|GR)?\.?([0-9]+)", re.IGNORECASE)


@dataclass(frozen=True)
class NumberSpan:
    """A number that a municipality has between two days (kommunenummer)."""

    number: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class RegisterRow:
    """A licence as the national register tells of it."""

    line: int
    number: str
    kind: LicenceKind
    organisation_number: str
    holder: str
    venue: str
    sub_unit: str | None
    groups: tuple[Group, ...]
    street: str
    postcode: str
    town: str
    first_day: date
    last_day: date
    notes: tuple[RowNote, ...] = ()

    @property
    def type(self) -> LicenceType:
        """Groups 2 and 3 are sold by nobody but Vinmonopolet."""
        outlet = self.kind is LicenceKind.SALE and self.groups == OUTLET_GROUPS
        return LicenceType.OUTLET if outlet else LicenceType.PERMANENT

    @property
    def is_farm_sale(self) -> bool:
        """Group 2 is sold beside group 1 by its own producer alone."""
        return self.kind is LicenceKind.SALE and self.groups == FARM_SALE_GROUPS

    @property
    def as_json(self) -> dict[str, Any]:
        """The row as it is stored while it waits."""
        return {
            "number": self.number,
            "kind": self.kind.value,
            "organisation_number": self.organisation_number,
            "holder": self.holder,
            "venue": self.venue,
            "sub_unit": self.sub_unit,
            "groups": group_set_code(self.groups),
            "street": self.street,
            "postcode": self.postcode,
            "town": self.town,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "notes": [note.value for note in self.notes],
        }

    @classmethod
    def from_json(cls, line: int, stored: Mapping[str, Any]) -> Self:
        """A row as it was stored."""
        return cls(
            line=line,
            number=stored["number"],
            kind=LicenceKind(stored["kind"]),
            organisation_number=stored["organisation_number"],
            holder=stored["holder"],
            venue=stored["venue"],
            sub_unit=stored["sub_unit"],
            groups=tuple(Group(int(group)) for group in stored["groups"].split(",")),
            street=stored["street"],
            postcode=stored["postcode"],
            town=stored["town"],
            first_day=date.fromisoformat(stored["first_day"]),
            last_day=date.fromisoformat(stored["last_day"]),
            notes=tuple(RowNote(note) for note in stored["notes"]),
        )


@dataclass(frozen=True)
class Elsewhere:
    """A row of another municipality: counted, and nothing of it kept."""

    line: int


@dataclass(frozen=True)
class NotOurs:
    """A row of a kind that a municipality does not license."""

    line: int


Read = RegisterRow | Impossible | Elsewhere | NotOurs


def register_rows(
    table: Table, how: Understanding, spans: Sequence[NumberSpan], *, as_it_stands: bool = False
) -> Iterator[Read]:
    """Every row of an extract, read. Which number is whose is told by its day, not by today.

    `as_it_stands` takes any groups, for a comparison that only wants to know what stands there.
    """
    for record in table.records():
        yield register_row(record, how, spans, as_it_stands=as_it_stands)


def register_row(
    record: Record, how: Understanding, spans: Sequence[NumberSpan], *, as_it_stands: bool = False
) -> Read:
    """One row of an extract, read."""
    row = _Reading(record, how, as_it_stands=as_it_stands)
    try:
        return row.read(spans)
    except _Wrong as wrong:
        return Impossible(record.line, row.key, wrong.problem, wrong.facts, row.shown)


class _Wrong(Exception):  # noqa: N818 - about the row, not a fault
    def __init__(self, problem: RowProblem, **facts: Any) -> None:
        super().__init__(problem)
        self.problem, self.facts = problem, facts


class _Reading:
    """One row on its way to a value."""

    def __init__(self, record: Record, how: Understanding, *, as_it_stands: bool = False) -> None:
        self.record, self.how, self.as_it_stands = record, how, as_it_stands

    @property
    def key(self) -> str:
        return self.text(Column.NUMBER)[:40]

    @property
    def shown(self) -> dict[str, Any]:
        """Number, holder and venue, so that a person finds the row."""
        columns = (Column.NUMBER, Column.HOLDER, Column.VENUE)
        return {column.value: self.text(column)[: LONGEST[column]] for column in columns}

    @property
    def place(self) -> str:
        written = self.text(Column.MUNICIPALITY_NUMBER)
        # A spreadsheet takes the first zero of 0301 away.
        return f"0{written}" if len(written) == 3 and written.isdecimal() else written

    def text(self, column: Column) -> str:
        index = self.how.columns.get(column)
        if index is None:
            return ""
        written = self.record.cell(index)
        # Only a text with signs that cannot be shown must be gone through sign by sign.
        return " ".join(written.split()) if written.isprintable() else str(one_line(written))

    def read(self, spans: Sequence[NumberSpan]) -> Read:
        """The row as a value; others' rows are left before anything of them is judged."""
        place = self.place
        is_place = _is_number(place) and place[:2] in COUNTIES
        if is_place and not any(span.number == place for span in spans):
            return Elsewhere(self.record.line)
        self._refuse_formulas()
        if not is_place:
            raise _Wrong(RowProblem.MUNICIPALITY_NUMBER, written=place)
        meaning = self._meaning()
        if meaning is CodeMeaning.NOT_OURS:
            return NotOurs(self.record.line)
        first_day, last_day = self._days()
        if not any(
            # The number of today stands on old rows too; one that is past stands only on rows of its days.
            span.number == place
            and (span.last_day == date.max or (span.first_day <= last_day and first_day <= span.last_day))
            for span in spans
        ):
            raise _Wrong(RowProblem.OLD_MUNICIPALITY_NUMBER, written=place, day=first_day.isoformat())
        kind = KINDS[meaning]
        return RegisterRow(
            line=self.record.line,
            number=self._needed(Column.NUMBER),
            kind=kind,
            organisation_number=self._organisation_number(),
            holder=self._needed(Column.HOLDER),
            venue=self._needed(Column.VENUE),
            sub_unit=self._sub_unit(),
            groups=self._groups(kind),
            street=self._short(Column.STREET),
            postcode=self._postcode(),
            town=self._short(Column.TOWN),
            first_day=first_day,
            last_day=last_day,
            notes=self._notes(first_day, last_day),
        )

    def _refuse_formulas(self) -> None:
        if self.record.formulas:
            raise _Wrong(RowProblem.FORMULA, column=min(self.record.formulas) + 1)

    def _short(self, column: Column) -> str:
        text = self.text(column)
        if len(text) > LONGEST[column]:
            raise _Wrong(RowProblem.TEXT_TOO_LONG, field=column.value, longest=LONGEST[column])
        return text

    def _needed(self, column: Column) -> str:
        text = self._short(column) if column in LONGEST else self.text(column)
        if not text:
            raise _Wrong(RowProblem.MISSING, field=column.value)
        return text

    def _meaning(self) -> CodeMeaning:
        code = self._needed(Column.TYPE_CODE)
        meaning = self.how.meaning_of(code)
        if meaning is None:
            raise _Wrong(RowProblem.TYPE_CODE_UNKNOWN, written=code)
        return meaning

    def _days(self) -> tuple[date, date]:
        first_day, last_day = self._day(Column.FIRST_DAY), self._day(Column.LAST_DAY)
        if last_day < first_day:
            raise _Wrong(
                RowProblem.ENDS_BEFORE_START, first_day=first_day.isoformat(), last_day=last_day.isoformat()
            )
        return first_day, last_day

    def _day(self, column: Column) -> date:
        written = self._needed(column)
        norwegian, iso = NORWEGIAN_DATE.fullmatch(written), ISO_DATE.fullmatch(written)
        parts = norwegian.groups()[::-1] if norwegian else iso.groups() if iso else ()
        try:
            year, month, day = (int(part) for part in parts)
            found = date(year, month, day)
        except ValueError:
            raise _Wrong(RowProblem.DATE, field=column.value, written=written[:40]) from None
        if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            raise _Wrong(RowProblem.DATE, field=column.value, written=written[:40])
        return found

    def _organisation_number(self) -> str:
        written = self._needed(Column.ORGANISATION_NUMBER)
        try:
            return parse_organisation_number(written)
        except BadValue:
            raise _Wrong(RowProblem.ORGANISATION_NUMBER, written=written[:40]) from None

    def _sub_unit(self) -> str | None:
        written = self.text(Column.SUB_UNIT)
        try:
            return parse_organisation_number(written) if written else None
        except BadValue:
            raise _Wrong(RowProblem.SUB_UNIT, written=written[:40]) from None

    def _postcode(self) -> str:
        written = self.text(Column.POSTCODE)
        if len(written) == 3 and written.isdecimal():
            written = f"0{written}"
        if written and not _is_number(written):
            raise _Wrong(RowProblem.POSTCODE, written=written[:40])
        return written

    def _groups(self, kind: LicenceKind) -> tuple[Group, ...]:
        written = self._needed(Column.GROUPS)
        groups = set()
        for part in BETWEEN_GROUPS.split(written):
            match = GROUP.fullmatch(part)
            if not part or part.casefold() in {"gruppe", "grp"}:
                continue
            if match is None or match[1] not in {"1", "2", "3"}:
                raise _Wrong(RowProblem.GROUP, written=part[:40])
            groups.add(Group(int(match[1])))
        if not groups:
            raise _Wrong(RowProblem.MISSING, field=Column.GROUPS.value)
        if not self.as_it_stands and not _lawful(kind, groups):
            unlawful = RowProblem.GROUP_SET if kind is LicenceKind.SERVING else RowProblem.GROUP_SET_SALE
            raise _Wrong(unlawful, groups=group_set_code(groups))
        return tuple(sorted(groups))

    def _notes(self, first_day: date, last_day: date) -> tuple[RowNote, ...]:
        """What is told, not refused: an older register holds what the law of its day did not allow."""
        notes = []
        try:
            if last_day > longest_period(first_day).last_day:
                notes.append(RowNote.LONGER_THAN_LAW)
        except (MissingPremise, NotAllowed):
            notes.append(RowNote.PERIOD_NOT_KNOWN)
        if not self.text(Column.STREET):
            notes.append(RowNote.NO_ADDRESS)
        return tuple(notes)


def _lawful(kind: LicenceKind, groups: set[Group]) -> bool:
    """Whether a licence may cover the groups; farm sale and outlets stand among the sale licences."""
    return any(may_cover(kind, groups, each, (Extension.FARM_SALE,)) for each in LicenceType)


def _is_number(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdecimal()


def unknown_codes(table: Table, how: Understanding, spans: Sequence[NumberSpan]) -> tuple[str, ...]:
    """The type codes of the municipality's own rows that nobody has said the meaning of, in order."""
    ours = {span.number for span in spans}
    found: dict[str, None] = {}
    for record in table.records():
        row = _Reading(record, how)
        code = row.text(Column.TYPE_CODE)
        if code and not record.formulas and row.place in ours and how.meaning_of(code) is None:
            found[code[: LONGEST[Column.TYPE_CODE]]] = None
    return tuple(found)
