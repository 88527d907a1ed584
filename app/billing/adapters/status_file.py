"""The status file that the economy system sends back: what became of each invoice, as a table or as JSON.

The columns are described in docs/invoice-basis.md. Amounts paid are told as they stand in all, so that a
file that is lost, or read late, is made up for by the next.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from app.billing.adapters.cells import day_of, money_of
from app.imports.reading import MOST_ROWS, opened_table
from fees.money import ZERO, Money
from licensing.errors import BadValue

LONGEST_REFERENCE = 40
HIGHEST_STAGE = 9
_KID = re.compile(r"[0-9]{2,25}|[0-9]{1,24}-")
LONGEST_SHOWN = 40
HALF_A_SIGN = re.compile("[\ud800-\udfff]")


class StatusColumn(StrEnum):
    """A column of the file, or a field of the JSON, by the name that it has there."""

    REFERENCE = "referanse"
    INVOICE_NUMBER = "fakturanummer"
    KID = "kid"
    SENT_ON = "sendt"
    PAID = "betalt"
    PAID_ON = "betalt dato"
    REMINDER_STAGE = "purretrinn"
    TOLD_ON = "statusdato"


REQUIRED = (StatusColumn.PAID, StatusColumn.TOLD_ON)
ROWS_OF_JSON = "fakturaer"


@dataclass(frozen=True)
class StatusRow:
    """What the economy system says of one invoice on a day."""

    line: int
    reference: str
    """The reference that the invoice basis gave it; empty where only the invoice number is told."""
    invoice_number: str
    kid: str
    sent_on: date | None
    paid: Money
    """What is paid in all; below nought where the municipality has paid out a credit."""
    paid_on: date | None
    reminder_stage: int
    told_on: date

    @property
    def key(self) -> str:
        """What the row is known by: the reference, else the invoice number."""
        return self.reference or self.invoice_number


@dataclass(frozen=True)
class StatusFile:
    """All rows of a file, in order."""

    rows: tuple[StatusRow, ...]

    @property
    def told_on(self) -> date:
        """The newest day that the file tells of."""
        return max(row.told_on for row in self.rows)


def read_status_file(content: bytes, *, on: date) -> StatusFile:
    """The rows of a file, read on a day.

    Raises `BadValue` that names the line and what is wrong with it; then nothing of the file counts.
    """
    records = _json_records(content) if _is_json(content) else _table_records(content)
    rows = tuple(_row(line, record, on) for line, record in records)
    if not rows:
        raise BadValue("status_file_empty")
    _insist_on_one_row_each(rows)
    return StatusFile(rows)


def _is_json(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


T = TypeVar("T")
Record = Mapping[StatusColumn, str]


def _table_records(content: bytes) -> Iterator[tuple[int, Record]]:
    table = opened_table(content)
    heads = [_column(head) for head in table.heads]
    _insist_on_columns({head for head in heads if head})
    if len(known := [head for head in heads if head]) != len(set(known)):
        double = next(head for head in known if known.count(head) > 1)
        raise BadValue("status_file_column_twice", column=double.value)
    for record in table.records():
        yield record.line, {head: record.cell(index) for index, head in enumerate(heads) if head}


def _column(head: str) -> StatusColumn | None:
    """The column of a head. One that is not known is passed by: systems add columns of their own."""
    written = " ".join(head.replace("_", " ").split()).lower()
    return StatusColumn(written) if written in set(StatusColumn) else None


def _insist_on_columns(known: Iterable[StatusColumn]) -> None:
    columns = set(known)
    missing = [column.value for column in REQUIRED if column not in columns]
    if not columns & {StatusColumn.REFERENCE, StatusColumn.INVOICE_NUMBER}:
        missing.insert(0, StatusColumn.REFERENCE.value)
    if missing:
        raise BadValue("status_file_columns_missing", missing=", ".join(missing))


def _json_records(content: bytes) -> Iterator[tuple[int, Record]]:
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise BadValue("status_file_json_unreadable") from error
    day = ""
    if isinstance(told, dict):
        day, told = _text(told.get(StatusColumn.TOLD_ON.value, "")), told.get(ROWS_OF_JSON)
    if not isinstance(told, list) or not all(isinstance(row, dict) for row in told):
        raise BadValue("status_file_json_unreadable")
    if len(told) > MOST_ROWS:
        raise BadValue("import_too_long", most_rows=MOST_ROWS)
    for line, row in enumerate(told, start=1):
        record = {column: _text(value) for name, value in row.items() if (column := _column(name))}
        if day:
            record.setdefault(StatusColumn.TOLD_ON, day)
        _insist_on_columns(record)
        yield line, record


def _text(value: Any) -> str:
    if value is None:
        return ""
    # JSON can write half a sign, which no page can show and no database keep.
    if isinstance(value, str) and not HALF_A_SIGN.search(value):
        return value.strip()
    raise BadValue("status_file_json_unreadable")


def _row(line: int, record: Record, on: date) -> StatusRow:
    def of(column: StatusColumn) -> str:
        return record.get(column, "")

    reference, number = of(StatusColumn.REFERENCE), of(StatusColumn.INVOICE_NUMBER)
    if not reference and not number:
        raise BadValue("status_row_without_reference", line=line)
    for written in (reference, number):
        if len(written) > LONGEST_REFERENCE or not written.isprintable():
            raise BadValue("status_reference_unreadable", line=line, written=written[:LONGEST_SHOWN])
    kid = of(StatusColumn.KID).replace(" ", "")
    if kid and not _KID.fullmatch(kid):
        raise BadValue("status_kid_unreadable", line=line, written=kid[:LONGEST_SHOWN])
    told_on = _value(line, StatusColumn.TOLD_ON, of(StatusColumn.TOLD_ON), day_of)
    if told_on is None:
        raise BadValue("status_row_without_day", line=line)
    if told_on > on:
        raise BadValue("status_row_of_tomorrow", line=line, day=told_on)
    paid_on = _value(line, StatusColumn.PAID_ON, of(StatusColumn.PAID_ON), day_of)
    if paid_on is not None and paid_on > told_on:
        raise BadValue("status_paid_later_than_told", line=line, day=paid_on, told_on=told_on)
    return StatusRow(
        line=line,
        reference=reference,
        invoice_number=number,
        kid=kid,
        sent_on=_value(line, StatusColumn.SENT_ON, of(StatusColumn.SENT_ON), day_of),
        paid=_value(line, StatusColumn.PAID, of(StatusColumn.PAID), money_of) or ZERO,
        paid_on=paid_on,
        reminder_stage=_value(line, StatusColumn.REMINDER_STAGE, of(StatusColumn.REMINDER_STAGE), _stage)
        or 0,
        told_on=told_on,
    )


def _value(line: int, column: StatusColumn, written: str, read: Callable[[str], T]) -> T | None:
    """What stands in a cell; nothing where it is empty."""
    if not written:
        return None
    try:
        return read(written)
    except ValueError as error:
        raise BadValue(
            "status_cell_unreadable", line=line, column=column.value, written=written[:LONGEST_SHOWN]
        ) from error


def _stage(written: str) -> int:
    if not (written.isascii() and written.isdecimal()) or int(written) > HIGHEST_STAGE:
        raise ValueError(written)
    return int(written)


def _insist_on_one_row_each(rows: Iterable[StatusRow]) -> None:
    seen: dict[tuple[str, str], StatusRow] = {}
    for row in rows:
        for told in (("reference", row.reference), ("number", row.invoice_number)):
            if not told[1]:
                continue
            if told in seen:
                raise BadValue(
                    "status_rows_of_one_invoice", line=row.line, other_line=seen[told].line, written=told[1]
                )
            seen[told] = row
