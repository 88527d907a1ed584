"""Pages for statements: asking, reminding, recording, and going on without an answer."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.cases.attempts import attempt
from app.cases.forms.acts import ReasonForm, RecordStatementForm, RequestStatementsForm
from app.cases.performing import act_page, carry_out, case_or_404
from app.cases.queries import page
from app.cases.queries.one import lines_of, requests_of, unanswered_lines
from app.cases.queries.plans import first_day_once
from app.cases.queries.standing import case_view
from app.cases.service import statements
from app.cases.service.statements import AnswerEntry
from app.cases.views.blueprint import bp
from app.changes import Hindrance
from app.db import commits, session
from app.forms import ActForm
from app.letters.parties import municipality_of
from app.permissions import Permission, actor, requires
from licensing.deadlines import statement_due_on
from licensing.law import ALKL_1_7_PARA_2
from licensing.statements import Body

REST_WITHOUT_REMARK = "resten_uten_merknad"


@bp.get("/<int:case_id>/uttalelser")
@requires(Permission.CASE_VIEW)
def list_statements(case_id: int) -> ResponseReturnValue:
    """Who was asked, and what came of it."""
    case = case_or_404(case_id)
    on = clock.today()
    view = case_view(session(), case, on, acting_id=actor().user_id)
    return render_template(
        "cases/statements.html", case=case, statements=page.statement_lines(view, on), form=ActForm()
    )


@bp.route("/<int:case_id>/uttalelser/ny", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def request_statements(case_id: int) -> ResponseReturnValue:
    """Ask the police, the social service and, by choice, the tax authority."""
    case = case_or_404(case_id)
    on = clock.today()
    view = case_view(session(), case, on, acting_id=actor().user_id)
    asked = {row.body for row in view.requests if row.body not in view.askable}
    form = RequestStatementsForm(
        version=case.version,
        bodies=[body for body in Body if body in view.standing.mandatory and body not in asked],
        due_on=statement_due_on(
            on,
            municipality_of(session(), actor()).statement_days,
            first_day=first_day_once(session(), case),
        ),
    )
    form.offer(dict.fromkeys(row.body for row in view.statements))
    shown: dict[str, Any] = {"asked": [labels.label(body) for body in Body if body in asked]}
    return carry_out(
        "cases/request_statements.html",
        form,
        case,
        lambda: statements.request_statements(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            bodies=form.bodies.data,
            due_on=form.due_on.data,
            on=on,
        ),
        _("Uttalelsene er innhentet. Brevene ligger klare."),
        **shown,
    )


def _body_or_404(value: str) -> Body:
    return Body(value) if value in list(Body) else abort(404)


@bp.route("/<int:case_id>/uttalelser/<body>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def record_statement(case_id: int, body: str) -> ResponseReturnValue:
    """Record what a body answered, about each person and about the place."""
    case = case_or_404(case_id)
    asked_body = _body_or_404(body)
    request_row = next((row for row in requests_of(session(), case) if row.body is asked_body), None)
    lines = (
        unanswered_lines(session(), case, request_row)
        if request_row
        else lines_of(session(), case, asked_body)
    )
    names = page.names_of(case.application)
    form = RecordStatementForm(
        version=case.version, answered_on=clock.today(), answers=[{} for _line in lines]
    )
    shown: dict[str, Any] = {
        "body": labels.label(asked_body),
        "rest": REST_WITHOUT_REMARK,
        "questions": [
            (names.get(line.subject or "", case.application.venue.name), labels.label(line.question))
            for line in lines
        ],
    }
    if REST_WITHOUT_REMARK in request.form:
        form.fill_rest()
    if len(form.answers) != len(lines):
        # Only a tampered form holds fewer or more answers than there are questions.
        blank = RecordStatementForm(
            formdata=None, version=case.version, answered_on=clock.today(), answers=[{} for _line in lines]
        )
        sentence = labels.sentence("answer_every_line", ALKL_1_7_PARA_2)
        return act_page("cases/record_statement.html", blank, case, Hindrance(sentence), **shown)
    if not form.validate_on_submit():
        form.name_errors(about for about, _question in shown["questions"])
        return act_page("cases/record_statement.html", form, case, **shown)
    entries = [
        AnswerEntry(line, part.form.answer.data, part.form.facts.data or "")
        for line, part in zip(lines, form.answers, strict=True)
    ]
    hindrance = attempt(
        form,
        case_id,
        lambda: statements.record_statement(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            body=asked_body,
            answered_on=form.answered_on.data,
            answers=entries,
            on=clock.today(),
        ),
    )
    if hindrance:
        return act_page("cases/record_statement.html", form, case, hindrance, **shown)
    flash(_("Uttalelsen er registrert."), "success")
    return redirect(url_for(".show_case", case_id=case_id))


@bp.post("/<int:case_id>/uttalelser/<body>/paminnelse")
@requires(Permission.CASE_HANDLE)
@commits
def remind_body(case_id: int, body: str) -> ResponseReturnValue:
    """Note that a body was reminded."""
    case_or_404(case_id)
    statements.remind_body(
        session(),
        actor(),
        case_id=case_id,
        seen_version=ActForm().seen_version,
        body=_body_or_404(body),
        on=clock.today(),
    )
    flash(_("Påminnelsen er registrert."), "success")
    return redirect(url_for(".show_case", case_id=case_id))


@bp.post("/<int:case_id>/uttalelser/<body>/taushet")
@requires(Permission.CASE_HANDLE)
@commits
def record_silence(case_id: int, body: str) -> ResponseReturnValue:
    """Record that a body let its deadline pass."""
    case_or_404(case_id)
    statements.record_silence(
        session(),
        actor(),
        case_id=case_id,
        seen_version=ActForm().seen_version,
        body=_body_or_404(body),
        on=clock.today(),
    )
    flash(_("Det er registrert at fristen gikk ut uten svar."), "success")
    return redirect(url_for(".show_case", case_id=case_id))


@bp.route("/<int:case_id>/uten-politiet", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
@commits
def override_police(case_id: int) -> ResponseReturnValue:
    """Go on without the police's answer, by name and with a reason."""
    case = case_or_404(case_id)
    form = ReasonForm(version=case.version)
    return carry_out(
        "cases/override_police.html",
        form,
        case,
        lambda: statements.override_police(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            reason=form.reason.data,
            on=clock.today(),
        ),
        _("Saken går videre uten politiets uttalelse."),
        tone="warning",
    )
