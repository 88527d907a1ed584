"""The yearly reports: the list, a report with its figures, taking them, and delivering it."""

from io import BytesIO

from flask import abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.forms import ActForm
from app.models.user import User
from app.models.yearly_report import ReportChapterCode, ReportState, YearlyReport
from app.permissions import Permission, actor, requires
from app.prevention.forms.reports import BeginReportForm, DeliverForm, FigureFilterForm, SupplementForm
from app.prevention.queries import reports as queries
from app.prevention.queries.earmarks import earmarks_in, responsible_on
from app.prevention.report_building import content_of
from app.prevention.report_pdf import report_pdf
from app.prevention.service import report_delivery, reports
from app.prevention.shown_reports import (
    figure_lines,
    report_line,
    report_name,
    shown_chapters,
    shown_task,
    writers_of,
)
from app.prevention.views.blueprint import bp
from app.wording.enums import label
from fees.reporting import year_in_turn

PDF = "application/pdf"


@bp.get("/meldinger")
@requires(Permission.PREVENTION_VIEW)
def list_reports() -> ResponseReturnValue:
    """The reports of every year with their supplements, and the one that is due."""
    today = clock.today()
    task = queries.report_task(session(), actor().municipality_id, today)
    return render_template(
        "prevention/reports/list_reports.html",
        lines=[report_line(row) for row in queries.reports_of(session(), actor().municipality_id)],
        task=shown_task(task, actor(), today) if task else None,
    )


