"""Files as a municipality gets them: invented rows with organisation numbers that nobody has."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Any

from openpyxl import Workbook
from stdnum.no import orgnr

HEADS = (
    "Bevillingsnummer",
    "Organisasjonsnummer",
    "Innehaver",
    "Sted",
    "Sted organisasjonsnummer",
    "Tillatelsestype",
    "Varegrupper",
    "Adresse",
    "Postnummer",
    "Poststed",
    "Kommune",
    "Kommunenummer",
    "Gyldig fra",
    "Gyldig til",
)
DATED_ON = date(2026, 11, 21)


def organisation_numbers(first: int, count: int) -> list[str]:
    """Well formed numbers of a range that the business register does not use."""
    stems = (f"{stem}{digit}" for stem in range(first, first + count * 3) for digit in range(10))
    return list(islice((number for number in stems if orgnr.is_valid(number)), count))


HOLDERS, UNITS = organisation_numbers(31_000_000, 60), organisation_numbers(41_000_000, 60)


def row(serial: int = 0, **changed: Any) -> dict[str, str]:
    """One row of an extract that nothing is wrong with."""
    made = {
        "Bevillingsnummer": str(70_001 + serial),
        "Organisasjonsnummer": HOLDERS[serial],
        "Innehaver": f"Prøveselskap {serial} AS",
        "Sted": f"Prøvestedet {serial}",
        "Sted organisasjonsnummer": UNITS[serial],
        "Tillatelsestype": "01SKJE",
        "Varegrupper": "GRP1,GRP2,GRP3",
        "Adresse": f"Prøveveien {serial + 1}",
        "Postnummer": "7374",
        "Poststed": "Røros",
        "Kommune": "Røros",
        "Kommunenummer": "5025",
        "Gyldig fra": "01.10.2024",
        "Gyldig til": "30.09.2028",
    }
    named = {head.replace(" ", "_").lower(): head for head in HEADS}
    return made | {named[name]: value for name, value in changed.items()}


def csv_file(
    rows: Sequence[dict[str, str]],
    *,
    heads: Sequence[str] = HEADS,
    encoding: str = "utf-8-sig",
    delimiter: str = ";",
) -> bytes:
    """The rows as CSV."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow(heads)
    writer.writerows([one.get(head, "") for head in heads] for one in rows)
    return written.getvalue().encode(encoding)


def xlsx_file(rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows with their heads as a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for one in rows:
        sheet.append(list(one))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def sheet_file(*rows: dict[str, str], heads: Sequence[str] | None = None) -> bytes:
    """The office's own spreadsheet as CSV."""
    return csv_file(rows, heads=heads or tuple(dict.fromkeys(head for one in rows for head in one)))
