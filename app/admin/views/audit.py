"""What has been done, by whom and when, and whether the chain of events holds."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.admin import queries
from app.admin.views.blueprint import bp
from app.db import session
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires


@bp.get("/hendelser")
@requires(Permission.AUDIT_VIEW)
def show_audit() -> ResponseReturnValue:
    """The events, the latest first; `kontroll=1` reads the whole chain and says whether it holds."""
    events, page = queries.event_page(
        session(),
        actor().municipality_id,
        cursor_from(request.args),
        with_cases=actor().may(Permission.CASE_VIEW),
    )
    previous_url, next_url = page_addresses(page)
    asked = request.args.get("kontroll") == "1"
    return render_template(
        "admin/show_audit.html",
        events=events,
        previous_url=previous_url,
        next_url=next_url,
        report=queries.chain_report(session(), actor().municipality_id) if asked else None,
        check_url=url_for(".show_audit", kontroll="1"),
    )
