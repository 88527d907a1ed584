"""The list of events by day."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, labels
from app.db import session
from app.events.queries import lists
from app.events.queries.lists import EventFilter
from app.events.views.blueprint import bp
from app.forms import one_line
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from licensing.cases import CaseState
from licensing.licences import OCCASIONAL, LicenceType

LONGEST_SEARCH = 80


def searched(name: str = "sok") -> str:
    """What is searched for, of a bounded length."""
    return str(one_line(request.args.get(name, "")))[:LONGEST_SEARCH]


@bp.get("")
@requires(Permission.CASE_VIEW)
def list_events() -> ResponseReturnValue:
    """Events to come, the nearest first, or those that are past."""
    past = request.args.get("vis") == "tidligere"
    wanted_type, state = request.args.get("type", ""), request.args.get("tilstand", "")
    types = [kind for kind in LicenceType if kind in OCCASIONAL]
    wanted = EventFilter(
        past=past,
        type=LicenceType(wanted_type) if wanted_type in types else None,
        state=CaseState(state) if state in list(CaseState) else None,
        words=searched(),
    )
    page = lists.event_page(
        session(), actor().municipality_id, wanted, clock.today(), cursor_from(request.args)
    )
    previous_url, next_url = page_addresses(page)
    kept: dict[str, Any] = {
        name: value
        for name, value in (("type", wanted_type), ("tilstand", state), ("sok", wanted.words))
        if value
    }
    return render_template(
        "events/list_events.html",
        rows=lists.rows_of(page),
        views=[
            {"label": _("Kommende"), "url": url_for(".list_events", **kept), "current": not past},
            {
                "label": _("Tidligere"),
                "url": url_for(".list_events", vis="tidligere", **kept),
                "current": past,
            },
        ],
        past=past,
        types=[(member.value, labels.label(member)) for member in types],
        states=[(member.value, labels.label(member)) for member in CaseState],
        chosen={"type": wanted_type, "state": state, "words": wanted.words},
        previous_url=previous_url,
        next_url=next_url,
        shown=ngettext("Viser %(num)s arrangement", "Viser %(num)s arrangementer", len(page.rows)),
    )
