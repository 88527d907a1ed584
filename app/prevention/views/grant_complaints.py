"""Pages of complaints on grants: registering one, and entering what came of it."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats
from app.changes import attempt, status_of
from app.db import commits, session
from app.models.spending import GrantComplaint
from app.permissions import Permission, actor, requires
from app.prevention.forms.payouts import ComplaintForm, SettleComplaintForm
from app.prevention.queries import payouts as queries
from app.prevention.service import grant_complaints as service
from app.prevention.shown_payouts import complaint_note
from app.prevention.spending_pages import lead_of, spending_or_404
from app.prevention.views.blueprint import bp
from fees.spending import SpendingState


@bp.route("/bruk/<int:spending_id>/klage", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def receive_complaint(spending_id: int) -> ResponseReturnValue:
    """Register a complaint on the decision about an application."""
    row, on = spending_or_404(spending_id), clock.today()
    form = ComplaintForm(version=row.version, received_on=on)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.receive_complaint(
                session(),
                actor(),
                spending_id=spending_id,
                seen_version=form.seen_version,
                received_on=form.received_on.data,
                grounds=form.grounds.data,
                late_reason=form.late_reason.data or "",
                on=on,
            ),
        )
        if hindrance is None:
            flash(_("Klagen er registrert."), "success")
            return redirect(url_for(".show_spending", spending_id=spending_id) + "#klage")
        row = spending_or_404(spending_id)
        form.version.data = str(row.version)
    page = render_template(
        "prevention/payouts/receive_complaint.html",
        form=form,
        row=row,
        lead=lead_of(row),
        note=complaint_note(session(), row, on),
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


def _complaint_or_404(complaint_id: int) -> GrantComplaint:
    return queries.complaint_of(session(), actor().municipality_id, complaint_id) or abort(404)


@bp.route("/klager/<int:complaint_id>/avgjor", methods=["GET", "POST"])
@requires(Permission.SPENDING_DECIDE)
@commits
def settle_complaint(complaint_id: int) -> ResponseReturnValue:
    """Enter what came of a complaint."""
    complaint, on = _complaint_or_404(complaint_id), clock.today()
    spending_id = complaint.spending_id
    form = SettleComplaintForm(version=complaint.version, settled_on=on)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.settle_complaint(
                session(),
                actor(),
                complaint_id=complaint_id,
                seen_version=form.seen_version,
                outcome=form.outcome.data,
                settled_on=form.settled_on.data,
                body=form.body.data or "",
                case_number=form.case_number.data or "",
                reason=form.reason.data,
                on=on,
            ),
        )
        if hindrance is None:
            anew = spending_or_404(spending_id).state is SpendingState.PROPOSED
            flash(
                _("Klagen er avgjort. Søknaden venter på ny avgjørelse.")
                if anew
                else _("Klagen er avgjort."),
                "success",
            )
            return redirect(url_for(".show_spending", spending_id=spending_id))
        complaint = _complaint_or_404(complaint_id)
        form.version.data = str(complaint.version)
    row = spending_or_404(spending_id)
    page = render_template(
        "prevention/payouts/settle_complaint.html",
        form=form,
        row=row,
        lead=lead_of(row),
        complaint=complaint,
        received_on=formats.short_date(complaint.received_on),
        money_is_out=row.state in {SpendingState.PAID, SpendingState.REPORTED},
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)
