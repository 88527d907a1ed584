"""What is asked of a small office and of a large one: the same lists and searches."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import quote_plus

from app.models.case import case_reference


@dataclass(frozen=True)
class Ask:
    """A page that a caseworker asks for."""

    name: str
    address: str


def asks(database_url: str) -> Iterator[Ask]:
    """The lists and searches whose growth is measured."""
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection:
        cases = connection.execute("SELECT count(*) FROM cases").fetchone()[0]

        def after(case_id: int) -> str:
            found = connection.execute("SELECT received_on FROM cases WHERE id = ?", (case_id,)).fetchone()
            return f"etter={case_id}~{found[0]}"

        (open_id,) = connection.execute(
            "SELECT id FROM cases WHERE closed_on IS NULL ORDER BY received_on, id LIMIT 1 OFFSET 5"
        ).fetchone()
        year, number = connection.execute(
            "SELECT year, number FROM cases WHERE id = ?", (cases // 3,)
        ).fetchone()
        (company,) = connection.execute(
            "SELECT organisation_number FROM holders JOIN applications ON holders.id = holder_id LIMIT 1"
        ).fetchone()

        yield Ask("list: first page", "/saker")
        yield Ask("list: awaiting statements", "/saker?tilstand=awaiting_statements")
        yield Ask("list: open, first page", "/saker?tilstand=apne")
        yield Ask("list: open, last page", f"/saker?tilstand=apne&{after(open_id)}")
        yield Ask("list: closed, sale", "/saker?tilstand=closed&type=sale")
        yield Ask("list: mine", "/saker?mine=1")
        yield Ask("list: after half of the cases", f"/saker?{after(cases // 2)}")
        yield Ask("list: after nine tenths of the cases", f"/saker?{after(cases // 10)}")
        yield Ask("list: licences in force", "/bevillinger")
        yield Ask("list: all licences", "/bevillinger?status=alle")
        yield Ask("list: venues", "/steder")
        yield Ask("list: holders", "/bevillingshavere")
        for name, text in (
            ("beginning of a word", "brygg"),
            ("word that nearly every holder has", "as"),
            ("two common words", "gamle kroa"),
            ("three common words", "gamle kroa drift"),
            ("case number", case_reference(year, number)),
            ("organisation number", company),
        ):
            yield Ask(f"search: {name}", f"/sok?q={quote_plus(text)}")
