"""Pages for writing to the applicant while the case is open."""

from datetime import date, timedelta

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.cases.forms.acts import MissingItemsForm, PresentationForm, ReplyForm
from app.cases.performing import carry_out, case_or_404
from app.cases.service import inquiries
from app.cases.views.blueprint import bp
from app.db import commits, session
from app.letters.parties import municipality_of
from app.permissions import Permission, actor, requires


def _due_on(on: date) -> date:
    return on + timedelta(days=municipality_of(session(), actor()).reply_days)


@bp.route("/<int:case_id>/opplysninger/etterspor", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def request_information(case_id: int) -> ResponseReturnValue:
    """Ask the applicant for what is missing."""
    case = case_or_404(case_id)
    on = clock.today()
    form = MissingItemsForm(version=case.version, due_on=_due_on(on))
    return carry_out(
        "cases/request_information.html",
        form,
        case,
        lambda: inquiries.request_information(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            text=form.text.data,
            due_on=form.due_on.data,
            on=on,
        ),
        _("Brevet til søkeren ligger klart."),
    )


@bp.route("/<int:case_id>/opplysninger/mottatt", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def receive_information(case_id: int) -> ResponseReturnValue:
    """Record that what was missing has come."""
    case = case_or_404(case_id)
    on = clock.today()
    form = ReplyForm(version=case.version, received_on=on)
    return carry_out(
        "cases/receive_information.html",
        form,
        case,
        lambda: inquiries.receive_information(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            answer=form.answer.data,
            received_on=form.received_on.data,
            on=on,
        ),
        _("Opplysningene er registrert. Saken er komplett."),
    )


@bp.route("/<int:case_id>/legg-fram", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def present_to_applicant(case_id: int) -> ResponseReturnValue:
    """Show the applicant what was said about it."""
    case = case_or_404(case_id)
    on = clock.today()
    form = PresentationForm(version=case.version, due_on=_due_on(on))
    return carry_out(
        "cases/present_to_applicant.html",
        form,
        case,
        lambda: inquiries.present_to_applicant(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            text=form.text.data,
            due_on=form.due_on.data,
            on=on,
        ),
        _("Brevet til søkeren ligger klart."),
    )


@bp.route("/<int:case_id>/svar-fra-soker", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def record_reply(case_id: int) -> ResponseReturnValue:
    """Record what the applicant said to a statement."""
    case = case_or_404(case_id)
    on = clock.today()
    form = ReplyForm(version=case.version, received_on=on)
    return carry_out(
        "cases/record_reply.html",
        form,
        case,
        lambda: inquiries.record_reply(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            answer=form.answer.data,
            received_on=form.received_on.data,
            on=on,
        ),
        _("Svaret fra søkeren er registrert."),
    )
