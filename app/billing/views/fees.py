"""The fees of a year's round: the list, computing them, deciding them, and the list as a workbook."""

from collections.abc import Mapping
from io import BytesIO

from flask import redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.billing.fee_sheets import fee_workbook
from app.billing.forms.fees import DecideForm
from app.billing.queries import fee_list as queries
from app.billing.queries.fee_list import Shown
from app.billing.queries.fee_years import fee_year_of
from app.billing.queries.fees import fees_of_round
from app.billing.run_pages import RUN_ENDS
from app.billing.service import fees as service
from app.billing.shown_fees import shown_licence, shown_sums
from app.billing.shown_round_terms import shown_terms
from app.billing.views.blueprint import bp
from app.changes import attempt, status_of
from app.db import commits, session
from app.forms import row_id
from app.models.billing_run import BillingRun, RunKind
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from licensing.errors import BadValue

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def fees_url(run: BillingRun) -> str:
    """Where a run of fees leads when it is done."""
    return url_for("billing.list_fees", year=run.year)


RUN_ENDS[RunKind.FEES] = fees_url


@bp.get("/beregning", defaults={"year": None})
@bp.get("/beregning/<int:year>")
@requires(Permission.FEE_VIEW)
def list_fees(year: int | None) -> ResponseReturnValue:
    """The fees of a round: what each licence pays, what is decided, and what could not be computed."""
    if year is None:
        year = clock.today().year
    municipality_id, cursor = actor().municipality_id, cursor_from(request.args)
    shown = _wanted()
    counts = queries.counts(session(), municipality_id, year)
    if shown is Shown.PROBLEMS:
        page = queries.problem_page(session(), municipality_id, year, cursor)
        duties = queries.duties_of(session(), municipality_id, year, [row.id for row in page.rows])
        problems = [
            (row, labels.sentence(row.problem, None, row.facts), duties.get(row.id)) for row in page.rows
        ]
        licences = []
    else:
        page = queries.licence_page(session(), municipality_id, year, shown, cursor)
        rows = fees_of_round(session(), municipality_id, year, [row.id for row in page.rows])
        licences = [
            shown_licence(licence, [row for row in rows if row.licence_id == licence.id])
            for licence in page.rows
        ]
        problems = []
    previous_url, next_url = page_addresses(page)
    return render_template(
        "billing/fees/list_fees.html",
        year=year,
        years=(year - 1, year + 1),
        terms=shown_terms(session(), municipality_id, year),
        shown=shown,
        tabs=_tabs(year, shown, counts),
        waiting=counts[Shown.WAITING],
        sums=shown_sums(queries.sums(session(), municipality_id, year), year),
        licences=licences,
        problems=problems,
        previous_url=previous_url,
        next_url=next_url,
    )


def _wanted() -> Shown:
    wanted = request.args.get("vis", "")
    return Shown(wanted) if wanted in set(Shown) else Shown.ALL


def _tabs(year: int, shown: Shown, counts: Mapping[Shown, int]) -> list[dict[str, object]]:
    words = {
        Shown.ALL: _("Alle"),
        Shown.WAITING: _("Venter på vedtak"),
        Shown.ASKED: _("Har spørsmål"),
        Shown.DECIDED: _("Vedtatt"),
        Shown.PROBLEMS: _("Kunne ikke beregnes"),
    }
    return [
        {
            "label": word,
            "url": url_for(".list_fees", year=year, vis=None if one is Shown.ALL else one.value),
            "current": one is shown,
            "count": formats.whole(counts[one]),
        }
        for one, word in words.items()
    ]


@bp.post("/beregning/<int:year>/beregn")
@requires(Permission.FEE_HANDLE)
@commits
def compute_fees(year: int) -> ResponseReturnValue:
    """Begin to compute the fees of a round, of all licences or of those that are chosen."""
    run = service.begin_fees_run(session(), actor(), year=year, licence_ids=_chosen(request.form))
    return redirect(url_for(".show_run", run_id=run.id, fortsett=1))


def _chosen(values: object) -> list[int] | None:
    """The licences that are named; nothing when none is. A number that no row can have is left out."""
    found = []
    for typed in values.getlist("bevilling"):  # type: ignore[attr-defined]  # arguments or a form
        try:
            found.append(row_id(typed))
        except ValueError:
            continue
    return found or None


@bp.route("/beregning/<int:year>/vedtak", methods=["GET", "POST"])
@requires(Permission.FEE_DECIDE)
@commits
def decide_fees(year: int) -> ResponseReturnValue:
    """Decide the fees that wait, with one letter for each licence; questions are seen first."""
    municipality_id, chosen = actor().municipality_id, _chosen(request.args)
    waiting = service.waiting_fees(session(), municipality_id, year)
    if chosen is not None:
        waiting = [row for row in waiting if row.licence_id in set(chosen)]
    asked = service.asked_about(waiting)
    places = queries.licences_by_id(session(), municipality_id, {row.licence_id for row in asked})
    form = DecideForm.of(
        ((row.fee_id, places[row.licence_id].venue) for row in asked),
        fee_year_of(session(), municipality_id, year).instalments,
    )
    hindrance = None
    if form.validate_on_submit():
        begun: list[BillingRun] = []
        deciding = service.Deciding(chosen, form.seen.data or (), form.days)
        try:
            hindrance = attempt(form, lambda: begun.append(_begin(year, deciding)))
        except BadValue as error:
            session().rollback()
            form.due_on.errors = [labels.sentence(error.code, None, error.facts)]
        if begun:
            return redirect(url_for(".show_run", run_id=begun[0].id, fortsett=1))
    page = render_template(
        "billing/fees/decide_fees.html",
        year=year,
        form=form,
        hindrance=hindrance,
        asked={row.fee_id: shown_licence(places[row.licence_id], [row]) for row in asked},
        count=len({row.licence_id for row in waiting}),
        total=formats.amount(sum(row.total_ore for row in waiting)),
        replaces=sum(1 for row in waiting if row.edition > 1),
    )
    return page, status_of(form, hindrance)


def _begin(year: int, deciding: service.Deciding) -> BillingRun:
    return service.begin_decisions_run(session(), actor(), year=year, deciding=deciding, on=clock.today())


@bp.get("/beregning/<int:year>/regneark")
@requires(Permission.FEE_VIEW)
def export_fees(year: int) -> ResponseReturnValue:
    """All fees of a round, as a workbook."""
    content = fee_workbook(session(), actor().municipality_id, year, clock.today())
    return send_file(
        BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=f"gebyrer-{year}.xlsx"
    )
