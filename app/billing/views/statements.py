"""Pages of one licence's turnover statement: keyed, estimated, confirmed, its link and its attachments."""

from datetime import datetime, time, timedelta
from io import BytesIO

from flask import abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, storage
from app.billing.forms.statements import AttestationForm, EstimateForm, LinkForm, estimate_form
from app.billing.queries.against import against_of, told_before
from app.billing.queries.one_duty import duty_of, rows_of, statements_of
from app.billing.service import attachments, attestation, links, statements
from app.billing.shown_duty import duty_shown, group_names, reported_year
from app.billing.shown_statements import comparisons, periods_of
from app.billing.statement_forms import StatementForm, statement_form, typed_figures
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.fields import enum_choices
from app.models.turnover import RoundState, TurnoverDuty
from app.permissions import Permission, actor, requires
from fees.turnover import Attestation
from licensing.errors import NotAllowed

# ASSUMPTION: no source says how long a new link should work; a month is proposed, and a person sets the day.
LINK_DAYS = 30


@bp.get("/oppgaver/<int:duty_id>")
@requires(Permission.FEE_VIEW)
def show_duty(duty_id: int) -> ResponseReturnValue:
    """Everything about one licence's turnover statement."""
    duty = _duty_or_404(duty_id)
    rows = rows_of(session(), duty)
    return render_template(
        "billing/statements/show_duty.html",
        duty=duty,
        licence=duty.licence,
        shown=duty_shown(rows),
        groups=group_names(rows),
        told_year=reported_year(rows),
        is_open=rows.round is None or rows.round.state is RoundState.OPEN,
        attestation_open=bool(attestation.MOVES[duty.attestation]),
        on=clock.today(),
    )


