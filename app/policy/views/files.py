"""A policy as a file: taken out, read in as a draft, or read in instead of what a draft says."""

from dataclasses import replace

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app import labels
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.policy import Policy as PolicyRow
from app.permissions import Permission, actor, requires
from app.policy.form import BadPolicy, ReadPolicy, read_bytes
from app.policy.form.writing import write_policy as as_text
from app.policy.forms.acts import ImportForm, ReplaceForm
from app.policy.queries.versions import policy_domain
from app.policy.service.versions import begin_version
from app.policy.views.blueprint import bp
from app.policy.views.opened import draft_or_refusal, row_or_404, saved

LARGEST_FILE = 1024 * 1024


@bp.get("/<int:policy_id>/fil")
@requires(Permission.POLICY_VIEW)
def download_policy(policy_id: int) -> ResponseReturnValue:
    """The whole text as a file that can be read in again."""
    row = row_or_404(policy_id)
    name = f"retningslinjer-{row.id}-{row.version}.yaml"
    return Response(
        as_text(policy_domain(row)),
        mimetype="application/yaml",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.route("/les-inn", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def import_policy() -> ResponseReturnValue:
    """Read a file in as a draft."""
    form = ImportForm()
    if not form.validate_on_submit():
        return _page(form, None, None)
    read = _read(form)
    if read is None:
        return _page(form, None, None)
    policy = read.policy
    begun: list[int] = []
    hindrance = attempt(
        form,
        lambda: begun.append(
            begin_version(
                session(),
                actor(),
                text=policy,
                name=policy.name,
                first_day=policy.first_day,
                last_day=policy.last_day,
            ).id
        ),
    )
    if hindrance:
        return _page(form, None, hindrance)
    flash(_("Filen er lest inn som et utkast."), "success")
    return redirect(url_for(".write_policy", policy_id=begun[0]))


@bp.route("/<int:policy_id>/les-inn", methods=["GET", "POST"])
@requires(Permission.POLICY_EDIT)
@commits
def replace_policy(policy_id: int) -> ResponseReturnValue:
    """Let a draft say what a file says."""
    row, _policy = draft_or_refusal(policy_id)
    form = ReplaceForm(version=row.edition)
    if not form.validate_on_submit():
        return _page(form, row, None)
    read = _read(form)
    if read is None:
        return _page(form, row, None)
    hindrance = saved(
        form,
        policy_id,
        lambda: replace(read.policy),
        stored=lambda: ReplaceForm(formdata=None, version=row_or_404(policy_id).edition),
    )
    if hindrance:
        return _page(form, row_or_404(policy_id), hindrance)
    flash(_("Utkastet sier nå det som står i filen."), "success")
    return redirect(url_for(".write_policy", policy_id=policy_id))


def _read(form: ImportForm | ReplaceForm) -> ReadPolicy | None:
    """The policy in the file of a form; what is wrong with it stands at the field."""
    file = form.file.data
    if not isinstance(file, FileStorage) or not file.filename:
        form.file.errors = [_("Velg en fil.")]
        return None
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        form.file.errors = [_("Filen er for stor til å være retningslinjer. Den kan være høyst 1 MB.")]
        return None
    try:
        return read_bytes(content)
    except BadPolicy as wrong:
        form.file.errors = [labels.sentence(wrong.code, None, wrong.facts)]
        return None


def _page(
    form: ImportForm | ReplaceForm, row: PolicyRow | None, hindrance: Hindrance | None
) -> ResponseReturnValue:
    page = render_template(
        "policy/import.html", form=form, row=row, largest=LARGEST_FILE, hindrance=hindrance
    )
    if form.file.errors:
        return page, 422
    return page, status_of(form, hindrance)
