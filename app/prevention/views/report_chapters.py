"""Writing a yearly report: its chapters, by several at once, and the figures of the police."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.yearly_report import (
    PoliceFigure,
    ReportChapter,
    ReportChapterCode,
    ReportState,
    YearlyReport,
)
from app.permissions import Permission, actor, requires
from app.prevention.forms.reports import ChapterForm, PoliceFigureForm, PoliceYearForm
from app.prevention.queries import reports as queries
from app.prevention.report_building import content_of
from app.prevention.service.police_figures import change_police_figure as change
from app.prevention.service.police_figures import enter_police_figure as enter
from app.prevention.service.report_delivery import REQUIRED
from app.prevention.service.reports import write_chapter as write
from app.prevention.shown_reports import police_lines, report_name, shown_chapters
from app.prevention.views.blueprint import bp
from app.wording.enums import label
from fees.reporting import year_in_turn, years_told


@bp.route("/meldinger/<int:report_id>/kapittel/<chapter_code>", methods=["GET", "POST"])
@requires(Permission.REPORT_WRITE)
@commits
def write_chapter(report_id: int, chapter_code: str) -> ResponseReturnValue:
    """Write in a chapter of a draft; its figures stand beside."""
    report, row = _draft_or_404(report_id, chapter_code)
    form = _stored_chapter(row)
    if not form.validate_on_submit():
        return _chapter_page(report, row.code, form)
    hindrance = attempt(
        form,
        lambda: write(
            session(),
            actor(),
            report_id=report_id,
            code=row.code,
            seen_version=form.seen_version,
            text=form.text.data or "",
        ),
        lambda: _stored_chapter(_draft_or_404(report_id, chapter_code)[1], fresh=True),
    )
    if hindrance:
        return _chapter_page(
            _draft_or_404(report_id, chapter_code)[0], ReportChapterCode(chapter_code), form, hindrance
        )
    flash(_("Kapitlet er lagret."), "success")
    return redirect(url_for(".show_report", report_id=report_id, _anchor=chapter_code))


def _stored_chapter(row: ReportChapter, *, fresh: bool = False) -> ChapterForm:
    """The form as the chapter stands stored; fresh, whatever was sent."""
    more = {"formdata": None} if fresh else {}
    return ChapterForm(text=row.text, version=str(row.version), **more)


def _draft_or_404(report_id: int, chapter_code: str) -> tuple[YearlyReport, ReportChapter]:
    report = queries.report_of(session(), actor().municipality_id, report_id) or abort(404)
    found = {code.value: row for code, row in queries.chapters_of(session(), report).items()}
    return report, found.get(chapter_code) or abort(404)


def _chapter_page(
    report: YearlyReport,
    code: ReportChapterCode,
    form: ChapterForm,
    hindrance: Hindrance | None = None,
) -> ResponseReturnValue:
    content = content_of(session(), report, demo=current_app.config["DEMO"])
    page = render_template(
        "prevention/reports/write_chapter.html",
        form=form,
        report=report,
        name=report_name(report),
        is_draft=report.state is ReportState.DRAFT,
        heading=label(code),
        is_required=code in REQUIRED and not report.sequence,
        code=code.value,
        chapters=[one for one in shown_chapters(content.chapters) if one.code == code.value],
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


@bp.get("/meldinger/politital")
@requires(Permission.PREVENTION_VIEW)
def list_police_figures() -> ResponseReturnValue:
    """What the police have told, five years side by side."""
    form = PoliceYearForm(request.args, meta={"csrf": False})
    last = form.ar.data if form.validate() and form.ar.data else year_in_turn(clock.today())
    years = tuple(reversed(years_told(last)))
    rows = queries.police_figures_of(session(), actor().municipality_id, years)
    return render_template(
        "prevention/reports/list_police_figures.html",
        form=form,
        years=years,
        headings=[_("Hva politiet har talt"), *({"label": str(year), "align": "end"} for year in years)],
        lines=police_lines(rows, years),
    ), 422 if form.errors else 200


@bp.route("/meldinger/politital/ny", methods=["GET", "POST"])
@requires(Permission.REPORT_WRITE)
@commits
def enter_police_figure() -> ResponseReturnValue:
    """Enter a figure that the police have told, with its source and day."""
    form = PoliceFigureForm(year=year_in_turn(clock.today()))
    if not form.validate_on_submit():
        return _police_page(form)
    hindrance = attempt(form, lambda: enter(session(), actor(), form.told, on=clock.today()))
    if hindrance:
        return _police_page(form, hindrance=hindrance)
    flash(_("Tallet er registrert og står i utkastene."), "success")
    return redirect(url_for(".list_police_figures"))


@bp.route("/meldinger/politital/<int:figure_id>", methods=["GET", "POST"])
@requires(Permission.REPORT_WRITE)
@commits
def change_police_figure(figure_id: int) -> ResponseReturnValue:
    """Enter what the police have told since; delivered reports keep what they said."""
    row = _police_figure_or_404(figure_id)
    form = _stored_police_figure(row)
    if not form.validate_on_submit():
        return _police_page(form, row)
    hindrance = attempt(
        form,
        lambda: change(
            session(),
            actor(),
            figure_id=figure_id,
            seen_version=form.seen_version,
            told=form.told,
            on=clock.today(),
        ),
        lambda: _stored_police_figure(_police_figure_or_404(figure_id), fresh=True),
    )
    if hindrance:
        return _police_page(form, _police_figure_or_404(figure_id), hindrance=hindrance)
    flash(_("Tallet er endret."), "success")
    return redirect(url_for(".list_police_figures"))


def _police_figure_or_404(figure_id: int) -> PoliceFigure:
    return queries.police_figure_of(session(), actor().municipality_id, figure_id) or abort(404)


def _stored_police_figure(row: PoliceFigure, *, fresh: bool = False) -> PoliceFigureForm:
    more = {"formdata": None} if fresh else {}
    return PoliceFigureForm(obj=row, version=str(row.version), **more)


def _police_page(
    form: PoliceFigureForm, row: PoliceFigure | None = None, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template(
        "prevention/reports/write_police_figure.html", form=form, figure=row, hindrance=hindrance
    )
    return page, status_of(form, hindrance)