@bp.route("/oppgaver/<int:duty_id>/registrer", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def key_statement(duty_id: int) -> ResponseReturnValue:
    """Key a statement that came on paper or by e-mail; it becomes the next version."""
    duty = _duty_or_404(duty_id)
    versions = statements_of(session(), duty)
    before = versions[0] if versions else None
    form = statement_form(duty, against_of(session(), duty).licensed, by_office=True)(
        received_on=clock.today(), **typed_figures(before)
    )
    if not form.validate_on_submit():
        return _key_page(duty, form)
    largest = current_app.config["LARGEST_UPLOAD_BYTES"]
    enclosed = form.enclosed(largest)
    if enclosed is None:
        return _key_page(duty, form)
    if form.received_on.data > clock.today():
        form.received_on.errors = [_("Dagen kan ikke være etter i dag.")]
        return _key_page(duty, form)

    def key() -> None:
        attachments.add_attachments(session(), actor(), duty=duty, enclosed=enclosed, largest=largest)
        statements.receive_statement(
            session(),
            actor(),
            duty_id=duty.id,
            actual=form.actual,
            expected=form.expected,
            on=form.received_on.data,
            sender=form.sender,
            comment=form.comment.data or "",
        )

    hindrance = attempt(form, key)
    if hindrance:
        return _key_page(_duty_or_404(duty_id), form, hindrance)
    flash(_("Omsetningsoppgaven er registrert."), "success")
    return redirect(url_for(".show_duty", duty_id=duty_id))


@bp.route("/oppgaver/<int:duty_id>/ansla", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def estimate_turnover(duty_id: int) -> ResponseReturnValue:
    """Estimate what a holder has not told; last year's figures are proposed."""
    duty = _duty_or_404(duty_id)
    actual, expected = told_before(session(), duty)
    proposed = actual if actual is not None else expected
    form = estimate_form(duty, against_of(session(), duty).licensed)()
    if request.method == "GET" and proposed is not None:
        for part in form.parts:
            for group, field in zip(form.groups, form.fields_of(part), strict=True):
                field.data = proposed.litres(group)
    if not form.validate_on_submit():
        return _estimate_page(duty, form, has_proposal=proposed is not None)
    hindrance = attempt(
        form,
        lambda: statements.estimate_statement(
            session(),
            actor(),
            duty_id=duty.id,
            actual=form.actual,
            expected=form.expected,
            reason=form.reason.data,
            on=clock.today(),
        ),
    )
    if hindrance:
        return _estimate_page(_duty_or_404(duty_id), form, hindrance, has_proposal=proposed is not None)
    flash(_("Omsetningen er anslått."), "success")
    return redirect(url_for(".show_duty", duty_id=duty_id))


@bp.route("/oppgaver/<int:duty_id>/bekreftelse", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def change_attestation(duty_id: int) -> ResponseReturnValue:
    """Take a step with the confirmation by an auditor or an accountant."""
    duty = _duty_or_404(duty_id)
    form = AttestationForm(version=duty.version, to=None)
    form.to.choices = enum_choices(Attestation, attestation.MOVES[duty.attestation])
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: attestation.change_attestation(
                session(),
                actor(),
                duty_id=duty_id,
                to=form.to.data,
                reason=form.reason.data or "",
                seen_version=form.seen_version,
            ),
        )
        if not hindrance:
            flash(_("Bekreftelsen er endret."), "success")
            return redirect(url_for(".show_duty", duty_id=duty_id))
        duty = _duty_or_404(duty_id)
    return render_template(
        "billing/statements/change_attestation.html", duty=duty, form=form, hindrance=hindrance
    ), status_of(form, hindrance)


@bp.route("/oppgaver/<int:duty_id>/lenke", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def make_link(duty_id: int) -> ResponseReturnValue:
    """Make a new link, which takes the place of the one before it; the next letter carries it."""
    duty = _duty_or_404(duty_id)
    form = LinkForm(expires_on=clock.today() + timedelta(days=LINK_DAYS))
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(form, lambda: _make_link(duty, form))
        if not hindrance:
            flash(_("Den nye lenken er laget. Send den med en innkalling eller en påminnelse."), "success")
            return redirect(url_for(".show_duty", duty_id=duty_id))
        duty = _duty_or_404(duty_id)
    return render_template(
        "billing/statements/make_link.html", duty=duty, form=form, hindrance=hindrance
    ), status_of(form, hindrance)


def _make_link(duty: TurnoverDuty, form: LinkForm) -> None:
    if statements.is_closed(session(), duty):
        raise NotAllowed("turnover_round_is_closed")
    if form.expires_on.data < clock.today():
        raise NotAllowed("link_day_passed")
    after = datetime.combine(form.expires_on.data + timedelta(days=1), time(), clock.OSLO)
    links.make_links(session(), actor(), [duty.id], expires_at=after)


@bp.post("/oppgaver/<int:duty_id>/lenke/trekk")
@requires(Permission.FEE_HANDLE)
@commits
def withdraw_link(duty_id: int) -> ResponseReturnValue:
    """Withdraw the link: whoever has it learns nothing more."""
    _duty_or_404(duty_id)
    if links.withdraw_link(session(), actor(), duty_id=duty_id):
        flash(_("Lenken er trukket tilbake."), "success")
    return redirect(url_for(".show_duty", duty_id=duty_id))


@bp.get("/oppgaver/vedlegg/<int:attachment_id>")
@requires(Permission.FEE_VIEW)
def show_attachment(attachment_id: int) -> ResponseReturnValue:
    """The bytes of what was enclosed. It came from outside, and is only ever downloaded."""
    row = attachments.attachment_of(session(), actor().municipality_id, attachment_id)
    if row is None:
        abort(404)
    return send_file(
        BytesIO(storage.fetch(row.sha256)),
        mimetype=row.media_type,
        as_attachment=True,
        download_name=row.file_name,
    )


def _duty_or_404(duty_id: int) -> TurnoverDuty:
    return duty_of(session(), actor().municipality_id, duty_id) or abort(404)


def _key_page(
    duty: TurnoverDuty, form: StatementForm, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    largest = current_app.config["LARGEST_UPLOAD_BYTES"]
    wrong = any(field.errors for field in form)
    return render_template(
        "billing/statements/key_statement.html",
        duty=duty,
        form=form,
        hindrance=hindrance,
        periods=periods_of(duty),
        comparisons=comparisons(duty, *told_before(session(), duty)),
        largest=largest,
        largest_text=formats.file_size(largest),
        suffixes=attachments.SUFFIXES,
    ), 422 if wrong else status_of(form, hindrance)


def _estimate_page(
    duty: TurnoverDuty, form: EstimateForm, hindrance: Hindrance | None = None, *, has_proposal: bool
) -> ResponseReturnValue:
    return render_template(
        "billing/statements/estimate_turnover.html",
        duty=duty,
        form=form,
        hindrance=hindrance,
        periods=periods_of(duty),
        comparisons=comparisons(duty, *told_before(session(), duty)),
        has_proposal=has_proposal,
    ), status_of(form, hindrance)
