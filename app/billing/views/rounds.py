"""Pages of turnover rounds: starting one, how far it has come, who joins, closing it."""

from datetime import date
from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, formats
from app.billing import shown_rounds as shown
from app.billing.forms.rounds import DutyFilterForm, JoinRoundForm, ReopenRoundForm, StartRoundForm
from app.billing.queries import rounds as queries
from app.billing.queries.duties import (
    Asked,
    CallState,
    DutyState,
    all_duties,
    count_of_duties,
    duty_page,
    progress,
)
from app.billing.queries.liable import Counted, counted
from app.billing.queries.runs import runs_of_round
from app.billing.queries.wanted_duties import wanted_duties
from app.billing.queries.year_figures import fee_places
from app.billing.round_sheets import round_workbook
from app.billing.service import rounds as service
from app.billing.views.blueprint import bp
from app.changes import attempt, status_of
from app.db import commits, session
from app.fields import EARLIEST_YEAR, LATEST_YEAR
from app.forms import ActForm
from app.models.municipality import Municipality, identity_on
from app.models.turnover import RoundState, TurnoverRound
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from licensing.licences import LicenceKind

FILTERS = ("tilstand", "innkalling", "type")
# How far older rounds had come is told on their own pages.
MOST_COUNTED = 5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def round_or_404(year: int) -> TurnoverRound:
    """The round of an address."""
    return queries.round_of(session(), actor().municipality_id, year) or abort(404)


@bp.get("/runder")
@requires(Permission.FEE_VIEW)
def list_rounds() -> ResponseReturnValue:
    """The rounds of the municipality, the latest first, each with how far it has come."""
    today = clock.today()
    rows = queries.rounds_of(session(), actor().municipality_id)
    return render_template(
        "billing/rounds/list_rounds.html",
        rows=[
            (
                row,
                shown.progress_text(progress(session(), actor().municipality_id, Asked(row.id), today)),
                shown.ROUND_TONES[row.state],
            )
            for row in rows[:MOST_COUNTED]
        ],
        older=rows[MOST_COUNTED:],
        together=_together(rows[0].year, today) if rows else None,
    )


def _together(year: int, today: date) -> dict[str, Any] | None:
    """The newest round of each municipality that somebody works in; none for who works in one."""
    places = fee_places(session(), actor().user_id, today)
    rounds = {place: queries.round_of(session(), place.id, year) for place in places}
    counts = {
        place.name: progress(session(), place.id, Asked(found.id), today)
        for place, found in rounds.items()
        if found is not None
    }
    return {"year": year, "rows": shown.place_rows(counts)} if len(counts) > 1 else None


@bp.route("/runder/ny", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def start_round() -> ResponseReturnValue:
    """Start the round of a year: who is asked, who is not, and by when."""
    today, municipality_id = clock.today(), actor().municipality_id
    started = {row.year for row in queries.rounds_of(session(), municipality_id)}
    years = [year for year in (today.year - 1, today.year, today.year + 1) if year not in started]
    year = _year_from(request.args.get("ar", "")) or _first_year(years, today.year)
    proposed = queries.proposed_deadline(session(), municipality_id, year)
    form = StartRoundForm()
    if request.method == "GET":
        form.due_on.data = proposed.due_on
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.start_round(session(), actor(), year=year, due_on=form.due_on.data, on=today),
        )
        if hindrance is None:
            flash(_("Runden for %(year)s er startet. Send innkallingen nå.", year=str(year)), "success")
            return redirect(url_for(".show_round", year=year))
    liable = counted(session(), municipality_id, year)
    ended = sum(one.final for one in wanted_duties(session(), municipality_id, year))
    page: Any = render_template(
        "billing/rounds/start_round.html",
        form=form,
        hindrance=hindrance,
        year=year,
        years=[
            {"label": str(one), "url": url_for(".start_round", ar=one), "current": one == year}
            for one in years
        ],
        is_started=year in started,
        lead=shown.counted_text(liable, _place(), _others(year, today)),
        rows=shown.counted_rows(liable, ended),
        hint=shown.deadline_hint(proposed),
    )
    return page, status_of(form, hindrance)


def _year_from(typed: str) -> int | None:
    year = int(typed) if typed.isdecimal() and len(typed) == len(str(LATEST_YEAR)) else 0
    return year if EARLIEST_YEAR < year < LATEST_YEAR else None


def _first_year(years: list[int], present: int) -> int:
    later = [year for year in years if year >= present]
    return min(later, default=present)


def _place() -> str:
    municipality = session().get_one(Municipality, actor().municipality_id)
    return identity_on(tuple(municipality.identities), clock.today()).name


def _others(year: int, today: date) -> dict[str, Counted]:
    """Who is asked in the other municipalities that somebody works in."""
    places = fee_places(session(), actor().user_id, today)
    return {
        place.name: counted(session(), place.id, year)
        for place in places
        if place.id != actor().municipality_id
    }


