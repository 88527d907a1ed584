"""The file store: bytes under their own hash, outside every web root."""

import hashlib
import os
import tempfile
from pathlib import Path

from flask import Flask, current_app

EXTENSION = "bevilling.files"


def init_app(app: Flask, files_dir: Path) -> None:
    """Give the app its file store."""
    app.extensions[EXTENSION] = files_dir


def keep(content: bytes) -> str:
    """Store bytes and return their SHA-256. The same bytes are stored once.

    A request that is undone afterwards leaves bytes that nothing points to; they hold no name and
    harm nothing.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and renamed: a killed process never leaves half a file under a whole name.
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as beside:
        beside.write(content)
        beside.flush()
        os.fsync(beside.fileno())
    Path(beside.name).rename(path)
    return digest


def fetch(digest: str) -> bytes:
    """The bytes of a hash. Raises `FileNotFoundError`, or `ValueError` when they were tampered with."""
    content = _path(digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise ValueError(f"the stored file {digest} does not match its hash")
    return content


def _path(digest: str) -> Path:
    root: Path = current_app.extensions[EXTENSION]
    return root / digest[:2] / digest
