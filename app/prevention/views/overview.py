"""Prevention at a glance: how the money stands, what is due, and what comes next."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.permissions import Permission, requires
from app.prevention.views.blueprint import bp


@bp.get("/")
@requires(Permission.PREVENTION_VIEW)
def show_overview() -> ResponseReturnValue:
    """The earmark of this year, the deadlines, and the plans."""
    return render_template("prevention/show_overview.html")
