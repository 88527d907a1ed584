"""Passwords: hashed with argon2, at a cost that a test may lower."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import CHEAPEST
from flask import Flask, current_app

EXTENSION = "bevilling.passwords"
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


def init_app(app: Flask, cost: str) -> None:
    """Give the app its hasher."""
    cheap = cost == "test"
    app.extensions[EXTENSION] = PasswordHasher.from_parameters(CHEAPEST) if cheap else PasswordHasher()


def hashed(password: str) -> str:
    """The hash to store for a password."""
    return _hasher().hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the stored one. Takes as long when there is none to compare with."""
    if stored is None:
        _hasher().hash(password)
        return False
    try:
        return _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    """A random text that cannot be guessed: for sessions and links."""
    return secrets.token_urlsafe(32)


def _hasher() -> PasswordHasher:
    hasher: PasswordHasher = current_app.extensions[EXTENSION]
    return hasher
