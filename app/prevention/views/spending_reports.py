"""The page where somebody registers what was done with a grant."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import attempt, status_of
from app.db import commits, session
from app.permissions import Permission, actor, requires
from app.prevention.forms.payouts import SpendingReportForm
from app.prevention.queries.payouts import balances_of_spending
from app.prevention.service import spending_reports as service
from app.prevention.shown_payout_lines import balance_figures
from app.prevention.spending_pages import lead_of, spending_or_404
from app.prevention.views.blueprint import bp


@bp.route("/bruk/<int:spending_id>/rapport", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def report_spending(spending_id: int) -> ResponseReturnValue:
    """What was done, for how many, and what it cost."""
    row = spending_or_404(spending_id)
    form = SpendingReportForm(version=row.version)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.report_spending(
                session(),
                actor(),
                spending_id=spending_id,
                seen_version=form.seen_version,
                text=form.text.data,
                participants=form.participants.data,
                cost=form.cost.data,
                on=clock.today(),
            ),
        )
        if hindrance is None:
            flash(_("Rapporten er registrert."), "success")
            return redirect(url_for(".show_spending", spending_id=spending_id) + "#rapport")
        row = spending_or_404(spending_id)
        form.version.data = str(row.version)
    page = render_template(
        "prevention/payouts/report_spending.html",
        form=form,
        row=row,
        lead=lead_of(row),
        hindrance=hindrance,
        figures=balance_figures(balances_of_spending(session(), row).whole),
    )
    return page, status_of(form, hindrance)
