"""A measures table pasted from a word processor ("innlimt tiltakstabell"): read, with what was repaired.

A cell of several paragraphs breaks its row into several lines, and narrow columns break words. What can be
put right is, and told; what cannot is told too, and then nothing of the table is used.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from fees.measure_cells import due_day_of, owners_of, verbs_of
from fees.measure_words import mended, plain_signs, short_forms_of, words_of
from fees.plans import MeasureVerb
from licensing.errors import BadValue

MOST_ROWS = 200
LONGEST_TITLE, LONGEST_CELL, LONGEST_STATUS, LONGEST_OWNER, LONGEST_SECTION = 400, 400, 200, 120, 80
_YEAR = re.compile(r"20\d\d")
_QUOTED = re.compile(r'(^|\t)"((?:[^"]|"")*)"(?=\t|\n|$)', re.MULTILINE)
_RULE = re.compile(r"[\s\-–—_=|+]*-{3,}[\s\-–—_=|+]*")
# A line that ends so goes on in the next.
_GOES_ON = re.compile(r"(?:[,/&-]|\b(?:og|eller|samt|med|i|av|for|til))$", re.IGNORECASE)
MOST_LINES_OF_HEADS = 8


class RepairKind(StrEnum):
    """What was done to a pasted table ("reparasjon")."""

    MENDED_TEXT = "mended_text"
    JOINED_LINES = "joined_lines"
    LEFT_OUT = "left_out"
    NO_HEADS = "no_heads"
    """The columns have no heads, and are taken to be title, status, the years of the plan, and owners."""


@dataclass(frozen=True)
class Repair:
    """Something that was put right: where, what stood there, and what is read."""

    kind: RepairKind
    line: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class YearCell:
    """What a row says of a year."""

    year: int
    text: str
    verbs: tuple[MeasureVerb, ...]
    due_on: date | None


@dataclass(frozen=True)
class TableRow:
    """A measure as the table tells it."""

    line: int
    section: str
    title: str
    start_status: str
    cells: tuple[YearCell, ...]
    owners: tuple[str, ...]

    @property
    def without_verb(self) -> tuple[int, ...]:
        """The years that say something without a verb of the set."""
        return tuple(cell.year for cell in self.cells if cell.text and not cell.verbs)


@dataclass(frozen=True)
class MeasureTable:
    """What a pasted text holds: rows, what was repaired, and what cannot be read."""

    rows: tuple[TableRow, ...]
    repairs: tuple[Repair, ...]
    problems: tuple[BadValue, ...]


@dataclass(frozen=True)
class _Heads:
    """What each column holds."""

    width: int
    years: dict[int, int]
    title: int
    status: int | None
    owners: int | None
    section: str


@dataclass
class _Record:
    """A row while its lines are being put together."""

    line: int
    text: str
    heads: _Heads
    lines: int = 1

    @property
    def tabs(self) -> int:
        return self.text.count("\t")

    @property
    def is_whole(self) -> bool:
        return self.tabs >= self.heads.width - 1

    def add(self, line: str, count: int = 1) -> None:
        self.text = f"{self.text.rstrip(' ')} {line.lstrip(' ')}"
        self.lines += count


@dataclass
class _Reading:
    """The lines of a text, put together to rows."""

    years: range
    section: str
    records: list[_Record] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    waiting: list[tuple[int, str]] = field(default_factory=list)
    """Lines without cells: the end of the row before, the beginning of the next, or text outside."""
    heads: _Heads | None = None
    heading: str = ""
    """The last short line outside the table: what the next table is called."""
    broken_off: bool = True
    """Whether an empty line, or the beginning of the text, stands between the last row and what waits."""

    def take(self, number: int, line: str) -> None:
        """Take one line."""
        if _RULE.fullmatch(line):
            return
        if not line.strip():
            if self._open() is None:
                self.let_go()
                self.broken_off = True
            return
        tabs, unfinished = line.count("\t"), self._open()
        if unfinished is not None:
            if unfinished.tabs + tabs < unfinished.heads.width:
                unfinished.add(line)
                return
        elif tabs == 0:
            self.waiting.append((number, line.strip()))
            return
        self._begin(number, line)

    def _open(self) -> _Record | None:
        """The row that lacks cells still."""
        last = self.records[-1] if self.records else None
        return last if last is not None and not last.is_whole else None

    def _begin(self, number: int, line: str) -> None:
        self._finish_last()
        if self.heads is None:
            self.heads = _assumed(self.years, line, self.section)
            self.repairs.append(Repair(RepairKind.NO_HEADS, number))
        record = _Record(number, line, self.heads)
        if self.waiting:
            record = _Record(
                self.waiting[0][0], " ".join([*(text for _n, text in self.waiting), line]), self.heads
            )
            record.lines += len(self.waiting)
            self.waiting.clear()
        self.records.append(record)
        self.broken_off = False

    def _finish_last(self) -> None:
        """Give the last row the lines after it that go on with what it says."""
        if self.broken_off or not self.records:
            return
        last = self.records[-1]
        while self.waiting and _goes_on(last, self.waiting[0][1]):
            last.add(self.waiting.pop(0)[1])

    def let_go(self) -> None:
        """Leave out what waits: text outside the table."""
        self._finish_last()
        for number, text in self.waiting:
            if len(text) <= LONGEST_SECTION and not text.endswith((".", ",", ":")):
                self.heading = text
            self.repairs.append(Repair(RepairKind.LEFT_OUT, number, before=text))
        self.waiting.clear()

    def begin_table(self, heads: _Heads) -> None:
        """Begin a new table under the heading that stands over it."""
        self.let_go()
        self.repairs = [
            one
            for one in self.repairs
            if not (one.kind is RepairKind.LEFT_OUT and one.before == self.heading)
        ]
        self.heads = replace(heads, section=self.heading or self.section)
        self.heading, self.broken_off = "", True


def _goes_on(record: _Record, line: str) -> bool:
    """Whether a line without cells belongs to the row before, and does not begin the next."""
    text = record.text.rstrip(" ")
    # A row that comes a cell a line has its last one on a line of its own.
    is_last_cell = record.lines > 1 and text.endswith("\t")
    return is_last_cell or line[0].islower() or _GOES_ON.search(text) is not None


def read_table(text: str, years: range, section: str = "") -> MeasureTable:
    """The measures of a pasted text. `years` are the plan's, `section` the name of a table that has none.

    Never raises for what is pasted: what cannot be read stands among the problems.
    """
    lines = _unquoted(plain_signs(text)).split("\n")
    reading = _Reading(years, section)
    place = 0
    while place < len(lines):
        heads, used = _heads_at(lines, place)
        if heads is not None:
            reading.begin_table(heads)
        else:
            reading.take(place + 1, lines[place])
        place += used
    reading.let_go()
    return _table(reading, years)


def _unquoted(text: str) -> str:
    """Cells that a spreadsheet has put in quotation marks, each on one line."""
    return _QUOTED.sub(lambda found: found[1] + found[2].replace('""', '"').replace("\n", " "), text)


def _heads_at(lines: Sequence[str], place: int) -> tuple[_Heads | None, int]:
    """The heads that begin at a line, and how many lines they take."""
    first = lines[place].split("\t")[0].strip().casefold()
    cells = [" ".join(cell.split()) for cell in lines[place].split("\t")]
    if first != "tiltak":
        # Heads may call the first column something else; years beside each other are heads all the same.
        found = [cell for cell in cells if _YEAR.fullmatch(cell)]
        return (_heads_of(cells), 1) if len(found) > 1 else (None, 1)
    for used in range(1, MOST_LINES_OF_HEADS + 1):
        whole = " ".join(lines[place : place + used])
        cells = [" ".join(cell.split()) for cell in whole.split("\t")]
        if cells[-1].casefold().startswith("ansvar"):
            return _heads_of(cells), used
    cells = [" ".join(cell.split()) for cell in lines[place].split("\t")]
    return (_heads_of(cells), 1) if any(_YEAR.fullmatch(cell) for cell in cells) else (None, 1)


def _heads_of(cells: Sequence[str]) -> _Heads:
    years = {int(cell): place for place, cell in enumerate(cells) if _YEAR.fullmatch(cell)}
    owners = next((place for place, cell in enumerate(cells) if cell.casefold().startswith("ansvar")), None)
    rest = [place for place in range(1, len(cells)) if place != owners and place not in years.values()]
    return _Heads(len(cells), years, 0, rest[0] if rest else None, owners, "")


def _assumed(years: range, line: str, section: str) -> _Heads:
    """The columns of a table without heads: title, status, years, owners; no status where it has no room."""
    status = 1 if line.count("\t") != len(years) + 1 else None
    first = 1 if status is None else 2
    at = {year: first + place for place, year in enumerate(years)}
    return _Heads(first + len(years) + 1, at, 0, status, first + len(years), section)


def _table(reading: _Reading, years: range) -> MeasureTable:
    problems: list[BadValue] = []
    rows, repairs = [], list(reading.repairs)
    texts = [record.text for record in reading.records]
    words, short_forms = words_of(texts), short_forms_of(texts)
    tables = {id(record.heads): record.heads for record in reading.records}
    for heads in tables.values():
        problems += _problems_of_heads(heads, years)
    for record in reading.records:
        cells = _cells(record)
        if len(cells) < record.heads.width:
            problems.append(BadValue("measure_row_short", **_counted(record, cells)))
            continue
        if len(cells) > record.heads.width:
            problems.append(BadValue("measure_row_long", **_counted(record, cells)))
            continue
        if record.lines > 1:
            last = str(record.line + record.lines - 1)
            repairs.append(Repair(RepairKind.JOINED_LINES, record.line, after=last))
        row, made = _row(record, cells, words, short_forms)
        repairs += made
        problems += _problems_of(row)
        rows.append(row)
    if not rows and not problems:
        problems.append(BadValue("measure_table_empty"))
    if len(rows) > MOST_ROWS:
        problems.append(BadValue("measure_table_too_long", most=MOST_ROWS))
    return MeasureTable(tuple(rows), tuple(sorted(repairs, key=lambda one: one.line)), tuple(problems))


def _cells(record: _Record) -> list[str]:
    """The cells of a row; empty ones to the right of the table count for nothing."""
    cells = record.text.split("\t")
    while len(cells) > record.heads.width and not cells[-1].strip():
        cells.pop()
    return cells


def _counted(record: _Record, cells: Sequence[str]) -> dict[str, object]:
    return {"line": record.line, "found": len(cells), "wanted": record.heads.width, "begins": cells[0][:60]}


def _problems_of_heads(heads: _Heads, years: range) -> Iterable[BadValue]:
    if not heads.years:
        yield BadValue("measure_table_without_years", first=years[0], last=years[-1])
    for year in heads.years:
        if year not in years:
            yield BadValue("measure_year_outside_plan", year=year, first=years[0], last=years[-1])


def _row(
    record: _Record, cells: Sequence[str], words: frozenset[str], short_forms: frozenset[str]
) -> tuple[TableRow, list[Repair]]:
    heads = record.heads
    repairs: list[Repair] = []

    def text(place: int | None, *, sentences: bool = False) -> str:
        if place is None:
            return ""
        before = " ".join(cells[place].split())
        after = mended(before, words, short_forms, sentences=sentences)
        made = Repair(RepairKind.MENDED_TEXT, record.line, before, after)
        # The same slip in every year of a row is told once.
        if after != before and made not in repairs:
            repairs.append(made)
        return after

    title, status = text(heads.title), text(heads.status)
    told = [(year, text(place, sentences=True)) for year, place in sorted(heads.years.items())]
    return (
        TableRow(
            line=record.line,
            section=heads.section,
            title=title,
            start_status=status,
            cells=tuple(YearCell(year, one, verbs_of(one), due_day_of(one, year)) for year, one in told),
            owners=owners_of(text(heads.owners)),
        ),
        repairs,
    )


def _problems_of(row: TableRow) -> Iterable[BadValue]:
    if not row.title:
        yield BadValue("measure_title_missing", line=row.line)
    too_long = (
        len(row.title) > LONGEST_TITLE
        or len(row.start_status) > LONGEST_STATUS
        or any(len(cell.text) > LONGEST_CELL for cell in row.cells)
        or any(len(owner) > LONGEST_OWNER for owner in row.owners)
    )
    if too_long:
        yield BadValue("measure_cell_too_long", line=row.line, most=LONGEST_CELL)
