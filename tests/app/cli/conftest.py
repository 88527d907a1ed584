"""The command line as somebody would use it."""

import shlex

import pytest

from app.cli import main
from tests.app.cli.asking import Ask, Said


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command as somebody would write it."""

    def run(line: str, environ: dict[str, str] | None = None) -> Said:
        status = main(shlex.split(line), environ or {})
        written = capsys.readouterr()
        return Said(status, written.out, written.err)

    return run
