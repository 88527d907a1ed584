"""The application: registered on one screen, with what is known filled in."""

import uuid
from collections.abc import Sequence

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app import clock, labels
from app.cases.forms.acts import AttachForm
from app.cases.forms.application import ApplicationForm
from app.cases.performing import act_page, case_or_404
from app.cases.queries.known import KnownPlace, fill_in_known, known_places, open_cases_alike
from app.cases.service.applications import case_of_submission, register_application
from app.cases.service.documents import Upload, add_documents, check_upload
from app.cases.views.blueprint import bp
from app.db import commits, session
from app.endings.queries.prefill import fill_in_transfer
from app.endings.service.transfers import link_application
from app.known_tests import KnownTests
from app.letters.drafts import draft_receipt
from app.models.holder import HolderForm
from app.numbers import take_municipality
from app.permissions import Permission, actor, requires
from app.request import BoundedFile
from licensing.errors import BadValue, NotAllowed

LOOK_UP = "slaa_opp"


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def register_application_page() -> ResponseReturnValue:
    """Register an application; `overdratt` names the licence whose business was taken over."""
    form = ApplicationForm()
    taken_over = request.args.get("overdratt", type=int)
    if not form.is_submitted():
        form = ApplicationForm(
            submission=str(uuid.uuid4()),
            received_on=clock.today(),
            holder_form=HolderForm.COMPANY,
            manager_tests=KnownTests.NONE,
            deputy_tests=KnownTests.NONE,
        )
        if taken_over is not None:
            fill_in_transfer(session(), actor().municipality_id, form, taken_over)
        return _page(form)
    if LOOK_UP in request.form:
        fill_in_known(session(), actor().municipality_id, form)
        return _page(form)
    uploads = uploads_of(form.files.data or [])
    valid = form.validate_on_submit()
    files_held = _check_files(form, uploads)
    if not valid or not files_held:
        return _page(form, 422)
    # Taken before the look: the same form sent twice at once waits here, and finds the first one's case.
    take_municipality(session(), actor().municipality_id)
    already = case_of_submission(session(), actor().municipality_id, form.submission.data)
    if already is not None:
        flash(_("Søknaden er registrert fra før, som sak %(number)s.", number=already.reference), "info")
        return redirect(url_for(".show_case", case_id=already.id))
    try:
        case = register_application(session(), actor(), form.entry())
        if taken_over is not None:
            link_application(session(), actor(), case=case, licence_id=taken_over, on=clock.today())
        draft_receipt(session(), actor(), case, clock.today())
        largest = current_app.config["LARGEST_UPLOAD_BYTES"]
        add_documents(
            session(), actor(), case=case, uploads=uploads, largest=largest, on=form.received_on.data
        )
    except NotAllowed as refusal:
        session().rollback()
        form.holder_name.errors = [labels.sentence(refusal.code, refusal.citation, refusal.facts)]
        return _page(form, 409)
    flash(_("Søknaden er registrert som sak %(number)s.", number=case.reference), "success")
    for other in open_cases_alike(session(), case):
        flash(
            _(
                "Det finnes en åpen sak for samme søker og sted: %(number)s. Er denne registrert ved en feil,"
                " registrer den som trukket og skriv hvorfor.",
                number=other,
            ),
            "warning",
        )
    return redirect(url_for(".show_case", case_id=case.id))


def _page(form: ApplicationForm, status: int = 200) -> ResponseReturnValue:
    places: list[KnownPlace] = known_places(
        session(), actor().municipality_id, form.venue_address.data, clock.today()
    )
    page = render_template(
        "cases/register_application.html",
        form=form,
        places=places,
        look_up=LOOK_UP,
        largest=current_app.config["LARGEST_UPLOAD_BYTES"],
        largest_text=_largest_text(),
        files_lost=any(isinstance(file, FileStorage) and file.filename for file in form.files.data or ()),
    )
    return page, status


def _largest_text() -> str:
    return f"{current_app.config['LARGEST_UPLOAD_BYTES'] // (1024 * 1024)} MB"


def uploads_of(files: Sequence[FileStorage | str]) -> list[Upload]:
    """The files of a form, read; an empty file field gives none."""
    uploads = []
    for file in files:
        if isinstance(file, str) or not file.filename:
            continue
        too_large = isinstance(file.stream, BoundedFile) and file.stream.too_large
        uploads.append(Upload(file.filename, b"" if too_large else file.read(), too_large))
    return uploads


def _check_files(form: ApplicationForm | AttachForm, uploads: Sequence[Upload]) -> bool:
    """Check each file by its content; what is wrong with one stands at the field."""
    problems = []
    for upload in uploads:
        try:
            check_upload(upload, current_app.config["LARGEST_UPLOAD_BYTES"])
        except BadValue as error:
            problems.append(labels.sentence(error.code, None, error.facts))
    form.files.errors = problems
    return not problems


@bp.route("/<int:case_id>/dokumenter/ny", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def attach_documents(case_id: int) -> ResponseReturnValue:
    """Add documents that came in."""
    case = case_or_404(case_id)
    form = AttachForm()
    shown = {
        "largest": current_app.config["LARGEST_UPLOAD_BYTES"],
        "largest_text": _largest_text(),
    }
    if not form.validate_on_submit():
        return act_page("cases/attach_documents.html", form, case, **shown)
    uploads = uploads_of(form.files.data or [])
    if not uploads:
        form.files.errors = [_("Velg minst én fil.")]
    if not uploads or not _check_files(form, uploads):
        return act_page("cases/attach_documents.html", form, case, **shown)
    take_municipality(session(), actor().municipality_id)
    add_documents(
        session(),
        actor(),
        case=case,
        uploads=uploads,
        largest=shown["largest"],
        on=clock.today(),
        title=form.title.data or "",
        shielded=form.shielded.data,
    )
    flash(_("Dokumentene er lagt til saken."), "success")
    return redirect(url_for(".show_case", case_id=case_id))