@bp.get("/runder/<int:year>")
@requires(Permission.FEE_VIEW)
def show_round(year: int) -> ResponseReturnValue:
    """How far a round has come: delivered, missing, asked about; letters, deadlines, and each licence."""
    found, today = round_or_404(year), clock.today()
    asked = asked_from_request(found.id)
    page = duty_page(session(), actor().municipality_id, asked, cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    count = progress(session(), actor().municipality_id, Asked(found.id), today)
    is_open = found.state is RoundState.OPEN
    runs = runs_of_round(session(), actor().municipality_id, year, found.id)
    told = Asked(found.id, state=DutyState.MISSING, told=True)
    remindable = count_of_duties(session(), actor().municipality_id, told) if is_open else 0
    return render_template(
        "billing/rounds/show_round.html",
        round=found,
        year=year,
        is_open=is_open,
        tone=shown.ROUND_TONES[found.state],
        counted=count,
        lead=shown.progress_text(count),
        sent=shown.sent_text(count),
        tiles=shown.tiles(count, url_for(".show_round", year=year)),
        remindable=remindable,
        joining=len(queries.joining(session(), found)) if is_open else 0,
        due_on=queries.due_on_of_round(session(), found),
        deadlines=shown.deadline_lines(
            queries.deadlines_of(session(), actor().municipality_id, round_id=found.id)
        ),
        runs=shown.run_lines(runs),
        rows=[shown.duty_line(row, today) for row in page.rows],
        form=DutyFilterForm(request.args),
        export_url=url_for(".export_round", year=year, **kept_filters()),
        previous_url=previous_url,
        next_url=next_url,
    )


def asked_from_request(round_id: int | None) -> Asked:
    """Which duties an address asks for; what it says wrongly is left out."""

    def member(name: str, kind: Any) -> Any:
        typed = request.args.get(name, "")
        return kind(typed) if typed in set(kind) else None

    return Asked(
        round_id,
        state=member("tilstand", DutyState),
        call=member("innkalling", CallState),
        kind=member("type", LicenceKind),
    )


def kept_filters() -> dict[str, Any]:
    """The filters of an address, and nothing else that stands in it."""
    return {key: request.args[key] for key in FILTERS if request.args.get(key)}


@bp.route("/runder/<int:year>/nye", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def join_round(year: int) -> ResponseReturnValue:
    """Ask those too who were granted a licence after the round had started."""
    found, today = round_or_404(year), clock.today()
    form = JoinRoundForm()
    if request.method == "GET":
        form.due_on.data = service.deadline_for_who_joins(queries.due_on_of_round(session(), found), today)
    hindrance = None
    if form.validate_on_submit():
        counts: list[int] = []
        hindrance = attempt(
            form,
            lambda: counts.append(
                service.take_in_new_licences(session(), actor(), year=year, due_on=form.due_on.data, on=today)
            ),
        )
        if hindrance is None:
            flash(
                ngettext("%(num)s bevilling er tatt med.", "%(num)s bevillinger er tatt med.", counts[0]),
                "success",
            )
            return redirect(url_for(".show_round", year=year))
    page: Any = render_template(
        "billing/rounds/join_round.html",
        form=form,
        hindrance=hindrance,
        year=year,
        number=formats.whole(len(queries.joining(session(), round_or_404(year)))),
    )
    return page, status_of(form, hindrance)


@bp.route("/runder/<int:year>/avslutt", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def close_round(year: int) -> ResponseReturnValue:
    """Close a round, once one has seen what is missing."""
    found = round_or_404(year)
    form, hindrance = ActForm(), None
    if form.validate_on_submit():
        hindrance = attempt(form, lambda: service.close_round(session(), actor(), year=year))
        if hindrance is None:
            flash(_("Runden for %(year)s er avsluttet.", year=str(year)), "success")
            return redirect(url_for(".show_round", year=year))
    count = progress(session(), actor().municipality_id, Asked(found.id), clock.today())
    page: Any = render_template(
        "billing/rounds/close_round.html",
        form=form,
        hindrance=hindrance,
        year=year,
        lead=shown.progress_text(count),
    )
    return page, status_of(form, hindrance)


@bp.route("/runder/<int:year>/apne", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def reopen_round(year: int) -> ResponseReturnValue:
    """Open a round again, with the reason."""
    round_or_404(year)
    form, hindrance = ReopenRoundForm(), None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.reopen_round(session(), actor(), year=year, reason=form.reason.data),
        )
        if hindrance is None:
            flash(_("Runden for %(year)s er åpnet igjen.", year=str(year)), "success")
            return redirect(url_for(".show_round", year=year))
    page: Any = render_template("billing/rounds/reopen_round.html", form=form, hindrance=hindrance, year=year)
    return page, status_of(form, hindrance)


@bp.get("/runder/<int:year>/regneark")
@requires(Permission.FEE_VIEW)
def export_round(year: int) -> ResponseReturnValue:
    """The round as a workbook, with the filters of the page."""
    found, today = round_or_404(year), clock.today()
    municipality_id = actor().municipality_id
    content = round_workbook(
        _("Omsetningsoppgaver %(year)s", year=str(year)),
        all_duties(session(), municipality_id, asked_from_request(found.id)),
        shown.deadline_lines(queries.deadlines_of(session(), municipality_id, round_id=found.id)),
        today,
    )
    name = f"omsetningsoppgaver-{year}-{today.isoformat()}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)
