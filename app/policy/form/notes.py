"""Comments in a policy's text: each becomes part of the note of what it stands on or above."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.policy.form.tree import Branch, Comment, Listing, Node, Scalar

# Lines that are drawn for the eye, alone or on both sides of a heading.
RULER = re.compile(r"[-=#*_~+]{3,}")


@dataclass(frozen=True)
class Owner:
    """A point of one of the lists, that comments may belong to."""

    attribute: str
    number: int
    name: str
    node: Node


def notes_of(
    root: Branch, owners: Sequence[Owner], comments: Iterable[Comment]
) -> Iterator[tuple[Owner | None, str]]:
    """Each comment with its owner; None is the policy itself. Lines of one comment are put together.

    A comment at the end of a line belongs to that line; one on a line of its own to what follows, unless it
    stands as far in as the text of the point before it; after the last line to what stands last.
    """
    owned: dict[int, Owner | None] = {}
    for entry in root.entries:
        first = next((owner for owner in owners if owner.node.line >= entry.line), None)
        inside = isinstance(entry.value, Listing) and first is not None
        owned.setdefault(entry.line, first if inside else None)
        if not inside:
            owned.update(dict.fromkeys(_lines_of(entry.value), None))
    for owner in owners:
        owned.update(dict.fromkeys(_lines_of(owner.node), owner))
    order = sorted(owned)
    for lines in _together(comments, owned):
        text = " ".join(RULER.sub("", comment.text).strip() for comment in lines)
        place = bisect_left(order, lines[-1].line)
        before = owned[order[place - 1]] if place else None
        if before is not None and lines[-1].line not in owned and _stands_inside(lines[-1], before):
            yield before, text
        else:
            yield owned[order[min(place, len(order) - 1)]], text


def _stands_inside(comment: Comment, owner: Owner) -> bool:
    return isinstance(owner.node, Branch) and comment.column >= owner.node.column > 0


def _together(comments: Iterable[Comment], owned: dict[int, Owner | None]) -> Iterator[list[Comment]]:
    """Comments on lines of their own that follow each other are one; rulers and empty ones end it."""
    open_lines: list[Comment] = []
    for comment in comments:
        follows = open_lines and _goes_on(open_lines[-1], comment) and comment.line not in owned
        if open_lines and (not follows or open_lines[-1].line in owned):
            yield open_lines
            open_lines = []
        if not RULER.sub("", comment.text).strip():
            if open_lines:
                yield open_lines
            open_lines = []
            continue
        open_lines.append(comment)
    if open_lines:
        yield open_lines


def _goes_on(before: Comment, comment: Comment) -> bool:
    return comment.line == before.line + 1 and comment.column == before.column


def _lines_of(node: Node) -> Iterator[int]:
    yield node.line
    if isinstance(node, Scalar):
        yield from range(node.line, node.last_line + 1)
        return
    if isinstance(node, Listing):
        for item in node.items:
            yield from _lines_of(item)
        return
    for entry in node.entries:
        yield entry.line
        yield from _lines_of(entry.value)
