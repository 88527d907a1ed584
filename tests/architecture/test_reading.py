"""A newcomer finds things: modules are short, names say what is inside, every module says what it is."""

import ast
import re

import pytest

from tests.architecture.sources import PRODUCT, files, kept_files, name_of, product_modules, report, tree

LONGEST = 400
READ_BY_PEOPLE = {".py", ".html", ".js", ".css"}
VAGUE = re.compile(r"(^|/)(utils?|helpers?|common|misc|core|base)(\.py$|/)")
VAGUE_VERBS = ("get_", "calculate_", "process_", "do_", "perform_")
# The word to use instead stands in docs/glossary.md.
SYNONYMS = {
    "licensee": "holder",
    "establishment": "venue",
    "appeal": "complaint",
    "revocation": "withdrawal",
    "kommune_id": "municipality_id",
}
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|fmt:\s*(?:off|skip)|pragma:)(?P<rest>.*)$")
REASON = re.compile(r"(?:\s#\s|\s[-–—]\s)\S.+")


def test_no_module_is_longer_than_a_newcomer_will_read() -> None:
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in kept_files()
        # A migration is written once by a tool and never read as a whole.
        if path.suffix in READ_BY_PEOPLE and "migrations/versions" not in path.as_posix()
    }
    found = [f"{name}: {length} lines" for name, length in lengths.items() if length > LONGEST]
    assert not found, report(f"Split by noun; a module has at most {LONGEST} lines:", found)


def test_no_name_hides_what_is_inside() -> None:
    found = [name_of(path) for path in kept_files() if VAGUE.search(name_of(path))]
    assert not found, report("Name the file after the one thing that it holds:", found)


def test_questions_are_nouns_and_services_say_what_they_do() -> None:
    found = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in product_modules()
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name.lstrip("_").startswith(VAGUE_VERBS)
    ]
    assert not found, report(
        "A question is a noun or a predicate; a service is its verb and its object:", found
    )


def test_every_module_says_in_its_first_line_what_it_is() -> None:
    found = [
        name_of(path)
        for path in product_modules()
        if "migrations/versions" not in name_of(path) and not ast.get_docstring(tree(path))
    ]
    assert not found, report("Begin the module with a docstring of one sentence:", found)


@pytest.mark.parametrize(("synonym", "word"), SYNONYMS.items())
def test_one_thing_has_one_word(synonym: str, word: str) -> None:
    pattern = re.compile(rf"(?<![a-z]){synonym}s?(?![a-z])", re.IGNORECASE)
    found = [
        f"{name_of(path)}:{number}"
        for path in (*files(*PRODUCT), *files("tests"))
        if path.name != "test_reading.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, report(f"Write {word!r}, as docs/glossary.md does, and not {synonym!r}:", found)


def test_every_suppression_gives_its_reason() -> None:
    found = [
        f"{name_of(path)}:{number} {line.strip()}"
        for path in (*product_modules(), *files("tests", "scripts", "bench"))
        if path.name != "test_reading.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (suppressed := SUPPRESSION.search(line)) and not REASON.search(suppressed["rest"])
    ]
    assert not found, report("Say on the same line why the rule does not hold here:", found)
