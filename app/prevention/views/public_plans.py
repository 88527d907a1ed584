"""What everybody may read and answer: the plans, their hearings, and the list of both."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import ParamSpec

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app import clock, formats, storage
from app.audit import Outsider
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.hearing import PlanHearing
from app.models.municipality import Municipality
from app.models.plan import Plan
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, requires
from app.policy.queries.lists import names_of
from app.portal import throttle
from app.prevention import shown_public_plans as shown
from app.prevention.forms.hearings import AnswerForm
from app.prevention.queries import hearings, public_plans
from app.prevention.service.hearing_answers import receive_answer
from app.prevention.shown_hearings import period_of, public_line, public_standing_of
from app.prevention.views.public import public
from fees.plans import PlanState

P = ParamSpec("P")


def behind_throttle(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let whoever sends very many answers wait. They are counted beside the request, refused or not."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if request.method == "POST":
            # Counted beside the request, which must not hold the database's only write lock.
            session().rollback()
            client = request.remote_addr or ""
            if throttle.is_throttled(client, throttle.HEARING):
                abort(429)
            throttle.count_try(client, throttle.HEARING)
        return view(*args, **kwargs)

    return guarded


@public.get("/")
@requires(Permission.PUBLIC)
def list_plans() -> ResponseReturnValue:
    """The plans that lie out and those that are adopted, of every municipality here."""
    today = clock.today()
    plans = public_plans.public_plans(session(), today)
    waiting = public_plans.open_hearings(session(), [plan.id for plan in plans], today)
    names = _names(plans)
    lines = shown.public_lines(plans, waiting, names)
    return render_template(
        "prevention/public/list_plans.html",
        on_hearing=[line for line in lines if line.hearing_url],
        others=[line for line in lines if not line.hearing_url],
        reports=shown.report_lines(public_plans.public_reports(session(), today)),
    )


@public.get("/planer/<int:plan_id>")
@requires(Permission.PUBLIC)
def show_plan(plan_id: int) -> ResponseReturnValue:
    """The text of a plan: adopted, or laid out for everybody to answer."""
    today = clock.today()
    plan = _plan_or_404(plan_id)
    hearing = hearings.latest_hearing(session(), plan_id, today)
    names = _names([plan])
    frame = {
        "plan": plan,
        "places": shown.places_of(plan, names),
        "standing": shown.standing_text(plan),
        "tone": shown.STANDING_TONES[plan.state],
        "hearing": hearing,
        "hearing_period": period_of(hearing) if hearing else "",
        "decisions": shown.decisions_of(plan, names),
    }
    if not public_plans.shows_text(plan, hearing):
        return render_template("prevention/public/plan_in_work.html", **frame)
    text = public_plans.public_text(session(), plan)
    return render_template(
        "prevention/public/show_plan.html",
        **frame,
        is_draft=plan.state is PlanState.ON_HEARING,
        takes_answers=bool(public_plans.open_hearings(session(), [plan_id], today)),
        text=text,
        goals=shown.goal_lines(text),
        roles=shown.role_lines(text, names),
        tables=shown.measure_tables(plan, text, names),
        costs=shown.cost_lines(text),
        indicators=shown.indicator_lines(text),
        annexes=shown.annex_lines(text.annexes),
    )


@public.get("/planer/<int:plan_id>/vedlegg/<int:annex_id>")
@requires(Permission.PUBLIC)
def open_annex(plan_id: int, annex_id: int) -> ResponseReturnValue:
    """An annex that everybody may have, as a file."""
    plan = _plan_or_404(plan_id)
    hearing = hearings.latest_hearing(session(), plan_id, clock.today())
    annex = public_plans.public_annex(session(), plan_id, annex_id)
    if annex is None or annex.sha256 is None or not public_plans.shows_text(plan, hearing):
        abort(404)
    return send_file(
        BytesIO(storage.fetch(annex.sha256)),
        mimetype=annex.media_type or "application/octet-stream",
        as_attachment=True,
        download_name=annex.file_name or annex.title,
    )


@public.route("/planer/<int:plan_id>/horing", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
@behind_throttle
@commits
def answer_hearing(plan_id: int) -> ResponseReturnValue:
    """The latest hearing of a plan: what is asked, what was answered, and room for an answer of one's own."""
    plan, hearing = _heard_or_404(plan_id)
    names = _names([plan])
    form = AnswerForm()
    places = [row.municipality_id for row in plan.municipalities]
    if len(places) > 1:
        form.municipality_id.choices = [(one, names[one]) for one in places]
    else:
        del form.municipality_id
    if not form.validate_on_submit():
        return _hearing_page(form, plan, hearing, names)
    chosen = form.municipality_id.data if len(places) > 1 else places[0]
    sender = Outsider(chosen, form.known_as)
    hindrance = attempt(
        form,
        lambda: receive_answer(
            session(), sender, hearing_id=hearing.id, answer=form.answer, on=clock.today()
        ),
    )
    if hindrance:
        plan, hearing = _heard_or_404(plan_id)
        return _hearing_page(form, plan, hearing, names, hindrance)
    flash(
        _("Takk for svaret. Kommunen fikk det %(at)s.", at=formats.moment(clock.now())),
        "success",
    )
    return redirect(url_for(".answer_hearing", plan_id=plan_id))


def _hearing_page(
    form: AnswerForm,
    plan: Plan,
    hearing: PlanHearing,
    names: dict[int, str],
    hindrance: Hindrance | None = None,
) -> ResponseReturnValue:
    today = clock.today()
    counts = hearings.answer_counts(session(), [hearing.id])[hearing.id]
    page = hearings.answer_page(session(), hearing.id, cursor=cursor_from(request.args), only_published=True)
    previous_url, next_url = page_addresses(page)
    takes_answers = hearing.id in {
        one.id for one in public_plans.open_hearings(session(), [plan.id], today).values()
    }
    places = session().scalars(
        select(Municipality)
        .where(Municipality.id.in_([row.municipality_id for row in plan.municipalities]))
        .order_by(Municipality.id)
    )
    return render_template(
        "prevention/public/answer_hearing.html",
        form=form,
        hindrance=hindrance,
        plan=plan,
        hearing=hearing,
        places=shown.places_of(plan, names),
        standing=public_standing_of(hearing, today),
        takes_answers=takes_answers,
        asks_where="municipality_id" in form,
        is_adopted=plan.state in public_plans.DECIDED and plan.published,
        shows_text=public_plans.shows_text(plan, hearing),
        counts=counts,
        lines=[public_line(row) for row in page.rows],
        invitations=[row.body for row in hearings.invitations_of(session(), hearing.id)],
        contacts=[(one, names[one.id]) for one in places],
        previous_url=previous_url,
        next_url=next_url,
    ), status_of(form, hindrance)


def _plan_or_404(plan_id: int) -> Plan:
    return public_plans.public_plan(session(), plan_id, clock.today()) or abort(404)


def _heard_or_404(plan_id: int) -> tuple[Plan, PlanHearing]:
    plan = _plan_or_404(plan_id)
    return plan, hearings.latest_hearing(session(), plan_id, clock.today()) or abort(404)


def _names(plans: list[Plan]) -> dict[int, str]:
    ids = {row.municipality_id for plan in plans for row in plan.municipalities}
    return names_of(session(), ids, clock.today())
