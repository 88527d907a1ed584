"""The installation that a command works on: that of DATABASE_URL, else the demo."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from app import ROOT, create_app, db
from app.cli.arguments import WrongInput
from app.demo.installation import DemoInstallation
from config import Config

DEMO_DIR = "DEMO_DIR"
"""Another folder for the demo than instance/demo; for tests."""


def demo_installation(environ: Mapping[str, str]) -> DemoInstallation:
    """The demo of this checkout, made or not."""
    return DemoInstallation(Path(environ.get(DEMO_DIR) or ROOT / "instance" / "demo").absolute())


def config_of(environ: Mapping[str, str]) -> Config:
    """The settings of the installation. Raises `WrongInput` when there is none yet."""
    if environ.get("DATABASE_URL"):
        return Config.from_environ(environ)
    demo = demo_installation(environ)
    if not demo.exists:
        raise WrongInput("demo_missing")
    return demo.config()


@contextmanager
def opened(environ: Mapping[str, str]) -> Iterator[Flask]:
    """The program on its installation, for one command; its connections are closed afterwards."""
    app = create_app(config_of(environ))
    with app.app_context():
        try:
            yield app
        finally:
            db.session().close()
            db.engine().dispose()
