"""Delivered yearly reports, open to everybody: as they were delivered, and their way since."""

from io import BytesIO

from flask import abort, current_app, render_template, send_file
from flask.typing import ResponseReturnValue

from app.db import session
from app.models.yearly_report import YearlyReport
from app.permissions import Permission, requires
from app.prevention.queries import reports as queries
from app.prevention.report_building import content_of
from app.prevention.service.report_delivery import pdf_of
from app.prevention.shown_reports import report_line, shown_chapters
from app.prevention.views.public import public

PDF = "application/pdf"


@public.get("/meldinger/<int:report_id>")
@requires(Permission.PUBLIC)
def show_report(report_id: int) -> ResponseReturnValue:
    """A delivered report, its supplements, and the bodies that have treated it."""
    report = _delivered_or_404(report_id)
    content = content_of(session(), report, demo=current_app.config["DEMO"])
    family = [row for row in queries.family_of(session(), report) if row.delivered_on is not None]
    return render_template(
        "prevention/reports/public_report.html",
        report=report,
        content=content,
        chapters=shown_chapters(content.chapters),
        others=[report_line(row) for row in family if row.id != report.id],
        stops=queries.stops_of(session(), report),
    )


@public.get("/meldinger/<int:report_id>/pdf")
@requires(Permission.PUBLIC)
def show_report_pdf(report_id: int) -> ResponseReturnValue:
    """The bytes that were delivered."""
    report = _delivered_or_404(report_id)
    supplement = f"-tillegg-{report.sequence}" if report.sequence else ""
    name = f"melding-om-russituasjonen-{report.year}{supplement}.pdf"
    return send_file(BytesIO(pdf_of(report)), PDF, download_name=name)


def _delivered_or_404(report_id: int) -> YearlyReport:
    return queries.delivered_report(session(), report_id) or abort(404)
