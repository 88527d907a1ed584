"""Spreadsheets for others: the inspection list and the work list. Every cell is a text."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from app import formats
from app.registers.inspection_rows import EventRow, LicenceRow
from app.registers.list_changes import ListChange
from app.registers.making_lists import ListOfDay
from app.wording import inspection_lists as words

# What a spreadsheet would count out when somebody opens the cell and leaves it again.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
WIDE, MIDDLE, NARROW = 46, 26, 14


def inspection_workbook(made: ListOfDay) -> bytes:
    """The list as a workbook: venues, the week's events, and what changed since the last list."""
    sheets = [
        (
            _("Steder"),
            [
                (_("Sted"), MIDDLE),
                (_("Adresse"), MIDDLE),
                (_("Bevilling"), NARROW),
                (_("Type bevilling"), MIDDLE),
                (_("Bevillingshaver"), MIDDLE),
                (_("Organisasjonsnummer"), NARROW),
                (_("Gjelder"), NARROW),
                (_("Tider den dagen"), WIDE),
                (_("Tider den uken"), WIDE),
                (_("Lokaler"), MIDDLE),
                (_("Uteservering"), MIDDLE),
                (_("Vilkår"), WIDE),
                (_("Styrer"), MIDDLE),
                (_("Stedfortreder"), MIDDLE),
                (_("Varer til og med"), NARROW),
                (_("Merk"), MIDDLE),
            ],
            [_licence_cells(row) for row in made.rows.licences],
        ),
        (
            _("Arrangementer"),
            [
                (_("Arrangement"), MIDDLE),
                (_("Sted"), MIDDLE),
                (_("Adresse"), MIDDLE),
                (_("Bevilling"), NARROW),
                (_("Bevillingshaver"), MIDDLE),
                (_("Gjelder"), NARROW),
                (_("Dager og tider"), WIDE),
                (_("Ansvarlig"), MIDDLE),
                (_("Vilkår"), WIDE),
                (_("Om arrangementet"), MIDDLE),
            ],
            [_event_cells(row) for row in made.rows.events],
        ),
    ]
    if made.previous is not None:
        sheets.append(
            (
                _("Endret siden liste %(number)s", number=str(made.previous.number)),
                [
                    (_("Sted"), MIDDLE),
                    (_("Bevilling"), NARROW),
                    (_("Endring"), NARROW),
                    (_("Opplysning"), NARROW),
                    (_("Før"), WIDE),
                    (_("Nå"), WIDE),
                ],
                [cells for change in made.changes for cells in _change_cells(change)],
            )
        )
    title = _("Kontrolliste %(day)s", day=formats.short_date(made.day))
    return workbook(title, made.day, sheets)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _licence_cells(row: LicenceRow) -> list[str]:
    return [
        row.venue,
        row.address,
        row.number,
        words.kind_of(row),
        row.holder,
        row.holder_number,
        _lines(words.use_lines(row)),
        _lines(words.today_lines(row)),
        _lines(words.week_lines(row)),
        _lines(row.rooms),
        _lines(row.outdoor),
        _lines(row.conditions),
        _lines(row.managers),
        _lines(row.deputies),
        words.short_day(row.last_day),
        _lines(text for text, _tone in words.marks(row)),
    ]


def _event_cells(row: EventRow) -> list[str]:
    return [
        row.event,
        row.venue,
        row.address,
        row.number,
        row.holder,
        _lines(words.use_lines(row)),
        _lines(words.event_days(row)),
        _lines(words.people_lines(row)),
        _lines(row.conditions),
        _lines(words.event_facts(row)),
    ]


def _change_cells(change: ListChange) -> list[list[str]]:
    who = [change.row.venue, change.row.number, str(words.CHANGES[change.kind])]
    if not change.fields:
        return [[*who, "", "", ""]]
    return [[*who, str(words.FIELDS[field.field]), *words.change_values(field)] for field in change.fields]


Sheet = tuple[str, Sequence[tuple[str, int]], Iterable[Sequence[str]]]


def workbook(title: str, day: date, sheets: Iterable[Sheet], *, long: bool = False) -> bytes:
    """A workbook of texts, with its heads on every printed page; the same rows give the same bytes.

    A long one lays its rows aside as they come, so that it takes no more room the more there are.
    """
    output = io.BytesIO()
    settings = {
        "in_memory": not long,
        "constant_memory": long,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(output, settings) as book:
        book.set_properties(
            {"title": title, "created": datetime.combine(day, time(), tzinfo=UTC).replace(tzinfo=None)}
        )
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        # Beginning with an apostrophe of its own, the cell stays a text also after somebody has edited it.
        guarded = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for name, heads, rows in sheets:
            _fill(book.add_worksheet(name[:LONGEST_SHEET_NAME]), title, heads, rows, (head, plain, guarded))
    return output.getvalue()


def _fill(
    sheet: Any,
    title: str,
    heads: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str]],
    looks: tuple[Any, Any, Any],
) -> None:
    head, plain, guarded = looks
    for column, (text, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text, head)
    last = 0
    for last, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells):
            if text:
                look = guarded if text.startswith(FORMULA_SIGNS) else plain
                sheet.write_string(last, column, text[:LONGEST_CELL], look)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{title.replace('&', '&&')}&R&P/&N")


def comma_separated(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV that Norwegian spreadsheets open: semicolons, UTF-8 with its mark, no cell a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    for cells in rows:
        writer.writerow(f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell for cell in cells)
    return text.getvalue().encode("utf-8-sig")
