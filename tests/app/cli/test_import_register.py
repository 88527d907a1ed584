"""`bevilling import-register`: a dry run, the real thing, and what is refused with nothing stored."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app import db
from app.models.licence import Licence
from app.models.register import ImportMapping, RegisterImport
from tests.app.cli.asking import Ask
from tests.app.imports.files import HEADS, csv_file, row, xlsx_file
from tests.factories.municipality import make_two

Write = Callable[[bytes], Path]


@pytest.fixture
def write(app: Flask, tmp_path: Path) -> Write:
    """A file on disk, and Røros and Holtålen in the database."""
    with app.app_context():
        make_two(db.session())
        db.session().commit()

    def written(content: bytes) -> Path:
        path = tmp_path / "uttrekk.csv"
        path.write_bytes(content)
        return path

    return written


def stored(app: Flask) -> tuple[int, ...]:
    """How much there is of what an import leaves."""
    with app.app_context():
        return tuple(
            db.session().scalar(select(func.count()).select_from(table)) or 0
            for table in (RegisterImport, ImportMapping, Licence)
        )


ROWS = [row(0), row(1), row(2, kommunenummer="5026"), row(3, tillatelsestype="11ENGR")]


def test_a_dry_run_counts_and_stores_nothing(
    ask: Ask, app: Flask, environ: dict[str, str], write: Write
) -> None:
    path = write(csv_file(ROWS))
    answer = ask(f"import-register {path} --municipality 5025 --dry-run --json", environ)
    assert (answer.status, answer.err) == (0, "")
    names = ("rows", "new", "changed", "same", "double", "impossible", "elsewhere", "not_ours", "applied")
    assert [answer.facts[name] for name in names] == [4, 2, 0, 0, 0, 0, 1, 1, False]
    assert stored(app) == (0, 0, 0)


def test_a_file_is_taken_in_once(ask: Ask, app: Flask, environ: dict[str, str], write: Write) -> None:
    path = write(csv_file(ROWS))
    first = ask(f"import-register {path} --municipality 5025 --json", environ)
    assert (first.facts["applied"], first.facts["new"]) == (True, 2)
    again = ask(f"import-register {path} --municipality 5025 --json", environ)
    assert (again.status, again.facts["applied"], again.facts["same"]) == (0, False, 2)
    assert stored(app) == (1, 0, 2)
    assert ask("audit verify", environ).status == 0


def test_a_type_code_is_asked_about_once(ask: Ask, app: Flask, environ: dict[str, str], write: Write) -> None:
    path = write(csv_file([row(0, tillatelsestype="02SALG", varegrupper="GRP1")]))
    tried = ask(f"import-register {path} --municipality 5025 --dry-run --json", environ)
    assert "02SALG" in tried.facts["ask"][0]
    refused = ask(f"import-register {path} --municipality 5025", environ)
    assert (refused.status, refused.out) == (2, "")
    assert "--map 02SALG=sale" in refused.err
    assert stored(app) == (0, 0, 0)
    taken = ask(f"import-register {path} --municipality 5025 --map 02SALG=sale --json", environ)
    assert taken.facts["new"] == 1
    path = write(csv_file([row(1, tillatelsestype="02SALG", varegrupper="GRP1")]))
    assert ask(f"import-register {path} --municipality 5025 --json", environ).facts["new"] == 1


BAD = [
    pytest.param(csv_file([row(0, gyldig_til="31.02.2028")]), "ingen dato som finnes", id="no such date"),
    pytest.param(csv_file([row(0, varegrupper="GRP4")]), "«GRP4» er ingen gruppe", id="group 4"),
    pytest.param(
        csv_file([row(0, varegrupper="GRP2")]),
        "bare gruppe 2",
        id="trap_10_group_2_alone_is_no_serving_licence",
    ),
    pytest.param(csv_file([row(0, tillatelsestype="77XXXX")]), "typekoden «77XXXX»", id="an unknown kind"),
    pytest.param(csv_file([row(0, innehaver='=HYPERLINK("x")')]), "formel", id="a formula in a cell"),
    pytest.param(
        xlsx_file([HEADS, [*[*row(0).values()][:-1], "=1+1"]]), "formel", id="a formula in a workbook"
    ),
    pytest.param(csv_file([row(0, organisasjonsnummer="123456789")]), "kontrollsiffer", id="a control digit"),
    pytest.param(csv_file([row(0, gyldig_fra="01.10.2029")]), "før den begynner", id="ends before it begins"),
    pytest.param(csv_file([row(0, kommunenummer="9999")]), "ikke et kommunenummer", id="no municipality"),
    pytest.param(b"%PDF-1.7 ...", "PDF", id="a PDF"),
    pytest.param(bytes(range(256)) * 40, "ikke et regneark", id="no spreadsheet"),
    pytest.param(b"PK\x03\x04" + bytes(200), "ikke et regneark", id="a broken workbook"),
    pytest.param(b"\xd0\xcf\x11\xe0" + bytes(600), "gammel Excel-fil", id="an old workbook"),
    pytest.param(b"", "tom", id="an empty file"),
    pytest.param(b"a;b;c\n1;2;3\n", "mangler kolonnene", id="other columns"),
    pytest.param(b'Bevillingsnummer;Sted\n"1;2\n', "Anførselstegnene", id="an open quotation"),
    pytest.param(b"a;b\n" + b"1;2\n" * 1_000_000, "100 000 rader", id="a million rows"),
    pytest.param(csv_file([row(0, sted="x" * 5000)]), "mer enn 4000 tegn", id="an endless cell"),
]


@pytest.mark.parametrize(("content", "says"), BAD)
def test_bad_input_is_one_sentence_and_nothing_is_stored(
    ask: Ask, app: Flask, environ: dict[str, str], write: Write, content: bytes, says: str
) -> None:
    answer = ask(f"import-register {write(content)} --municipality 5025 --json", environ)
    assert (answer.status, answer.out) == (2, "")
    assert says in answer.err
    assert answer.err.count("\n") == 1
    assert stored(app) == (0, 0, 0)


def test_the_rest_is_taken_in_when_one_says_so(
    ask: Ask, app: Flask, environ: dict[str, str], write: Write
) -> None:
    path = write(csv_file([row(0), row(1, varegrupper="GRP4")]))
    answer = ask(f"import-register {path} --municipality 5025 --skip-impossible --json", environ)
    assert (answer.facts["new"], answer.facts["impossible"], answer.facts["applied"]) == (1, 1, True)
    assert stored(app)[2] == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("import-register {file} --municipality 1234", "ingen kommune med nummer 1234"),
        ("import-register {file}.not --municipality 5025", "kunne ikke lese"),
        ("import-register {file} --municipality 5025 --map 02SALG", "passer ikke for --map"),
        ("import-register {file} --municipality 5025 --map x=beer", "passer ikke for --map"),
        ("import-register {file}", "mangler --municipality"),
        ("import-register {file} --municipality 5025 --doubles maybe", "Velg mellom leave, link, own"),
        ("import-register {file} --municipality 5025 --dated-on 2026-02-30", "ikke en dato"),
    ],
)
def test_wrong_words_are_refused(
    ask: Ask, app: Flask, environ: dict[str, str], write: Write, line: str, says: str
) -> None:
    answer = ask(line.format(file=write(csv_file(ROWS))), environ)
    assert (answer.status, answer.out) == (2, "")
    assert says in answer.err
    assert stored(app) == (0, 0, 0)


def test_any_bytes_give_a_sentence_or_a_result(
    ask: Ask, app: Flask, environ: dict[str, str], write: Write
) -> None:
    """Whole rows with bytes knocked out of them: never a traceback, and in a dry run nothing stored."""
    good, chance = csv_file(ROWS), random.Random(1)
    for _turn in range(60):
        content = bytearray(good)
        for _hit in range(chance.randrange(1, 12)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path = write(bytes(content))
        answer = ask(f"import-register {path} --municipality 5025 --dry-run --json", environ)
        assert answer.status in {0, 2}
        assert answer.status == 0 or (answer.out == "" and answer.err.endswith(".\n"))
    assert stored(app) == (0, 0, 0)


def test_the_chain_of_events_names_the_command_line(
    ask: Ask, app: Flask, environ: dict[str, str], write: Write
) -> None:
    ask(f"import-register {write(csv_file(ROWS))} --municipality 5025", environ)
    with app.app_context():
        events = db.session().execute(text("SELECT actor_name, type FROM events")).all()
    assert [tuple(event) for event in events] == [("Kommandolinjen", "register_imported")]
