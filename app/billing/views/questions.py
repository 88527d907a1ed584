"""Pages of questions about turnover: those that are open, and settling them."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, labels
from app.billing.forms.questions import SettleForm
from app.billing.queries.questions import (
    Wanted,
    all_questions,
    question_count,
    questions_page,
    years_with_questions,
)
from app.billing.question_sheets import questions_workbook
from app.billing.service import questions as service
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.wording.questions_of_turnover import turnover_question, usual_note
from fees.plausibility import QuestionCode

YEAR, STATE, CODE, DUTY = "ar", "vis", "slag", "oppgave"
SETTLED = "avklarte"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/sporsmal")
@requires(Permission.FEE_VIEW)
def list_questions() -> ResponseReturnValue:
    """The questions of a year that are open, or those that were settled."""
    return _page(SettleForm(formdata=None))


@bp.post("/sporsmal/avklar")
@requires(Permission.FEE_HANDLE)
@commits
def settle_questions() -> ResponseReturnValue:
    """Settle one question or many with a note; sent from the list, or from one licence's page."""
    form = SettleForm()
    if not form.validate_on_submit():
        return _page(form)
    settled = 0

    def settle() -> None:
        nonlocal settled
        settled = service.settle_questions(
            session(), actor(), question_ids=form.questions.data, note=form.note.data
        )

    hindrance = attempt(form, settle)
    if hindrance:
        return _page(form, hindrance)
    flash(ngettext("%(num)s spørsmål er avklart.", "%(num)s spørsmål er avklart.", settled), "success")
    duty_id = request.args.get(DUTY, type=int)
    if duty_id:
        return redirect(url_for(".show_duty", duty_id=duty_id))
    return redirect(url_for(".list_questions", ar=_wanted().year))


@bp.get("/sporsmal/regneark")
@requires(Permission.FEE_VIEW)
def export_questions() -> ResponseReturnValue:
    """The questions of a year as a workbook."""
    year = _wanted().year
    content = questions_workbook(all_questions(session(), actor().municipality_id, year), year, clock.today())
    name = _("sporsmal-%(year)s.xlsx", year=str(year))
    return send_file(BytesIO(content), mimetype=WORKBOOK, as_attachment=True, download_name=name)


def _wanted() -> Wanted:
    code = request.args.get(CODE, "")
    year = request.args.get(YEAR, default=clock.today().year, type=int)
    return Wanted(
        year=year if 0 < year < 10_000 else clock.today().year,
        open=request.args.get(STATE) != SETTLED,
        code=QuestionCode(code) if code in set(QuestionCode) else None,
    )


def _page(form: SettleForm, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    wanted, mine = _wanted(), actor().municipality_id
    page = questions_page(session(), mine, wanted, cursor_from(request.args))
    years = sorted({wanted.year, clock.today().year, *years_with_questions(session(), mine)}, reverse=True)
    counts = {
        is_open: question_count(session(), mine, Wanted(wanted.year, is_open)) for is_open in (True, False)
    }
    chosen = set(form.questions.data or ())
    return render_template(
        "billing/questions/list_questions.html",
        form=form,
        hindrance=hindrance,
        wanted=wanted,
        years=years,
        codes=[(code.value, labels.label(code)) for code in QuestionCode],
        filters_shown=[
            {
                "label": label,
                "url": url_for(".list_questions", ar=wanted.year, vis=state),
                "current": wanted.open is is_open,
                "count": counts[is_open],
            }
            for label, state, is_open in ((_("Åpne"), None, True), (_("Avklarte"), SETTLED, False))
        ],
        rows=[
            {
                "row": row,
                "text": turnover_question(row.code, row.group, row.facts),
                "usual": usual_note(row.code, row.facts),
                "chosen": row.id in chosen,
            }
            for row in page.rows
        ],
        addresses=page_addresses(page),
    ), status_of(form, hindrance)
