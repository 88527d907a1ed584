"""A batch that is killed at random moments and run again gives each licence exactly one invoice."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from app import audit
from app.billing.adapters.csv_basis import csv_pieces
from app.billing.adapters.json_basis import json_pieces
from app.billing.queries.ledger import verified_ledger
from app.models.billing_run import BillingRun, RunState
from app.models.fee import FeePurpose
from app.models.invoice import BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.models.ledger import LedgerEntry
from app.permissions import Role
from tests.app.conftest import World
from tests.factories.many_fees import decide_fees, make_licences
from tests.torture.processes import ROOT, ROUNDS, actor_of, told

KILLS = 20
LICENCES = 150
CHUNK = 3
ON = date(2026, 3, 9)


class Workshop:
    """Processes on the database of the test, started from one that has loaded the program."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def do(
        self,
        world: World,
        act: str = "whole",
        *,
        processes: int = 1,
        lives: int | None = None,
        longer: float = 0,
    ) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Let processes begin at the same moment: what they told, how they ended, and how many statements
        they sent. They are killed when they have sent as many as they live for, or a little later.
        """
        job = {
            "act": act,
            "actors": [told(actor_of(world, role)) for role in (Role.FINANCE, Role.DECIDER)],
            "on": ON.isoformat(),
            "chunk": CHUNK,
            "processes": processes,
            "lives": lives,
            "longer": longer,
        }
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answers = []
        while "ended" not in (answer := self.told()):
            answers.append(answer)
        return answers, answer

    def told(self) -> dict[str, Any]:
        """The next line."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the worker is gone"
        answer: dict[str, Any] = json.loads(line)
        return answer


@pytest.fixture(scope="module")
def workshop(environ: dict[str, str]) -> Iterator[Workshop]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture.billing_worker"],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        made = Workshop(process)
        assert made.told() == {"ready": True}
        yield made


@pytest.fixture
def licences(filling: Callable) -> int:
    """Licences with an advance, of which every third has a settlement as well; how many lines they give."""
    with filling() as (session, actor):
        ids = make_licences(session, actor, LICENCES)
        decide_fees(session, actor, {licence_id: 660_000 + licence_id for licence_id in ids})
        settled = {licence_id: -1_000 - licence_id for licence_id in ids[::3]}
        decide_fees(session, actor, settled, year=ON.year - 1, purpose=FeePurpose.SETTLEMENT)
    return len(ids) + len(settled)


def files(filling: Callable) -> tuple[bytes, bytes]:
    with filling() as (session, _actor):
        batch = session.scalars(select(InvoiceBatch)).one()
        return b"".join(json_pieces(session, batch)), b"".join(csv_pieces(session, batch))


def test_a_batch_killed_at_random_moments_is_what_it_would_have_been(
    database, filling: Callable, world: World, workshop: Workshop, licences: int
) -> None:
    database.keep_as("decided")
    answers, ended = workshop.do(world)
    assert (answers, ended["ended"]) == ([{"done": True}], [0])
    # The kills together are about as far apart as the work is long.
    longest = ended["sent"] * 2 // KILLS
    undisturbed = files(filling)

    for round_number in range(ROUNDS):
        chance, killed, finished = random.Random(round_number), 0, True
        while killed < KILLS or not finished:
            if finished:
                database.bring_back("decided")
            # Now and then two people go on with the same at once.
            answers, ended = workshop.do(
                world,
                processes=chance.choice((1, 1, 1, 2)),
                lives=chance.randint(1, longest) if killed < KILLS else None,
                longer=chance.uniform(0, 0.01),
            )
            killed += ended["ended"].count(-signal.SIGKILL)
            finished = {"done": True} in answers
        with filling() as (session, _actor):
            batch = session.scalars(select(InvoiceBatch)).one()
            assert (batch.number, batch.state, batch.count) == ("2026-01", BatchState.LOCKED, LICENCES)
            assert session.scalars(select(BillingRun.state)).all() == [RunState.DONE] * 2
            invoiced = session.scalars(select(Invoice.licence_id)).all()
            assert len(invoiced) == len(set(invoiced)) == LICENCES
            serials = session.scalars(select(Invoice.serial).order_by(Invoice.serial)).all()
            assert serials == list(range(1, LICENCES + 1))
            assert session.scalar(select(func.count()).select_from(InvoiceLine)) == licences
            entered = session.scalars(select(LedgerEntry.line_id)).all()
            assert len(entered) == len(set(entered)) == licences
            assert verified_ledger(session, world.own_id).faults == ()
            assert audit.verified_chain(session, world.own_id).broken == ()
        assert files(filling) == undisturbed


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_two_people_who_start_the_same_batch_at_once_get_one(
    filling: Callable, world: World, workshop: Workshop, licences: int, round_number: int
) -> None:
    answers, ended = workshop.do(world, "begin", processes=2)
    assert ended["ended"] == [0, 0]
    assert sorted(map(str, answers)) == ["{'begun': '2026-01'}", "{'refused': 'batch_being_made'}"]
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(InvoiceBatch)) == 1
        assert session.scalar(select(func.count()).select_from(BillingRun)) == 1
