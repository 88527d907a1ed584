"""The databases that tests run on: one for each worker, brought back to its first state between tests.

TEST_DATABASE_URL decides: empty is SQLite in a temporary folder, otherwise each worker makes a database of
its own on that PostgreSQL server.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import psycopg
from flask import has_request_context, request
from sqlalchemy import Engine, event, make_url

SERVER = os.environ.get("TEST_DATABASE_URL", "")
PRISTINE = "pristine"


class TestDatabase(Protocol):
    """A database of a worker."""

    __test__ = False

    @property
    def url(self) -> str:
        """Its address."""

    def keep_as_pristine(self) -> None:
        """Remember what is in it now."""

    def make_pristine(self) -> None:
        """Bring back what was remembered, and nothing else."""

    def keep_as(self, name: str) -> None:
        """Remember what is in it now under a name too."""

    def bring_back(self, name: str) -> bool:
        """Bring back what was remembered under a name; False when nothing was."""


@contextmanager
def empty_database(folder: Path) -> Iterator[TestDatabase]:
    """A database without tables, removed afterwards."""
    if not SERVER:
        yield SqliteDatabase(folder / f"{uuid4().hex}.db")
        return
    name = f"bevilling_{uuid4().hex}"
    with closing(_connect(SERVER, autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield PostgresDatabase(make_url(SERVER).set(database=name).render_as_string(hide_password=False))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass(frozen=True)
class SqliteDatabase:
    """One file, and a second one with what it held at first."""

    path: Path

    @property
    def url(self) -> str:
        """Its address."""
        return f"sqlite:///{self.path}"

    @property
    def _pristine(self) -> Path:
        return self.path.with_suffix(".pristine")

    def keep_as_pristine(self) -> None:
        """Remember what is in it now."""
        _copy(self.path, self._pristine)

    def make_pristine(self) -> None:
        """Bring back what was remembered; open connections see it as one big change."""
        _copy(self._pristine, self.path)

    def keep_as(self, name: str) -> None:
        """Remember what is in it now under a name too."""
        _copy(self.path, self.path.with_suffix(f".{name}"))

    def bring_back(self, name: str) -> bool:
        """Bring back what was remembered under a name; False when nothing was."""
        kept = self.path.with_suffix(f".{name}")
        if kept.exists():
            _copy(kept, self.path)
        return kept.exists()


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        # Nothing has to survive a power cut in a test; waiting for the disk is most of the time of a copy.
        written.execute("PRAGMA synchronous=OFF")
        read.backup(written)


@dataclass
class PostgresDatabase:
    """A database on the server, with what its tables held at first in a schema beside them."""

    url: str
    _statements: dict[str, str] = field(default_factory=dict, init=False)

    def keep_as_pristine(self) -> None:
        """Remember what is in it now."""
        self.keep_as(PRISTINE)

    def make_pristine(self) -> None:
        """Bring back what was remembered."""
        self.bring_back(PRISTINE)

    def keep_as(self, name: str) -> None:
        """Remember what is in it now under a name too."""
        schema = f"kept_{name}"
        with closing(_connect(self.url)) as connection:
            tables = _column(
                connection, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
            )
            connection.execute(f"CREATE SCHEMA {schema}")
            filled = []
            for table in tables:
                if _column(connection, f"SELECT 1 FROM public.{table} LIMIT 1"):
                    connection.execute(f"CREATE TABLE {schema}.{table} AS TABLE public.{table}")
                    filled.append(table)
            positions = _column(
                connection,
                "SELECT format('SELECT setval(%L, %s, %L)', format('public.%I', sequencename),"
                " coalesce(last_value, start_value), last_value IS NOT NULL)"
                " FROM pg_sequences WHERE schemaname = 'public'",
            )
            connection.commit()
        self._statements[name] = ";".join(
            [
                # Neither triggers nor foreign keys stand in the way of a whole new start.
                "SET session_replication_role = replica",
                *(f"DELETE FROM public.{table}" for table in tables),
                *(
                    f"INSERT INTO public.{table} OVERRIDING SYSTEM VALUE TABLE {schema}.{table}"
                    for table in filled
                ),
                *positions,
            ]
        )

    def bring_back(self, name: str) -> bool:
        """Bring back what was remembered under a name; False when nothing was."""
        if name not in self._statements:
            return False
        with closing(_connect(self.url)) as connection:
            # A test that left a transaction open fails here, and does not hang.
            connection.execute("SET lock_timeout = '10s'")
            connection.execute(self._statements[name])
            connection.commit()
        return True


def forbid_writing_gets() -> None:
    """Let every statement that changes something fail while a GET is answered."""
    if not event.contains(Engine, "before_cursor_execute", _refuse_writing_gets):
        event.listen(Engine, "before_cursor_execute", _refuse_writing_gets)


# Tries that found nothing are counted, and when a link was first opened is written down: in transactions of
# their own, whatever becomes of the request.
BESIDE_THE_REQUEST = (
    "INSERT INTO link_attempts",
    "DELETE FROM link_attempts",
    "UPDATE turnover_links SET first_opened",
)


def _refuse_writing_gets(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
    if has_request_context() and request.method in {"GET", "HEAD", "OPTIONS"}:
        if statement.startswith(BESIDE_THE_REQUEST):
            return
        writes = statement.lstrip().split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}
        assert not writes, f"{request.method} {request.path} writes; let a POST do it: {statement}"


def _connect(url: str, *, autocommit: bool = False) -> psycopg.Connection[tuple[object, ...]]:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=autocommit)


def _column(connection: psycopg.Connection[tuple[object, ...]], query: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(query)]
