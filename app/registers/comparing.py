"""Holding an extract of the national register against our licences; its rows are kept, one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.held_rows import held_row
from app.imports.columns import CodeMeaning, Column, Understanding
from app.imports.problems import Impossible
from app.imports.reading import opened_table
from app.imports.register_rows import Elsewhere, NotOurs, RegisterRow, register_rows
from app.imports.service.beginning import (
    SentFile,
    answer_questions,
    begin_import,
    content_of,
    waits_for_answers,
)
from app.imports.understood import number_spans
from app.models.register import (
    ImportPurpose,
    ImportRow,
    ImportSource,
    ImportState,
    RegisterImport,
    RowOutcome,
)
from app.models.user import User
from app.permissions import Actor
from app.registers.ours import NamedLicence, our_licences
from licensing.reconciliation import Comparison, NationalRow, RegisterEntry, compare

SHOWN_COMPARISONS = 20


@dataclass(frozen=True)
class MadeComparison:
    """An extract that was compared, or waits for answers about its columns and codes."""

    id: int
    file_name: str
    dated_on: date
    made_by: str
    rows: int
    waits: bool


@dataclass(frozen=True)
class Compared:
    """A comparison with what it rests on: the rows of the file and our licences by id."""

    made: RegisterImport
    result: Comparison
    licences: dict[int, NamedLicence]
    impossible: Sequence[tuple[int, dict[str, Any]]]
    """The lines of the file that could not be read, and why."""


def begin_comparison(session: Session, actor: Actor, *, file: SentFile, dated_on: date) -> RegisterImport:
    """Read an extract to compare with. What its columns and codes mean may have to be answered first.

    Raises `BadValue` for a file that is no spreadsheet or lacks a column that it must have.
    """
    begun = begin_import(
        session,
        actor,
        source=ImportSource.REGISTER,
        file=file,
        dated_on=dated_on,
        purpose=ImportPurpose.COMPARE,
    )
    if not waits_for_answers(begun):
        _read(session, begun)
    return begun


def answer_comparison(
    session: Session,
    actor: Actor,
    *,
    comparison_id: int,
    seen_version: int,
    columns: dict[str, Column],
    codes: dict[str, CodeMeaning],
) -> RegisterImport:
    """Say what columns and codes mean, for this file and for those to come, and read it."""
    begun = answer_questions(
        session, actor, import_id=comparison_id, seen_version=seen_version, columns=columns, codes=codes
    )
    if not waits_for_answers(begun):
        _read(session, begun)
    return begun


def comparison_or_none(session: Session, municipality_id: int, comparison_id: int) -> RegisterImport | None:
    """The extract of a comparison, only within the municipality."""
    return session.scalars(
        select(RegisterImport).where(
            RegisterImport.municipality_id == municipality_id,
            RegisterImport.id == comparison_id,
            RegisterImport.purpose == ImportPurpose.COMPARE,
        )
    ).one_or_none()


def held_comparison(session: Session, actor: Actor, comparison_id: int) -> RegisterImport:
    """The same, held for this transaction. Raises `LookupError` when there is none."""
    return held_row(session, actor, RegisterImport, comparison_id)


def comparisons(session: Session, municipality_id: int) -> tuple[MadeComparison, ...]:
    """The extracts that were compared, the latest first."""
    rows = session.execute(
        select(
            RegisterImport.id,
            RegisterImport.file_name,
            RegisterImport.dated_on,
            RegisterImport.state,
            RegisterImport.rows_total,
            User.name,
        )
        .outerjoin(User, User.id == RegisterImport.made_by_id)
        .where(
            RegisterImport.municipality_id == municipality_id,
            RegisterImport.purpose == ImportPurpose.COMPARE,
        )
        .order_by(RegisterImport.id.desc())
        .limit(SHOWN_COMPARISONS)
    )
    return tuple(
        MadeComparison(
            row.id,
            row.file_name,
            row.dated_on,
            row.name or "",
            row.rows_total,
            row.state is ImportState.STAGING,
        )
        for row in rows
    )


def compared(session: Session, made: RegisterImport) -> Compared:
    """The extract held against our licences as they are known now, on the day that the extract speaks of."""
    rows, impossible = [], []
    for row in session.execute(
        select(ImportRow.line, ImportRow.outcome, ImportRow.data, ImportRow.problem)
        .where(ImportRow.municipality_id == made.municipality_id, ImportRow.import_id == made.id)
        .order_by(ImportRow.line)
    ):
        if row.outcome is RowOutcome.IMPOSSIBLE:
            impossible.append((row.line, row.problem | {"shown": row.data}))
        else:
            rows.append(_national(RegisterRow.from_json(row.line, row.data)))
    licences = our_licences(session, made.municipality_id, made.dated_on)
    result = compare((named.licence for named in licences.values()), rows, made.dated_on)
    return Compared(made, result, licences, impossible)


def _read(session: Session, begun: RegisterImport) -> None:
    """Keep the municipality's own rows; those of others are counted, and nothing of them is kept."""
    table, how = opened_table(content_of(begun)), Understanding.from_json(begun.mapping)
    kept = []
    spans = number_spans(session, begun.municipality_id)
    for read in register_rows(table, how, spans, as_it_stands=True):
        match read:
            case Elsewhere():
                begun.rows_elsewhere += 1
            case NotOurs():
                begun.rows_not_ours += 1
            case Impossible():
                kept.append(_kept(begun, read.line, read.key, read.shown, read.as_json))
            case RegisterRow():
                kept.append(_kept(begun, read.line, read.number, read.as_json, None))
        begun.rows_staged += 1
    if kept:
        session.execute(insert(ImportRow), kept)
    begun.state = ImportState.STAGED
    session.flush()


def _kept(
    begun: RegisterImport, line: int, key: str, data: dict[str, Any], problem: dict[str, Any] | None
) -> dict[str, Any]:
    # What a row amounts to is found when the page is shown, for our side may change; until then it is new.
    return {
        "municipality_id": begun.municipality_id,
        "import_id": begun.id,
        "line": line,
        "outcome": RowOutcome.IMPOSSIBLE if problem else RowOutcome.NEW,
        "key": key,
        "data": data,
        "sealed": None,
        "problem": problem,
        "licence_id": None,
        "before": None,
    }


def _national(row: RegisterRow) -> NationalRow:
    return NationalRow(
        row.line,
        row.number,
        RegisterEntry(
            kind=row.kind,
            holder_number=row.organisation_number,
            holder_name=row.holder,
            venue=row.venue,
            sub_unit_number=row.sub_unit,
            groups=row.groups,
            street_address=row.street,
            postcode=row.postcode,
            town=row.town,
            first_day=row.first_day,
            last_day=row.last_day,
        ),
    )
