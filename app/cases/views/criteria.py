"""Pages for weighing the criteria of the policy in a case."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.cases.attempts import attempt
from app.cases.forms.conduct import Met
from app.cases.forms.criteria import CriterionForm
from app.cases.performing import act_page, case_or_404
from app.cases.queries.criteria import criterion_lines
from app.cases.service.changes import CHANGEABLE
from app.cases.service.criteria import weigh_criterion as weigh
from app.cases.views.blueprint import bp
from app.db import commits, session
from app.permissions import Permission, actor, requires
from app.policy.queries import policy_in_force


@bp.get("/<int:case_id>/kriterier")
@requires(Permission.CASE_VIEW)
def list_criteria(case_id: int) -> ResponseReturnValue:
    """The criteria of the policy, and how each was weighed."""
    case = case_or_404(case_id)
    policy = policy_in_force(session(), actor().municipality_id, clock.today())
    return render_template(
        "cases/list_criteria.html",
        case=case,
        criteria=criterion_lines(session(), case, policy, clock.today()),
        policy=policy.name if policy else "",
        changeable=case.state in CHANGEABLE and actor().may(Permission.CASE_HANDLE),
    )


@bp.route("/<int:case_id>/kriterier/<code>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def weigh_criterion(case_id: int, code: str) -> ResponseReturnValue:
    """Weigh one criterion."""
    case = case_or_404(case_id)
    policy = policy_in_force(session(), actor().municipality_id, clock.today())
    lines = criterion_lines(session(), case, policy, clock.today())
    line = next((row for row in lines if row.code == code), None) or abort(404)
    met = "" if line.met is None else Met.YES if line.met else Met.NO
    form = CriterionForm(version=case.version, met=met, reason=line.reason)
    if not form.validate_on_submit():
        return act_page("cases/weigh_criterion.html", form, case, criterion=line)
    hindrance = attempt(
        form,
        case_id,
        lambda: weigh(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            code=code,
            met=form.met.data is Met.YES,
            reason=form.reason.data,
            on=clock.today(),
        ),
    )
    if hindrance:
        return act_page("cases/weigh_criterion.html", form, case, hindrance, criterion=line)
    flash(_("Kriteriet er veid."), "success")
    return redirect(url_for(".list_criteria", case_id=case_id))
