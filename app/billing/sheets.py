"""Workbooks with amounts that a spreadsheet can add up: numbers are numbers, days are days."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from app.registers.sheets import FORMULA_SIGNS, LONGEST_CELL, LONGEST_SHEET_NAME
from fees.money import Money

Cell = str | int | Decimal | Money | date | None
KRONER, LITRES, DAY = "#,##0.00", "#,##0.##", "dd.mm.yyyy"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its heads with their widths, and its rows as they come."""

    name: str
    heads: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True)
class _Looks:
    head: Any
    text: Any
    guarded: Any
    kroner: Any
    litres: Any
    day: Any


def money_workbook(title: str, day: date, sheets: Iterable[Sheet]) -> bytes:
    """A workbook with its heads on every printed page; the same rows give the same bytes."""
    output = io.BytesIO()
    with _book(output, title, day) as book:
        looks = _looks(book)
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name[:LONGEST_SHEET_NAME]), title, sheet, looks)
    return output.getvalue()


@contextmanager
def _book(output: io.BytesIO, title: str, day: date) -> Iterator[Any]:
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(output, settings) as book:
        created = datetime.combine(day, time(), tzinfo=UTC).replace(tzinfo=None)
        book.set_properties({"title": title, "created": created})
        yield book


def _looks(book: Any) -> _Looks:
    top = {"valign": "top"}
    return _Looks(
        head=book.add_format({"bold": True, "text_wrap": True, "bottom": 1, **top}),
        text=book.add_format({"text_wrap": True, **top}),
        # Beginning with an apostrophe of its own, the cell stays a text also after somebody has edited it.
        guarded=book.add_format({"text_wrap": True, "quote_prefix": True, **top}),
        kroner=book.add_format({"num_format": KRONER, **top}),
        litres=book.add_format({"num_format": LITRES, **top}),
        day=book.add_format({"num_format": DAY, **top}),
    )


def _fill(page: Any, title: str, sheet: Sheet, looks: _Looks) -> None:
    for column, (text, width) in enumerate(sheet.heads):
        page.set_column(column, column, width)
        page.write_string(0, column, text, looks.head)
    last = 0
    for last, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            _write(page, last, column, cell, looks)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, last, len(sheet.heads) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    page.set_header(f"&L{title.replace('&', '&&')}&R&P/&N")


def _write(page: Any, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    match cell:
        case None | "":
            return
        case Money():
            page.write_number(row, column, float(cell.kroner), looks.kroner)
        case Decimal():
            page.write_number(row, column, float(cell), looks.litres)
        case int():
            page.write_number(row, column, cell)
        case date():
            page.write_datetime(row, column, datetime.combine(cell, time()), looks.day)
        case str():
            look = looks.guarded if cell.startswith(FORMULA_SIGNS) else looks.text
            page.write_string(row, column, cell[:LONGEST_CELL], look)
