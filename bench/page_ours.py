"""The page as the program makes it, from the session cookie to the last byte."""

import os
from collections.abc import Callable

from app import create_app
from bench.office import SESSION_TOKEN
from bench.worker import Visitor
from config import Config


def question(database_url: str) -> Callable[[str], str]:
    """What gives the page at an address, for the caseworker."""
    app = create_app(Config.from_environ({**os.environ, "DATABASE_URL": database_url}))
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's default
    cookie = signer.dumps(
        {"_user_id": SESSION_TOKEN, "_fresh": True, "_permanent": True, "municipality_id": 1}
    )
    return Visitor(app.wsgi_app, {app.config["SESSION_COOKIE_NAME"]: cookie}).page
