"""The policies of a municipality."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.db import session
from app.permissions import Permission, actor, requires
from app.policy.queries import policies_of
from app.policy.views.blueprint import bp


@bp.route("/", methods=["GET"])
@requires(Permission.POLICY_VIEW)
def list_policies() -> ResponseReturnValue:
    """Every version of the municipality's policies: in force, drafts, and those that held before."""
    rows = policies_of(session(), actor().municipality_id)
    return render_template("policy/list.html", rows=rows, today=clock.today())
