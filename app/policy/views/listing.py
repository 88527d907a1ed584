"""The policies of a municipality: what is in force, what is being written, and what held before."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.db import session
from app.permissions import Permission, actor, requires
from app.policy.queries.lists import policy_lines
from app.policy.views.blueprint import bp


@bp.route("/", methods=["GET"])
@requires(Permission.POLICY_VIEW)
def list_policies() -> ResponseReturnValue:
    """Every version of the municipality's policies: in force, coming, drafts, and those that held before."""
    lines = policy_lines(session(), actor().municipality_id, clock.today())
    return render_template(
        "policy/list.html",
        lines=lines,
        may_write=actor().may(Permission.POLICY_EDIT),
    )
