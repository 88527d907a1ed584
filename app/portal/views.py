"""Pages for holders who come by a personal link: the turnover statement, its questions and its receipt."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.billing.queries.against import against_of, told_before
from app.billing.queries.one_duty import duty_of, questions_of, statements_of
from app.billing.service import attachments, links, statements
from app.billing.service.questions import ASKED_ABOUT, asked_about
from app.billing.shown_statements import (
    asked_texts,
    comparisons,
    file_shown,
    files_shown,
    periods_of,
    version_shown,
)
from app.billing.statement_forms import (
    AnswersForm,
    StatementForm,
    answers_form,
    statement_form,
    typed_figures,
)
from app.db import commits, session
from app.forms import row_id
from app.models.municipality import Municipality
from app.models.rows import canonical_json
from app.models.turnover import TurnoverDuty, TurnoverLink, TurnoverStatement
from app.permissions import Permission, requires
from app.portal.forms import CodeForm
from app.portal.links import behind_link
from fees.plausibility import PlausibilityQuestion, Told
from fees.turnover import Attestation
from licensing.errors import NotAllowed

bp = Blueprint("portal", __name__, url_prefix="/min-side")


@bp.after_request
def keep_to_ourselves(response: Response) -> Response:
    """Whoever has the address has the statement: it is told to no other page and to no search engine."""
    # Not `no-referrer`: over https a form is only believed when it names the origin that it stands on.
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@bp.route("/omsetningsoppgave", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
def enter_code() -> ResponseReturnValue:
    """Where the code of a paper letter is typed."""
    form = CodeForm()
    if form.validate_on_submit():
        token = links.token_from_text(form.code.data)
        if token is not None:
            return redirect(url_for(".report_turnover", link_code=token))
        form.code.errors = [_("Koden er ikke skrevet riktig. Kontroller tegnene, og skriv den på nytt.")]
    return render_template("portal/enter_code.html", form=form), 422 if form.errors else 200


@bp.route("/omsetningsoppgave/<link_code>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
@behind_link
@commits
def report_turnover(link: TurnoverLink) -> ResponseReturnValue:
    """The turnover statement of one licence: filled in, asked about, sent, and sent anew to correct it."""
    duty = _duty(link)
    if request.method == "GET" and statements.is_closed(session(), duty):
        receipt_url = _address(".show_receipt", link) if _sent(duty) else ""
        return render_template("portal/closed_round.html", **_frame(link, duty), receipt_url=receipt_url)
    before = _sent(duty)
    licensed = against_of(session(), duty).licensed
    sender = {} if before is None else {"sender_name": before.sender_name, "sender_role": before.sender_role}
    form = statement_form(duty, licensed)(**typed_figures(before), **sender)
    if not form.validate_on_submit():
        return _page(link, duty, form), 422 if form.errors else 200
    if not _enclosed(duty, form):
        return _page(link, duty, form), 422
    told = Told(form.actual, form.expected)
    asked = asked_about(session(), duty, told)
    answers = _answers(asked)
    figures = _told_hash(told)
    if asked and form.asked.data != figures:
        # The question is put once about the same figures: sent again they come in, whatever is said of it.
        form.asked.data = figures
        return _page(link, duty, form, answers)
    if not answers.validate():
        return _page(link, duty, form, answers), 422
    statements.receive_statement(
        session(),
        None,
        link=link,
        duty_id=duty.id,
        actual=form.actual,
        expected=form.expected,
        on=clock.today(),
        sender=form.sender,
        comment=form.comment.data or "",
        answers=answers.answers,
    )
    return redirect(_address(".show_receipt", link))


@bp.get("/omsetningsoppgave/<link_code>/kvittering")
@requires(Permission.PUBLIC)
@behind_link
def show_receipt(link: TurnoverLink) -> ResponseReturnValue:
    """What was sent and when, for the holder's own papers."""
    duty = _duty(link)
    sent = _sent(duty)
    if sent is None:
        return redirect(_address(".report_turnover", link))
    files = attachments.attachments_of(session(), duty)
    return render_template(
        "portal/show_receipt.html",
        **_frame(link, duty),
        shown=version_shown(duty, sent, questions_of(session(), duty), files),
        files=files_shown(files, statements_of(session(), duty), sent),
        report_url=_address(".report_turnover", link),
        closed=statements.is_closed(session(), duty),
    )


