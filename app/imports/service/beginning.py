"""Beginning an import: the file is checked and kept sealed, and what it leaves open is asked about once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import clock, storage
from app.forms import one_line
from app.held_rows import held_row
from app.imports.columns import CodeMeaning, Column, Understanding
from app.imports.reading import Table, counted_rows, opened_table
from app.imports.understood import COLUMN, TYPE_CODE, open_questions, remember, understanding_of
from app.loose_numbers import without_identity_numbers
from app.models.register import ImportPurpose, ImportRow, ImportSource, ImportState, RegisterImport
from app.numbers import take_municipality
from app.permissions import Actor
from app.sealing import sealer
from licensing.errors import BadValue, NotAllowed

LONGEST_FILE_NAME = 160


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent; nothing of it is believed yet."""

    name: str
    content: bytes


def begin_import(
    session: Session,
    actor: Actor,
    *,
    source: ImportSource,
    file: SentFile,
    dated_on: date,
    purpose: ImportPurpose = ImportPurpose.TAKE_OVER,
) -> RegisterImport:
    """Keep a file, sealed, and find out how it is to be read.

    Raises `BadValue` for a file that is no spreadsheet, is too long, or lacks a column that it must have.
    """
    take_municipality(session, actor.municipality_id)
    table = opened_table(file.content)
    rows = counted_rows(table)
    how, unknown = understanding_of(session, actor.municipality_id, source, table)
    insist_on_columns(source, how, unknown)
    begun = RegisterImport(
        municipality_id=actor.municipality_id,
        source=source,
        purpose=purpose,
        state=ImportState.STAGING,
        file_name=_name_of(file.name),
        sha256=hashlib.sha256(file.content).hexdigest(),
        stored_as=storage.keep(sealer().seal_bytes(file.content)),
        dated_on=dated_on,
        mapping=_mapping(session, actor.municipality_id, source, table, how, unknown),
        rows_total=rows,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(begun)
    session.flush()
    return begun


def insist_on_columns(source: ImportSource, how: Understanding, unknown: tuple[str, ...]) -> None:
    """Refuse a file that lacks a column which none of its unknown heads can be."""
    missing = how.missing(source)
    if len(missing) > len(unknown):
        raise BadValue("import_columns_missing", columns=[column.value for column in missing])


def answer_questions(
    session: Session,
    actor: Actor,
    *,
    import_id: int,
    seen_version: int,
    columns: Mapping[str, Column],
    codes: Mapping[str, CodeMeaning],
) -> RegisterImport:
    """Note what columns and type codes mean, for this file and for those to come.

    Raises `BadValue` when a column that must be there is still missing.
    """
    begun = held_row(session, actor, RegisterImport, import_id, seen_version=seen_version)
    if begun.state is not ImportState.STAGING or begun.rows_staged:
        raise NotAllowed("import_read_already")
    remember(session, actor.municipality_id, begun.source, COLUMN, columns)
    remember(session, actor.municipality_id, begun.source, TYPE_CODE, codes)
    table = opened_table(content_of(begun))
    how, unknown = understanding_of(session, actor.municipality_id, begun.source, table)
    if missing := how.missing(begun.source):
        raise BadValue("import_columns_missing", columns=[column.value for column in missing])
    begun.mapping = _mapping(session, actor.municipality_id, begun.source, table, how, unknown)
    session.flush()
    return begun


def start_anew(session: Session, actor: Actor, *, import_id: int, seen_version: int) -> RegisterImport:
    """Throw a dry run away, so that the file is read again beside the register as it stands now."""
    begun = held_row(session, actor, RegisterImport, import_id, seen_version=seen_version)
    _insist_on_waiting(begun)
    _forget_rows(session, begun)
    table = opened_table(content_of(begun))
    how, unknown = understanding_of(session, actor.municipality_id, begun.source, table)
    begun.mapping = _mapping(session, actor.municipality_id, begun.source, table, how, unknown)
    begun.state = ImportState.STAGING
    session.flush()
    return begun


def discard_import(session: Session, actor: Actor, *, import_id: int, seen_version: int) -> RegisterImport:
    """Put an import away that is not to be taken in. Nothing of its rows is kept."""
    begun = held_row(session, actor, RegisterImport, import_id, seen_version=seen_version)
    _insist_on_waiting(begun)
    _forget_rows(session, begun)
    begun.state = ImportState.DISCARDED
    session.flush()
    return begun


def taken_in_before(session: Session, begun: RegisterImport) -> RegisterImport | None:
    """An earlier import of the very same file that still stands."""
    return session.scalars(
        select(RegisterImport)
        .where(
            RegisterImport.municipality_id == begun.municipality_id,
            RegisterImport.sha256 == begun.sha256,
            RegisterImport.state == ImportState.APPLIED,
            RegisterImport.id != begun.id,
        )
        .order_by(RegisterImport.id.desc())
    ).first()


def content_of(begun: RegisterImport) -> bytes:
    """The file of an import, opened for reading it on."""
    return sealer().open_bytes(storage.fetch(begun.stored_as))


def waits_for_answers(begun: RegisterImport) -> bool:
    """Whether something must be answered before the file can be read."""
    return begun.state is ImportState.STAGING and bool(
        begun.mapping["unknown_heads"] or begun.mapping["unknown_codes"]
    )


def _insist_on_waiting(begun: RegisterImport) -> None:
    if begun.state not in {ImportState.STAGING, ImportState.STAGED}:
        raise NotAllowed("import_not_waiting")


def _forget_rows(session: Session, begun: RegisterImport) -> None:
    session.execute(
        delete(ImportRow).where(
            ImportRow.municipality_id == begun.municipality_id, ImportRow.import_id == begun.id
        )
    )
    begun.rows_staged = begun.rows_elsewhere = begun.rows_not_ours = 0


def _mapping(
    session: Session,
    municipality_id: int,
    source: ImportSource,
    table: Table,
    how: Understanding,
    unknown: tuple[str, ...],
) -> dict[str, object]:
    codes = open_questions(session, municipality_id, source, table, how)
    return how.as_json | {"unknown_heads": list(unknown), "unknown_codes": list(codes)}


def _name_of(written: str) -> str:
    bare = PurePath(str(one_line(written)).replace("\\", "/")).name
    return without_identity_numbers(bare)[:LONGEST_FILE_NAME] or "fil"
