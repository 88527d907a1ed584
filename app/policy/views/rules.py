"""The rules of a draft: written, changed, moved and taken out, each kind on a form of its own."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import labels
from app.changes import Hindrance, status_of
from app.db import commits
from app.forms import ActForm
from app.models.policy import Policy as PolicyRow
from app.permissions import Permission, requires
from app.policy.forms.rules import RuleForm, rule_form
from app.policy.kinds_of_rules import LEADS
from app.policy.queries.versions import policy_domain
from app.policy.rewriting import with_rule, with_rule_moved, without_rule
from app.policy.views.blueprint import bp
from app.policy.views.opened import draft_or_refusal, row_or_404, saved
from app.policy.views.writing import render_write_page
from app.wording.policy_rules import rule_sentence
from licensing.policy import Policy, Rule, RuleKind

UP, DOWN = "opp", "ned"


@bp.route("/<int:policy_id>/ny/regel/<kind>", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def add_rule(policy_id: int, kind: str) -> ResponseReturnValue:
    """Put a rule of a kind into a draft."""
    if kind not in set(RuleKind):
        abort(404)
    return _write(policy_id, RuleKind(kind), None)


@bp.route("/<int:policy_id>/regler/<rule_code>", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def change_rule(policy_id: int, rule_code: str) -> ResponseReturnValue:
    """Change a rule of a draft."""
    _row, policy = draft_or_refusal(policy_id)
    return _write(policy_id, _rule_or_404(policy, rule_code).kind, rule_code)


def _rule_or_404(policy: Policy, code: str) -> Rule:
    rule = policy.rule(code)
    if rule is None:
        abort(404)
    return rule


def _write(policy_id: int, kind: RuleKind, code: str | None) -> ResponseReturnValue:
    row, policy = draft_or_refusal(policy_id)
    before = None if code is None else policy.rule(code)
    form = rule_form(policy, kind, before, version=row.edition)
    if not form.validate_on_submit():
        return _page(form, row, None)
    hindrance = saved(
        form,
        policy_id,
        lambda: with_rule(policy, form.rule(), code),
        stored=lambda: _stored(policy_id, kind, code),
    )
    if hindrance:
        return _page(form, row_or_404(policy_id), hindrance)
    flash(
        _("Regelen er lagret. Slik leses den: %(rule)s", rule=rule_sentence(form.rule(), policy)), "success"
    )
    return redirect(url_for(".write_policy", policy_id=policy_id, _anchor=f"regel-{form.code.data}"))


def _stored(policy_id: int, kind: RuleKind, code: str | None) -> RuleForm:
    row = row_or_404(policy_id)
    policy = policy_domain(row)
    before = None if code is None else policy.rule(code)
    stored: dict[str, Any] = {"formdata": None, "version": row.edition}
    return rule_form(policy, kind, before, **stored)


def _page(form: RuleForm, row: PolicyRow, hindrance: Hindrance | None) -> ResponseReturnValue:
    page = render_template(
        "policy/change_rule.html",
        form=form,
        row=row,
        kind=labels.label(form.kind),
        lead=LEADS[form.kind],
        before=form.before,
        sentence=rule_sentence(form.before, form.policy) if form.before else None,
        opened=form.opened(),
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


@bp.post("/<int:policy_id>/regler/<rule_code>/flytt/<any(opp, ned):way>")
@requires(Permission.POLICY_EDIT)
@commits
def move_rule(policy_id: int, rule_code: str, way: str) -> ResponseReturnValue:
    """Move a rule one place up or down in the text."""
    _row, policy = draft_or_refusal(policy_id)
    _rule_or_404(policy, rule_code)
    form = ActForm(request.form)
    hindrance = saved(form, policy_id, lambda: with_rule_moved(policy, rule_code, -1 if way == UP else 1))
    return _back(policy_id, hindrance, _("Regel %(code)s er flyttet.", code=rule_code), f"regel-{rule_code}")


@bp.post("/<int:policy_id>/regler/<rule_code>/fjern")
@requires(Permission.POLICY_EDIT)
@commits
def remove_rule(policy_id: int, rule_code: str) -> ResponseReturnValue:
    """Take a rule out of a draft."""
    _row, policy = draft_or_refusal(policy_id)
    _rule_or_404(policy, rule_code)
    form = ActForm(request.form)
    hindrance = saved(form, policy_id, lambda: without_rule(policy, rule_code))
    return _back(policy_id, hindrance, _("Regel %(code)s er tatt bort.", code=rule_code), "regler")


def _back(policy_id: int, hindrance: Hindrance | None, done: str, anchor: str) -> ResponseReturnValue:
    if hindrance:
        row = row_or_404(policy_id)
        return render_write_page(row, policy_domain(row), hindrance), 409
    flash(done, "success")
    return redirect(url_for(".write_policy", policy_id=policy_id, _anchor=anchor))
