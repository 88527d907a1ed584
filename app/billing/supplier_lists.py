"""Suppliers' lists ("leverandørtall"): litres delivered to each place, from CSV, XLSX or a pasted table."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from app.forms import LONGEST_NAME, one_line
from app.imports.reading import Record, Table, opened_table
from app.sorting import comparison_key
from fees.turnover import NIL, Volumes, litres_from_text
from licensing.errors import BadValue
from licensing.licences import Group

MOST_LINES = 2_000
EARLIEST_YEAR, LATEST_YEAR = 2016, 2100


class SupplierColumn(StrEnum):
    """What a column of a supplier's list holds."""

    NUMBER = "number"
    ORGANISATION_NUMBER = "organisation_number"
    PLACE = "place"
    GROUP_1 = "group_1"
    GROUP_2 = "group_2"
    GROUP_3 = "group_3"
    YEAR = "year"
    SUPPLIER = "supplier"


# Heads as suppliers write them; letter case, spaces and signs do not count.
HEADS: Final[Mapping[SupplierColumn, tuple[str, ...]]] = {
    SupplierColumn.NUMBER: ("Bevilling", "Bevillingsnummer", "Bevillingsnr", "Løyve", "Løyvenummer"),
    SupplierColumn.ORGANISATION_NUMBER: ("Organisasjonsnummer", "Orgnr", "Org.nr", "Kunde orgnr"),
    SupplierColumn.PLACE: ("Sted", "Navn", "Kunde", "Kundenavn", "Skjenkested", "Salgssted", "Stad"),
    SupplierColumn.GROUP_1: ("Gruppe 1", "G1", "Gruppe 1 liter", "Liter gruppe 1", "Øl"),
    SupplierColumn.GROUP_2: ("Gruppe 2", "G2", "Gruppe 2 liter", "Liter gruppe 2", "Vin"),
    SupplierColumn.GROUP_3: ("Gruppe 3", "G3", "Gruppe 3 liter", "Liter gruppe 3", "Brennevin"),
    SupplierColumn.YEAR: ("År", "Salgsår", "Periode"),
    SupplierColumn.SUPPLIER: ("Leverandør", "Grossist"),
}
GROUP_COLUMNS = {
    Group.ONE: SupplierColumn.GROUP_1,
    Group.TWO: SupplierColumn.GROUP_2,
    Group.THREE: SupplierColumn.GROUP_3,
}
_KNOWN = {comparison_key(head): column for column, heads in HEADS.items() for head in heads}


@dataclass(frozen=True)
class SupplierLine:
    """A row of a list, or why it cannot be read."""

    line: int
    number: str = ""
    organisation_number: str = ""
    place: str = ""
    year: int = 0
    supplier: str = ""
    volumes: Volumes = NIL
    problem: BadValue | None = None


def as_table_text(content: bytes) -> str:
    """A file as the text of a table, so that what is looked through is what is read in.

    Raises `BadValue` for a file that is no spreadsheet, or a list that is too long.
    """
    table = opened_table(content)
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    writer.writerow(table.heads)
    for count, record in enumerate(table.records(), start=1):
        if count > MOST_LINES:
            raise BadValue("supplier_list_too_long", most=MOST_LINES)
        writer.writerow(record.cells[: len(table.heads)])
    return written.getvalue()


def read_lines(text: str, *, year: int, supplier: str) -> list[SupplierLine]:
    """The rows of a table; year and supplier are those told where the table has no column for them.

    Raises `BadValue` when it is no table, lacks a column, or is too long.
    """
    table = opened_table(text.encode())
    columns = _columns(table)
    lines: list[SupplierLine] = []
    for record in table.records():
        if len(lines) >= MOST_LINES:
            raise BadValue("supplier_list_too_long", most=MOST_LINES)
        lines.append(_line(record, columns, year, supplier))
    if not lines:
        raise BadValue("import_empty")
    return lines


def _columns(table: Table) -> dict[SupplierColumn, int]:
    found: dict[SupplierColumn, int] = {}
    for index, head in enumerate(table.heads):
        column = _KNOWN.get(comparison_key(head))
        if column is not None:
            found.setdefault(column, index)
    if not {SupplierColumn.NUMBER, SupplierColumn.ORGANISATION_NUMBER} & set(found):
        raise BadValue("supplier_list_without_licence")
    if not set(GROUP_COLUMNS.values()) & set(found):
        raise BadValue("supplier_list_without_litres")
    return found


def _line(record: Record, columns: Mapping[SupplierColumn, int], year: int, supplier: str) -> SupplierLine:
    texts = {column: one_line(record.cell(index)) for column, index in columns.items()}
    told = SupplierLine(
        line=record.line,
        number=texts.get(SupplierColumn.NUMBER, ""),
        organisation_number="".join(texts.get(SupplierColumn.ORGANISATION_NUMBER, "").split()),
        place=texts.get(SupplierColumn.PLACE, ""),
        year=year,
        supplier=supplier,
    )
    try:
        return replace(
            told,
            year=_year(texts.get(SupplierColumn.YEAR, ""), year),
            supplier=(texts.get(SupplierColumn.SUPPLIER) or supplier)[:LONGEST_NAME],
            volumes=Volumes.of(dict(_litres(texts))),
        )
    except BadValue as problem:
        return replace(told, problem=problem)


def _year(typed: str, otherwise: int) -> int:
    if not typed:
        return otherwise
    if not (typed.isdecimal() and EARLIEST_YEAR <= int(typed[:4]) <= LATEST_YEAR and len(typed) == 4):
        raise BadValue("supplier_year", year=typed)
    return int(typed)


def _litres(texts: Mapping[SupplierColumn, str]) -> Iterator[tuple[Group, Decimal]]:
    for group, column in GROUP_COLUMNS.items():
        typed = texts.get(column, "")
        if typed and typed != "-":
            yield group, litres_from_text(typed)
