"""A measures table pasted from a word processor: put together, mended, and told; never used by halves."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fees.measure_table import MOST_ROWS, MeasureTable, RepairKind, read_table
from fees.measure_words import mended, plain_signs, short_forms_of, words_of

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
EIDSKOG = SEEDS / "eidskog-rusmiddelpolitisk-handlingsplan-2016-2019.txt"
YEARS = range(2016, 2020)
HEADS = "Tiltak\tIgangsett/ Videreføres\t2016\t2017\t2018\t2019\tAnsvarlig"
ROW = "MOT\tEr etablert\tVidereføres\tVidereføres\tVidereføres\tVidereføres\tEidskog kommune"


def read(*lines: str, section: str = "Barn og unge") -> MeasureTable:
    """The table of some lines."""
    return read_table("\n".join(lines), YEARS, section)


def texts(table: MeasureTable, row: int = 0) -> list[str]:
    """Everything that a row says, in the order of the columns."""
    found = table.rows[row]
    cells = [cell.text for cell in found.cells]
    return [found.title, found.start_status, *cells, ", ".join(found.owners)]


def codes(table: MeasureTable) -> list[str]:
    """Why a table cannot be read."""
    return [one.code for one in table.problems]


PLAIN = ["MOT", "Er etablert", *["Videreføres"] * 4, "Eidskog kommune"]


def test_a_table_without_slips_is_read_as_it_stands() -> None:
    table = read(HEADS, ROW)
    assert texts(table) == PLAIN
    assert (table.rows[0].section, table.repairs, table.problems) == ("Barn og unge", (), ())


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        pytest.param([HEADS, ROW.replace("Er etablert", "Er\netablert")], True, id="within a cell"),
        pytest.param([HEADS, ROW.replace("\t", "\t\n")], True, id="after every cell"),
        pytest.param(
            [HEADS, ROW.replace("Eidskog kommune", "Eidskog\nkommune")], True, id="in the last cell"
        ),
        pytest.param([HEADS, ROW.replace("Er etablert", "Er\n\netablert")], True, id="empty line in a cell"),
        pytest.param([HEADS, ROW.replace("Er etablert", "Er\x0betablert")], False, id="line of a paragraph"),
        pytest.param(
            [HEADS, ROW.replace("Er etablert", '"Er\netablert"')], False, id="quoted by a spreadsheet"
        ),
        pytest.param([HEADS, ROW.replace(" ", "\u00a0")], False, id="spaces that do not break"),
        pytest.param([HEADS.replace("/ ", "/\n"), ROW], False, id="within the heads"),
        pytest.param(
            [HEADS, ROW.replace("Er etablert", "Er etab\u00adlert")], False, id="a hyphen that may show"
        ),
        pytest.param([HEADS, f"{ROW}\t\t"], False, id="empty cells to the right"),
        pytest.param([HEADS, "\t".join(["-----"] * 7), ROW], False, id="a rule"),
        pytest.param(["\r".join([HEADS, ROW])], False, id="lines of an old machine"),
    ],
)
def test_a_row_that_a_word_processor_has_broken_is_put_together(lines: list[str], joined: bool) -> None:
    table = read(*lines)
    assert (texts(table), len(table.rows), table.problems) == (PLAIN, 1, ())
    assert [one.kind for one in table.repairs] == [RepairKind.JOINED_LINES] * joined


def test_lines_between_two_rows_go_where_they_belong() -> None:
    table = read(
        HEADS,
        ROW.replace("Eidskog kommune", "Rusteamet og"),
        "psykisk helsetjeneste",
        "Sommerleir for",
        "barn og unge",
        "\tNytt\tGjennomføres\tEvalueres\t\t\tSLT-koordinator",
    )
    assert table.rows[0].owners == ("Rusteamet", "Psykisk helsetjeneste")
    told = ["Nytt", "Gjennomføres", "Evalueres", "", "", "SLT-koordinator"]
    assert texts(table, 1) == ["Sommerleir for barn og unge", *told]
    assert [(one.line, one.after) for one in table.repairs] == [(2, "3"), (4, "6")]


def test_several_tables_each_with_its_own_name() -> None:
    table = read(
        "Barn", "", "Om barn og unge.", "", HEADS, ROW, "", "Se SLT-planen.", "", "Voksne", HEADS, ROW
    )
    assert [row.section for row in table.rows] == ["Barn", "Voksne"]
    assert [one.before for one in table.repairs] == ["Om barn og unge.", "Se SLT-planen."]
    assert {one.kind for one in table.repairs} == {RepairKind.LEFT_OUT}


def test_a_table_without_heads_is_taken_to_have_the_years_of_the_plan() -> None:
    with_status, without = read(ROW), read(ROW.replace("Er etablert\t", ""))
    assert (texts(with_status), without.rows[0].start_status) == (PLAIN, "")
    assert [cell.year for cell in without.rows[0].cells] == list(YEARS)
    assert with_status.repairs[0].kind is RepairKind.NO_HEADS


def test_columns_stand_in_the_order_that_the_heads_say() -> None:
    table = read("Tiltak\t2017\t2016\tAnsvar", "MOT\tEvalueres\tStartes\tSkolen")
    assert [(cell.year, cell.text) for cell in table.rows[0].cells] == [
        (2016, "Startes"),
        (2017, "Evalueres"),
    ]
    assert table.rows[0].owners == ("Skolen",)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param([""], ["measure_table_empty"], id="nothing"),
        pytest.param([HEADS], ["measure_table_empty"], id="only heads"),
        pytest.param(["Ingen tabell, bare tekst."], ["measure_table_empty"], id="no table"),
        pytest.param([HEADS, "MOT\tEr etablert", ROW], ["measure_row_short"], id="a row too short"),
        pytest.param([HEADS, ROW, "MOT\tEr etablert"], ["measure_row_short"], id="the last row too short"),
        pytest.param([HEADS, f"{ROW}\tmer"], ["measure_row_long"], id="a row too long"),
        pytest.param([HEADS, ROW.replace("MOT", "")], ["measure_title_missing"], id="no title"),
        pytest.param(
            [HEADS, ROW.replace("MOT", "M" * 401)], ["measure_cell_too_long"], id="too long a title"
        ),
        pytest.param(
            [HEADS.replace("2019", "2020"), ROW], ["measure_year_outside_plan"], id="a year outside the plan"
        ),
        pytest.param(
            ["Tiltak\tStatus\tAnsvarlig", "MOT\tEr etablert\tSkolen"],
            ["measure_table_without_years"],
            id="no years",
        ),
        pytest.param([HEADS, *[ROW] * (MOST_ROWS + 1)], ["measure_table_too_long"], id="too many rows"),
    ],
)
def test_what_cannot_be_read_is_said(lines: list[str], wanted: list[str]) -> None:
    assert codes(read(*lines)) == wanted


def test_a_cell_without_a_verb_is_no_hindrance() -> None:
    table = read(HEADS, ROW.replace("Videreføres\tEidskog", "Se notat\tEidskog"))
    assert (table.rows[0].without_verb, table.problems) == ((2019,), ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Videreføres Og evalueres", "Videreføres og evalueres", id="capital in the middle"),
        pytest.param("Videreføre sOg evalueres", "Videreføres og evalueres", id="a letter gone over"),
        pytest.param("Videreføre s", "Videreføres", id="a letter split off"),
        pytest.param("Gjen- innføres", "Gjeninnføres", id="hyphen and space"),
        pytest.param("Helse- Stasjonen", "Helsestasjonen", id="hyphen and capital"),
        pytest.param("psykisk helse-tjeneste", "psykisk helsetjeneste", id="hyphen alone, known word"),
        pytest.param("Skole og Öpp- representant er", "Skole og Öpp-representanter", id="short form"),
        pytest.param(
            "rusmiddelforebyggen de arbeid", "rusmiddelforebyggende arbeid", id="split in the middle"
        ),
        pytest.param("Kartlegge , oppstart", "Kartlegge, oppstart", id="space before a comma"),
        pytest.param("til bolig Søke tilskuddsmidler", "til bolig. Søke tilskuddsmidler", id="two sentences"),
        pytest.param("Videreføre Fra 2016", "Videreføre fra 2016", id="capital after a broken line"),
    ],
)
def test_a_broken_word_is_mended(before: str, after: str) -> None:
    words, short_forms = words_of(()), short_forms_of(["ÖPP"])
    assert mended(before, words, short_forms, sentences=True) == after
    assert mended(after, words, short_forms, sentences=True) == after


@pytest.mark.parametrize(
    "text",
    [
        "Støtte- og/eller hjelpetiltak",
        "styrings- og arbeidsgruppe",
        "En-til-en-møter med fysisk aktivitet som mål",
        "SLT-koordinator",
        "MOT Eidskog skal fortsatt være MOT-kommune",
        "Integrering og mestring",
        "Vår representant er med",
        "En rute for de to",
        "Søke midler. Evt. starte",
    ],
)
def test_what_is_whole_stays_as_it_is(text: str) -> None:
    assert mended(text, sentences=True) == text


def test_a_word_is_known_from_where_it_stands_unbroken() -> None:
    words = words_of(["Skjenkekontrollen er viktig", "skjenke kontrollen"])
    assert mended("Skjenke kontrollen", words) == "Skjenkekontrollen"
    assert mended("Skjenke kontrollen") == "Skjenke kontrollen"


def test_the_signs_of_a_word_processor_become_plain() -> None:
    assert plain_signs("e\u0301n\u00a0o\ufb03ce\u200b\u2028a\u2011b") == "én office a-b"


@given(st.text(alphabet=st.sampled_from("\t\n ab-.,\"'«2016789OgS"), max_size=80))
def test_whatever_is_pasted_gets_an_answer(text: str) -> None:
    table = read_table(text, YEARS)
    assert table.rows or table.problems


@pytest.mark.skipif(not EIDSKOG.exists(), reason="the text of the plan is not beside this checkout")
def test_the_tables_of_eidskog_are_read_whole() -> None:
    plan = EIDSKOG.read_text(encoding="utf-8").split("\nHANDLINGSPLAN\n", 1)[1]
    table = read_table(plan.split("ØKONOMISKE KONSEKVENSER", 1)[0], YEARS)
    assert (len(table.rows), table.problems) == (20, ())
    assert [row.section for row in table.rows] == ["Barn og unge"] * 8 + ["Voksne"] * 7 + ["Bolig"] * 5
    assert not any(row.without_verb for row in table.rows)
    assert all(row.owners for row in table.rows)
