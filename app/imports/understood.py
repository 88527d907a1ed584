"""How a municipality reads its files: what it has answered before, and which numbers are its own."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.imports.columns import CodeMeaning, Column, Understanding, codes_known, head_key, heads_read
from app.imports.reading import Table
from app.imports.register_rows import NumberSpan, unknown_codes
from app.models.municipality import MunicipalityIdentity
from app.models.register import ImportMapping, ImportSource

COLUMN, TYPE_CODE = "column", "type_code"


def remembered(session: Session, municipality_id: int, source: ImportSource, subject: str) -> dict[str, str]:
    """What was answered about heads or codes, by their keys."""
    rows = session.execute(
        select(ImportMapping.written, ImportMapping.meaning).where(
            ImportMapping.municipality_id == municipality_id,
            ImportMapping.source == source,
            ImportMapping.subject == subject,
        )
    )
    return {row.written: row.meaning for row in rows}


def number_spans(session: Session, municipality_id: int) -> tuple[NumberSpan, ...]:
    """The numbers that the municipality has had, each with its days; the first reaches back for ever."""
    rows = session.execute(
        select(MunicipalityIdentity.number, MunicipalityIdentity.first_day)
        .where(MunicipalityIdentity.municipality_id == municipality_id)
        .order_by(MunicipalityIdentity.first_day)
    ).all()
    ends = [*(row.first_day - timedelta(days=1) for row in rows[1:]), date.max]
    return tuple(
        NumberSpan(row.number, row.first_day if index else date.min, end)
        for index, (row, end) in enumerate(zip(rows, ends, strict=True))
    )


def understanding_of(
    session: Session,
    municipality_id: int,
    source: ImportSource,
    table: Table,
    *,
    columns: Mapping[str, Column] | None = None,
    codes: Mapping[str, CodeMeaning] | None = None,
) -> tuple[Understanding, tuple[str, ...]]:
    """How a file is read, and the heads that nobody has said the meaning of.

    `columns` and `codes` are answers, by key, that are not remembered yet.
    """
    heads = {
        key: Column(meaning) for key, meaning in remembered(session, municipality_id, source, COLUMN).items()
    }
    read = heads_read(source, table.heads, heads | dict(columns or {}))
    known = {
        key: CodeMeaning(meaning)
        for key, meaning in remembered(session, municipality_id, source, TYPE_CODE).items()
    }
    return Understanding(read.columns, codes_known(known | dict(codes or {}))), read.unknown


def open_questions(
    session: Session, municipality_id: int, source: ImportSource, table: Table, how: Understanding
) -> tuple[str, ...]:
    """The type codes of the municipality's own rows that must be asked about."""
    if source is not ImportSource.REGISTER or how.missing(source):
        return ()
    return unknown_codes(table, how, number_spans(session, municipality_id))


def remember(
    session: Session, municipality_id: int, source: ImportSource, subject: str, answers: Mapping[str, Any]
) -> None:
    """Keep answers for the next file. An answer that is given anew replaces the one before."""
    known = {
        row.written: row
        for row in session.scalars(
            select(ImportMapping).where(
                ImportMapping.municipality_id == municipality_id,
                ImportMapping.source == source,
                ImportMapping.subject == subject,
            )
        )
    }
    for written, meaning in answers.items():
        key = head_key(written)
        if key in known:
            known[key].meaning = meaning.value
        else:
            known[key] = ImportMapping(
                municipality_id=municipality_id,
                source=source,
                subject=subject,
                written=key,
                meaning=meaning.value,
            )
            session.add(known[key])
    session.flush()
