"""The catalogue of texts that a request reads from, found once a request and not once a text."""

from gettext import NullTranslations
from typing import Any

from flask import Flask, g, has_app_context
from flask_babel import Domain
from markupsafe import Markup


def init_app(app: Flask) -> None:
    """Let code and templates take their texts from here: a list has hundreds of them."""
    texts = Texts()
    app.extensions["babel"].instance.domain_instance = texts

    def text(message: str, **values: Any) -> Markup:
        """A text of a page in the person's language, with its values escaped."""
        return Markup(texts.get_translations().gettext(message)) % values  # noqa: S704 - the message is our own

    app.jinja_env.globals.update(_=text, gettext=text)


class Texts(Domain):
    """The extension's domain, which by itself asks four times a text which language it is."""

    def __init__(self) -> None:
        Domain.__init__(self)

    def get_translations(self) -> NullTranslations:
        """The catalogue of the language in use, kept where `force_locale` forgets it."""
        state = g.get("_flask_babel") if has_app_context() else None
        kept: NullTranslations | None = getattr(state, "babel_translations", None)
        if kept is not None:
            return kept
        found: NullTranslations = Domain.get_translations(self)
        if state is not None:
            state.babel_translations = found
        return found