@bp.route("/meldinger/ny", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def begin_report() -> ResponseReturnValue:
    """Begin the report of a year; it is filled with the figures of today."""
    form = BeginReportForm(year=year_in_turn(clock.today()))
    if request.method == "GET" and request.args.get("ar", "").isdecimal():
        form.year.data = int(request.args["ar"][:4])
    if not form.validate_on_submit():
        return render_template("prevention/reports/begin_report.html", form=form, hindrance=None), status_of(
            form, None
        )
    begun: list[YearlyReport] = []
    hindrance = attempt(
        form,
        lambda: begun.append(reports.begin_report(session(), actor(), year=form.year.data, on=clock.today())),
    )
    if hindrance:
        page = render_template("prevention/reports/begin_report.html", form=form, hindrance=hindrance)
        return page, status_of(form, hindrance)
    flash(_("Meldingen er påbegynt, og tallene er hentet."), "success")
    return redirect(url_for(".show_report", report_id=begun[0].id))


@bp.get("/meldinger/<int:report_id>")
@requires(Permission.PREVENTION_VIEW)
def show_report(report_id: int) -> ResponseReturnValue:
    """A report as it stands: a draft to write in, or what was delivered."""
    return _report_page(report_or_404(report_id))


def _report_page(report: YearlyReport, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    content = content_of(session(), report, demo=current_app.config["DEMO"])
    is_draft = report.state is ReportState.DRAFT
    rows = queries.chapters_of(session(), report) if is_draft else {}
    today = clock.today()
    page = render_template(
        "prevention/reports/show_report.html",
        report=report,
        name=report_name(report),
        content=content,
        chapters=shown_chapters(
            content.chapters,
            {code.value: row for code, row in rows.items()},
            names=writers_of(session(), rows),
        ),
        unwritten=[(code.value, label(code)) for code, row in rows.items() if not row.text.strip()],
        family=[report_line(row) for row in queries.family_of(session(), report)],
        is_draft=is_draft,
        is_old=is_draft and report.figures_taken_on is not None and report.figures_taken_on < today,
        hindrance=hindrance,
    )
    return page, 409 if hindrance else 200


@bp.get("/meldinger/<int:report_id>/tall")
@requires(Permission.PREVENTION_VIEW)
def list_figures(report_id: int) -> ResponseReturnValue:
    """Every figure of a chapter by itself: how sure it is, when it was taken and from where."""
    report = report_or_404(report_id)
    chosen = FigureFilterForm(request.args).chapter
    figures = queries.figures_of(session(), report)
    filled = [code for code in ReportChapterCode if any(figure.chapter is code for figure in figures)]
    return render_template(
        "prevention/reports/list_figures.html",
        report=report,
        name=report_name(report),
        chapter=label(chosen),
        choices=[
            {
                "label": label(code),
                "url": url_for(".list_figures", report_id=report.id, kapittel=code.value),
                "current": code is chosen,
            }
            for code in filled
        ],
        lines=figure_lines([figure for figure in figures if figure.chapter is chosen], actor()),
    )


@bp.post("/meldinger/<int:report_id>/tall")
@requires(Permission.REPORT_WRITE)
@commits
def take_figures(report_id: int) -> ResponseReturnValue:
    """Take all figures anew, as they stand today."""
    report_or_404(report_id)
    form = ActForm()
    if not form.validate_on_submit():
        abort(400)
    hindrance = attempt(
        form,
        lambda: reports.take_figures(
            session(), actor(), report_id=report_id, seen_version=form.seen_version, on=clock.today()
        ),
    )
    if hindrance:
        return _report_page(report_or_404(report_id), hindrance)
    flash(_("Tallene er hentet på nytt."), "success")
    return redirect(url_for(".show_report", report_id=report_id))


@bp.get("/meldinger/<int:report_id>/pdf")
@requires(Permission.PREVENTION_VIEW)
def show_report_pdf(report_id: int) -> ResponseReturnValue:
    """The report as a PDF: the bytes that were delivered, or a preliminary one."""
    report = report_or_404(report_id)
    if report.state is ReportState.DELIVERED:
        return pdf_answer(report_delivery.pdf_of(report), report)
    content = content_of(session(), report, demo=current_app.config["DEMO"])
    return pdf_answer(report_pdf(content, day=clock.today(), preliminary=True), report)


@bp.route("/meldinger/<int:report_id>/lever", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def deliver_report(report_id: int) -> ResponseReturnValue:
    """Look through what is delivered and deliver it: after that it never changes."""
    report = report_or_404(report_id)
    form = DeliverForm(delivered_as=_title(report))
    if not form.validate_on_submit():
        return _deliver_page(report, form)
    hindrance = attempt(
        form,
        lambda: report_delivery.deliver_report(
            session(),
            actor(),
            report_id=report_id,
            seen=form.digest,
            delivered_as=form.delivered_as.data or "",
            on=clock.today(),
            demo=current_app.config["DEMO"],
        ),
    )
    if hindrance:
        return _deliver_page(report_or_404(report_id), form, hindrance)
    flash(_("Meldingen er levert og kan leses av alle."), "success")
    return redirect(url_for(".show_route", report_id=report_id))


def _deliver_page(
    report: YearlyReport, form: DeliverForm, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    is_draft = report.state is ReportState.DRAFT
    content = content_of(session(), report, demo=current_app.config["DEMO"])
    form.seen.data = content.digest
    rows = queries.chapters_of(session(), report) if is_draft else {}
    missing = report_delivery.chapters_missing(session(), report) if is_draft else ()
    page = render_template(
        "prevention/reports/deliver_report.html",
        form=form,
        report=report,
        name=report_name(report),
        is_draft=is_draft,
        missing=[(code.value, label(code)) for code in missing],
        unwritten=[
            (code.value, label(code))
            for code, row in rows.items()
            if not row.text.strip() and code not in missing and not report.sequence
        ],
        taken_on=formats.long_date(report.figures_taken_on or clock.today()),
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


@bp.route("/meldinger/<int:report_id>/tillegg", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def begin_supplement(report_id: int) -> ResponseReturnValue:
    """Begin a supplement: what was delivered stays as it is."""
    report = report_or_404(report_id)
    form = SupplementForm()
    if not form.validate_on_submit():
        return _supplement_page(report, form)
    begun: list[YearlyReport] = []
    hindrance = attempt(
        form,
        lambda: begun.append(
            reports.begin_supplement(
                session(), actor(), report_id=report_id, reason=form.reason.data or "", on=clock.today()
            )
        ),
    )
    if hindrance:
        return _supplement_page(report_or_404(report_id), form, hindrance)
    flash(_("Tillegget er påbegynt, og tallene er hentet på nytt."), "success")
    return redirect(url_for(".show_report", report_id=begun[0].id))


def _supplement_page(
    report: YearlyReport, form: SupplementForm, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template(
        "prevention/reports/begin_supplement.html",
        form=form,
        report=report,
        name=report_name(report),
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


def report_or_404(report_id: int) -> YearlyReport:
    """A report of the municipality that the person works in."""
    return queries.report_of(session(), actor().municipality_id, report_id) or abort(404)


def pdf_answer(content: bytes, report: YearlyReport) -> ResponseReturnValue:
    """A report as a file to look at."""
    supplement = f"-tillegg-{report.sequence}" if report.sequence else ""
    name = f"melding-om-russituasjonen-{report.year}{supplement}.pdf"
    return send_file(BytesIO(content), PDF, download_name=name)


def _title(report: YearlyReport) -> str:
    """Who usually delivers: whoever is responsible for the earmark, by title, else the person's own title."""
    for earmark in earmarks_in(session(), report.municipality_id, report.year):
        found = responsible_on(session(), report.municipality_id, earmark.id, clock.today())
        if found is not None:
            return found.title
    return session().get_one(User, actor().user_id).title
