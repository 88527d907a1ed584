"""Writes the dump of the version that stands here, from one case of every important kind."""

import sys
import tempfile
from base64 import b64encode
from pathlib import Path

from app import clock, create_app
from app.db import engine, upgrade, writing_session
from app.demo.fill import fill
from app.pages import VERSION
from config import Config
from tests.migrations.dump import keep, written


def main() -> None:
    """Fill a fresh database with the demo and keep its rows."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "DATABASE_URL": f"sqlite:///{folder}/dump.db",
            "SECRET_KEY": "only for the dump of a version, never an installation",
            "IDENTITY_KEY": b64encode(b"only for the dump of a version!!").decode(),
            "FILES_DIR": str(Path(folder) / "files"),
            "PASSWORD_COST": "test",
            "DEMO": "1",
        }
        upgrade(environ["DATABASE_URL"])
        app = create_app(Config.from_environ(environ))
        with app.app_context():
            with writing_session(engine()) as session:
                fill(session, clock.today())
                session.commit()
            with engine().connect() as connection:
                path = keep(written(connection), VERSION)
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
