"""The demo installation: a folder with keys, database and files, made once and kept."""

import base64
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app import clock, create_app, db
from app.demo.fill import fill, is_filled
from config import KEY_BYTES, Config

OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700


@dataclass(frozen=True)
class DemoInstallation:
    """The demo in one folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "bevilling.db"

    @property
    def exists(self) -> bool:
        """Whether the demo has been made."""
        return self.database.exists() and self._keys.exists()

    @property
    def _keys(self) -> Path:
        return self.folder / "keys.json"

    def config(self) -> Config:
        """The settings of the demo, with the keys that were drawn when it was made."""
        keys = json.loads(self._keys.read_text(encoding="utf-8"))
        return Config(
            database_url=f"sqlite:///{self.database}",
            secret_key=keys["secret_key"],
            identity_key=base64.b64decode(keys["identity_key"]),
            files_dir=self.folder / "files",
            demo=True,
            secure_cookies=False,
        )

    def prepared(self, announce: Callable[[], None]) -> Flask:
        """The program on the demo: made, brought up to this version, and filled when it is empty.

        `announce` is called before anything that takes long.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY_FOLDER)
        self._draw_keys()
        config = self.config()
        if not self.database.exists():
            announce()
        db.upgrade(config.database_url)
        app = create_app(config)
        with app.app_context():
            session = db.session()
            if not is_filled(session):
                fill(session, clock.today())
                session.commit()
        return app

    def _draw_keys(self) -> None:
        if self._keys.exists():
            return
        keys = {
            "secret_key": secrets.token_urlsafe(48),
            "identity_key": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
        }
        # Written beside and linked: a killed process leaves no half file, and of two at once one wins.
        beside = self.folder / f".keys-{os.getpid()}"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(keys, file)
        try:
            os.link(beside, self._keys)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
