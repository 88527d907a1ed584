"""Pages of a plan's annexes: added with or without a file, changed, downloaded, taken out."""

from io import BytesIO
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app import formats, labels, storage
from app.cases.service.documents import ACCEPTED, Upload
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.plan import Plan, PlanAnnex
from app.permissions import Permission, actor, requires
from app.prevention.forms.plan_parts import AnnexForm
from app.prevention.plan_pages import offered, open_plan_or_404, place_of, plan_or_404, removed
from app.prevention.queries.plan_parts import part_of
from app.prevention.service import plan_parts as service
from app.prevention.service.plan_annexes import NO_FILE, kept_annex
from app.prevention.views.blueprint import bp
from app.request import BoundedFile
from licensing.errors import BadValue

SUFFIXES = ",".join(suffix for suffixes in ACCEPTED.values() for suffix in suffixes)


@bp.route("/planer/<int:plan_id>/vedlegg/ny", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def add_plan_annex(plan_id: int) -> ResponseReturnValue:
    """Add an annex, with its file or known to be missing."""
    plan = open_plan_or_404(plan_id, PlanAnnex)
    form = AnnexForm()
    form.offer(offered(plan, PlanAnnex))
    hindrance = None
    if form.validate_on_submit() and (file := _file_of(form, NO_FILE)) is not None:
        hindrance = attempt(
            form,
            lambda: service.add_part(
                session(),
                actor(),
                PlanAnnex,
                plan_id=plan_id,
                values={**form.values, **file},
                after=form.after.data,
            ),
        )
        if not hindrance:
            flash(_("Vedlegget er lagt til."), "success")
            return redirect(url_for(".show_plan", plan_id=plan_id, _anchor="vedlegg"))
        plan = plan_or_404(plan_id)
    return _page(plan, form, hindrance)


@bp.route("/planer/<int:plan_id>/vedlegg/<int:annex_id>/endre", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def change_plan_annex(plan_id: int, annex_id: int) -> ResponseReturnValue:
    """Change what is told of an annex; a new file takes the place of the one before."""
    annex = _annex_or_404(plan_id, annex_id)
    plan = open_plan_or_404(plan_id, PlanAnnex)
    form = _form_of(plan, annex)
    hindrance = None
    # Without a new file the one that is there stays.
    if form.validate_on_submit() and (file := _file_of(form, {})) is not None:
        hindrance = attempt(
            form,
            lambda: service.change_part(
                session(),
                actor(),
                PlanAnnex,
                plan_id=plan_id,
                part_id=annex_id,
                seen_version=form.seen_version,
                values={**form.values, **file},
                after=form.after.data,
            ),
            lambda: _form_of(plan_or_404(plan_id), _annex_or_404(plan_id, annex_id), typed=False),
        )
        if not hindrance:
            flash(_("Vedlegget er endret."), "success")
            return redirect(url_for(".show_plan", plan_id=plan_id, _anchor="vedlegg"))
        plan, annex = plan_or_404(plan_id), _annex_or_404(plan_id, annex_id)
    return _page(plan, form, hindrance, annex)


@bp.post("/planer/<int:plan_id>/vedlegg/<int:annex_id>/ta-ut")
@requires(Permission.PREVENTION_HANDLE)
@commits
def remove_plan_annex(plan_id: int, annex_id: int) -> ResponseReturnValue:
    """Take an annex out of a plan."""
    _annex_or_404(plan_id, annex_id)
    return removed(
        lambda version: service.remove_part(
            session(), actor(), PlanAnnex, plan_id=plan_id, part_id=annex_id, seen_version=version
        ),
        done=url_for(".show_plan", plan_id=plan_id, _anchor="vedlegg"),
        back=url_for(".change_plan_annex", plan_id=plan_id, annex_id=annex_id),
    )


@bp.get("/planer/<int:plan_id>/vedlegg/<int:annex_id>")
@requires(Permission.PREVENTION_VIEW)
def show_plan_annex(plan_id: int, annex_id: int) -> ResponseReturnValue:
    """The file of an annex. It came from outside, and is only ever downloaded."""
    annex = _annex_or_404(plan_id, annex_id)
    if annex.sha256 is None:
        abort(404)
    return send_file(
        BytesIO(storage.fetch(annex.sha256)),
        mimetype=annex.media_type,
        as_attachment=True,
        download_name=annex.file_name,
    )


def _file_of(form: AnnexForm, without: dict[str, Any]) -> dict[str, Any] | None:
    """What is said of the file that was sent, or of none; nothing where the file is not taken."""
    sent = form.file.data
    if not isinstance(sent, FileStorage) or not sent.filename:
        return without
    too_large = isinstance(sent.stream, BoundedFile) and sent.stream.too_large
    upload = Upload(sent.filename, b"" if too_large else sent.read(), too_large)
    try:
        return kept_annex(upload, current_app.config["LARGEST_UPLOAD_BYTES"])
    except BadValue as refused:
        form.file.errors = [labels.sentence(refused.code, None, refused.facts)]
        return None


def _form_of(plan: Plan, annex: PlanAnnex, *, typed: bool = True) -> AnnexForm:
    given: dict[str, Any] = {} if typed else {"formdata": None}
    form = AnnexForm(obj=annex, **place_of(plan, PlanAnnex, annex), **given)
    form.offer(offered(plan, PlanAnnex, without=annex.id))
    return form


def _page(
    plan: Plan, form: AnnexForm, hindrance: Hindrance | None, annex: PlanAnnex | None = None
) -> ResponseReturnValue:
    largest = current_app.config["LARGEST_UPLOAD_BYTES"]
    return render_template(
        "prevention/plans/write_annex.html",
        plan=plan,
        form=form,
        hindrance=hindrance,
        annex=annex,
        suffixes=SUFFIXES,
        largest=largest,
        largest_text=formats.file_size(largest),
    ), 422 if form.file.errors else status_of(form, hindrance)


def _annex_or_404(plan_id: int, annex_id: int) -> PlanAnnex:
    return part_of(session(), actor().municipality_id, PlanAnnex, plan_id, annex_id) or abort(404)
