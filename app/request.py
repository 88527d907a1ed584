"""Requests: files bounded one by one, so that a form outlives one too large; numbers that a row may have."""

import tempfile
from typing import IO, Any

from flask import Request, current_app
from werkzeug.routing import IntegerConverter, Map

IN_MEMORY_BYTES = 512 * 1024
HIGHEST_ID = 2**31 - 1


class RowIdConverter(IntegerConverter):
    """The number of a row in an address; one that no row can have leads nowhere."""

    def __init__(self, addresses: Map) -> None:
        super().__init__(addresses, max=HIGHEST_ID)


class BoundedFile(tempfile.SpooledTemporaryFile[bytes]):
    """Keeps what fits and reads past the rest; `too_large` says that something was left out."""

    def __init__(self, limit: int) -> None:
        super().__init__(max_size=IN_MEMORY_BYTES, mode="w+b")
        self.limit = limit
        self.received = 0

    @property
    def too_large(self) -> bool:
        """Whether the file was larger than it may be."""
        return self.received > self.limit

    def write(self, chunk: Any) -> int:
        """Take a chunk; store it only while the file is within its limit."""
        self.received += len(chunk)
        if not self.too_large:
            super().write(chunk)
        return len(chunk)


class BoundedRequest(Request):
    """A request whose files are kept only up to the size that a file may have."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BoundedFile(current_app.config["LARGEST_UPLOAD_BYTES"])
