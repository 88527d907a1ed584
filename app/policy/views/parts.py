"""What stands beside the rules of a draft: documents, zones, definitions, local days and questions."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.changes import Hindrance, status_of
from app.db import commits
from app.forms import ActForm
from app.models.policy import Policy as PolicyRow
from app.permissions import Permission, requires
from app.policy.forms.parts import PartOfPolicyForm
from app.policy.parts_of_policy import PARTS, PartSort
from app.policy.queries.versions import policy_domain
from app.policy.rewriting import part_key, with_part, without_part
from app.policy.views.blueprint import bp
from app.policy.views.opened import draft_or_refusal, row_or_404, saved
from app.policy.views.writing import render_write_page
from licensing.policy import Policy

SORTS = f"any({', '.join(PARTS)})"


@bp.route(f"/<int:policy_id>/ny/<{SORTS}:sort>", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def add_part(policy_id: int, sort: str) -> ResponseReturnValue:
    """Put a part into a draft."""
    return _write(policy_id, PARTS[sort], None)


@bp.route(f"/<int:policy_id>/<{SORTS}:sort>/<key>", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def change_part(policy_id: int, sort: str, key: str) -> ResponseReturnValue:
    """Change a part of a draft."""
    return _write(policy_id, PARTS[sort], key)


def _write(policy_id: int, sort: PartSort, key: str | None) -> ResponseReturnValue:
    row, policy = draft_or_refusal(policy_id)
    before = _part(policy, sort, key)
    form = _form(policy, sort, before, version=row.edition)
    if not form.validate_on_submit():
        return _page(form, row, sort, before, None)
    hindrance = saved(
        form,
        policy_id,
        lambda: with_part(policy, sort.attribute, form.part(), key),
        stored=lambda: _stored(policy_id, sort, key),
    )
    if hindrance:
        return _page(form, row_or_404(policy_id), sort, before, hindrance)
    flash(str(sort.saved), "success")
    return redirect(url_for(".write_policy", policy_id=policy_id, _anchor=sort.attribute))


def _part(policy: Policy, sort: PartSort, key: str | None) -> Any:
    if key is None:
        return None
    part = next((one for one in getattr(policy, sort.attribute) if part_key(one) == key), None)
    if part is None:
        abort(404)
    return part


def _form(policy: Policy, sort: PartSort, before: Any, **more: Any) -> PartOfPolicyForm:
    data = sort.form.shown(policy, before) if before is not None else sort.form.empty()
    form = sort.form(**data, **more)
    form.taken = frozenset(part_key(one) for one in getattr(policy, sort.attribute) if one is not before)
    form.offer(policy, before)
    if before is not None:
        # Rules name the part by it.
        form.keep_key(part_key(before))
    return form


def _stored(policy_id: int, sort: PartSort, key: str | None) -> PartOfPolicyForm:
    row = row_or_404(policy_id)
    policy = policy_domain(row)
    before = next((one for one in getattr(policy, sort.attribute) if part_key(one) == key), None)
    return _form(policy, sort, before, formdata=None, version=row.edition)


def _page(
    form: PartOfPolicyForm, row: PolicyRow, sort: PartSort, before: Any, hindrance: Hindrance | None
) -> ResponseReturnValue:
    page = render_template(
        "policy/change_part.html", form=form, row=row, sort=sort, new=before is None, hindrance=hindrance
    )
    return page, status_of(form, hindrance)


@bp.post(f"/<int:policy_id>/<{SORTS}:sort>/<key>/fjern")
@requires(Permission.POLICY_EDIT)
@commits
def remove_part(policy_id: int, sort: str, key: str) -> ResponseReturnValue:
    """Take a part out of a draft; not while a rule speaks of it."""
    _row, policy = draft_or_refusal(policy_id)
    _part(policy, PARTS[sort], key)
    form = ActForm(request.form)
    hindrance = saved(form, policy_id, lambda: without_part(policy, PARTS[sort].attribute, key))
    if hindrance:
        row = row_or_404(policy_id)
        return render_write_page(row, policy_domain(row), hindrance), 409
    flash(str(PARTS[sort].removed), "success")
    return redirect(url_for(".write_policy", policy_id=policy_id, _anchor=PARTS[sort].attribute))
