"""The page of traps names what exists: modules, tests, and all the traps of the fact sheet."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import report

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "traps.md"
TRAPS = range(1, 46)
ROW = re.compile(r"^\| (\d+) \|(.*)\|$", re.MULTILINE)
NAMED = re.compile(r"`([^`]+)`")


def rows() -> dict[int, str]:
    """The rows of the page by the number of the trap."""
    return {int(number): text for number, text in ROW.findall(PAGE.read_text(encoding="utf-8"))}


def names() -> Iterator[str]:
    """Every module and test that the page names."""
    for text in rows().values():
        yield from NAMED.findall(text)


def held_in(path: Path) -> set[str]:
    """The tests of a file; one of a class stands behind the class's name."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
    return found


def test_every_trap_has_its_row() -> None:
    assert sorted(rows()) == list(TRAPS)


def test_a_trap_that_is_held_names_its_module_and_a_test() -> None:
    held = PAGE.read_text(encoding="utf-8").split("## Comes later")[0]
    found = [
        number
        for number, text in ROW.findall(held)
        if not any("::" in name for name in NAMED.findall(text))
        or not any("::" not in name for name in NAMED.findall(text))
    ]
    assert not found, report(
        "Name module and test in docs/traps.md, or move the trap to what comes later:", found
    )


def test_everything_that_the_page_names_exists() -> None:
    found = []
    for name in names():
        path, _colons, test = name.partition("::")
        if not (ROOT / path).exists() or (test and test not in held_in(ROOT / path)):
            found.append(name)
    assert not found, report("Correct the name in docs/traps.md; there is no such module or test:", found)
