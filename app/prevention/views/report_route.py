"""The way of a delivered yearly report through the bodies of the municipality."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.yearly_report import ReportState, ReportStop, YearlyReport
from app.permissions import Permission, actor, requires
from app.prevention.forms.reports import AddStopForm, StopForm
from app.prevention.queries import reports as queries
from app.prevention.service import report_delivery
from app.prevention.shown_reports import report_name
from app.prevention.views.blueprint import bp


@bp.get("/meldinger/<int:report_id>/behandling")
@requires(Permission.PREVENTION_VIEW)
def show_route(report_id: int) -> ResponseReturnValue:
    """The bodies, and what has been treated where."""
    return _route_page(_report_or_404(report_id), AddStopForm())


@bp.post("/meldinger/<int:report_id>/behandling")
@requires(Permission.REPORT_WRITE)
@commits
def add_stop(report_id: int) -> ResponseReturnValue:
    """One more body on the route."""
    report = _report_or_404(report_id)
    form = AddStopForm()
    if not form.validate_on_submit():
        return _route_page(report, form)
    hindrance = attempt(
        form,
        lambda: report_delivery.add_stop(session(), actor(), report_id=report_id, body=form.body.data or ""),
    )
    if hindrance:
        return _route_page(_report_or_404(report_id), form, hindrance)
    flash(_("Organet er lagt til."), "success")
    return redirect(url_for(".show_route", report_id=report_id))


def _route_page(
    report: YearlyReport, form: AddStopForm, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template(
        "prevention/reports/show_route.html",
        form=form,
        report=report,
        name=report_name(report),
        is_delivered=report.state is ReportState.DELIVERED,
        stops=queries.stops_of(session(), report),
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


@bp.route("/meldinger/<int:report_id>/behandling/<int:stop_id>", methods=["GET", "POST"])
@requires(Permission.REPORT_WRITE)
@commits
def record_stop(report_id: int, stop_id: int) -> ResponseReturnValue:
    """Enter when a body treated the report, in which case, and what came of it."""
    report, stop = _stop_or_404(report_id, stop_id)
    form = _stored_stop(stop)
    if not form.validate_on_submit():
        return _stop_page(report, stop, form)
    hindrance = attempt(
        form,
        lambda: report_delivery.record_stop(
            session(),
            actor(),
            stop_id=stop_id,
            seen_version=form.seen_version,
            met_on=form.met_on.data,
            case_number=form.case_number.data or "",
            outcome=form.outcome.data or "",
            on=clock.today(),
        ),
        lambda: _stored_stop(_stop_or_404(report_id, stop_id)[1], fresh=True),
    )
    if hindrance:
        return _stop_page(*_stop_or_404(report_id, stop_id), form, hindrance)
    flash(_("Behandlingen er registrert."), "success")
    return redirect(url_for(".show_route", report_id=report_id))


def _stored_stop(stop: ReportStop, *, fresh: bool = False) -> StopForm:
    more = {"formdata": None} if fresh else {}
    return StopForm(obj=stop, version=str(stop.version), **more)


def _stop_page(
    report: YearlyReport, stop: ReportStop, form: StopForm, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template(
        "prevention/reports/record_stop.html",
        form=form,
        report=report,
        name=report_name(report),
        stop=stop,
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


def _report_or_404(report_id: int) -> YearlyReport:
    return queries.report_of(session(), actor().municipality_id, report_id) or abort(404)


def _stop_or_404(report_id: int, stop_id: int) -> tuple[YearlyReport, ReportStop]:
    report = _report_or_404(report_id)
    return report, queries.stop_of(session(), report, stop_id) or abort(404)
