"""The changes of one licence: what can be changed, and what has been."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock, labels
from app.amendments.queries.licences import changes_of_licence, is_over
from app.amendments.views.blueprint import CHANGE_PAGES, bp, licence_or_404
from app.db import session
from app.permissions import Permission, actor, requires
from licensing.changes import needs_manager
from licensing.matters import ChangeKind


@bp.get("/bevilling/<int:licence_id>")
@requires(Permission.CASE_VIEW)
def show_changes(licence_id: int) -> ResponseReturnValue:
    """What can be changed in a licence, and every change that it has had."""
    licence = licence_or_404(licence_id)
    changeable = (
        actor().may(Permission.CASE_HANDLE)
        and needs_manager(licence.type)
        and not is_over(licence, clock.today())
    )
    return render_template(
        "amendments/show_changes.html",
        licence=licence,
        links=[
            {"label": labels.label(kind), "url": url_for(CHANGE_PAGES[kind], licence_id=licence.id)}
            for kind in ChangeKind
            if kind in CHANGE_PAGES
        ]
        if changeable
        else [],
        changes=changes_of_licence(session(), actor().municipality_id, licence.id),
    )
