"""A process of its own at the office, started by the torture tests: `python -m tests.torture.worker`.

It reads one job as JSON from standard input. Each turn of the job is done by a process of its own; they are
forked before anything is connected, wait for each other, and begin at the same moment. Each writes one line
of JSON. A job with a pause has one turn, which stops at the named function until it is killed.
"""

import importlib
import json
import os
import signal
import sys
import traceback
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, configure_mappers
from waitress.server import create_server

from app import create_app, labels
from app.cases.service.decisions import decide
from app.cases.service.state import StaleVersion
from app.db import engine, writing_session
from app.held_rows import ChangedMeanwhile
from app.imports.doubles import Doubles
from app.imports.service.applying import apply_import
from app.imports.service.staging import read_on
from app.letters.service import finalise_letter, letter_of
from app.licences.occupancy import occupy_rooms
from app.models.case import Case
from app.models.licence import Licence
from app.models.register import RegisterImport
from app.models.spending import Spending
from app.permissions import Actor, Role
from app.prevention.service.spending import grant
from config import Config
from fees.money import Money
from licensing.errors import NotAllowed
from tests.factories.case import make_case

PAUSED = "paused"


def turn_register(session: Session, actor: Actor, serial: int, **_rest: Any) -> dict[str, Any]:
    """Register an application of its own."""
    return {"number": make_case(session, actor, serial=serial).number}


def turn_decide(
    session: Session, actor: Actor, case_id: int, seen_version: int, on: str, **_rest: Any
) -> dict[str, Any]:
    """Decide a case as proposed."""
    day = date.fromisoformat(on)
    decision = decide(session, actor, case_id=case_id, seen_version=seen_version, on=day)
    return {"decision": decision.id}


def turn_finalise(
    session: Session, actor: Actor, letter_id: int, seen_version: int, on: str, **_rest: Any
) -> dict[str, Any]:
    """Make a letter final."""
    letter = letter_of(session, actor.municipality_id, letter_id)
    assert letter is not None
    day = date.fromisoformat(on)
    finalise_letter(session, actor, letter=letter, seen_version=seen_version, on=day)
    return {"letter": letter.id}


def turn_occupy(session: Session, actor: Actor, licence_id: int, **_rest: Any) -> dict[str, Any]:
    """Let a licence take its rooms, without waiting for the municipality's turn."""
    occupy_rooms(session, session.get_one(Licence, licence_id))
    return {"licence": licence_id}


def turn_read_file(session: Session, actor: Actor, import_id: int, **_rest: Any) -> dict[str, Any]:
    """Read a file to its end, chunk by chunk, each with a transaction of its own."""
    session.rollback()
    return {"done": read_on(actor, import_id=import_id, most_chunks=1000)}


def turn_take_in(session: Session, actor: Actor, import_id: int, **_rest: Any) -> dict[str, Any]:
    """Take an import in as it stands."""
    version = session.scalars(select(RegisterImport.version).where(RegisterImport.id == import_id)).one()
    taken = apply_import(session, actor, import_id=import_id, seen_version=version, doubles=Doubles.LEAVE)
    return {"taken": sum(taken.values())}


def turn_grant(session: Session, actor: Actor, spending_id: int, on: str, **_rest: Any) -> dict[str, Any]:
    """Grant a spending as it was proposed."""
    asked = session.scalars(select(Spending.amount_ore).where(Spending.id == spending_id)).one()
    grant(
        session,
        actor,
        spending_id=spending_id,
        seen_version=None,
        amount=Money(asked),
        conditions="",
        report_due_on=None,
        reason="",
        on=date.fromisoformat(on),
    )
    return {"granted": spending_id}


TURNS = {
    "grant": turn_grant,
    "register": turn_register,
    "decide": turn_decide,
    "finalise": turn_finalise,
    "occupy": turn_occupy,
    "read_file": turn_read_file,
    "take_in": turn_take_in,
}


def take_turn(app: Flask, act: str, turn: dict[str, Any]) -> dict[str, Any]:
    """One transaction: what it did, or the code and the sentence of its refusal."""
    who = turn["actor"]
    actor = Actor(who["user_id"], who["name"], who["municipality_id"], frozenset(map(Role, who["roles"])))
    with app.app_context(), writing_session(engine()) as session:
        try:
            done = TURNS[act](session, actor, **{name: turn[name] for name in turn if name != "actor"})
        except NotAllowed as refusal:
            session.rollback()
            return {"refused": refusal.code, "sentence": labels.sentence(refusal.code, None, refusal.facts)}
        except ChangedMeanwhile:
            session.rollback()
            return {"refused": "changed_meanwhile"}
        except StaleVersion as stale:
            session.rollback()
            return {"refused": "stale", "sentence": str(stale)}
        session.commit()
    return done


def say(answer: dict[str, Any]) -> None:
    """One line, written whole, so that the lines of several processes do not mix."""
    os.write(1, (json.dumps(answer) + "\n").encode())


def all_at_once(app: Flask, act: str, turns: list[dict[str, Any]]) -> int:
    """Each turn in a process of its own, begun when all are there."""
    ready_read, ready_write = os.pipe()
    go_read, go_write = os.pipe()
    children = [_forked(app, act, turn, ready_write, go_read, go_write) for turn in turns]
    for _child in children:
        os.read(ready_read, 1)
    os.close(go_write)
    return max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def _forked(app: Flask, act: str, turn: dict[str, Any], ready_write: int, go_read: int, go_write: int) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.close(go_write)
        os.write(ready_write, b".")
        os.read(go_read, 1)
        say(take_turn(app, act, turn))
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)


def pause_at(address: str) -> None:
    """Stop for ever at a function: `app.audit:record`; with `… after` behind it, when it is done."""
    address, _space, when = address.partition(" ")
    module_name, name = address.split(":")
    owner: Any = importlib.import_module(module_name)
    *outer, name = name.split(".")
    for part in outer:
        owner = getattr(owner, part)
    real = getattr(owner, name)

    def stopping(*args: Any, **kwargs: Any) -> Any:
        answer = real(*args, **kwargs) if when == "after" else None
        say({PAUSED: address})
        signal.pause()
        return answer

    setattr(owner, name, stopping)


def serve(app: Flask) -> None:
    """A web server of its own; its address is the first line."""
    server = create_server(app, host="127.0.0.1", port=0, threads=12)
    say({"address": f"http://127.0.0.1:{server.effective_port}"})
    server.run()


def main() -> int:
    """Do the job."""
    app = create_app(Config.from_environ(os.environ))
    configure_mappers()
    assert Case.__mapper__.configured
    job = json.loads(sys.stdin.readline())
    if job["act"] == "serve":
        serve(app)
        return 0
    if job.get("pause"):
        pause_at(job["pause"])
        say(take_turn(app, job["act"], job["turns"][0]))
        return 0
    return all_at_once(app, job["act"], job["turns"])


if __name__ == "__main__":
    sys.exit(main())
