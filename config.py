"""Every setting of an installation, read once from the environment and checked at start."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

KEY_BYTES = 32
SHORTEST_SECRET = 32
LARGEST_UPLOAD_BYTES = 20 * 1024 * 1024


class SettingError(ValueError):
    """A setting is missing or wrong; the text says which, and how to mend it."""


@dataclass(frozen=True)
class Config:
    """What an installation decides. Only `create_app` and the command line read it."""

    database_url: str
    secret_key: str
    identity_key: bytes
    """Encrypts identity numbers and conduct data: 32 bytes."""
    files_dir: Path
    """Where uploaded files and final letters lie, named by their hash; never under a web root."""
    demo: bool = False
    secure_cookies: bool = True
    """Off only where the program is reached over plain HTTP on the same machine."""
    trusted_proxies: int = 0
    """How many proxies stand in front and set X-Forwarded-For and X-Forwarded-Proto."""
    password_cost: Literal["full", "test"] = "full"
    largest_upload_bytes: int = LARGEST_UPLOAD_BYTES
    ehf_rules_dir: Path | None = None
    """A folder with the official rules of EHF, which then judge each document besides our own checks."""
    public_url: str = ""
    """Where holders reach the installation, as letters write it; empty: as the one who writes them does."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """The settings of an environment.

        Raises `SettingError` for a missing or malformed one.
        """
        return cls(
            database_url=_required(environ, "DATABASE_URL"),
            secret_key=_secret(environ),
            identity_key=_key(environ),
            files_dir=Path(_required(environ, "FILES_DIR")).absolute(),
            demo=_switch(environ, "DEMO", default=False),
            secure_cookies=_switch(environ, "SESSION_COOKIE_SECURE", default=True),
            trusted_proxies=_count(environ, "TRUSTED_PROXIES", default=0),
            password_cost="test" if environ.get("PASSWORD_COST") == "test" else "full",
            largest_upload_bytes=_count(environ, "LARGEST_UPLOAD_BYTES", default=LARGEST_UPLOAD_BYTES),
            ehf_rules_dir=_folder(environ, "EHF_RULES_DIR"),
            public_url=_address(environ, "PUBLIC_URL"),
        )


def _required(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise SettingError(f"{name} is not set; README.md, 'How to run it for real', says what it holds.")
    return value


def _secret(environ: Mapping[str, str]) -> str:
    secret = _required(environ, "SECRET_KEY")
    if len(secret) < SHORTEST_SECRET:
        raise SettingError(f"SECRET_KEY must have at least {SHORTEST_SECRET} characters.")
    return secret


def _key(environ: Mapping[str, str]) -> bytes:
    try:
        key = base64.b64decode(_required(environ, "IDENTITY_KEY"), validate=True)
    except binascii.Error as error:
        raise SettingError("IDENTITY_KEY must be base64.") from error
    if len(key) != KEY_BYTES:
        raise SettingError(f"IDENTITY_KEY must decode to {KEY_BYTES} bytes, not {len(key)}.")
    return key


def _switch(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environ.get(name, "").strip().lower()
    if value not in {"", "0", "1", "false", "true"}:
        raise SettingError(f"{name} must be 0 or 1, not {value!r}.")
    return default if not value else value in {"1", "true"}


def _count(environ: Mapping[str, str], name: str, *, default: int) -> int:
    value = environ.get(name, "").strip()
    if value and not value.isdecimal():
        raise SettingError(f"{name} must be a whole number, not {value!r}.")
    return int(value) if value else default


def _address(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip().rstrip("/")
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment):
        raise SettingError(f"{name} must be an address such as https://bevilling.example.no, not {value!r}.")
    return value


def _folder(environ: Mapping[str, str], name: str) -> Path | None:
    value = environ.get(name, "").strip()
    if not value:
        return None
    if not Path(value).is_dir():
        raise SettingError(f"{name} must be a folder that is there, not {value!r}.")
    return Path(value).absolute()
