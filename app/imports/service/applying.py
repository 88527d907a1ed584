"""Taking an import in: judged once more behind the lock, then written in one transaction, chunk by chunk."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app import audit, clock
from app.held_rows import held_row
from app.imports.doubles import Doubles
from app.imports.judging import judged
from app.imports.known import known_of
from app.imports.register_rows import RegisterRow
from app.imports.service.register_writing import linked, taken_in
from app.imports.service.sheet_writing import sheet_taken_in
from app.imports.sheet_judging import judged_sheet_rows
from app.imports.sheet_rows import SheetRow
from app.models.event import EventType
from app.models.licence import LicenceCondition, LicencePeriod, LicencePerson, LicenceRoom, LicenceTerm
from app.models.register import ImportRow, ImportSource, ImportState, RegisterImport, RowOutcome
from app.permissions import Actor
from licensing.errors import NotAllowed

CHUNK = 500
TAKEN = (RowOutcome.NEW, RowOutcome.CHANGED)


def apply_import(
    session: Session, actor: Actor, *, import_id: int, seen_version: int, doubles: Doubles
) -> Counter[RowOutcome]:
    """Take the rows of a dry run in, all of them or none; how many of each outcome were taken.

    Raises `NotAllowed` when the register is no longer as the dry run saw it: it must be read anew.
    """
    begun = held_row(session, actor, RegisterImport, import_id, seen_version=seen_version)
    if begun.state is not ImportState.STAGED:
        raise NotAllowed("import_not_staged")
    _look_through_indexes(session)
    outcomes = TAKEN if doubles is Doubles.LEAVE else (*TAKEN, RowOutcome.DOUBLE)
    for chunk in row_chunks(session, begun, outcomes):
        _insist_on_same(session, begun, chunk)
    taken: Counter[RowOutcome] = Counter()
    for chunk in row_chunks(session, begun, outcomes):
        for row in _written(session, begun, chunk, doubles):
            taken[row] += 1
    if not taken:
        raise NotAllowed("import_changes_nothing")
    begun.state, begun.applied_at = ImportState.APPLIED, clock.now()
    # What comes after these rows came after the import: an undo must tell the two apart.
    begun.mapping = begun.mapping | {"marks": _marks(session)}
    session.flush()
    audit.record(
        session,
        actor,
        EventType.REGISTER_IMPORTED,
        import_id=begun.id,
        source=begun.source.value,
        dated_on=begun.dated_on.isoformat(),
        sha256=begun.sha256,
        new=taken[RowOutcome.NEW],
        changed=taken[RowOutcome.CHANGED],
        linked=taken[RowOutcome.DOUBLE],
    )
    return taken


def _look_through_indexes(session: Session) -> None:
    """Keep PostgreSQL from reading whole tables at each foreign key for the rest of this transaction.

    It plans that look-up once, while the tables are still empty, and keeps the plan as they fill.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL enable_seqscan = off"))


def _marks(session: Session) -> dict[str, int]:
    tables = (LicencePeriod, LicenceTerm, LicenceRoom, LicencePerson, LicenceCondition)
    return {table.__tablename__: session.scalar(select(func.max(table.id))) or 0 for table in tables}


def row_chunks(
    session: Session, begun: RegisterImport, outcomes: Sequence[RowOutcome], *, backwards: bool = False
) -> Iterator[Sequence[Any]]:
    """The stored rows of some outcomes in the order of their lines, some at a time."""
    last: int | None = None
    line = ImportRow.line
    while True:
        statement = (
            select(
                ImportRow.id,
                line,
                ImportRow.outcome,
                ImportRow.data,
                ImportRow.sealed,
                ImportRow.problem,
                ImportRow.licence_id,
                ImportRow.before,
            )
            .where(
                ImportRow.municipality_id == begun.municipality_id,
                ImportRow.import_id == begun.id,
                ImportRow.outcome.in_(outcomes),
            )
            .order_by(line.desc() if backwards else line)
            .limit(CHUNK)
        )
        if last is not None:
            statement = statement.where(line < last if backwards else line > last)
        rows = session.execute(statement).all()
        if not rows:
            return
        last = rows[-1].line
        yield rows


def _insist_on_same(session: Session, begun: RegisterImport, rows: Sequence[Any]) -> None:
    """Stop when a row would be judged otherwise now than in the dry run."""
    # A row that repeats another of its own file is that whatever the register says.
    rows = [row for row in rows if "in_file" not in (row.problem or {})]
    if begun.source is ImportSource.SPREADSHEET:
        sheet = [SheetRow.from_json(row.line, row.data, row.sealed) for row in rows]
        verdicts = judged_sheet_rows(session, begun.municipality_id, sheet, begun.dated_on)
    else:
        read = [RegisterRow.from_json(row.line, row.data) for row in rows]
        known = known_of(session, begun.municipality_id, read)
        verdicts = [judged(row, known, begun.dated_on) for row in read]
    for row, verdict in zip(rows, verdicts, strict=True):
        now = (verdict.outcome, verdict.licence_id, verdict.told)
        if now != (row.outcome, row.licence_id, row.problem or {}):
            raise NotAllowed("import_out_of_date", line=row.line)


def _written(
    session: Session, begun: RegisterImport, rows: Sequence[Any], doubles: Doubles
) -> list[RowOutcome]:
    if begun.source is ImportSource.SPREADSHEET:
        return sheet_taken_in(session, begun, rows)
    plain = [row for row in rows if row.outcome in TAKEN or doubles is Doubles.OWN]
    found = taken_in(session, begun, plain)
    if doubles is Doubles.LINK:
        found += linked(session, begun, [row for row in rows if row.outcome is RowOutcome.DOUBLE])
    return found
