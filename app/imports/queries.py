"""Reading imports: the list of what was read, one import, its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import formats, labels
from app.imports.texts import change_lines, licence_text, row_text
from app.loose_numbers import without_identity_numbers
from app.models.register import (
    ImportPurpose,
    ImportRow,
    ImportSource,
    ImportState,
    RegisterImport,
    RowOutcome,
)
from app.models.user import User
from app.paging import Cursor, Page, page_of

OUTCOMES = (
    RowOutcome.NEW,
    RowOutcome.CHANGED,
    RowOutcome.DOUBLE,
    RowOutcome.IMPOSSIBLE,
    RowOutcome.SAME,
)
WITH_DETAIL = frozenset({RowOutcome.NEW, RowOutcome.DOUBLE})
STATE_TONES: Mapping[ImportState, str] = {
    ImportState.STAGING: "info",
    ImportState.STAGED: "warning",
    ImportState.APPLIED: "success",
    ImportState.UNDONE: "neutral",
    ImportState.DISCARDED: "neutral",
}


@dataclass(frozen=True)
class ImportLine:
    """An import as a line of the list."""

    id: int
    file_name: str
    source: ImportSource
    state: ImportState
    dated_on: date
    made_at: datetime
    made_by: str

    @property
    def source_label(self) -> str:
        """Uttrekk fra bevillingsregisteret"""
        return labels.label(self.source)

    @property
    def state_label(self) -> str:
        """Tatt inn"""
        return labels.label(self.state)

    @property
    def tone(self) -> str:
        """The colour of the state."""
        return STATE_TONES[self.state]

    @property
    def made(self) -> str:
        """21.11.2026 kl. 09.14"""
        return formats.moment(self.made_at)


@dataclass(frozen=True)
class RowLine:
    """A row of a file as it is shown."""

    line: int
    number: str
    name: str
    place: str
    outcome: RowOutcome
    text: str
    changes: Sequence[tuple[str, str, str]]
    licence_id: int | None
    detail: str
    """What the licence is, for a row that makes one."""


def import_page(
    session: Session, municipality_id: int, cursor: Cursor | None
) -> tuple[tuple[ImportLine, ...], Page]:
    """What was read, the latest first."""
    statement = (
        select(
            RegisterImport.id,
            RegisterImport.file_name,
            RegisterImport.source,
            RegisterImport.state,
            RegisterImport.dated_on,
            RegisterImport.made_at,
            User.name.label("made_by"),
        )
        .outerjoin(User, User.id == RegisterImport.made_by_id)
        .where(
            RegisterImport.municipality_id == municipality_id,
            RegisterImport.purpose == ImportPurpose.TAKE_OVER,
        )
    )
    page = page_of(
        session,
        statement,
        sort_key=RegisterImport.made_at,
        row_id=RegisterImport.id,
        cursor=cursor,
        read_key=datetime.fromisoformat,
        descending=True,
    )
    return tuple(
        ImportLine(row.id, row.file_name, row.source, row.state, row.dated_on, row.made_at, row.made_by or "")
        for row in page.rows
    ), page


def import_or_none(session: Session, municipality_id: int, import_id: int) -> RegisterImport | None:
    """One import of the municipality that is to be taken over."""
    return session.scalars(
        select(RegisterImport).where(
            RegisterImport.municipality_id == municipality_id,
            RegisterImport.id == import_id,
            RegisterImport.purpose == ImportPurpose.TAKE_OVER,
        )
    ).one_or_none()


def made_by(session: Session, begun: RegisterImport) -> str:
    """Who began an import; empty for the command line."""
    return session.scalar(select(User.name).where(User.id == begun.made_by_id)) or ""


def outcome_counts(session: Session, begun: RegisterImport) -> dict[RowOutcome, int]:
    """How many rows of each outcome an import has."""
    rows = session.execute(
        select(ImportRow.outcome, func.count().label("rows"))
        .where(ImportRow.municipality_id == begun.municipality_id, ImportRow.import_id == begun.id)
        .group_by(ImportRow.outcome)
    )
    found = {row.outcome: row.rows for row in rows}
    return {outcome: found.get(outcome, 0) for outcome in OUTCOMES}


def row_page(
    session: Session, begun: RegisterImport, outcome: RowOutcome, cursor: Cursor | None
) -> tuple[tuple[RowLine, ...], Page]:
    """The rows of one outcome, in the order of the file."""
    statement = select(
        ImportRow.id,
        ImportRow.line,
        ImportRow.key,
        ImportRow.data,
        ImportRow.outcome,
        ImportRow.problem,
        ImportRow.licence_id,
    ).where(
        ImportRow.municipality_id == begun.municipality_id,
        ImportRow.import_id == begun.id,
        ImportRow.outcome == outcome,
    )
    page = page_of(
        session, statement, sort_key=ImportRow.line, row_id=ImportRow.id, cursor=cursor, read_key=int
    )
    return tuple(_row_line(row) for row in page.rows), page


def _row_line(row: Any) -> RowLine:
    told = row.problem or {}
    return RowLine(
        line=row.line,
        number=row.key,
        name=without_identity_numbers(row.data.get("holder", "")),
        place=without_identity_numbers(row.data.get("venue", "")),
        outcome=row.outcome,
        text=row_text(row.outcome, told),
        changes=change_lines(told),
        licence_id=row.licence_id,
        detail=licence_text(row.data) if row.outcome in WITH_DETAIL else "",
    )
