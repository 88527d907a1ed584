"""The catalogue of texts that a request reads from, found once a request and not once a text."""

from typing import Any

from flask import Flask, g
from flask_babel import get_translations
from markupsafe import Markup


def init_app(app: Flask) -> None:
    """Let templates take their texts from here; the extension's own way takes most of the time of a list."""
    app.jinja_env.globals.update(_=_text, gettext=_text)


def _text(message: str, **values: Any) -> Markup:
    """A text of a page in the person's language, with its values escaped."""
    catalogue = g.get("catalogue")
    if catalogue is None:
        catalogue = g.catalogue = get_translations()
    return Markup(catalogue.gettext(message)) % values  # noqa: S704 - the message is our own
