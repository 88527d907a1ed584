"""Doors that a personal link opens: a link that there is not says nothing, and whoever tries many waits."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.billing.service import links
from app.db import reading_session, session
from app.models.municipality import Municipality
from app.models.turnover import TurnoverLink
from app.portal import throttle

P = ParamSpec("P")


def behind_link(
    view: Callable[Concatenate[TurnoverLink, P], ResponseReturnValue],
) -> Callable[..., ResponseReturnValue]:
    """Let a view answer only who comes with a link that can be used; the view gets the link.

    An unknown link and one that was withdrawn look alike. One that has expired tells whom to call, and
    nothing of the licence.
    """

    @wraps(view)
    def guarded(link_code: str, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        # Failures are counted beside the request, which must not hold the database's only write lock.
        session().rollback()
        client = request.remote_addr or ""
        if throttle.is_throttled(client):
            abort(429)
        token = links.token_from_text(link_code)
        with reading_session() as own:
            found = links.link_of(own, token) if token else None
        if found is None or token is None:
            throttle.count_try(client)
            return render_template("portal/unknown_link.html"), 404
        if not links.is_usable(found):
            place = session().get_one(Municipality, found.municipality_id)
            return render_template(
                "portal/expired_link.html",
                municipality=place,
                municipality_name=place.identity_on(clock.today()).name,
            ), 410
        throttle.note_opening(found)
        link = links.link_of(session(), token)
        if link is None:
            return render_template("portal/unknown_link.html"), 404
        return view(link, *args, **kwargs)

    return guarded
