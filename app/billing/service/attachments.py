"""What is enclosed with turnover statements: checked by its content, kept under its hash.

A file that comes before the figures are sent waits at the duty, and follows the next version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from app import clock, storage
from app.cases.service.documents import PROGRAMS, Upload, check_upload, file_name_of
from app.models.turnover import AttachmentKind, TurnoverAttachment, TurnoverDuty, TurnoverStatement
from app.numbers import take_municipality
from app.permissions import Actor
from licensing.errors import BadValue, NotAllowed

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK_PARTS = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
ACCEPTED = frozenset({"application/pdf", "image/jpeg", "image/png", WORKBOOK})
SUFFIXES = ".pdf,.jpg,.jpeg,.png,.xlsx"
# What packs into another archive, or runs, has no place among figures.
NO_PARTS = (*PROGRAMS, ".zip", ".7z", ".rar", ".gz", ".exe", ".js", "oleobject", "activex")
MOST_PARTS = 2_000
LARGEST_UNPACKED = 100 * 1024 * 1024
# Rows that people have filled in pack to a tenth or so; what packs much smaller repeats one sign for ever.
NEVER_SUSPECT, MOST_PACKED = 5 * 1024 * 1024, 200
MOST_AT_A_TIME, MOST_OF_A_DUTY = 10, 30


@dataclass(frozen=True)
class Enclosed:
    """A file that was sent, and what its sender says it is."""

    kind: AttachmentKind
    upload: Upload


def check_attachment(upload: Upload, largest: int) -> str:
    """The media type of a file, by its content.

    Raises `BadValue`: too large, empty, of a kind that is not taken, or one that unpacks into too much.
    """
    if upload.content.startswith(b"PK") and not upload.too_large and len(upload.content) <= largest:
        return _workbook(upload)
    try:
        media_type = check_upload(upload, largest)
    except BadValue as refused:
        if refused.code != "file_kind":
            raise
        media_type = ""
    if media_type not in ACCEPTED:
        raise BadValue("attachment_kind", name=upload.name)
    return media_type


def _workbook(upload: Upload) -> str:
    try:
        with ZipFile(BytesIO(upload.content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise BadValue("attachment_kind", name=upload.name) from None
    unpacked = sum(part.file_size for part in parts)
    suspect = unpacked > max(NEVER_SUSPECT, MOST_PACKED * len(upload.content))
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or suspect:
        raise BadValue("attachment_unpacks", name=upload.name)
    names = {part.filename for part in parts}
    programs = any(no in name.lower() for name in names for no in NO_PARTS)
    encrypted = any(part.flag_bits & 1 for part in parts)
    if programs or encrypted or not names >= WORKBOOK_PARTS:
        raise BadValue("attachment_kind", name=upload.name)
    return WORKBOOK


def add_attachments(
    session: Session,
    actor: Actor | None,
    *,
    duty: TurnoverDuty,
    enclosed: Sequence[Enclosed],
    largest: int,
    statement: TurnoverStatement | None = None,
) -> list[TurnoverAttachment]:
    """Keep files of a duty; all are checked before any is kept, and the same file is kept once.

    Raises `BadValue` for a file that is not taken, and `NotAllowed` when there are too many.
    """
    if not enclosed:
        return []
    types = [check_attachment(one.upload, largest) for one in enclosed]
    # The municipality is locked first, as everywhere: a row that is added holds it already, and two who add
    # to it at once would wait for each other.
    take_municipality(session, duty.municipality_id)
    # Whoever holds a link must not be able to fill the disk.
    held = session.execute(
        select(func.count())
        .select_from(TurnoverAttachment)
        .where(
            TurnoverAttachment.municipality_id == duty.municipality_id, TurnoverAttachment.duty_id == duty.id
        )
    ).scalar_one()
    if len(enclosed) > MOST_AT_A_TIME or held + len(enclosed) > MOST_OF_A_DUTY:
        raise NotAllowed("too_many_attachments", at_a_time=MOST_AT_A_TIME, most=MOST_OF_A_DUTY)
    known = {(row.sha256, row.kind) for row in attachments_of(session, duty)}
    added = []
    for one, media_type in zip(enclosed, types, strict=True):
        digest = storage.keep(one.upload.content)
        if (digest, one.kind) in known:
            continue
        known.add((digest, one.kind))
        added.append(
            TurnoverAttachment(
                municipality_id=duty.municipality_id,
                duty_id=duty.id,
                statement_id=None if statement is None else statement.id,
                kind=one.kind,
                sha256=digest,
                size=len(one.upload.content),
                media_type=media_type,
                file_name=file_name_of(one.upload),
                added_by_id=None if actor is None else actor.user_id,
                added_at=clock.now(),
            )
        )
    session.add_all(added)
    session.flush()
    return added


def attachments_of(session: Session, duty: TurnoverDuty) -> list[TurnoverAttachment]:
    """Every file of a duty, in the order they came."""
    return list(
        session.scalars(
            select(TurnoverAttachment)
            .where(
                TurnoverAttachment.municipality_id == duty.municipality_id,
                TurnoverAttachment.duty_id == duty.id,
            )
            .order_by(TurnoverAttachment.id)
        )
    )


def attachment_of(session: Session, municipality_id: int, attachment_id: int) -> TurnoverAttachment | None:
    """A file, only within the municipality."""
    found: TurnoverAttachment | None = session.scalars(
        select(TurnoverAttachment).where(
            TurnoverAttachment.municipality_id == municipality_id, TurnoverAttachment.id == attachment_id
        )
    ).one_or_none()
    return found


def has_waiting(session: Session, duty: TurnoverDuty, keyed_by_id: int | None) -> bool:
    """Whether a file of a sender waits at a duty for the next version."""
    found = select(TurnoverAttachment.id).where(*_waiting(duty, keyed_by_id)).limit(1)
    return session.execute(found).first() is not None


def _waiting(duty: TurnoverDuty, keyed_by_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return (
        TurnoverAttachment.municipality_id == duty.municipality_id,
        TurnoverAttachment.duty_id == duty.id,
        TurnoverAttachment.statement_id.is_(None),
        # What a holder has put there and not sent is not the office's to send.
        TurnoverAttachment.added_by_id.is_not_distinct_from(keyed_by_id),
    )


def send_waiting(
    session: Session, duty: TurnoverDuty, statement: TurnoverStatement
) -> frozenset[AttachmentKind]:
    """Let the files of its sender that wait at a duty follow a version; the kinds that did."""
    waiting = _waiting(duty, statement.keyed_by_id)
    kinds = frozenset(session.scalars(select(TurnoverAttachment.kind).where(*waiting)))
    session.execute(
        update(TurnoverAttachment)
        .where(*waiting)
        .values(statement_id=statement.id)
        .execution_options(synchronize_session="fetch")
    )
    return kinds


def take_back(session: Session, duty: TurnoverDuty, attachment_id: int) -> bool:
    """Take a file back that the holder put there and has not sent; one that was sent stays."""
    gone = session.execute(
        delete(TurnoverAttachment).where(
            TurnoverAttachment.municipality_id == duty.municipality_id,
            TurnoverAttachment.duty_id == duty.id,
            TurnoverAttachment.id == attachment_id,
            TurnoverAttachment.statement_id.is_(None),
            TurnoverAttachment.added_by_id.is_(None),
        )
    )
    return bool(getattr(gone, "rowcount", 0))
