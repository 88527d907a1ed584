"""Real processes on the database of the tests: many at once, one to be killed, web servers."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.permissions import Actor, Role
from tests.app.conftest import World

ROOT = Path(__file__).parents[2]
LONGEST_SECONDS = 180
ROUNDS = 10 if os.environ.get("TORTURE", "") not in {"", "0"} else 1


def actor_of(world: World, role: Role) -> Actor:
    """The person with a role, as services see them."""
    someone = world.someone(role)
    return Actor(someone.id, someone.name, world.own_id, frozenset({role}))


def told(actor: Actor) -> dict[str, Any]:
    """A person as a worker is told of them."""
    return {
        "user_id": actor.user_id,
        "name": actor.name,
        "municipality_id": actor.municipality_id,
        "roles": [role.value for role in actor.roles],
    }


def started(environ: dict[str, str], job: dict[str, Any]) -> subprocess.Popen[str]:
    """A worker that has been given its job."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.torture.worker"],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(job) + "\n")
    process.stdin.flush()
    return process


def all_at_once(environ: dict[str, str], act: str, turns: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What came of turns that were taken at the same moment, each by a process of its own."""
    with started(environ, {"act": act, "turns": list(turns)}) as process:
        output, errors = process.communicate(timeout=LONGEST_SECONDS)
    assert process.returncode == 0, errors
    answers = [json.loads(line) for line in output.splitlines()]
    assert len(answers) == len(turns), errors
    return answers


def killed_at(environ: dict[str, str], act: str, turn: dict[str, Any], *, pause: str) -> None:
    """Let a process begin a turn, and kill it at a function, as a power cut would."""
    with started(environ, {"act": act, "turns": [turn], "pause": pause}) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        process.kill()
        process.wait(LONGEST_SECONDS)
        assert line, process.stderr.read()
    assert "paused" in json.loads(line), line


@contextmanager
def web_servers(environ: dict[str, str], count: int = 2) -> Iterator[list[str]]:
    """The addresses of web servers, each a process of its own."""
    processes = [started(environ, {"act": "serve"}) for _server in range(count)]
    try:
        yield [_address(process) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert line, process.stderr.read()
    address: str = json.loads(line)["address"]
    return address
