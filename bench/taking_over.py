"""Taking over a register: the whole way from a file to licences, held against bare inserts of the same rows.

Each part runs in a process of its own, so that its peak of memory is its own:
`python -m bench.taking_over ours|again|bare|undo ROWS`, on DATABASE_URL.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import create_app, db
from app.imports.columns import CodeMeaning
from app.imports.doubles import Doubles
from app.imports.service.applying import apply_import
from app.imports.service.beginning import SentFile, answer_questions, begin_import
from app.imports.service.staging import read_on
from app.imports.service.undoing import undo_import
from app.models.municipality import LanguageForm, Municipality, MunicipalityIdentity
from app.models.register import ImportSource, ImportState, RegisterImport
from app.models.rows import Row
from app.models.user import User
from app.permissions import Actor, Role
from bench.register_file import MUNICIPALITY, ROWS, register_file
from bench.rounds import ROOT
from config import Config
from scripts.with_postgres import postgres

DATED_ON = date(2026, 11, 21)
# What an import writes, parents first.
TABLES = (
    "holders",
    "venues",
    "rooms",
    "licences",
    "licence_periods",
    "licence_terms",
    "licence_rooms",
    "room_occupancies",
    "search_terms",
    "register_imports",
    "import_rows",
)
KILOBYTES_A_MEGABYTE = 1024


def report(folder: Path, environ: Mapping[str, str]) -> None:
    """Take the country's register over on each database, and say what it took."""
    rows = int(os.environ.get("BENCH_ROWS") or ROWS)
    with postgres() as address:
        for database, place in (("SQLite", f"sqlite:///{folder / 'register.db'}"), ("PostgreSQL", address)):
            found = measured(place, rows, environ)
            least = found["bare"]["seconds"]
            print(f"\n{f'{rows:,} rows of a register, {database}':<58}{'s':>9}{'to bare':>9}{'MB more':>9}")
            for part, said in SAID.items():
                took = found[part]
                more = took["peak"] - took["before"]
                ratio = took["seconds"] / least
                print(f"  {said:<56}{took['seconds']:>9.1f}{ratio:>9.1f}{more:>9.0f}", flush=True)


def measured(place: str, rows: int, environ: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Seconds and megabytes of each part, one after the other on one database."""
    return {part: _run(part, place, rows, environ) for part in PARTS}


def _run(part: str, place: str, rows: int, environ: Mapping[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.taking_over", part, str(rows)],
        cwd=ROOT,
        env={**os.environ, **environ, "DATABASE_URL": place},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def _actor(session: Session) -> Actor:
    """The caseworker of the one municipality, made when there is none."""
    user = session.scalars(select(User)).first()
    if user is None:
        municipality = Municipality(
            organisation_number="100000016",
            language_form=LanguageForm.BOKMAAL,
            unit="Bevillingskontoret",
            postal_address="",
            postcode="",
            town="",
            phone="",
            email="",
            website="",
            state_governor="",
        )
        user = User(email="bench@kommune.invalid", name="Bench", title="", session_token="bench")
        session.add_all((municipality, user))
        session.flush()
        identity = MunicipalityIdentity(
            municipality_id=municipality.id, number=MUNICIPALITY, name="Røros", first_day=date(2018, 1, 1)
        )
        session.add(identity)
        session.commit()
    municipality_id = session.scalars(select(Municipality.id)).one()
    found = Actor(user.id, user.name, municipality_id, frozenset({Role.CASEWORKER}))
    session.rollback()
    return found


def staged(session: Session, actor: Actor, rows: int) -> RegisterImport:
    """The file, sent and tried."""
    begun = begin_import(
        session,
        actor,
        source=ImportSource.REGISTER,
        file=SentFile("uttrekk.csv", register_file(rows)),
        dated_on=DATED_ON,
    )
    if begun.mapping["unknown_codes"]:
        codes = {"02SALG": CodeMeaning.SALE}
        answer_questions(
            session, actor, import_id=begun.id, seen_version=begun.version, columns={}, codes=codes
        )
    import_id = begun.id
    session.commit()
    if not read_on(actor, import_id=import_id, most_chunks=rows):
        raise SystemExit("The file was not read to its end.")
    session.refresh(begun)
    return begun


def ours(session: Session, actor: Actor, rows: int) -> float:
    """The file becomes licences."""
    began = time.perf_counter()
    begun = staged(session, actor, rows)
    taken = apply_import(
        session, actor, import_id=begun.id, seen_version=begun.version, doubles=Doubles.LEAVE
    )
    session.commit()
    spent = time.perf_counter() - began
    if sum(taken.values()) != rows:
        raise SystemExit(f"{sum(taken.values())} of {rows} rows were taken in.")
    return spent


def again(session: Session, actor: Actor, rows: int) -> float:
    """The same file is tried again, beside the licences that are there."""
    began = time.perf_counter()
    staged(session, actor, rows)
    session.commit()
    return time.perf_counter() - began


def bare(session: Session, _actor: Actor, rows: int) -> float:
    """The very rows that the import wrote, inserted by themselves; nothing is read, judged or checked."""
    tables = [Row.metadata.tables[name] for name in TABLES]
    kept = {table.name: [dict(row._mapping) for row in session.execute(select(table))] for table in tables}
    for table in reversed(tables):
        session.execute(table.delete())
    session.commit()
    if len(kept["licences"]) != rows:
        raise SystemExit("The rows to insert are not those of the import.")
    began = time.perf_counter()
    for table in tables:
        session.execute(insert(table), kept[table.name])
    session.commit()
    return time.perf_counter() - began


def undo(session: Session, actor: Actor, _rows: int) -> float:
    """The import is undone."""
    applied = select(RegisterImport).where(RegisterImport.state == ImportState.APPLIED)
    begun = session.scalars(applied).one()
    began = time.perf_counter()
    undo_import(session, actor, import_id=begun.id, seen_version=begun.version, reason="bench")
    session.commit()
    return time.perf_counter() - began


SAID = {
    "bare": "bare inserts of the same rows, one transaction",
    "ours": "file to licences: read, tried, judged again, taken in",
    "again": "the same file again: nothing changes",
    "undo": "the import undone",
}
PARTS: Mapping[str, Callable[[Session, Actor, int], float]] = {
    "ours": ours,
    "again": again,
    "bare": bare,
    "undo": undo,
}


def main() -> None:
    """One part, in a process of its own."""
    part, rows = sys.argv[1], int(sys.argv[2])
    config = Config.from_environ(os.environ)
    if part == "ours":
        db.upgrade(config.database_url)
    app = create_app(config)
    with app.app_context():
        session = db.session()
        actor = _actor(session)
        before = _peak()
        seconds = PARTS[part](session, actor, rows)
    print(json.dumps({"seconds": seconds, "before": before, "peak": _peak()}))


def _peak() -> float:
    """The most memory that this program has held, in megabytes.

    What `getrusage` tells is inherited from whoever started the program; the system's own account is not.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / KILOBYTES_A_MEGABYTE
    raise RuntimeError("the system tells of no peak")


if __name__ == "__main__":
    main()
