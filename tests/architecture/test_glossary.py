"""docs/glossary.md holds every term of the domain once, and every term that a docstring gives."""

import ast
import re
from collections import Counter
from functools import cache

from tests.architecture.sources import ROOT, files, name_of, report, tree

GLOSSARY = ROOT / "docs/glossary.md"
HEAD = {"Code", "---"}
# A Norwegian word in a docstring: (… "prikker" …).
PARENTHESIS = re.compile(r"\(([^()]*\"[^()]*)\)")
QUOTED = re.compile(r"\"([A-Za-zÆØÅæøå][^\"\\]{2,})\"")
CODE = re.compile(r"[_=\d]{2,}|_")
WORDS_OF_A_NAME = re.compile(r"[A-Z][a-z]*")


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    """The glossary's rows: word, Norwegian, statute, meaning."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    cells = (
        tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("|")
    )
    return tuple(row for row in cells if row[0] not in HEAD)


def words() -> set[str]:
    """Every English word of the glossary."""
    return {row[0] for row in rows()}


def norwegian() -> set[str]:
    """Every Norwegian word of the glossary."""
    return {term.lower() for row in rows() for term in (row[1], *row[1].split(", "))}


def test_every_row_is_whole() -> None:
    found = [" | ".join(row) for row in rows() if len(row) != 4 or not all(row)]
    assert not found, report("Fill in word, Norwegian, statute (or –) and one sentence:", found)


def test_every_meaning_is_a_sentence() -> None:
    found = [row[0] for row in rows() if not row[3].endswith(".")]
    assert not found, report("Say in one sentence what it is:", found)


def test_one_word_for_each_term_and_one_term_for_each_word() -> None:
    counted = Counter(row[0].lower() for row in rows()) + Counter(row[1].lower() for row in rows())
    found = [word for word, times in counted.items() if times > 1 and word not in {row[2] for row in rows()}]
    assert not found, report("A word or a term stands twice; choose one:", found)


def test_every_enum_of_the_rules_has_a_row() -> None:
    found = []
    for path in files("licensing", "fees"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases):
                word = " ".join(WORDS_OF_A_NAME.findall(node.name)).lower()
                if word not in words():
                    found.append(f"{word} ({name_of(path)}:{node.lineno} {node.name})")
    assert not found, report("Add the word to docs/glossary.md, with its Norwegian term:", found)


def test_every_term_of_a_domain_docstring_has_a_row() -> None:
    found = [
        f"{term} ({name_of(path)})"
        for path in files("licensing", "fees", "app/models")
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.Module, ast.ClassDef))
        for parenthesis in PARENTHESIS.findall(ast.get_docstring(node) or "")
        for quoted in QUOTED.findall(parenthesis)
        if not CODE.search(quoted)
        for term in quoted.split(", ")
        if not _known(term.lower())
    ]
    assert not found, report("Add the term to docs/glossary.md, with its one English word:", found)


def _known(term: str) -> bool:
    # A plural or a definite form is the same term: "saker" is "sak".
    return any(term == word or (len(word) >= 3 and term.startswith(word)) for word in norwegian())
