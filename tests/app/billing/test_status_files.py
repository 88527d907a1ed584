"""The economy system's status file, as a table and as JSON, is read whole or not at all."""

import json
from datetime import date

import pytest

from app.billing.adapters.status_file import StatusRow, read_status_file
from fees.money import Money
from licensing.errors import BadValue

ON = date(2026, 4, 15)
HEADS = "Referanse;Fakturanummer;KID;Sendt;Betalt;Betalt dato;Purretrinn;Statusdato"
PAID = "2026-01-0001;4711;602243;20.03.2026;9 435,00;02.04.2026;0;15.04.2026"
UNPAID = "2026-01-0002;4712;;20.03.2026;0;;1;15.04.2026"


def table(*lines: str, heads: str = HEADS, encoding: str = "utf-8") -> bytes:
    return "\r\n".join((heads, *lines)).encode(encoding)


def test_a_table_tells_of_each_invoice() -> None:
    read = read_status_file(table(PAID, UNPAID), on=ON)
    assert read.rows[0] == StatusRow(
        line=2,
        reference="2026-01-0001",
        invoice_number="4711",
        kid="602243",
        sent_on=date(2026, 3, 20),
        paid=Money(943_500),
        paid_on=date(2026, 4, 2),
        reminder_stage=0,
        told_on=ON,
    )
    assert (read.rows[1].paid, read.rows[1].paid_on, read.rows[1].reminder_stage) == (Money(0), None, 1)
    assert read.told_on == ON


def test_json_tells_the_same_as_a_table() -> None:
    told = {
        "statusdato": "2026-04-15",
        "fakturaer": [
            {
                "referanse": "2026-01-0001",
                "fakturanummer": "4711",
                "kid": "602243",
                "sendt": "2026-03-20",
                "betalt": 9435.00,
                "betalt_dato": "2026-04-02",
                "purretrinn": 0,
            },
            {
                "referanse": "2026-01-0002",
                "fakturanummer": 4712,
                "sendt": "2026-03-20",
                "betalt": "0",
                "purretrinn": 1,
            },
        ],
    }
    by_json = read_status_file(json.dumps(told).encode(), on=ON).rows
    by_table = read_status_file(table(PAID, UNPAID), on=ON).rows
    assert [(row.key, row.paid, row.paid_on, row.reminder_stage, row.told_on) for row in by_json] == [
        (row.key, row.paid, row.paid_on, row.reminder_stage, row.told_on) for row in by_table
    ]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(table(PAID.replace("9 435,00", "9.435,00")), id="a point between thousands"),
        pytest.param(table(PAID.replace("9 435,00", "9435.00")), id="a decimal point"),
        pytest.param(
            table(PAID.replace("9 435,00", "9\u00a0435,00"), encoding="cp1252"), id="Windows' own signs"
        ),
        pytest.param(table(PAID.replace("15.04.2026", "2026-04-15")), id="the year first"),
        pytest.param(
            table(PAID + ";noe annet", heads=HEADS + ";Mottaker"), id="a column of the system's own"
        ),
    ],
)
def test_amounts_days_and_columns_may_be_written_in_several_ways(content: bytes) -> None:
    (row,) = read_status_file(content, on=ON).rows
    assert (row.paid, row.told_on) == (Money(943_500), ON)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        pytest.param(b"", "import_empty", None, id="empty"),
        pytest.param(
            table(PAID.replace("9 435,00", "９４３５")),
            "status_cell_unreadable",
            2,
            id="digits of another script",
        ),
        pytest.param(
            table(PAID.replace("602243", "６０２２４３")),
            "status_kid_unreadable",
            2,
            id="such digits in a KID",
        ),
        pytest.param(
            b'[{"referanse": "1", "betalt": "\\ud800", "statusdato": "2026-04-15"}]',
            "status_file_json_unreadable",
            None,
            id="half a sign",
        ),
        pytest.param(table(), "status_file_empty", None, id="heads alone"),
        pytest.param(b"%PDF-1.7", "import_is_pdf", None, id="a PDF"),
        pytest.param(b"\x00\x01", "import_no_spreadsheet", None, id="no text"),
        pytest.param(table(PAID, heads="Navn;Sum"), "status_file_columns_missing", None, id="other columns"),
        pytest.param(
            table("1;2;3", heads="Betalt;Betalt;Statusdato;Referanse"),
            "status_file_column_twice",
            None,
            id="a column twice",
        ),
        pytest.param(
            table(";;;;0;;;15.04.2026"), "status_row_without_reference", 2, id="neither reference nor number"
        ),
        pytest.param(
            table("a" * 41 + UNPAID), "status_reference_unreadable", 2, id="a reference without end"
        ),
        pytest.param(
            table(PAID.replace("602243", "6022x")), "status_kid_unreadable", 2, id="a KID of letters"
        ),
        pytest.param(table(PAID.replace(";15.04.2026", ";")), "status_row_without_day", 2, id="no day"),
        pytest.param(
            table(PAID.replace(";15.04.2026", ";16.04.2026")), "status_row_of_tomorrow", 2, id="a day to come"
        ),
        pytest.param(
            table(PAID.replace("02.04.2026", "31.02.2026")), "status_cell_unreadable", 2, id="no such day"
        ),
        pytest.param(
            table(UNPAID, PAID.replace("9 435,00", "mye")), "status_cell_unreadable", 3, id="no amount"
        ),
        pytest.param(
            table(PAID.replace("9 435,00", "9 435,001")), "status_cell_unreadable", 2, id="three decimals"
        ),
        pytest.param(
            table(PAID.replace("9 435,00", "1" * 13)), "status_cell_unreadable", 2, id="an absurd amount"
        ),
        pytest.param(
            table(UNPAID.replace(";1;", ";10;")), "status_cell_unreadable", 2, id="a tenth reminder"
        ),
        pytest.param(
            table(PAID.replace("02.04.2026", "14.04.2026").replace(";15.04.2026", ";13.04.2026")),
            "status_paid_later_than_told",
            2,
            id="paid after the status",
        ),
        pytest.param(table(PAID, PAID), "status_rows_of_one_invoice", 3, id="an invoice twice"),
        pytest.param(b'{"fakturaer": [', "status_file_json_unreadable", None, id="half a JSON"),
        pytest.param(b"[" * 100_000, "status_file_json_unreadable", None, id="JSON without end"),
        pytest.param(b'{"annet": 1}', "status_file_json_unreadable", None, id="another JSON"),
        pytest.param(b'[{"betalt": {}}]', "status_file_json_unreadable", None, id="a value that is no text"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(content: bytes, code: str, line: int | None) -> None:
    with pytest.raises(BadValue) as wrong:
        read_status_file(content, on=ON)
    assert (wrong.value.code, wrong.value.facts.get("line")) == (code, line)
