"""Error pages: what happened and what to do, in one sentence, and never a traceback."""

import logging
import secrets

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app import labels
from app.cases.service.state import StaleVersion
from app.db import session
from licensing.errors import BadValue, MissingPremise, NotAllowed

PAGES = frozenset({400, 403, 404, 409, 413, 429, 500})
log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Answer refusals, missing premises, other people's changes and faults with pages."""
    app.register_error_handler(NotAllowed, _refused)
    app.register_error_handler(MissingPremise, _premise_missing)
    app.register_error_handler(BadValue, _value_refused)
    app.register_error_handler(StaleVersion, _stale)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)


def _page(status: int, **context: object) -> ResponseReturnValue:
    # The view's transaction is undone before the page asks the database who is signed in.
    session().rollback()
    return render_template(f"errors/{status}.html", **context), status


def _refused(refusal: NotAllowed) -> ResponseReturnValue:
    return _page(
        409, message=labels.sentence(refusal.code, refusal.citation, refusal.facts), back_url=_way_back()
    )


def _premise_missing(missing: MissingPremise) -> ResponseReturnValue:
    return _page(409, message=labels.sentence(missing.code, None, missing.facts), back_url=_way_back())


def _value_refused(value: BadValue) -> ResponseReturnValue:
    return _page(400, message=labels.sentence(value.code, None, value.facts))


def _stale(_stale_version: StaleVersion) -> ResponseReturnValue:
    return _page(
        409,
        message=_(
            "Saken er endret av en annen etter at du åpnet siden, og ingenting er lagret nå."
            " Åpne saken på nytt og se hva som er gjort."
        ),
        back_url=_way_back(),
    )


def _way_back() -> str:
    """The page that the form or the button stood on: this address, or the nearest above it that is a page."""
    addresses = current_app.create_url_adapter(request)
    path = request.path
    while path and addresses is not None and not addresses.test(path, "GET"):
        path = path.rpartition("/")[0]
    return request.script_root + (path or "/")


def _form_expired(_error: CSRFError) -> ResponseReturnValue:
    return _page(
        400,
        message=_("Skjemaet har stått åpent for lenge. Gå tilbake, last siden på nytt, og send en gang til."),
    )


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code not in PAGES:
        return error.get_response()  # Redirects, and what no page of ours leads to (405 and the like).
    if error.code == 413:
        megabytes = current_app.config["MAX_CONTENT_LENGTH"] // (1024 * 1024)
        return _page(413, limit=f"{megabytes} MB")
    return _page(error.code)


def _fault(fault: Exception) -> ResponseReturnValue:
    """A fault of the program: logged whole under a number that the person can read to us."""
    if current_app.testing:
        raise fault
    reference = secrets.token_hex(4)
    log.error("fault %s at %s %s", reference, request.method, request.endpoint, exc_info=fault)
    return _page(500, reference=reference)
