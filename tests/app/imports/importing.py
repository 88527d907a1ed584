"""An import as a caseworker carries it through, step by step."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.imports.columns import CodeMeaning
from app.imports.doubles import Doubles
from app.imports.service.applying import apply_import
from app.imports.service.beginning import SentFile, answer_questions, begin_import
from app.imports.service.staging import read_on
from app.imports.service.undoing import undo_import
from app.models.register import ImportRow, ImportSource, RegisterImport, RowOutcome
from app.permissions import Actor
from tests.app.imports.files import DATED_ON

SALE = {"02SALG": CodeMeaning.SALE}


def begun(
    session: Session, actor: Actor, content: bytes, *, source: ImportSource = ImportSource.REGISTER
) -> RegisterImport:
    """A file that is sent, with what it asks answered."""
    made = begin_import(
        session, actor, source=source, file=SentFile("uttrekk.csv", content), dated_on=DATED_ON
    )
    if made.mapping["unknown_codes"]:
        answer_questions(session, actor, import_id=made.id, seen_version=made.version, columns={}, codes=SALE)
    session.commit()
    return made


def staged(
    session: Session, actor: Actor, content: bytes, *, source: ImportSource = ImportSource.REGISTER
) -> RegisterImport:
    """A file that has been tried."""
    made = begun(session, actor, content, source=source)
    import_id = made.id
    session.rollback()  # Each chunk has a transaction of its own, and SQLite lets one write at a time.
    assert read_on(actor, import_id=import_id, most_chunks=1000)
    session.expire_all()
    return made


def taken_in(
    session: Session,
    actor: Actor,
    content: bytes,
    *,
    source: ImportSource = ImportSource.REGISTER,
    doubles: Doubles = Doubles.LEAVE,
) -> RegisterImport:
    """A file that has been taken in."""
    made = staged(session, actor, content, source=source)
    apply_import(session, actor, import_id=made.id, seen_version=made.version, doubles=doubles)
    session.commit()
    return made


def undone(session: Session, actor: Actor, made: RegisterImport) -> None:
    """An import that is undone."""
    undo_import(session, actor, import_id=made.id, seen_version=made.version, reason="Feil uttrekk")
    session.commit()


def counted(session: Session, made: RegisterImport) -> Counter[RowOutcome]:
    """How many rows of each outcome an import has."""
    return Counter(
        session.scalars(
            select(ImportRow.outcome).where(
                ImportRow.municipality_id == made.municipality_id, ImportRow.import_id == made.id
            )
        )
    )


def only_row(session: Session, made: RegisterImport, *, line: int = 2) -> ImportRow:
    """The row of a line."""
    return session.scalars(
        select(ImportRow).where(ImportRow.import_id == made.id, ImportRow.line == line)
    ).one()
