"""Writing a draft: everything it says in the order of the text, and its head."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.changes import Hindrance, status_of
from app.db import commits, session
from app.forms import ActForm
from app.models.policy import Policy as PolicyRow
from app.permissions import Permission, requires
from app.policy.forms.parts import HeadForm
from app.policy.kinds_of_rules import LEADS
from app.policy.parts_of_policy import PARTS
from app.policy.queries.lists import names_by_number
from app.policy.queries.versions import policy_domain
from app.policy.shown import shown_policy
from app.policy.views.blueprint import bp
from app.policy.views.opened import draft_or_refusal, row_or_404, saved
from licensing.policy import Policy

HEAD = ("name", "first_day", "last_day", "decided", "source", "invented")


@bp.get("/<int:policy_id>/skriv")
@requires(Permission.POLICY_EDIT)
def write_policy(policy_id: int) -> ResponseReturnValue:
    """Everything that a draft says, each with a way to change it."""
    row, policy = draft_or_refusal(policy_id)
    return render_write_page(row, policy)


def render_write_page(row: PolicyRow, policy: Policy, hindrance: Hindrance | None = None) -> str:
    """The page on which a draft is written."""
    return render_template(
        "policy/write.html",
        row=row,
        shown=shown_policy(policy, clock.today(), names_by_number(session(), policy.municipalities)),
        parts=PARTS,
        kinds=[(kind.value, labels.label(kind), lead) for kind, lead in LEADS.items()],
        form=ActForm(formdata=None, version=row.edition),
        hindrance=hindrance,
    )


@bp.route("/<int:policy_id>/endre", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def change_policy(policy_id: int) -> ResponseReturnValue:
    """Change what a draft is called, when it holds, and where it comes from."""
    row, policy = draft_or_refusal(policy_id)
    form = _head_form(policy, row.edition)
    if not form.validate_on_submit():
        return _head_page(form, row, None)
    hindrance = saved(
        form,
        policy_id,
        lambda: replace(
            policy,
            name=form.name.data,
            first_day=form.first_day.data,
            last_day=form.last_day.data,
            decided=form.decided.data or "",
            source=form.source.data or "",
            invented=form.invented.data,
        ),
        stored=lambda: _stored_head(policy_id),
    )
    if hindrance:
        return _head_page(form, row_or_404(policy_id), hindrance)
    flash(_("Endringen er lagret."), "success")
    return redirect(url_for(".write_policy", policy_id=policy_id))


def _stored_head(policy_id: int) -> HeadForm:
    row = row_or_404(policy_id)
    return _head_form(policy_domain(row), row.edition, formdata=None)


def _head_form(policy: Policy, edition: int, **more: Any) -> HeadForm:
    # The policy has a version of another sort, so it is not handed over whole.
    head = {name: getattr(policy, name) for name in HEAD}
    return HeadForm(**head, version=edition, **more)


def _head_page(form: HeadForm, row: PolicyRow, hindrance: Hindrance | None) -> ResponseReturnValue:
    page = render_template("policy/change_head.html", form=form, row=row, hindrance=hindrance)
    return page, status_of(form, hindrance)
