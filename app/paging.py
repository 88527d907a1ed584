"""Keyset paging: a page begins after the last row of the one before, however many rows there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from sqlalchemy import ColumnElement, Row, Select, tuple_
from sqlalchemy.orm import Session

PAGE_SIZE = 50
AFTER, BEFORE = "etter", "foer"
_SEPARATOR = "~"
_HIGHEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after a row, or before one."""

    sort_key: str
    row_id: int
    backwards: bool = False

    @property
    def text(self) -> str:
        """The cursor as it stands in an address."""
        return f"{self.row_id}{_SEPARATOR}{self.sort_key}"


def cursor_from(arguments: Mapping[str, str]) -> Cursor | None:
    """The cursor of an address; nothing where there is none, or none that can be read."""
    for name in (AFTER, BEFORE):
        row_id, separator, sort_key = arguments.get(name, "").partition(_SEPARATOR)
        if separator and row_id.isdecimal() and len(row_id) < 16 and sort_key.isprintable():
            return Cursor(sort_key, int(row_id), backwards=name == BEFORE)
    return None


@dataclass(frozen=True)
class Page:
    """Some rows of a list in order, and where the pages before and after begin."""

    rows: Sequence[Row[Any]]
    before: Cursor | None
    after: Cursor | None

    @property
    def arguments(self) -> tuple[dict[str, str] | None, dict[str, str] | None]:
        """What the addresses of the pages before and after carry."""
        return (
            {BEFORE: self.before.text} if self.before else None,
            {AFTER: self.after.text} if self.after else None,
        )


def _start(cursor: Cursor | None, read_key: Callable[[str], Any]) -> Any:
    if cursor is None:
        return None
    try:
        key = read_key(cursor.sort_key)
    except ValueError:
        return None
    # No database holds such a number, and none compares with it.
    if isinstance(key, int) and abs(key) > _HIGHEST_KEY:
        return None
    return tuple_(key, cursor.row_id)


def page_of(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    *,
    sort_key: ColumnElement[str] | Any,
    row_id: ColumnElement[int] | Any,
    cursor: Cursor | None,
    size: int = PAGE_SIZE,
    read_key: Callable[[str], Any] = str,
    descending: bool = False,
) -> Page:
    """The rows of a statement from the cursor on, in the order of sort key and id.

    The statement selects both columns. `read_key` reads the sort key of a cursor back; a cursor that it
    cannot read counts as none. One row more than the page holds is read, to know if there is a next.
    """
    start = _start(cursor, read_key)
    backwards = cursor is not None and start is not None and cursor.backwards
    downwards = backwards != descending
    position = tuple_(sort_key, row_id)
    if start is not None:
        statement = statement.where(position < start if downwards else position > start)
    order = (sort_key.desc(), row_id.desc()) if downwards else (sort_key, row_id)
    found = session.execute(statement.order_by(*order).limit(size + 1)).all()
    rows = found[:size]
    more = len(found) > size
    if backwards:
        rows = list(reversed(rows))

    def at(row: Row[Any], *, backwards: bool) -> Cursor:
        return Cursor(str(row._mapping[sort_key]), int(row._mapping[row_id]), backwards)

    has_before = more if backwards else start is not None
    has_after = start is not None if backwards else more
    return Page(
        rows=rows,
        before=at(rows[0], backwards=True) if rows and has_before else None,
        after=at(rows[-1], backwards=False) if rows and has_after else None,
    )


def page_addresses(page: Page) -> tuple[str | None, str | None]:
    """The addresses of the pages before and after, with the filters of this one."""
    kept: dict[str, Any] = {
        name: value for name, value in request.args.items() if name not in {AFTER, BEFORE} and value
    }

    def address(cursor: dict[str, Any] | None) -> str | None:
        if cursor is None:
            return None
        return url_for(str(request.endpoint), **(request.view_args or {}), **kept, **cursor)

    before, after = page.arguments
    return address(before), address(after)
