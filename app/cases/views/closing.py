"""Pages for the last acts of a case, and its documents."""

from datetime import date
from io import BytesIO

from flask import abort, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app import clock, storage
from app.access_log import log_opening
from app.cases.forms.acts import IssueForm, ReasonForm
from app.cases.performing import act_page, carry_out, case_or_404
from app.cases.queries import one
from app.cases.service import closing
from app.cases.service.documents import document_of
from app.cases.views.blueprint import bp
from app.db import commits, session
from app.forms import ActForm, OpenShieldedForm
from app.models.case import Case
from app.models.document import Document
from app.models.licence import LicenceCondition
from app.permissions import Permission, actor, requires
from app.sealing import sealer

SAVE = "lagre"


@bp.route("/<int:case_id>/trekk", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def retract(case_id: int) -> ResponseReturnValue:
    """Close the case because the applicant took the application back."""
    case = case_or_404(case_id)
    form = ReasonForm(version=case.version)
    return carry_out(
        "cases/retract.html",
        form,
        case,
        lambda: closing.retract(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            reason=form.reason.data,
            on=clock.today(),
        ),
        _("Søknaden er registrert som trukket."),
    )


def _first_usable_day(case: Case, on: date) -> date:
    """Today, or the first day of the licence when that is to come."""
    decision = one.decision_of(session(), case)
    return max(on, decision.first_day or on) if decision else on


@bp.route("/<int:case_id>/bevillingsdokument", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def issue_document(case_id: int) -> ResponseReturnValue:
    """Tick off conditions, and issue the licence document when none is left."""
    case = case_or_404(case_id)
    on = clock.today()
    conditions = _conditions_before_use(case)
    form = IssueForm(
        version=case.version,
        usable_from=_first_usable_day(case, on),
        met=[condition.number for condition in conditions if condition.met_on],
    )
    form.offer([(condition.number, condition.text) for condition in conditions])
    only_save = SAVE in request.form

    def act() -> object:
        if only_save:
            return closing.save_conditions(
                session(),
                actor(),
                case_id=case_id,
                seen_version=form.seen_version,
                met=form.met.data or (),
                on=on,
            )
        return closing.issue(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            met=form.met.data or (),
            usable_from=form.usable_from.data,
            on=on,
        )

    done = _("Avkryssingen er lagret.") if only_save else _("Bevillingsdokumentet er utferdiget.")
    return carry_out("cases/issue_document.html", form, case, act, done, save=SAVE, conditions=conditions)


def _conditions_before_use(case: Case) -> list[LicenceCondition]:
    decision = one.decision_of(session(), case)
    licence = one.licence_of_decision(session(), decision) if decision else None
    if licence is None:
        return []
    return list(
        session().scalars(
            select(LicenceCondition)
            .where(
                LicenceCondition.municipality_id == licence.municipality_id,
                LicenceCondition.licence_id == licence.id,
                LicenceCondition.before_use,
            )
            .order_by(LicenceCondition.number)
        )
    )


@bp.post("/<int:case_id>/avslutt")
@requires(Permission.CASE_HANDLE)
@commits
def close_case(case_id: int) -> ResponseReturnValue:
    """Close a case that is done."""
    case_or_404(case_id)
    closing.close_case(
        session(), actor(), case_id=case_id, seen_version=ActForm().seen_version, on=clock.today()
    )
    flash(_("Saken er avsluttet."), "success")
    return redirect(url_for(".show_case", case_id=case_id))


@bp.get("/dokumenter/<int:document_id>")
@requires(Permission.CASE_VIEW)
def show_document(document_id: int) -> ResponseReturnValue:
    """The bytes of a document. Shielded ones are opened by an act of their own, with a reason."""
    document = _document_or_404(document_id)
    if document.sealed:
        abort(403)
    return _sent(document, storage.fetch(document.sha256))


@bp.route("/dokumenter/<int:document_id>/skjermet", methods=["GET", "POST"])
@requires(Permission.SHIELDED_OPEN)
def open_document(document_id: int) -> ResponseReturnValue:
    """A shielded document, after the reason has been written down."""
    document = _document_or_404(document_id)
    case = case_or_404(document.case_id or abort(404))
    form = OpenShieldedForm()
    if not form.validate_on_submit():
        return act_page("cases/open_document.html", form, case, title=document.title)
    log_opening(actor(), case=case, reason=form.reason.data)
    content = storage.fetch(document.sha256)
    return _sent(document, sealer().open_bytes(content) if document.sealed else content)


def _document_or_404(document_id: int) -> Document:
    document = document_of(session(), actor().municipality_id, document_id)
    # A document about a licence outside every case has pages of its own.
    return document if document is not None and document.case_id is not None else abort(404)


def _sent(document: Document, content: bytes) -> ResponseReturnValue:
    return send_file(
        BytesIO(content),
        mimetype=document.media_type,
        # Never shown inside a page of ours: what came from outside is only ever downloaded, but for PDF.
        as_attachment=document.media_type != "application/pdf",
        download_name=document.file_name,
    )
