"""Files as people send them: encodings, separators, workbooks, and everything that is no spreadsheet."""

import io
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.imports.columns import CodeMeaning, Column, Understanding, codes_known, heads_read
from app.imports.problems import Impossible
from app.imports.reading import counted_rows, is_formula, opened_table
from app.imports.register_rows import Elsewhere, NumberSpan, RegisterRow, register_rows
from app.models.register import ImportSource
from licensing.errors import BadValue
from licensing.licences import Group
from tests.app.imports.files import HEADS, HOLDERS, csv_file, row, xlsx_file

OURS = (NumberSpan("5025", date(2018, 1, 1), date.max), NumberSpan("1640", date.min, date(2017, 12, 31)))
KNOWN = Understanding(
    heads_read(ImportSource.REGISTER, HEADS, {}).columns, codes_known({"02salg": CodeMeaning.SALE})
)


def read(content: bytes) -> list[object]:
    """The rows of an extract."""
    table = opened_table(content)
    counted_rows(table)
    columns = heads_read(ImportSource.REGISTER, table.heads, {}).columns
    return list(register_rows(table, Understanding(columns, KNOWN.codes), OURS))


def only(**changed: str) -> RegisterRow | Impossible:
    """The one row of a file."""
    (found,) = read(csv_file([row(0, **changed)]))
    assert isinstance(found, RegisterRow | Impossible)
    return found


FORMS = [
    pytest.param("utf-8-sig", ";", id="UTF-8 with a mark, semicolons"),
    pytest.param("utf-8", ",", id="UTF-8 without a mark, commas"),
    pytest.param("cp1252", ";", id="Windows-1252, semicolons"),
    pytest.param("cp1252", "\t", id="Windows-1252, tabs"),
    pytest.param("utf-16", "\t", id="UTF-16, tabs"),
]


@pytest.mark.parametrize(("encoding", "delimiter"), FORMS)
def test_every_usual_form_says_the_same(encoding: str, delimiter: str) -> None:
    rows = [row(0, sted='Ærlige "Ågots" kro; kjeller, bar'), row(1, kommunenummer="5026")]
    found = read(csv_file(rows, encoding=encoding, delimiter=delimiter))
    assert [type(one) for one in found] == [RegisterRow, Elsewhere]
    assert isinstance(found[0], RegisterRow)
    assert found[0].venue == 'Ærlige "Ågots" kro; kjeller, bar'


def test_a_workbook_says_the_same_with_numbers_and_dates_of_its_own() -> None:
    cells = list(row(0).values())
    cells[0], cells[1], cells[8] = 70001, int(HOLDERS[0]), 7374  # type: ignore[call-overload]  # as a workbook holds them
    cells[12], cells[13] = date(2024, 10, 1), datetime(2028, 9, 30)  # type: ignore[call-overload]  # noqa: DTZ001 - as it holds them
    (found,) = read(xlsx_file([HEADS, cells]))
    (plain,) = read(csv_file([row(0)]))
    assert found == plain


@pytest.mark.parametrize("written", ["GRP1,GRP2", "grp 1, grp 2", "1;2", "Gruppe 1 og 2", "1+2", "GRP2 GRP1"])
def test_groups_are_understood_as_they_are_written(written: str) -> None:
    found = only(varegrupper=written)
    assert isinstance(found, RegisterRow)
    assert found.groups == (Group.ONE, Group.TWO)


HEADS_WRITTEN = ["bevillingsnummer", "BEVILLINGSNUMMER", " Bevillings-nummer ", "Bevillingsnr."]


@pytest.mark.parametrize("head", HEADS_WRITTEN)
def test_heads_are_known_by_what_they_mean(head: str) -> None:
    assert heads_read(ImportSource.REGISTER, [head], {}).columns == {Column.NUMBER: 0}


def test_of_two_heads_with_one_meaning_the_second_is_asked_about() -> None:
    found = heads_read(ImportSource.REGISTER, ["Innehaver", "Bevillingshaver"], {})
    assert (found.columns, found.unknown) == ({Column.HOLDER: 0}, ("Bevillingshaver",))


