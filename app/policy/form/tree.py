"""The text of a policy as a tree: mappings, lists and texts with their lines, and the comments between them.

Nothing is built from the text but texts: no tags, no anchors, no sizes or depths beyond the limits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from app.policy.form.errors import BadPolicy

MOST_BYTES = 1024 * 1024
MOST_NODES = 25_000
DEEPEST = 12
BYTE_ORDER_MARK = "\ufeff"
# What ends a line, as the reader of YAML counts them.
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# What no page or workbook can show, and PostgreSQL does not keep; written with escapes it passes the reader.
UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NOTHING = frozenset({"", "~", "null"})


@dataclass(frozen=True)
class Scalar:
    """A single value as it was written."""

    line: int
    text: str
    bare: bool = False
    """Written without quotation marks."""
    last_line: int = 0
    """The line that it ends on, where it runs over several."""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was written."""
        return self.bare and self.text in NOTHING


@dataclass(frozen=True)
class Listing:
    """Values after each other."""

    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True)
class Entry:
    """A key of a mapping, and what stands under it."""

    line: int
    key: str
    value: "Node"


@dataclass(frozen=True)
class Branch:
    """Keys with values, in the order of the text."""

    line: int
    entries: tuple[Entry, ...]
    column: int = 0

    def entry(self, key: str) -> Entry | None:
        """What stands under a key."""
        return next((entry for entry in self.entries if entry.key == key), None)


Node = Scalar | Listing | Branch


@dataclass(frozen=True)
class Comment:
    """A comment, and the line that it stands on."""

    line: int
    text: str
    column: int = 0


@dataclass
class _Spans:
    """Where texts stand: a `#` inside one is no comment."""

    by_line: dict[int, list[tuple[int, int | None]]] = field(default_factory=dict)

    def add(self, event: ScalarEvent) -> None:
        start, end = event.start_mark, event.end_mark
        for line in range(start.line, end.line + 1):
            first = start.column if line == start.line else 0
            last = end.column if line == end.line else None
            self.by_line.setdefault(line, []).append((first, last))

    def covers(self, line: int, column: int) -> bool:
        return any(
            first <= column and (last is None or column < last) for first, last in self.by_line.get(line, ())
        )


def tree_of(text: str) -> tuple[Node, tuple[Comment, ...]]:
    """The tree of a text, and its comments in order. Raises `BadPolicy` for what is not a plain tree."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise BadPolicy("policy_too_large", 1, kilobytes=MOST_BYTES // 1024)
    text = text.removeprefix(BYTE_ORDER_MARK)
    spans = _Spans()
    try:
        root = _Builder(_events(text), spans).document()
    except YAMLError as error:
        raise BadPolicy("policy_broken", _line_of(error)) from None
    except (ValueError, IndexError, OverflowError) as error:
        if isinstance(error, BadPolicy):
            raise
        # The reader of escapes leaves some of its own faults unwrapped.
        raise BadPolicy("policy_broken", 1) from None
    return root, tuple(_comments(text, spans))


def _events(text: str) -> Iterator[Event]:
    yield from YAML(typ="safe", pure=True).parse(text)


def _line_of(error: YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return 1 if mark is None else int(mark.line) + 1


def _comments(text: str, spans: _Spans) -> Iterator[Comment]:
    for number, line in enumerate(LINE_BREAK.split(text)):
        at = line.find("#")
        while at >= 0:
            if (at == 0 or line[at - 1] in " \t") and not spans.covers(number, at):
                yield Comment(number + 1, line[at:].lstrip("#").strip(), at)
                break
            at = line.find("#", at + 1)


@dataclass
class _Builder:
    """Builds the tree, and stops at what is no plain tree."""

    events: Iterator[Event]
    spans: _Spans
    nodes: int = 0

    def document(self) -> Node:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent) and root is not None:
                raise BadPolicy("policy_several", event.start_mark.line + 1)
            if isinstance(event, NodeEvent):
                root = self.node(event, 0)
        if root is None or (isinstance(root, Scalar) and root.is_nothing):
            raise BadPolicy("policy_empty", 1)
        return root

    def node(self, event: Event, depth: int) -> Node:
        line = event.start_mark.line + 1
        self.nodes += 1
        if self.nodes > MOST_NODES or depth > DEEPEST:
            raise BadPolicy("policy_too_deep", line)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise BadPolicy("policy_alias", line)
        if getattr(event, "tag", None):
            raise BadPolicy("policy_tag", line)
        if isinstance(event, ScalarEvent):
            if UNSHOWN.search(event.value):
                raise BadPolicy("policy_broken", line)
            self.spans.add(event)
            end = event.end_mark.line + (event.end_mark.column > 0)
            return Scalar(line, event.value, event.style is None, max(line, end))
        if isinstance(event, SequenceStartEvent):
            return Listing(line, tuple(self._items(depth)))
        return Branch(line, tuple(self._entries(depth)), event.start_mark.column)

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                return
            yield self.node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[Entry]:
        seen: dict[str, int] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                return
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise BadPolicy("policy_broken", key.line)
            if key.text in seen:
                raise BadPolicy("policy_key_twice", key.line, key=key.text, first=seen[key.text])
            seen[key.text] = key.line
            yield Entry(key.line, key.text, self.node(next(self.events), depth + 1))


def plain(node: Node) -> object:
    """A tree as plain lists, mappings and texts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {entry.key: plain(entry.value) for entry in node.entries}
