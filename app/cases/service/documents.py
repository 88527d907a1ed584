"""Documents that come in: checked by their content, kept under their hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

import puremagic
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock, storage
from app.models.case import Case
from app.models.document import Direction, Document
from app.models.event import EventType
from app.permissions import Actor
from licensing.errors import BadValue

# What an office receives; each is told by its first bytes, never by its name.
ACCEPTED = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
}
LONGEST_FILE_NAME = 160


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
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in content[:200]:
        return "application/vnd.oasis.opendocument.text"
    if b"word/document.xml" in content:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return None


def add_documents(
    session: Session,
    actor: Actor,
    *,
    case: Case,
    uploads: Sequence[Upload],
    largest: int,
    on: date,
    title: str = "",
) -> list[Document]:
    """Keep the files of a case. All are checked before any is kept."""
    types = [check_upload(upload, largest) for upload in uploads]
    documents = []
    for upload, media_type in zip(uploads, types, strict=True):
        name = PurePath(upload.name.replace("\\", "/")).name[-LONGEST_FILE_NAME:]
        document = Document(
            municipality_id=actor.municipality_id,
            case_id=case.id,
            sha256=storage.keep(upload.content),
            size=len(upload.content),
            media_type=media_type,
            file_name=name,
            direction=Direction.IN,
            dated_on=on,
            title=title or name,
            public_title=title or name,
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


def document_of(session: Session, municipality_id: int, document_id: int) -> Document | None:
    """A document, only within the municipality."""
    return session.scalars(
        select(Document).where(Document.municipality_id == municipality_id, Document.id == document_id)
    ).one_or_none()