IMPOSSIBLE = [
    pytest.param({"gyldig_fra": "30.02.2026"}, "date", id="a day that does not exist"),
    pytest.param({"gyldig_fra": "2026-13-01"}, "date", id="a month that does not exist"),
    pytest.param({"gyldig_fra": "1.1.26"}, "date", id="a year of two digits"),
    pytest.param({"gyldig_fra": "01.10.1066"}, "date", id="a year out of reach"),
    pytest.param({"gyldig_fra": "01.10.2028"}, "ends_before_start", id="ends the day before it begins"),
    pytest.param({"varegrupper": "GRP4"}, "group", id="group 4"),
    pytest.param({"varegrupper": "GRP0"}, "group", id="group 0"),
    pytest.param({"varegrupper": "øl"}, "group", id="no group"),
    pytest.param({"varegrupper": "GRP2"}, "group_set", id="trap_10_group_2_alone"),
    pytest.param({"varegrupper": "GRP3"}, "group_set", id="trap_10_group_3_alone"),
    pytest.param({"varegrupper": "GRP1,GRP3"}, "group_set", id="trap_10_groups_1_and_3"),
    pytest.param({"varegrupper": "GRP2,GRP3"}, "group_set", id="trap_10_groups_2_and_3"),
    pytest.param(
        {"tillatelsestype": "02SALG", "varegrupper": "GRP1,GRP2,GRP3"},
        "group_set_sale",
        id="sale of all groups",
    ),
    pytest.param(
        {"tillatelsestype": "02SALG", "varegrupper": "GRP2"}, "group_set_sale", id="sale of group 2 alone"
    ),
    pytest.param({"organisasjonsnummer": "912000002"}, "organisation_number", id="a wrong control digit"),
    pytest.param({"sted_organisasjonsnummer": "12"}, "sub_unit", id="a short sub-unit"),
    pytest.param({"kommunenummer": "50"}, "municipality_number", id="a municipality of two digits"),
    pytest.param({"kommunenummer": "9901"}, "municipality_number", id="a county that never was"),
    pytest.param({"kommunenummer": "1640"}, "old_municipality_number", id="the old number after its days"),
    pytest.param({"tillatelsestype": "77ABCD"}, "type_code_unknown", id="an unknown type code"),
    pytest.param({"bevillingsnummer": ""}, "missing", id="no licence number"),
    pytest.param({"postnummer": "73745"}, "postcode", id="a postcode of five digits"),
    pytest.param({"innehaver": "x" * 161}, "text_too_long", id="a name that is too long"),
    pytest.param({"innehaver": "=CMD()"}, "formula", id="a formula"),
    pytest.param({"poststed": "+1+cmd"}, "formula", id="a formula that begins with a plus"),
]


@pytest.mark.parametrize(("changed", "code"), IMPOSSIBLE)
def test_a_row_that_cannot_be_believed_is_impossible(changed: dict[str, str], code: str) -> None:
    found = only(**changed)
    assert isinstance(found, Impossible)
    assert found.problem.value == code


POSSIBLE = [
    pytest.param({"gyldig_fra": "29.02.2024"}, id="the leap day"),
    pytest.param({"gyldig_fra": "30.09.2028"}, id="one day"),
    pytest.param({"gyldig_fra": "2024-10-01"}, id="ISO order"),
    pytest.param({"innehaver": "x" * 160}, id="a name that just fits"),
    pytest.param({"poststed": "-"}, id="a dash is no formula"),
    pytest.param({"sted_organisasjonsnummer": ""}, id="no sub-unit"),
    pytest.param(
        {"kommunenummer": "1640", "gyldig_fra": "31.12.2017", "gyldig_til": "30.09.2020"},
        id="the old number on its last day",
    ),
]


@pytest.mark.parametrize("changed", POSSIBLE)
def test_a_row_at_the_edge_is_possible(changed: dict[str, str]) -> None:
    assert isinstance(only(**changed), RegisterRow)


PERIODS = [
    pytest.param("21.11.2026", "30.09.2028", (), id="vector_new_licence_to_the_last_lawful_day"),
    pytest.param("21.11.2026", "01.10.2028", ("longer_than_law",), id="vector_one_day_longer_is_told"),
    pytest.param("01.07.2012", "30.06.2016", (), id="trap_01_30_june_until_2015"),
    pytest.param("01.07.2012", "30.09.2016", ("longer_than_law",), id="trap_01_30_september_was_later"),
    pytest.param("01.10.2024", "01.10.2028", ("longer_than_law",), id="trap_02_four_years_from_grant"),
    pytest.param("01.07.2004", "30.06.2008", ("period_not_known",), id="older than the rules"),
]


