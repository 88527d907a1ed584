"""Prevention at a glance: how the money stands, what is due, and what comes next."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.db import session
from app.permissions import Permission, actor, requires
from app.prevention import shown_overview as shown
from app.prevention.queries import overview as queries
from app.prevention.queries.earmarks import accounts_in, years_in
from app.prevention.queries.hearings import answer_counts
from app.prevention.queries.parts import parts_to_answer
from app.prevention.queries.payouts import payouts_by_state
from app.prevention.queries.plans import plan_faults_of, plan_of
from app.prevention.queries.reports import report_task
from app.prevention.views.blueprint import bp

PLANS_SEARCHED = 3
"""A municipality has one plan, or an old and a new; the faults of more are found on their own pages."""


@bp.get("/")
@requires(Permission.PREVENTION_VIEW)
def show_overview() -> ResponseReturnValue:
    """The earmark of this year, what waits for whom, the deadlines, and what the plans leave open."""
    place, today = actor().municipality_id, clock.today()
    accounts = accounts_in(session(), place, today.year)
    tasks = shown.tasks_of(actor(), _spending_work(place))
    hearings = queries.hearings_under_way(session(), place)
    plans = queries.work_in_plans(session(), place, today)
    searched = {work.plan_id for work in plans[:PLANS_SEARCHED]}
    notices = shown.year_end_notices(
        accounts,
        years_in(session(), place, today.year),
        queries.open_years(session(), place, today.year),
        today,
    )
    return render_template(
        "prevention/show_overview.html",
        year=today.year,
        money=shown.money_lines(accounts, today.year),
        mine=[task for task in tasks if task.is_mine],
        others=[task for task in tasks if not task.is_mine],
        deadlines=shown.deadlines_of(
            report_task(session(), place, today),
            hearings,
            answer_counts(session(), [hearing.id for _plan, hearing in hearings]),
            plans,
            today,
        ),
        notices=notices,
        plan_notices=shown.plan_notices(
            plans,
            lambda plan_id: _faults(plan_id) if plan_id in searched else 0,
            today,
        ),
        links=_links(),
    )


def _spending_work(place: int) -> shown.SpendingWork:
    to_answer, idle = parts_to_answer(session(), place)
    return shown.SpendingWork(
        proposals=queries.proposals_waiting(session(), place),
        responsible=queries.responsible_users(session(), place, clock.today()),
        payments=queries.payments_to_request(session(), place),
        payouts=payouts_by_state(session(), place),
        reports=queries.reports_to_come(session(), place, clock.today()),
        complaints=queries.complaints_waiting(session(), place),
        parts_to_answer=to_answer,
        idle_parts=idle,
    )


def _faults(plan_id: int) -> int:
    plan = plan_of(session(), actor().municipality_id, plan_id)
    return 0 if plan is None else len(plan_faults_of(session(), plan))


def _links() -> list[dict[str, str]]:
    return [
        {"label": _("Felles tiltak"), "url": url_for(".list_parts")},
        {"label": _("Den åpne siden med planer og høringer"), "url": url_for("prevention_public.list_plans")},
    ]
