"""The demo as an installation: made on any day, whole after a kill, served until it is stopped."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
import urllib.request
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import clock, db
from app.demo.installation import DemoInstallation
from app.demo.people import ACCOUNTS, PASSWORD
from app.models.case import Case
from licensing.matters import Matter

ANY_DAY = [
    pytest.param(date(2027, 3, 29), id="Easter Monday"),
    pytest.param(date(2028, 10, 2), id="the second day of a period"),
]


@pytest.mark.slow
@pytest.mark.parametrize("today", ANY_DAY)
def test_the_demo_can_be_made_on_any_day(tmp_path: Path, today: date) -> None:
    with clock.wound_to(today):
        app = DemoInstallation(tmp_path / "demo").prepared(lambda: None)
    with app.app_context():
        licences = select(func.count()).select_from(Case).where(Case.matter == Matter.LICENCE)
        assert db.session().execute(licences).scalar_one() == 25
        db.engine().dispose()


def started(folder: Path, *words: str) -> subprocess.Popen[str]:
    """`bevilling` as a process of its own, with its demo in a folder."""
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-m", "app", *words],
        env=environ | {"DEMO_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_a_demo_that_is_killed_while_it_is_made_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    for seconds in (1.5, 3.0):
        process = started(folder, "demo", "--no-serve")
        time.sleep(seconds)
        process.kill()
        process.communicate()
    whole = started(folder, "demo", "--no-serve")
    assert whole.communicate(timeout=120)[1] == ""
    assert whole.returncode == 0
    verified = started(folder, "audit", "verify", "--json")
    answer = json.loads(verified.communicate(timeout=60)[0])
    assert [row["broken"] for row in answer["municipalities"]] == [[], [], []]
    assert stat.S_IMODE((folder / "keys.json").stat().st_mode) == 0o600


@pytest.mark.slow
def test_the_demo_says_where_it_is_moves_when_the_port_is_taken_and_ends_on_request(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    started(folder, "demo", "--no-serve").communicate(timeout=120)
    servers = [started(folder, "demo", "--port", "18431") for _ in range(2)]
    try:
        addresses = [_address(server) for server in servers]
        assert len(set(addresses)) == 2
        for address in addresses:
            with urllib.request.urlopen(f"{address}/logg-inn", timeout=20) as page:
                assert page.status == 200
    finally:
        for server in servers:
            server.send_signal(signal.SIGINT)
    for server in servers:
        rest, errors = server.communicate(timeout=30)
        assert (server.returncode, errors) == (0, "")
        assert "Demoen er stoppet" in rest


def _address(server: subprocess.Popen[str]) -> str:
    said = ""
    for line in server.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    assert PASSWORD in said
    assert all(account.email in said for account in ACCOUNTS)
    return next(word for word in said.split() if word.startswith("http://"))
