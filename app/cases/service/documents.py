"""Documents that come in: checked by their content, kept under their hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

import puremagic
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock, storage
from app.forms import one_line
from app.loose_numbers import without_identity_numbers
from app.models.case import Case
from app.models.document import ACCESS_BASIS, ACCESS_CODE, Direction, Document
from app.models.event import EventType
from app.permissions import Actor
from app.sealing import sealer
from licensing.errors import BadValue

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORD_PARTS = frozenset({"[Content_Types].xml", "word/document.xml"})
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
# What makes an office document do something by itself.
PROGRAMS = ("vbaproject.bin", "basic/", "scripts/")

# What an office receives; each is told by its first bytes, never by its name.
ACCEPTED = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    WORD: (".docx",),
    OPEN_DOCUMENT: (".odt",),
}
LONGEST_FILE_NAME = 160
NAMELESS = "dokument"


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: its name, and its bytes; nothing of it is believed yet."""

    name: str
    content: bytes
    too_large: bool = False


def check_upload(upload: Upload, largest: int) -> str:
    """The media type of a file, by its content.

    Raises `BadValue` with code file_too_large, file_empty or file_kind.
    """
    if upload.too_large or len(upload.content) > largest:
        raise BadValue("file_too_large", name=upload.name, megabytes=largest // (1024 * 1024))
    if not upload.content:
        raise BadValue("file_empty", name=upload.name)
    media_type = _media_type(upload.content)
    if media_type not in ACCEPTED:
        raise BadValue("file_kind", name=upload.name)
    return media_type


def _media_type(content: bytes) -> str | None:
    try:
        found = puremagic.magic_string(content)
    except puremagic.PureError:
        return None
    by_content = {match.mime_type for match in found if match.mime_type in ACCEPTED}
    if content.startswith(b"PK"):
        return _office_type(content)
    return next(iter(by_content), None)


def _office_type(content: bytes) -> str | None:
    """Office documents are archives; what they hold tells them from any other archive."""
    try:
        names = set(ZipFile(BytesIO(content)).namelist())
    except BadZipFile:
        return None
    if any(part in name.lower() for name in names for part in PROGRAMS):
        return None
    if f"mimetype{OPEN_DOCUMENT}".encode() in content[:200]:
        return OPEN_DOCUMENT
    return WORD if names >= WORD_PARTS else None


def add_documents(
    session: Session,
    actor: Actor,
    *,
    case: Case,
    uploads: Sequence[Upload],
    largest: int,
    on: date,
    title: str = "",
    shielded: bool = False,
) -> list[Document]:
    """Keep the files of a case; shielded ones encrypted. All are checked before any is kept.

    An open file that came in before, or twice in the same form, is not kept again.
    """
    types = [check_upload(upload, largest) for upload in uploads]
    known = set(
        session.scalars(
            select(Document.sha256).where(
                Document.municipality_id == case.municipality_id,
                Document.case_id == case.id,
                Document.direction == Direction.IN,
            )
        )
    )
    documents = []
    for upload, media_type in zip(uploads, types, strict=True):
        digest = storage.keep(sealer().seal_bytes(upload.content) if shielded else upload.content)
        if digest in known:
            continue
        known.add(digest)
        name = file_name_of(upload)
        document = Document(
            municipality_id=actor.municipality_id,
            case_id=case.id,
            sha256=digest,
            size=len(upload.content),
            media_type=media_type,
            file_name=name,
            direction=Direction.IN,
            dated_on=on,
            title=title or name,
            public_title=title or name,
            access_code=ACCESS_CODE if shielded else None,
            access_basis=ACCESS_BASIS if shielded else None,
            sealed=shielded,
            added_by_id=actor.user_id,
            added_at=clock.now(),
        )
        session.add(document)
        documents.append(document)
        audit.record(
            session,
            actor,
            EventType.DOCUMENT_ADDED,
            case_id=case.id,
            title=document.title,
            sha256=document.sha256,
        )
    session.flush()
    return documents


def file_name_of(upload: Upload) -> str:
    """The name of a file without its folders, and without what no name should hold."""
    name: str = one_line(PurePath(upload.name.replace("\\", "/")).name)
    return without_identity_numbers(name)[-LONGEST_FILE_NAME:] or NAMELESS


def document_of(session: Session, municipality_id: int, document_id: int) -> Document | None:
    """A document, only within the municipality."""
    return session.scalars(
        select(Document).where(Document.municipality_id == municipality_id, Document.id == document_id)
    ).one_or_none()