def _page(
    link: TurnoverLink, duty: TurnoverDuty, form: StatementForm, answers: AnswersForm | None = None
) -> str:
    largest = current_app.config["LARGEST_UPLOAD_BYTES"]
    files = [file_shown(row) for row in attachments.attachments_of(session(), duty)]
    return render_template(
        "portal/report_turnover.html",
        **_frame(link, duty),
        form=form,
        answers=answers,
        periods=periods_of(duty),
        comparisons=comparisons(duty, *told_before(session(), duty)),
        waiting=[file for file in files if not file.sent],
        sent=_sent(duty),
        receipt_url=_address(".show_receipt", link),
        attested=duty.attestation is Attestation.REQUIRED,
        largest=largest,
        largest_text=formats.file_size(largest),
        suffixes=attachments.SUFFIXES,
    )


def _frame(link: TurnoverLink, duty: TurnoverDuty) -> dict[str, Any]:
    """What every page of a link shows: whose it is, and whom to call."""
    place = session().get_one(Municipality, link.municipality_id)
    return {
        "municipality": place,
        "municipality_name": place.identity_on(clock.today()).name,
        "duty": duty,
        "licence": duty.licence,
        "until": _until(link.expires_at),
    }


def _until(expires_at: datetime) -> str:
    """Until when the link works: the letter and the office say the last day."""
    ends = expires_at.astimezone(clock.OSLO)
    if ends.time() == time():
        return _("til og med %(day)s", day=formats.long_date(ends.date() - timedelta(days=1)))
    return _("til %(at)s", at=formats.moment(expires_at))


def _duty(link: TurnoverLink) -> TurnoverDuty:
    duty = duty_of(session(), link.municipality_id, link.duty_id)
    if duty is None:
        raise LookupError(f"link {link.id} leads to no duty")
    return duty


def _sent(duty: TurnoverDuty) -> TurnoverStatement | None:
    """The latest version that somebody stands behind: no estimate, and nothing from an older list."""
    return next((row for row in statements_of(session(), duty) if row.source in ASKED_ABOUT), None)


def _address(endpoint: str, link: TurnoverLink) -> str:
    return url_for(endpoint, link_code=links.token_of(link))


def _enclosed(duty: TurnoverDuty, form: StatementForm) -> bool:
    """Keep the files that came along, until the figures are sent; False when one is not taken."""
    for attachment_id in request.form.getlist("take_back", type=row_id):
        attachments.take_back(session(), duty, attachment_id)
    largest = current_app.config["LARGEST_UPLOAD_BYTES"]
    enclosed = form.enclosed(largest)
    if enclosed is None:
        return False
    try:
        attachments.add_attachments(session(), None, duty=duty, enclosed=enclosed, largest=largest)
    except NotAllowed as refused:
        last = form.file_fields[enclosed[-1].kind]
        last.errors = [labels.sentence(refused.code, None, refused.facts)]
        return False
    return True


def _answers(asked: Sequence[PlausibilityQuestion]) -> AnswersForm:
    return answers_form(asked, asked_texts(asked))()


def _told_hash(told: Told) -> str:
    """What tells these figures from others, so that others are asked about anew."""
    figures = [
        None if volumes is None else [volumes.g1_cl, volumes.g2_cl, volumes.g3_cl]
        for volumes in (told.actual, told.expected)
    ]
    return hashlib.sha256(canonical_json(figures).encode()).hexdigest()[:16]
