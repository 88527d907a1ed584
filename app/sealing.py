"""Sealing: identity numbers and conduct data are encrypted, and found by a keyed hash."""

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, current_app

EXTENSION = "bevilling.sealer"
NONCE_BYTES = 12


@dataclass(frozen=True)
class Sealer:
    """Seals and opens texts with keys drawn from the one key of the installation."""

    encryption_key: bytes
    lookup_key: bytes

    @classmethod
    def from_key(cls, key: bytes) -> "Sealer":
        """The two working keys of an installation's key."""
        return cls(_derived(key, b"bevilling encryption"), _derived(key, b"bevilling lookup"))

    def seal(self, text: str) -> bytes:
        """The text encrypted (AES-GCM), each time with a new nonce."""
        return self.seal_bytes(text.encode())

    def open(self, sealed: bytes) -> str:
        """The text that was sealed. Raises `InvalidTag` when key or bytes are not the right ones."""
        return self.open_bytes(sealed).decode()

    def seal_bytes(self, content: bytes) -> bytes:
        """Bytes encrypted, each time with a new nonce."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.encryption_key).encrypt(nonce, content, None)

    def open_bytes(self, sealed: bytes) -> bytes:
        """The bytes that were sealed. Raises `InvalidTag` when key or bytes are not the right ones."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return AESGCM(self.encryption_key).decrypt(nonce, rest, None)

    def lookup(self, text: str) -> str:
        """The same text always gives the same hash, which tells nothing without the key."""
        return hmac.new(self.lookup_key, text.encode(), hashlib.sha256).hexdigest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)


def init_app(app: Flask, key: bytes) -> None:
    """Give the app its sealer."""
    app.extensions[EXTENSION] = Sealer.from_key(key)


def sealer() -> Sealer:
    """The sealer of the running app."""
    found: Sealer = current_app.extensions[EXTENSION]
    return found
