"""The project as text: which files there are, and what stands in them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
RULES = ("licensing", "fees")
PRODUCT = ("licensing", "fees", "app")
FETCHED = ("app/static/vendor", "app/letters/fonts", "tests/vendor")


def name_of(path: Path) -> str:
    """The file's path as a person would write it."""
    return path.relative_to(ROOT).as_posix()


@cache
def files(*folders: str, suffix: str = ".py") -> tuple[Path, ...]:
    """The project's own files with a suffix, under some of its folders."""
    found = (path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}"))
    return tuple(sorted(path for path in found if not name_of(path).startswith(FETCHED)))


@cache
def product_modules() -> tuple[Path, ...]:
    """Every module of the product."""
    return (*files(*PRODUCT), ROOT / "config.py")


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that is committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


@cache
def tree(path: Path) -> ast.Module:
    """The module as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=name_of(path))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """What a module imports: line and full dotted name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Each call in a module, with the last part of the called name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name):
                yield node, called.id
            elif isinstance(called, ast.Attribute):
                yield node, called.attr


def report(what_to_do: str, found: list[str]) -> str:
    """The message of a failed test: what to do, then where."""
    return what_to_do + "\n" + "\n".join(f"  {line}" for line in found)
