"""The fee run of a country: from statements to entries and invoice basis, and the least that does the same.

Each part runs in a process of its own, so that its peak of memory is its own:
`python -m bench.fee_run fill|ours|sql|bare LICENCES`, on DATABASE_URL. No letters are written: what a
page of PDF takes is measured by itself.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select, text, update
from sqlalchemy.orm import Session

from app import create_app, db
from app.billing.service.batches import approve_batch, begin_batch
from app.billing.service.fees import begin_fees_run
from app.billing.service.runs import go_on
from app.models.billing_run import BillingRun
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.invoice import BatchPurpose, BatchState, InvoiceBatch
from app.models.rows import Row
from app.permissions import Actor, Role
from bench import fee_filling
from bench.fee_filling import APPROVER, MAKER, MUNICIPALITY, YEAR
from bench.rounds import ROOT
from config import Config
from fees.rates import rates_for
from licensing.licences import LicenceKind
from scripts.with_postgres import postgres

LICENCES = 12_500
SIZES = (1_000, 10_000, 100_000)
ON, DUE_ON = date(2026, 3, 10), date(2026, 4, 10)
CHUNK = 500
# What the run is for; then what it notes of its own way.
RESULTS = ("fees", "invoices", "invoice_lines", "ledger_entries")
NOTES = ("billing_run_subjects",)
MOST_TIMES_BARE, MOST_MEGABYTES = 4.0, 400
KILOBYTES_A_MEGABYTE = 1024


def report(folder: Path, environ: Mapping[str, str]) -> None:
    """Run the fees of the country on each database, then on growing ones, and say what it took."""
    licences = int(os.environ.get("BENCH_LICENCES") or LICENCES)
    with postgres() as address:
        for database, place in (("SQLite", f"sqlite:///{folder / 'fees.db'}"), ("PostgreSQL", address)):
            found = measured(place, licences, environ)
            # On SQLite all of the work is this process's, and its processor time counts.
            counts = "cpu" if place.startswith("sqlite") else "seconds"
            bare = found["bare"][counts]
            head = f"The fees of {licences:,} licences, {database}"
            print(f"\n{head:<58}{'s':>9}{'cpu s':>9}{'to bare':>9}{'MB peak':>9}")
            for part, said in SAID.items():
                took = found[part]
                print(
                    f"  {said:<56}{took['seconds']:>9.2f}{took['cpu']:>9.2f}"
                    f"{took[counts] / bare:>9.1f}{took['peak']:>9.0f}",
                    flush=True,
                )
            ratio = found["ours"][counts] / bare
            print(f"  aim: at most {MOST_TIMES_BARE:.1f} to bare: {_met(ratio <= MOST_TIMES_BARE)}")
            steps = found["ours"]["steps"]
            print("  of it: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in steps.items()))
    print(f"\n{'Growth of the fee run, SQLite':<58}{'cpu s':>9}{'ms each':>9}{'MB peak':>9}")
    each = []
    for size in SIZES if licences == LICENCES else (licences // 10, licences):
        place = f"sqlite:///{folder / f'fees-{size}.db'}"
        _run("fill", place, size, environ)
        took = _run("ours", place, size, environ)
        each.append(took["cpu"] / size)
        print(
            f"  {f'{size:,} licences':<56}{took['cpu']:>9.2f}{each[-1] * 1000:>9.3f}{took['peak']:>9.0f}",
            flush=True,
        )
        if size == SIZES[-1]:
            print(f"  aim: at most {MOST_MEGABYTES} MB: {_met(took['peak'] <= MOST_MEGABYTES)}")
    print(f"  the last takes {each[-1] / each[0]:.2f} times as long for each licence as the first")


def _met(met: bool) -> str:
    return "met" if met else "missed"


def measured(place: str, licences: int, environ: Mapping[str, str]) -> dict[str, Any]:
    """Seconds and megabytes of each part, one after the other on one database."""
    return {part: _run(part, place, licences, environ) for part in PARTS}


def _run(part: str, place: str, licences: int, environ: Mapping[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.fee_run", part, str(licences)],
        cwd=ROOT,
        env={**os.environ, **environ, "DATABASE_URL": place},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _actor(user_id: int) -> Actor:
    return Actor(user_id, f"Prøve {user_id}", MUNICIPALITY, frozenset({Role.FINANCE}))


def fill(session: Session, licences: int) -> dict[str, float]:
    """Licences, statements of two rounds, and the year before with its advance decided."""
    began = time.perf_counter()
    fee_filling.fill(session, licences)
    session.commit()
    _computed(session, YEAR - 1)
    _decided(session, YEAR - 1, FeePurpose.ADVANCE)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE"))
        session.commit()
    return {"seconds": time.perf_counter() - began}


def _computed(session: Session, year: int) -> None:
    run = begin_fees_run(session, _actor(MAKER), year=year)
    session.commit()
    _whole(session, run, MAKER)


def _whole(session: Session, run: BillingRun, user_id: int) -> None:
    run_id = run.id
    session.rollback()
    if not go_on(_actor(user_id), run_id=run_id):
        raise SystemExit("The run did not come to its end.")


def _decided(session: Session, year: int, *purposes: FeePurpose) -> None:
    """Decide what is computed, as the run of decisions does, without the letters."""
    session.execute(
        update(Fee)
        .where(
            Fee.municipality_id == MUNICIPALITY,
            Fee.state == FeeState.COMPUTED,
            Fee.year == year,
            Fee.purpose.in_(purposes),
        )
        .values(state=FeeState.DECIDED, decided_on=ON, decided_by_id=APPROVER)
        .execution_options(synchronize_session=False)
    )
    session.commit()


def ours(session: Session, licences: int) -> dict[str, Any]:
    """Statements read, fees computed and decided, the basis written and booked."""
    steps: dict[str, float] = {}

    spent: dict[str, float] = {}

    def timed(name: str, step: Callable[[], None]) -> None:
        began, used = time.perf_counter(), time.process_time()
        step()
        steps[name] = time.perf_counter() - began
        spent[name] = time.process_time() - used

    timed("computing", lambda: _computed(session, YEAR))
    timed("deciding", lambda: _decided_both(session))
    timed("making the basis", lambda: _made(session))
    timed("booking", lambda: _booked(session))
    batch = session.scalars(select(InvoiceBatch)).one()
    if (batch.state, batch.count) != (BatchState.LOCKED, licences):
        raise SystemExit(f"The batch is {batch.state} with {batch.count} invoices.")
    return {"seconds": sum(steps.values()), "steps": steps, "cpu": sum(spent.values()), "cpu_steps": spent}


def _decided_both(session: Session) -> None:
    _decided(session, YEAR, FeePurpose.ADVANCE)
    _decided(session, YEAR - 1, FeePurpose.SETTLEMENT)


def _made(session: Session) -> None:
    _batch, run = begin_batch(
        session, _actor(MAKER), purpose=BatchPurpose.FEES, fee_year=YEAR, due_on=DUE_ON, on=ON
    )
    session.commit()
    _whole(session, run, MAKER)


def _booked(session: Session) -> None:
    batch = session.scalars(select(InvoiceBatch)).one()
    run = approve_batch(session, _actor(APPROVER), batch_id=batch.id, seen_version=batch.version, on=ON)
    session.commit()
    _whole(session, run, APPROVER)


def sql(session: Session, _licences: int) -> dict[str, float]:
    """The arithmetic as one statement, by rates put into it: what the fees of the year come to, in øre."""
    larger = "GREATEST" if session.get_bind().dialect.name == "postgresql" else "MAX"
    statement, rates = text(_ARITHMETIC.replace("LARGER", larger)), _rates_of_both()
    wanted = {name: rate for name, rate in rates.items() if f":{name}" in _ARITHMETIC}
    began, used = time.perf_counter(), time.process_time()
    claimed = session.execute(statement, wanted).scalar_one()
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    written = session.execute(text("SELECT SUM(amount_ore) FROM invoices")).scalar_one()
    if int(claimed) != int(written):
        raise SystemExit(f"The statement comes to {claimed} øre, the run to {written}.")
    return {"seconds": seconds, "cpu": cpu}


# Centilitres times øre a litre is hundredths of an øre. Half an øre and more is rounded up.
_FEE = """
    CASE WHEN licences.kind = 'sale' THEN
        LARGER((CAST({what}_g1_cl AS BIGINT) * :sale_g1_{year} + 50) / 100, :min_sale_{year})
    ELSE
        LARGER((CAST({what}_g1_cl AS BIGINT) * :serve_g1_{year}
            + CAST({what}_g2_cl AS BIGINT) * :serve_g2_{year}
            + CAST({what}_g3_cl AS BIGINT) * :serve_g3_{year} + 50) / 100, :min_serve_{year})
    END
