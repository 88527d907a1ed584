"""The database: one session and one transaction a request, on SQLite or PostgreSQL."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from alembic import command
from alembic.config import Config as AlembicConfig
from flask import Flask, current_app, g, has_request_context, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session

P = ParamSpec("P")

EXTENSION = "bevilling.engine"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
BUSY_TIMEOUT_SECONDS = 30
FOREIGN_KEYS_OFF = "PRAGMA foreign_keys=OFF"
MIGRATIONS = Path(__file__).parent / "migrations"


def make_engine(database_url: str) -> Engine:
    """An engine for SQLite or PostgreSQL with the settings that the rest counts on."""
    if database_url.startswith("sqlite"):
        engine = create_engine(database_url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # A connection that the server or a proxy closed in the night is found before it is used.
    return create_engine(database_url, pool_pre_ping=True, pool_size=10, max_overflow=20)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: _begin_sqlite says how they begin.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: two that read first and write later would deadlock.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writing_session(engine: Engine) -> Session:
    """A session whose transaction may write."""
    return Session(engine.execution_options(writes=True))


def init_app(app: Flask, database_url: str) -> None:
    """Give the app its engine and close each request's session."""
    app.extensions[EXTENSION] = make_engine(database_url)
    app.teardown_appcontext(_close)


def engine() -> Engine:
    """The engine of the running app."""
    found: Engine = current_app.extensions[EXTENSION]
    return found


def session() -> Session:
    """The session of this request (or command), opened when it is first asked for."""
    if "session" not in g:
        g.session = writing_session(engine()) if _may_write() else Session(engine())
    current: Session = g.session
    return current


def _may_write() -> bool:
    if not has_request_context():
        return True
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method not in SAFE_METHODS and getattr(view, "commits", False)


def _close(_error: BaseException | None) -> None:
    current = g.pop("session", None)
    if current is not None:
        current.close()


def commits(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """One transaction for a view that writes: kept when the answer is below 400, else undone."""

    @wraps(view)
    def committed(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        response = make_response(view(*args, **kwargs))
        if request.method not in SAFE_METHODS and response.status_code < 400:
            session().commit()
        else:
            session().rollback()
        return response

    committed.commits = True  # type: ignore[attr-defined]  # read by session() and the route tests
    return committed


@contextmanager
def separate_transaction() -> Iterator[Session]:
    """A transaction that stands even when the request is refused.

    For the throttling of sign-ins and the access log, and for nothing else. The view that calls it
    must not wear `@commits`: on SQLite its own write lock would stand in the way.
    """
    with writing_session(engine()) as own:
        yield own
        own.commit()


@contextmanager
def chunk_transaction() -> Iterator[Session]:
    """The transaction of one chunk of a batch: kept by itself, so that a batch that is stopped goes on.

    The view that calls it must not wear `@commits`: on SQLite its own write lock would stand in the way.
    """
    with writing_session(engine()) as own:
        yield own
        own.commit()


@contextmanager
def reading_session() -> Iterator[Session]:
    """A session that only reads, and keeps nobody waiting: for what is worked out between two chunks."""
    with Session(engine()) as own:
        yield own


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring a database up to a revision of the schema, `head` when none is named."""
    if database_url.startswith("sqlite:///"):
        Path(database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    made = make_engine(database_url)
    if made.dialect.name == "sqlite":
        # A table that is made anew is dropped first; what points to it must not go with it.
        event.listen(made, "connect", lambda connection, _record: connection.execute(FOREIGN_KEYS_OFF))
    try:
        with writing_session(made) as own:
            command.upgrade(alembic_config(own.connection()), revision)
            if made.dialect.name == "sqlite" and own.execute(text("PRAGMA foreign_key_check")).first():
                raise RuntimeError("a migration left rows that point to nothing")
            own.commit()
    finally:
        made.dispose()


def alembic_config(connection: Connection) -> AlembicConfig:
    """Alembic's configuration for a connection that is open already."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def row_lock(statement: Any) -> Any:
    """A select that keeps others from changing its rows until this transaction ends.

    PostgreSQL locks the rows; on SQLite the transaction already holds the only write lock.
    """
    return statement.with_for_update()
