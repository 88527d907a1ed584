"""Pages that write to many: calls, reminders, and the events that report by themselves."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

from flask import abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.billing import shown_rounds as shown
from app.billing.forms.rounds import CallForm, ReminderForm, RoundReminderForm
from app.billing.queries import rounds as queries
from app.billing.queries.duties import (
    Asked,
    CallState,
    DutyState,
    all_duties,
    count_of_duties,
    event_duty_page,
    event_years,
    first_due,
)
from app.billing.queries.runs import runs_of_round
from app.billing.round_sheets import round_workbook
from app.billing.service import calls as service
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.forms import BaseForm
from app.models.billing_run import BillingRun
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A deadline is moved for a few; a page that names more would not be read.
MOST_NAMED = 20


@bp.route("/runder/<int:year>/innkalling", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def begin_calls(year: int) -> ResponseReturnValue:
    """Choose whom to call, and begin."""
    found = queries.round_of(session(), actor().municipality_id, year) or abort(404)
    form, today = CallForm(), clock.today()
    if request.method == "GET":
        due_on = queries.due_on_of_round(session(), found)
        form.link_last_day.data = service.link_lasts_to(max(due_on, today))
        form.numbers.data = request.args.get("bevilling", "")
    left = Asked(found.id, state=DutyState.MISSING, call=CallState.NOT_WRITTEN)
    run, hindrance = _begun(
        form,
        lambda: service.begin_calls(
            session(),
            actor(),
            year=year,
            link_last_day=form.link_last_day.data,
            kind=form.kind.data or None,
            numbers=form.chosen,
            on=today,
        ),
    )
    if run is not None:
        return _to_run(run)
    page: Any = render_template(
        "billing/rounds/begin_calls.html",
        form=form,
        hindrance=hindrance,
        year=year,
        due_on=queries.due_on_of_round(session(), found),
        number=count_of_duties(session(), actor().municipality_id, left),
    )
    return page, status_of(form, hindrance)


@bp.route("/runder/<int:year>/paminnelse", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def begin_reminders(year: int) -> ResponseReturnValue:
    """Choose whom to remind, and begin. Who delivers before the letter is written gets none."""
    municipality_id, today = actor().municipality_id, clock.today()
    found = queries.round_of(session(), municipality_id, year) or abort(404)
    due_on = queries.due_on_of_round(session(), found)
    missing = Asked(found.id, state=DutyState.MISSING)
    told = replace(missing, told=True)
    number = count_of_duties(session(), municipality_id, told)
    late = count_of_duties(session(), municipality_id, replace(told, due_before=today))
    form = RoundReminderForm.of(late=late, told=number)
    if request.method == "GET":
        form.link_last_day.data = service.link_lasts_to(max(due_on, today))
        form.numbers.data = request.args.get("bevilling", "")
    run, hindrance = _begun(
        form,
        lambda: service.begin_reminders(
            session(),
            actor(),
            year=year,
            link_last_day=form.link_last_day.data,
            numbers=form.chosen,
            includes_not_due=form.includes_not_due,
            on=today,
        ),
    )
    if run is not None:
        return _to_run(run)
    page: Any = render_template(
        "billing/rounds/begin_reminders.html",
        form=form,
        hindrance=hindrance,
        year=year,
        due_on=due_on,
        is_early=due_on >= today,
        number=number,
        not_due=first_due(session(), municipality_id, replace(told, due_from=today), MOST_NAMED),
        not_due_count=number - late,
        never_called=count_of_duties(session(), municipality_id, missing) - number,
    )
    return page, status_of(form, hindrance)


@bp.get("/runder/arrangementer")
@requires(Permission.FEE_VIEW)
def list_event_duties() -> ResponseReturnValue:
    """The statements of events: each is due by itself, by the letter that granted the event."""
    today, municipality_id = clock.today(), actor().municipality_id
    asked = _asked_of_events()
    page = event_duty_page(session(), municipality_id, asked, cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    years = event_years(session(), municipality_id)
    overdue = [
        (year, number)
        for year in years
        if (number := count_of_duties(session(), municipality_id, _overdue(year, today)))
    ]
    return render_template(
        "billing/rounds/list_event_duties.html",
        rows=[shown.duty_line(row, today) for row in page.rows],
        states=[
            {
                "label": name,
                "url": url_for(".list_event_duties", tilstand=state.value if state else None),
                "current": state is asked.state,
            }
            for state, name in [(None, _("Alle")), *((one, labels.label(one)) for one in DutyState)]
        ],
        overdue=overdue,
        runs=[
            line
            for year in years[:1]
            for line in shown.run_lines(runs_of_round(session(), municipality_id, year, None))
        ],
        export_url=url_for(".export_event_duties", tilstand=asked.state.value if asked.state else None),
        previous_url=previous_url,
        next_url=next_url,
    )


def _asked_of_events() -> Asked:
    typed = request.args.get("tilstand", "")
    return Asked(None, state=DutyState(typed) if typed in set(DutyState) else None)


def _overdue(year: int, on: Any) -> Asked:
    return Asked(None, state=DutyState.MISSING, year=year, due_before=on)


@bp.route("/runder/arrangementer/<int:year>/paminnelse", methods=["GET", "POST"])
@requires(Permission.FEE_HANDLE)
@commits
def begin_event_reminders(year: int) -> ResponseReturnValue:
    """Choose which events to remind, and begin."""
    today = clock.today()
    if year not in event_years(session(), actor().municipality_id):
        abort(404)
    form = ReminderForm()
    if request.method == "GET":
        form.link_last_day.data = service.link_lasts_to(today)
        form.numbers.data = request.args.get("bevilling", "")
    run, hindrance = _begun(
        form,
        lambda: service.begin_event_reminders(
            session(),
            actor(),
            year=year,
            link_last_day=form.link_last_day.data,
            numbers=form.chosen,
            on=today,
        ),
    )
    if run is not None:
        return _to_run(run)
    page: Any = render_template(
        "billing/rounds/begin_event_reminders.html",
        form=form,
        hindrance=hindrance,
        year=year,
        number=count_of_duties(session(), actor().municipality_id, _overdue(year, today)),
    )
    return page, status_of(form, hindrance)


@bp.get("/runder/arrangementer/regneark")
@requires(Permission.FEE_VIEW)
def export_event_duties() -> ResponseReturnValue:
    """The statements of events as a workbook."""
    today = clock.today()
    content = round_workbook(
        _("Omsetningsoppgaver for arrangementer"),
        all_duties(session(), actor().municipality_id, _asked_of_events()),
        (),
        today,
    )
    name = f"omsetningsoppgaver-arrangementer-{today.isoformat()}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


def _begun(form: BaseForm, begin: Callable[[], BillingRun]) -> tuple[BillingRun | None, Hindrance | None]:
    """The run that a form has begun, or why none was."""
    if not form.validate_on_submit():
        return None, None
    begun: list[BillingRun] = []
    hindrance = attempt(form, lambda: begun.append(begin()))
    return (begun[0] if begun else None), hindrance


def _to_run(run: BillingRun) -> ResponseReturnValue:
    return redirect(url_for(".show_run", run_id=run.id, fortsett=1))
