"""The invoice basis as CSV: a row for each invoice line, for an economy system that reads tables.

Semicolons, UTF-8 with its mark, decimal comma: as Norwegian spreadsheets open it. The columns are described
in docs/invoice-basis.md.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.billing.adapters.basis import head_of, invoices_of
from app.models.invoice import InvoiceBatch
from app.registers.sheets import FORMULA_SIGNS

MIMETYPE = "text/csv"
BETWEEN_TEXTS = " | "
DIMENSION = "dimensjon "
GROUPS = (1, 2, 3)
LICENCE_KINDS = {"sale": "salg", "serving": "skjenking"}
BEFORE_DIMENSIONS = (
    "grunnlag",
    "referanse",
    "krediterer",
    "linje",
    "type",
    "gebyrår",
    "termin",
    "kunde",
    "organisasjonsnummer",
    "adresse",
    "postnummer",
    "poststed",
    "e-post",
    "målform",
    "bevilling",
    "bevillingstype",
    "sted",
    "stedets adresse",
    *(f"{what} gruppe {group}" for group in GROUPS for what in ("liter", "sats", "beløp")),
    "minstegebyr",
    "minstegebyr brukt",
    "nedsatt til",
    "beløp",
    "avgiftskategori",
    "forfall",
    "kid",
)
TEXTS = ("fakturatekst", "linjetekst")


def csv_pieces(session: Session, batch: InvoiceBatch) -> Iterator[bytes]:
    """The file, piece by piece: the same bytes each time."""
    head = head_of(session, batch)
    dimensions: Mapping[str, Any] = head["dimensjoner"]
    columns = (*BEFORE_DIMENSIONS, *(f"{DIMENSION}{name}" for name in sorted(dimensions)), *TEXTS)
    yield b"\xef\xbb\xbf" + _written([columns])
    values = [_guarded(str(dimensions[name])) for name in sorted(dimensions)]
    for invoice in invoices_of(session, batch):
        yield _written(
            [
                *_before(head["grunnlag"], head["avgiftskategori"], invoice, number, line),
                *values,
                _guarded(BETWEEN_TEXTS.join(invoice["tekst"])),
                _guarded(BETWEEN_TEXTS.join(line["tekst"])),
            ]
            for number, line in enumerate(invoice["linjer"], 1)
        )


def _before(
    batch: str, vat: str, invoice: Mapping[str, Any], number: int, line: Mapping[str, Any]
) -> Iterator[str]:
    customer, licence, computed = invoice["kunde"], invoice["bevilling"], line["beregning"]
    yield batch
    yield invoice["referanse"]
    yield invoice["krediterer"]
    yield str(number)
    yield line["type"]
    yield str(line["gebyrår"])
    yield str(line["termin"])
    for name in ("name", "organisation_number", "address", "postcode", "town", "email", "language"):
        yield _guarded(customer[name])
    yield _guarded(licence["licence"])
    yield LICENCE_KINDS[licence["kind"]]
    yield _guarded(licence["venue"])
    yield _guarded(f"{licence['address']}, {licence['postcode']} {licence['town']}")
    by_group = {found["gruppe"]: found for found in computed["grupper"]}
    for group in GROUPS:
        found = by_group.get(group, {})
        for name in ("liter", "sats", "beløp"):
            yield _comma(found.get(name, ""))
    yield _comma(computed["minstegebyr"])
    yield "ja" if computed["minstegebyr brukt"] else "nei"
    yield _comma(computed["nedsatt til"])
    yield _comma(line["beløp"])
    yield vat
    yield invoice["forfall"]
    yield invoice["kid"]


def _comma(number: str) -> str:
    """3780,00 of 3780.0000: what litres times rate has beyond two decimals is kept where it counts."""
    whole, point, decimals = number.partition(".")
    return f"{whole},{decimals.rstrip('0').ljust(2, '0')}" if point else number


def _guarded(text: str) -> str:
    """A text that no spreadsheet counts out as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
