"""Registers that are taken over, and what must be entered in the national one."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.rows import CanonicalJson, Moment, Owned, Row, stored, within
from licensing.national_register import NationalDuty as NationalDuty


class ImportSource(StrEnum):
    """Where rows come from: an extract of the national register, or the office's own spreadsheet."""

    REGISTER = "register"
    SPREADSHEET = "spreadsheet"


class ImportPurpose(StrEnum):
    """What a file was read for: to take it over, or to compare with it."""

    TAKE_OVER = "take_over"
    COMPARE = "compare"


class ImportState(StrEnum):
    """How far an import has come."""

    STAGING = "staging"
    STAGED = "staged"
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


class RowOutcome(StrEnum):
    """What one row amounts to."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBLE = "double"
    IMPOSSIBLE = "impossible"
    ELSEWHERE = "elsewhere"
    """Another municipality's row: counted, and nothing of it kept."""


class RegisterImport(Owned, Row):
    """One file that was read, with how its columns and codes were understood."""

    __tablename__ = "register_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[ImportSource] = mapped_column(stored(ImportSource))
    purpose: Mapped[ImportPurpose] = mapped_column(stored(ImportPurpose))
    state: Mapped[ImportState] = mapped_column(stored(ImportState))
    file_name: Mapped[str] = mapped_column(String(160))
    sha256: Mapped[str] = mapped_column(String(64))
    """The hash of the file as it came: the same file is known again."""
    stored_as: Mapped[str] = mapped_column(String(64), default="")
    """Where the file lies encrypted, for it may hold identity numbers; empty for one only compared with."""
    dated_on: Mapped[date]
    """The day the extract speaks of."""
    mapping: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_staged: Mapped[int] = mapped_column(default=0)
    rows_elsewhere: Mapped[int] = mapped_column(default=0)
    rows_not_ours: Mapped[int] = mapped_column(default=0)
    """Rows of a kind that a municipality does not license, wholesale for one."""
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """Empty when it was done on the command line, where nobody is signed in."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    applied_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "made_at", "id"),
    )
    __mapper_args__ = {"version_id_col": version}


class ImportRow(Owned, Row):
    """One row of a file, what it amounts to, and what stood there before it was applied."""

    __tablename__ = "import_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int]
    line: Mapped[int]
    outcome: Mapped[RowOutcome] = mapped_column(stored(RowOutcome))
    key: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Identity numbers of the row, encrypted."""
    problem: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    """Code and facts of why the row is impossible, or what it changes."""
    licence_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)

    __table_args__ = (
        UniqueConstraint("municipality_id", "import_id", "line"),
        Index(None, "municipality_id", "import_id", "outcome", "line"),
        Index(None, "municipality_id", "import_id", "key"),
        Index(None, "municipality_id", "licence_id"),
        within("register_imports", "import_id"),
        within("licences", "licence_id"),
    )


class ImportMapping(Owned, Row):
    """How a column head or a type code was understood: asked once, remembered."""

    __tablename__ = "import_mappings"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[ImportSource] = mapped_column(stored(ImportSource))
    subject: Mapped[str] = mapped_column(String(20))
    """`column` or `type_code`."""
    written: Mapped[str] = mapped_column(String(120))
    meaning: Mapped[str] = mapped_column(String(40))

    __table_args__ = (
        UniqueConstraint("municipality_id", "source", "subject", "written"),
        CheckConstraint("subject IN ('column', 'type_code')", name="subject"),
    )


class NationalTask(Owned, Row):
    """One thing to enter in the national register, ticked off by name and day when it is done."""

    __tablename__ = "national_tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int | None]
    """Empty for a row that stands in the national register alone."""
    duty: Mapped[NationalDuty] = mapped_column(stored(NationalDuty))
    reason: Mapped[str] = mapped_column(String(40))
    """The code of what gave rise to it."""
    facts: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    key: Mapped[str] = mapped_column(String(80))
    """What it is about: one open task for the same thing, however often it is found."""
    since: Mapped[date]
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(
            "uq_national_tasks_open_key",
            "municipality_id",
            "key",
            unique=True,
            sqlite_where=text("done_on IS NULL"),
            postgresql_where=text("done_on IS NULL"),
        ),
        Index(None, "municipality_id", "done_on", "since", "id"),
        Index(None, "municipality_id", "licence_id"),
        within("licences", "licence_id"),
        CheckConstraint("(done_on IS NULL) = (done_by_id IS NULL)", name="done_has_name"),
    )


class InspectionList(Owned, Row):
    """A list for the inspection firm as it was handed out, kept so that the next can tell what changed."""

    __tablename__ = "inspection_lists"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    for_day: Mapped[date]
    rows: Mapped[list[dict[str, Any]]] = mapped_column(CanonicalJson)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "number"),
    )
