"""Spreadsheets as people send them: CSV in the usual encodings, and XLSX. Nothing in them is evaluated.

Whatever the bytes are, the answer is rows of texts or a `BadValue` that says what is wrong with the file.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, LargeZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from licensing.errors import BadValue

MOST_ROWS = 100_000
MOST_EMPTY_ROWS = 1_100_000
MOST_COLUMNS = 60
LONGEST_CELL = 4_000
LARGEST_UNPACKED = 100 * 1024 * 1024
# Rows that people have filled in pack to a tenth or so; what packs much smaller repeats one sign for ever.
NEVER_SUSPECT, MOST_PACKED = 5 * 1024 * 1024, 200

ZIP, OLD_EXCEL, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
# An encrypted workbook is an old container with one part of this name, in UTF-16.
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
UTF_8_MARK, UTF_16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ";\t,"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What a spreadsheet would count out; a plain number or a telephone number is no formula.
FORMULA = re.compile(r"[=@].+|[+\-](?![\d\s.,]*\Z).+", re.DOTALL)


@dataclass(frozen=True)
class Record:
    """A row of the file: the line it begins on, its texts, and which of them are formulas."""

    line: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()

    def cell(self, column: int) -> str:
        """The text of a column; nothing where the row is shorter than the heads."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """A spreadsheet: the heads of its columns, and its rows, which are read anew each time."""

    heads: tuple[str, ...]
    content: bytes

    def records(self) -> Iterator[Record]:
        """Every row below the heads that holds something, in order."""
        found = _records(self.content)
        next(found, None)
        return found


def opened_table(content: bytes) -> Table:
    """The table of a file.

    Raises `BadValue` for what is no spreadsheet, is encrypted, or has no heads.
    """
    first = next(_records(content), None)
    if first is None or not any(first.cells):
        raise BadValue("import_empty")
    width = max(index for index, head in enumerate(first.cells) if head) + 1
    if width > MOST_COLUMNS:
        raise BadValue("import_too_wide", columns_most=MOST_COLUMNS)
    return Table(first.cells[:width], content)


def counted_rows(table: Table) -> int:
    """How many rows the table has; reading stops at the limit.

    Raises `BadValue` when there are too many, and for a fault anywhere in the file.
    """
    return sum(1 for _record in table.records())


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula.

    >>> [is_formula(text) for text in ("=1+1", "@SUM(A1)", "-1+1", "+47 72 41 00 00", "-", "Kari")]
    [True, True, True, False, False, False]
    """
    return FORMULA.fullmatch(text.strip()) is not None


def _records(content: bytes) -> Iterator[Record]:
    """Every row that holds something, the heads first, with every limit kept."""
    rows = _workbook_rows(content) if _is_workbook(content) else _text_rows(content)
    for count, (line, cells, formulas) in enumerate(rows):
        if count > MOST_ROWS:
            raise BadValue("import_too_long", most_rows=MOST_ROWS)
        texts = tuple(cells)
        if any(len(text) > LONGEST_CELL for text in texts):
            raise BadValue("import_cell_too_long", line=line, longest=LONGEST_CELL)
        told = formulas | {index for index, text in enumerate(texts) if text and is_formula(text)}
        yield Record(line, texts, frozenset(told))


Cells = tuple[int, Sequence[str], frozenset[int]]


def _is_workbook(content: bytes) -> bool:
    if not content.strip():
        raise BadValue("import_empty")
    if content.startswith(OLD_EXCEL):
        raise BadValue("import_encrypted" if ENCRYPTED_PART in content else "import_old_excel")
    if content.startswith(PDF):
        raise BadValue("import_is_pdf")
    return content.startswith(ZIP)


def _text_rows(content: bytes) -> Iterator[Cells]:
    if b"\x00" in content and not content.startswith(UTF_16_MARKS):
        raise BadValue("import_no_spreadsheet")
    text = _decoded(content)
    if CONTROL.search(text):
        raise BadValue("import_no_spreadsheet")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BadValue("import_bad_quotes", line=line) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells], frozenset()


def _decoded(content: bytes) -> str:
    if content.startswith(UTF_16_MARKS):
        return _read_as(content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if content.startswith(UTF_8_MARK):
            raise BadValue("import_encoding") from None
        return _read_as(content, "cp1252")


def _read_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadValue("import_encoding") from error


def _separator(text: str) -> str:
    """The sign that stands most often between the heads; texts in quotes do not count."""
    heads = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", heads)
    return max(SEPARATORS, key=bare.count)


def _workbook_rows(content: bytes) -> Iterator[Cells]:
    try:
        _insist_on_size(content)
        # Formulas are read as they stand, and links to other books are not followed.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            yield from _sheet_rows(book)
        finally:
            book.close()
    except (BadZipFile, LargeZipFile, InvalidFileException, ParseError, NotImplementedError) as error:
        raise BadValue("import_no_spreadsheet") from error
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError) as error:
        if isinstance(error, BadValue):
            raise
        # openpyxl stumbles over a damaged book in many ways, and each of them means the same.
        raise BadValue("import_no_spreadsheet") from error


def _insist_on_size(content: bytes) -> None:
    """Stop before a small file unpacks into one that fills the machine."""
    with ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise BadValue("import_encrypted")
        if not any(part.filename == "xl/workbook.xml" for part in parts):
            raise BadValue("import_no_spreadsheet")
        unpacked = sum(part.file_size for part in parts)
        if unpacked > LARGEST_UNPACKED or unpacked > max(NEVER_SUSPECT, MOST_PACKED * len(content)):
            raise BadValue("import_unpacks_too_large", megabytes=LARGEST_UNPACKED // (1024 * 1024))


def _sheet_rows(book: Any) -> Iterator[Cells]:
    sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
    if sheet is None:
        raise BadValue("import_empty")
    # The book's own word for how large it is may be wrong; rows are read until there are none.
    sheet.reset_dimensions()
    for line, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        if line > MOST_EMPTY_ROWS:
            raise BadValue("import_too_long", most_rows=MOST_ROWS)
        texts = [_written(cell.value) for cell in row]
        if any(texts):
            yield line, texts, frozenset(i for i, cell in enumerate(row) if cell.data_type == "f")


def _written(value: object) -> str:
    """A cell as a text: days in Norwegian order, whole numbers without decimals."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nei"
        case datetime():
            return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H.%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case time():
            return f"{value:%H.%M}"
        case float():
            return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
        case _:
            text = str(value)
            return "".join(chain.from_iterable(CONTROL.split(text))).strip()
