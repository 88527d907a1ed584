"""Processes that make and book a batch, to be killed: `python -m tests.torture.billing_worker`.

The program is loaded once and connects to nothing. For each job, a line of JSON on standard input, processes
are forked that begin at the same moment, and are killed when they have sent the database as many statements
as the job says: a moment that does not hang on how busy the machine is. What each did is told in a line of
its own, and how they ended in the last.
"""

import json
import os
import signal
import sys
import time
import traceback
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session, configure_mappers

from app import create_app
from app.billing.service import booking, making_batches
from app.billing.service.batches import approve_batch, begin_batch
from app.billing.service.runs import WORK, Work, go_on
from app.db import engine, writing_session
from app.held_rows import ChangedMeanwhile
from app.models.billing_run import BillingRun, RunKind, RunState
from app.models.invoice import BatchPurpose, BatchState, InvoiceBatch
from app.permissions import Actor, Role
from config import Config
from licensing.errors import NotAllowed


def begin(session: Session, maker: Actor, on: date) -> int | None:
    """Begin the year's batch, unless there is one."""
    if session.scalars(select(InvoiceBatch.id)).first() is None:
        due_on = date(on.year, 12, 31)
        begin_batch(session, maker, purpose=BatchPurpose.FEES, fee_year=on.year, due_on=due_on, on=on)
    return unfinished(session, RunKind.INVOICES)


def approve(session: Session, approver: Actor, on: date) -> int | None:
    """Approve the batch, where it waits for that."""
    batch = session.scalars(select(InvoiceBatch).where(InvoiceBatch.state == BatchState.READY)).first()
    if batch is not None:
        approve_batch(session, approver, batch_id=batch.id, seen_version=batch.version, on=on)
    return unfinished(session, RunKind.BOOKING)


def unfinished(session: Session, kind: RunKind) -> int | None:
    return session.scalars(
        select(BillingRun.id).where(BillingRun.kind == kind, BillingRun.state != RunState.DONE)
    ).first()


def do_whole(actors: list[Actor], on: date) -> dict[str, Any]:
    """The whole thing from wherever it stands: make, approve, book."""
    for act, actor in zip((begin, approve), actors, strict=True):
        with writing_session(engine()) as session:
            run_id = act(session, actor, on)
            session.commit()
        if run_id is not None:
            go_on(actor, run_id=run_id)
    return {"done": True}


def do_begin(actors: list[Actor], on: date) -> dict[str, Any]:
    """Begin a batch without asking whether there is one."""
    with writing_session(engine()) as session:
        try:
            batch, _run = begin_batch(
                session,
                actors[0],
                purpose=BatchPurpose.FEES,
                fee_year=on.year,
                due_on=date(on.year, 12, 31),
                on=on,
            )
        except NotAllowed as refusal:
            session.rollback()
            return {"refused": refusal.code}
        session.commit()
        return {"begun": batch.number}


ACTS = {"whole": do_whole, "begin": do_begin}


def say(answer: dict[str, Any]) -> None:
    """One line, written whole, so that the lines of several processes do not mix."""
    os.write(1, (json.dumps(answer) + "\n").encode())


def forked(app: Flask, job: dict[str, Any], go_read: int, go_write: int, sent_write: int) -> int:
    """A process that does a job when it is let go."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.close(go_write)
        os.read(go_read, 1)
        event.listen(Engine, "before_cursor_execute", lambda *_sent: os.write(sent_write, b"."))
        actors = [
            Actor(who["user_id"], who["name"], who["municipality_id"], frozenset(map(Role, who["roles"])))
            for who in job["actors"]
        ]
        with app.app_context():
            try:
                say(ACTS[job["act"]](actors, date.fromisoformat(job["on"])))
            except (NotAllowed, ChangedMeanwhile) as refusal:
                # The other of two was there first; what it does not finish is finished by the next.
                say({"refused": str(refusal)})
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)


def main() -> int:
    """Do jobs until there are no more."""
    app = create_app(Config.from_environ(os.environ))
    configure_mappers()
    say({"ready": True})
    for line in sys.stdin:
        job = json.loads(line)
        for kind, work in ((RunKind.INVOICES, making_batches.MAKING), (RunKind.BOOKING, booking.BOOKING)):
            WORK[kind] = Work(work.do, work.ended, chunk=job["chunk"])
        go_read, go_write = os.pipe()
        sent_read, sent_write = os.pipe()
        children = [forked(app, job, go_read, go_write, sent_write) for _process in range(job["processes"])]
        os.close(go_read)
        os.close(go_write)
        os.close(sent_write)
        sent = 0
        while job["lives"] is None or sent < job["lives"]:
            if not os.read(sent_read, 1):
                break
            sent += 1
        else:
            time.sleep(job["longer"])
            for child in children:
                # One that is through is not waited for yet, so that no other process has its number.
                os.kill(child, signal.SIGKILL)
        os.close(sent_read)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        say({"ended": codes, "sent": sent})
    return 0


if __name__ == "__main__":
    sys.exit(main())
