"""Runs the whole suite on SQLite, then again on PostgreSQL what uses the database, and sums both up."""

import os
import re
import subprocess
import sys
from pathlib import Path

from scripts.with_postgres import postgres

PYTEST = [str(Path(sys.executable).with_name("pytest")), "--color=no"]
NO_TESTS_COLLECTED = 5
CLOSING_LINE = re.compile(r"=* ?(\d+ (?:passed|failed|skipped|error).*?) ?=*$")


def run(arguments: list[str], database_url: str) -> tuple[int, str]:
    """Run pytest, passing its words on as they come; its exit code and its own closing line."""
    environment = {**os.environ, "TEST_DATABASE_URL": database_url}
    closing = "no test ran"
    with subprocess.Popen(
        [*PYTEST, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - PIPE was asked for
        for line in process.stdout:
            print(line, end="", flush=True)
            found = CLOSING_LINE.match(line.strip())
            closing = found.group(1) if found else closing
    return process.returncode, closing


def main(arguments: list[str]) -> int:
    """Both runs; 0 only when both are green."""
    print("── SQLite", flush=True)
    first, on_sqlite = run(arguments, "")
    print("── PostgreSQL", flush=True)
    with postgres() as address:
        second, on_postgres = run([*arguments, "-m", "database"], address)
    print(f"\nSQLite:     {on_sqlite}\nPostgreSQL: {on_postgres}")
    return first or (0 if second == NO_TESTS_COLLECTED else second)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
