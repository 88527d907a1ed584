"""The dry run: rows are judged and laid aside in chunks, each kept by itself; a stopped run goes on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.db import chunk_transaction
from app.imports.columns import Understanding
from app.imports.judging import FileIndex, Verdict, judged
from app.imports.known import known_of
from app.imports.problems import Impossible
from app.imports.reading import Table, opened_table
from app.imports.register_rows import Elsewhere, NotOurs, Read, RegisterRow, register_rows
from app.imports.service.beginning import content_of, waits_for_answers
from app.imports.sheet_judging import judged_sheet_rows
from app.imports.sheet_rows import SheetRow, sheet_rows
from app.imports.understood import number_spans
from app.models.register import ImportRow, ImportSource, ImportState, RegisterImport, RowOutcome
from app.permissions import Actor
from app.sealing import sealer
from licensing.errors import NotAllowed

CHUNK = 500

One = TypeVar("One")


@dataclass(frozen=True)
class Staged:
    """A row as it is laid aside."""

    line: int
    key: str
    verdict: Verdict
    data: dict[str, Any]
    sealed: bytes | None = None

    def values(self, begun: "Job") -> dict[str, Any]:
        """The columns of the stored row."""
        return {
            "municipality_id": begun.municipality_id,
            "import_id": begun.import_id,
            "line": self.line,
            "outcome": self.verdict.outcome,
            "key": self.key,
            "data": self.data,
            "sealed": self.sealed,
            "problem": self.verdict.told or None,
            "licence_id": self.verdict.licence_id,
            "before": None,
        }


@dataclass(frozen=True)
class Job:
    """A file that is being read: how, for whom, and how far it has come."""

    import_id: int
    municipality_id: int
    dated_on: date
    position: int
    rows: Callable[[], Iterator[Any]]
    stage: Callable[[Session, "Job", Sequence[Any]], list[Staged]]


def read_on(actor: Actor, *, import_id: int, most_chunks: int) -> bool:
    """Lay aside the next chunks of a file, each in a transaction of its own. True when all are read.

    Nobody is kept waiting: the municipality is not locked while a file is read.

    Raises `LookupError` for an import of another municipality, `NotAllowed` while questions are open.
    """
    job = _job(actor, import_id)
    if job is None:
        return True
    position = job.position
    rows = islice(job.rows(), position, None)
    for _chunk in range(most_chunks):
        reads = tuple(islice(rows, CHUNK))
        with chunk_transaction() as session:
            if not _kept(session, job, position, reads):
                session.rollback()
                return False  # Somebody else is reading it at the same time, and was first.
        if len(reads) < CHUNK:
            return True
        position += len(reads)
    return False


def _job(actor: Actor, import_id: int) -> Job | None:
    """What is left to read; nothing when all is read."""
    with chunk_transaction() as session:
        begun = session.scalars(
            select(RegisterImport).where(
                RegisterImport.municipality_id == actor.municipality_id, RegisterImport.id == import_id
            )
        ).one_or_none()
        if begun is None:
            raise LookupError(f"no import {import_id} in municipality {actor.municipality_id}")
        if begun.state is not ImportState.STAGING:
            return None
        if waits_for_answers(begun):
            raise NotAllowed("import_has_questions")
        table, how = opened_table(content_of(begun)), Understanding.from_json(begun.mapping)
        if begun.source is ImportSource.REGISTER:
            return _register_job(session, begun, table, how)
        return Job(
            begun.id,
            begun.municipality_id,
            begun.dated_on,
            begun.rows_staged,
            rows=lambda: sheet_rows(table, how),
            stage=_staged_sheet,
        )


def _register_job(session: Session, begun: RegisterImport, table: Table, how: Understanding) -> Job:
    spans = number_spans(session, begun.municipality_id)
    index = FileIndex.of(register_rows(table, how, spans))
    return Job(
        begun.id,
        begun.municipality_id,
        begun.dated_on,
        begun.rows_staged,
        rows=lambda: register_rows(table, how, spans),
        stage=lambda session, job, reads: staged_rows(
            session, job.municipality_id, reads, index, job.dated_on
        ),
    )


def _kept(session: Session, job: Job, position: int, reads: Sequence[Any]) -> bool:
    """Lay a chunk aside and move on, unless another has moved on from there meanwhile."""
    done = len(reads) < CHUNK
    imports = RegisterImport.__table__
    moved = session.execute(
        update(RegisterImport)
        .where(
            imports.c.municipality_id == job.municipality_id,
            imports.c.id == job.import_id,
            imports.c.state == ImportState.STAGING,
            imports.c.rows_staged == position,
        )
        .values(
            rows_staged=position + len(reads),
            rows_elsewhere=imports.c.rows_elsewhere + _count(reads, Elsewhere),
            rows_not_ours=imports.c.rows_not_ours + _count(reads, NotOurs),
            state=ImportState.STAGED if done else ImportState.STAGING,
            version=imports.c.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE always has one
        return False
    staged = job.stage(session, job, reads)
    if staged:
        session.execute(insert(ImportRow), [row.values(job) for row in staged])
    return True


def _count(reads: Iterable[object], kind: type) -> int:
    return sum(isinstance(read, kind) for read in reads)


def staged_rows(
    session: Session, municipality_id: int, reads: Sequence[Read], index: FileIndex, dated_on: date
) -> list[Staged]:
    """The municipality's own rows of a chunk of an extract, each with its verdict."""
    settled = {
        read.line: index.settled(read)
        for read in reads
        if isinstance(read, RegisterRow) and index.fault_of(read) is None
    }
    known = known_of(session, municipality_id, tuple(settled.values()))
    staged = []
    for read in reads:
        if isinstance(read, Impossible):
            staged.append(
                Staged(read.line, read.key, Verdict(RowOutcome.IMPOSSIBLE, None, read.as_json), read.shown)
            )
        elif isinstance(read, RegisterRow):
            row = settled.get(read.line, read)
            verdict = index.fault_of(read) or judged(row, known, dated_on)
            if verdict.outcome is RowOutcome.NEW:
                verdict = index.double_of(row) or verdict
            staged.append(Staged(row.line, row.number, verdict, row.as_json))
    return staged


def _staged_sheet(session: Session, job: Job, reads: Sequence[SheetRow | Impossible]) -> list[Staged]:
    """The rows of the office's own spreadsheet, each with its verdict."""
    verdicts = judged_sheet_rows(session, job.municipality_id, reads, job.dated_on)
    return [
        Staged(
            read.line,
            read.key,
            verdict,
            read.shown if isinstance(read, Impossible) else read.as_json,
            sealer().seal(read.identities_json)
            if isinstance(read, SheetRow) and read.identities_json
            else None,
        )
        for read, verdict in zip(reads, verdicts, strict=True)
    ]
