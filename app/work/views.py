"""My work: what is mine, late, soon, waiting for others, and to be sent."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.db import session
from app.permissions import Permission, actor, requires
from app.registers.work_list import open_tasks
from app.work import queries

bp = Blueprint("work", __name__)


@bp.get("/")
@requires(Permission.SIGNED_IN)
def show_work() -> ResponseReturnValue:
    """The first page after signing in: one's own work, all of the municipality's, or that of prevention."""
    if not actor().may(Permission.CASE_VIEW):
        # What waits for the coordinator, the yearly report among it, stands on the overview of prevention.
        first = "prevention.show_overview" if actor().may(Permission.PREVENTION_HANDLE) else None
        return redirect(url_for(first or "licences.list_licences"))
    everyone = request.args.get("alle") == "1" or not actor().may(Permission.CASE_HANDLE)
    work = queries.work_of(session(), actor(), clock.today(), everyone=everyone)
    tiles = [
        {
            "label": part.title,
            "count": part.cases.count,
            "url": f"#{part.id}",
            "tone": part.tone if part.cases.count else None,
        }
        for part in work
    ]
    if actor().may(Permission.REGISTER_EDIT):
        waiting = open_tasks(session(), actor().municipality_id)
        tiles.append(
            {
                "label": _("Oppgaver i registeret"),
                "count": waiting,
                "url": url_for("national_register.list_tasks"),
                "tone": "warning" if waiting else None,
            }
        )
    return render_template(
        "work/work.html",
        work=work,
        everyone=everyone,
        tiles_of_work=tiles,
        without_manager=queries.without_manager(session(), actor(), clock.today()),
    )
