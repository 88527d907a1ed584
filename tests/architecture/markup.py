"""Templates as the tests read them: their text, their tags, their expressions."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.architecture.sources import TEMPLATES

READ_TO_PEOPLE = {
    "alt",
    "title",
    "placeholder",
    "aria-label",
    "aria-description",
    "label",
    "summary",
    "content",
}
# Stands in for whatever an expression puts there.
EXPRESSION = "\ufffc"
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Written the same in every language form.
SAME_EVERYWHERE = re.compile(r"width=device-width|initial-scale|charset|utf-8|&[a-z]+;")


@cache
def templates() -> tuple[Path, ...]:
    """Every page and part of a page."""
    return tuple(sorted(TEMPLATES.rglob("*.html")))


@cache
def environment() -> Environment:
    """Jinja as the application reads templates."""
    return Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


@cache
def syntax(path: Path) -> nodes.Template:
    """The template as a syntax tree."""
    return environment().parse(path.read_text(encoding="utf-8"), filename=str(path))


def bare_words(path: Path) -> Iterator[tuple[int, str]]:
    """Words that a reader meets and that no catalogue can translate: line and text."""
    reader = _Reader()
    reader.feed(_without_jinja(path.read_text(encoding="utf-8")))
    reader.close()
    for line, text in reader.found:
        shown = SAME_EVERYWHERE.sub("", text)
        if LETTERS.search(shown):
            yield line, " ".join(shown.replace(EXPRESSION, "…").split())


def tags(path: Path) -> list[tuple[int, str, dict[str, str]]]:
    """Each tag of a template: line, name, attributes."""
    reader = _Reader()
    reader.feed(_without_jinja(path.read_text(encoding="utf-8")))
    reader.close()
    return reader.tags


def _without_jinja(source: str) -> str:
    """The template with each expression replaced by one sign; the lines stay where they are.

    What a block named `…_class` holds is a name for the style sheet and no text.
    """
    kept: list[str] = []
    blocks: list[str] = []
    before = ""
    translated = False
    for _line, kind, value in environment().lex(source):
        if kind == "data":
            silent = translated or bool(blocks and blocks[-1].endswith("_class"))
            kept.append("\n" * value.count("\n") if silent else value)
            continue
        if kind == "name":
            if value in {"trans", "endtrans"}:
                translated = value == "trans"
            elif before == "block":
                blocks.append(value)
            elif value == "endblock" and blocks:
                blocks.pop()
            before = value
        kept.append("\n" * value.count("\n"))
        if kind == "variable_begin":
            kept.append(EXPRESSION)
    return "".join(kept)


class _Reader(HTMLParser):
    """Collects what a person can read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.tags: list[tuple[int, str, dict[str, str]]] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        given = {name: value or "" for name, value in attrs}
        self.tags.append((line, tag, given))
        self._silent = tag in {"script", "style"}
        read = READ_TO_PEOPLE | ({"value"} if given.get("type") in {"submit", "button", "reset"} else set())
        self.found.extend((line, value) for name, value in given.items() if name in read)

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            before = len(data) - len(data.lstrip())
            self.found.append((self.getpos()[0] + data[:before].count("\n"), data))