@pytest.mark.parametrize(("first", "last", "notes"), PERIODS)
def test_a_period_longer_than_the_law_is_told_and_not_refused(
    first: str, last: str, notes: tuple[str, ...]
) -> None:
    found = only(gyldig_fra=first, gyldig_til=last)
    assert isinstance(found, RegisterRow)
    assert tuple(note.value for note in found.notes) == notes


def packed(size: int) -> bytes:
    """A workbook with a part that unpacks to so many bytes."""
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * size)
    return written.getvalue()


NO_SPREADSHEETS = [
    pytest.param(b"", "import_empty", id="nothing"),
    pytest.param(b"\n\n \n", "import_empty", id="empty lines"),
    pytest.param(b"%PDF-1.4 x", "import_is_pdf", id="a PDF"),
    pytest.param(b"\xd0\xcf\x11\xe0" + bytes(512), "import_old_excel", id="an old workbook"),
    pytest.param(
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "import_encrypted",
        id="a locked workbook",
    ),
    pytest.param(b"a;b\x00c\n", "import_no_spreadsheet", id="bytes of a program"),
    pytest.param(b"PK\x03\x04 and no more", "import_no_spreadsheet", id="half a workbook"),
    pytest.param(packed(10), "import_no_spreadsheet", id="a workbook without sheets"),
    pytest.param(packed(101 * 1024 * 1024), "import_unpacks_too_large", id="a bomb"),
    pytest.param(b"a;\x81\x8d\n", "import_encoding", id="signs of no encoding"),
    pytest.param(b"\xef\xbb\xbfa;\xe6\n", "import_encoding", id="a mark that lies"),
    pytest.param(b'a;b\n"1;2\n', "import_bad_quotes", id="an open quotation"),
    pytest.param(b"a;b\n" + b"1;2\n" * 100_001, "import_too_long", id="one row too many"),
    pytest.param(b";".join([b"a"] * 61) + b"\n1\n", "import_too_wide", id="one column too many"),
    pytest.param(b"a;b\n" + b"x" * 4_001 + b";1\n", "import_cell_too_long", id="an endless cell"),
]


@pytest.mark.parametrize(("content", "code"), NO_SPREADSHEETS)
def test_what_is_no_spreadsheet_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        counted_rows(opened_table(content))
    assert refused.value.code == code


def test_as_many_rows_as_may_be_are_read() -> None:
    assert counted_rows(opened_table(b"a;b\n" + b"1;2\n" * 100_000)) == 100_000


def test_a_workbook_that_claims_a_million_rows_is_read_for_what_it_holds() -> None:
    content = xlsx_file([HEADS, list(row(0).values())])
    assert counted_rows(opened_table(content)) == 1


FORMULAS = [("=1+1", True), ("@SUM(A1)", True), ("+1+1", True), ("-2-3", True), ("-", False)]


@pytest.mark.parametrize(("text", "is_one"), [*FORMULAS, ("+47 72 41 00 00", False), ("-12,5", False)])
def test_a_formula_is_told_from_a_number(text: str, is_one: bool) -> None:
    assert is_formula(text) is is_one


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_reason(content: bytes) -> None:
    code = ""
    try:
        read(content)
    except BadValue as refused:
        code = refused.code
    assert not code or code.startswith("import_")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=14, max_size=14), max_size=4))
def test_any_cells_give_rows_or_reasons(cells: list[list[str]]) -> None:
    rows = [dict(zip(HEADS, one, strict=True)) for one in cells]
    try:
        found = read(csv_file(rows, encoding="utf-8-sig"))
    except (BadValue, UnicodeEncodeError):
        return
    assert len(found) <= len(rows) * 14


def test_a_workbook_of_nearly_nothing_is_not_unpacked() -> None:
    """A small file that holds millions of empty rows would keep the reader busy for minutes."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        parts.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 2_000_000)
    with pytest.raises(BadValue, match="import_unpacks_too_large"):
        opened_table(packed.getvalue())