"""
_ARITHMETIC = """
SELECT SUM(advance + final - paid) FROM (
    SELECT {advance} AS advance, {final} AS final, fees.total_ore AS paid
    FROM turnover_statements
    JOIN turnover_duties ON turnover_duties.id = turnover_statements.duty_id
    JOIN licences ON licences.id = turnover_statements.licence_id
    JOIN fees ON fees.licence_id = licences.id AND fees.year = {before} AND fees.purpose = 'advance'
    WHERE turnover_duties.year = {year}
) AS computed
""".format(
    advance=_FEE.format(what="expected", year=YEAR),
    final=_FEE.format(what="actual", year=YEAR - 1),
    before=YEAR - 1,
    year=YEAR,
)


def _rates_of_both() -> dict[str, int]:
    found: dict[str, int] = {}
    for year in (YEAR - 1, YEAR):
        rates = rates_for(year)
        found |= {
            f"{'sale' if kind is LicenceKind.SALE else 'serve'}_g{int(group)}_{year}": int(rate * 100)
            for (kind, group), rate in rates.litre.items()
        }
        found |= {
            f"min_sale_{year}": rates.minimum[LicenceKind.SALE].ore,
            f"min_serve_{year}": rates.minimum[LicenceKind.SERVING].ore,
        }
    return found


def bare(session: Session, licences: int) -> dict[str, float]:
    """The very rows that the run wrote, inserted by themselves in chunks; nothing is read or computed."""
    tables = [Row.metadata.tables[name] for name in (*NOTES, *RESULTS)]
    kept = {table.name: _of_the_run(session, table) for table in tables}
    if len(kept["invoices"]) != licences:
        raise SystemExit("The rows to insert are not those of the run.")
    _take_away(session, tables, kept)
    seconds: dict[str, float] = {}
    cpu: dict[str, float] = {}
    for table in tables:
        began, used = time.perf_counter(), time.process_time()
        rows = kept[table.name]
        for at in range(0, len(rows), CHUNK):
            session.execute(insert(table), rows[at : at + CHUNK])
            session.commit()
        seconds[table.name] = time.perf_counter() - began
        cpu[table.name] = time.process_time() - used
    return {
        "seconds": sum(seconds[name] for name in RESULTS),
        "cpu": sum(cpu[name] for name in RESULTS),
        "notes": sum(seconds[name] for name in NOTES),
    }


def _of_the_run(session: Session, table: Table) -> list[dict[str, Any]]:
    statement = select(table).order_by(table.c.id)
    if table.name == "fees":
        statement = statement.where(table.c.run_id.is_not(None), table.c.decided_on == ON)
    return [dict(row._mapping) for row in session.execute(statement)]


def _take_away(session: Session, tables: list[Table], kept: Mapping[str, list[dict[str, Any]]]) -> None:
    """Take the rows away again, past what guards them; the guards stand when they are put back."""
    postgres_here = session.get_bind().dialect.name == "postgresql"
    guards: Sequence[Any] = ()
    if postgres_here:
        session.execute(text("SET session_replication_role = replica"))
    else:
        guards = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for guard in guards:
            session.execute(text(f'DROP TRIGGER "{guard.name}"'))
    for table in reversed(tables):
        ids = [row["id"] for row in kept[table.name]]
        for at in range(0, len(ids), CHUNK):
            session.execute(table.delete().where(table.c.id.in_(ids[at : at + CHUNK])))
    if postgres_here:
        session.execute(text("SET session_replication_role = DEFAULT"))
    for guard in guards:
        session.connection().exec_driver_sql(guard.sql)
    session.commit()


SAID = {
    "bare": "bare inserts of the same rows, in chunks of 500",
    "sql": "the arithmetic as one SQL statement; nothing is kept",
    "ours": "statements read, fees computed, basis written and booked",
}
PARTS: Mapping[str, Callable[[Session, int], Mapping[str, Any]]] = {
    "fill": fill,
    "ours": ours,
    "sql": sql,
    "bare": bare,
}


def main() -> None:
    """One part, in a process of its own."""
    part, licences = sys.argv[1], int(sys.argv[2])
    config = Config.from_environ(os.environ)
    if part == "fill":
        db.upgrade(config.database_url)
    app = create_app(config)
    with app.app_context():
        took = PARTS[part](db.session(), licences)
    print(json.dumps({**took, "peak": _peak()}))


def _peak() -> float:
    """The most memory that this program has held, in megabytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / KILOBYTES_A_MEGABYTE
    raise RuntimeError("the system tells of no peak")


if __name__ == "__main__":
    main()
