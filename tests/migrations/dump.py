"""Small dumps of data, one from each released version, as portable rows.

`python -m tests.migrations.make_dump` writes the dump of the version that stands here, from the demo. A dump
is made once, when its version is released, and never again.
"""

import base64
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, select, text

DUMPS = Path(__file__).parent / "dumps"


def written(connection: Connection) -> dict[str, Any]:
    """All rows of a database with the revision of its schema."""
    tables = _tables(connection)
    rows = {
        table.name: [
            {name: _plain(value) for name, value in row._mapping.items()}
            for row in connection.execute(select(table).order_by(*table.primary_key))
        ]
        for table in tables
    }
    return {"revision": rows.pop("alembic_version")[0]["version_num"], "rows": rows}


def load(connection: Connection, dump: Mapping[str, Any]) -> None:
    """Put the rows of a dump into a database whose schema stands at the dump's revision."""
    tables = _tables(connection)
    with _guards_at_rest(connection, tables):
        for table in tables:
            rows = dump["rows"].get(table.name, [])
            if rows:
                connection.execute(
                    table.insert(),
                    [
                        {name: _typed(table.c[name].type, value) for name, value in row.items()}
                        for row in rows
                    ],
                )
                _count_on(connection, table)


@contextmanager
def _guards_at_rest(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Leave out the triggers meanwhile, as a restored backup does: what is settled comes in as it was."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.execute(text(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER'))
        yield
        for table in tables:
            connection.execute(text(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER'))
        return
    guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for guard in guards:
        connection.execute(text(f'DROP TRIGGER "{guard.name}"'))
    yield
    for guard in guards:
        connection.exec_driver_sql(guard.sql)


def _count_on(connection: Connection, table: Table) -> None:
    """Let the numbers that the database gives out go on after those that were put in."""
    if connection.dialect.name == "postgresql" and "id" in table.c:
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, select(func.max(table.c.id)).scalar_subquery())))


def _tables(connection: Connection) -> list[Table]:
    metadata = MetaData()
    metadata.reflect(connection)
    return metadata.sorted_tables


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _typed(column_type: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, dict):
        return base64.b64decode(value["base64"])
    kind = column_type.python_type
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return kind(value) if kind in (Decimal, bool) else value


def read(path: Path) -> dict[str, Any]:
    """A dump from its file."""
    dump: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return dump


def keep(dump: Mapping[str, Any], version: str) -> Path:
    """Write a dump to its file; the same rows give the same bytes."""
    path = DUMPS / f"{version}.json.gz"
    written_out = json.dumps(dump, ensure_ascii=False, sort_keys=True, indent=0)
    path.write_bytes(gzip.compress(written_out.encode(), mtime=0))
    return path
