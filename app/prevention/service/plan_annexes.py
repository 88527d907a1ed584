"""Annexes of a plan: files checked by their content and kept under their hash."""

from typing import Any

from app import storage
from app.cases.service.documents import Upload, check_upload, file_name_of


def kept_annex(upload: Upload, largest: int) -> dict[str, Any]:
    """Keep a file; what the annex says of it. Raises `BadValue` for a file that is not taken."""
    media_type = check_upload(upload, largest)
    return {
        "sha256": storage.keep(upload.content),
        "size": len(upload.content),
        "media_type": media_type,
        "file_name": file_name_of(upload),
    }


NO_FILE: dict[str, Any] = {"sha256": None, "size": None, "media_type": "", "file_name": ""}
"""What an annex says that is known to exist and is missing here."""
