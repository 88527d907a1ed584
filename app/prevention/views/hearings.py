"""Pages of hearings: lay a plan out, enter and treat the answers, and close with a summary."""

from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.hearing import HearingAnswer, PlanHearing
from app.models.plan import Plan
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.prevention.forms.hearings import HearingForm, KeyedAnswerForm, SummaryForm, TreatForm
from app.prevention.queries import hearings as queries
from app.prevention.queries.earmarks import earmarks_in
from app.prevention.queries.plans import plan_of
from app.prevention.service import hearing_answers, hearings
from app.prevention.service.held_plans import UNDER_WORK
from app.prevention.shown_hearings import (
    answer_line,
    counts_text,
    hearing_line,
    invitation_lines,
    proposed_summary,
    standing_of,
)
from app.prevention.views.blueprint import bp

# ASSUMPTION: no source says how long a plan lies out. Six weeks are proposed, and a person sets the day.
PROPOSED_WEEKS = 6


@bp.get("/planer/<int:plan_id>/horing")
@requires(Permission.PREVENTION_VIEW)
def list_hearings(plan_id: int) -> ResponseReturnValue:
    """The hearings of a plan, and whether it may be laid out now."""
    plan = _plan_or_404(plan_id)
    rows = queries.hearings_of(session(), actor().municipality_id, plan_id)
    counts = queries.answer_counts(session(), [row.id for row in rows])
    return render_template(
        "prevention/hearings/list_hearings.html",
        plan=plan,
        lines=[hearing_line(row, counts[row.id], clock.today()) for row in rows],
        may_be_opened=plan.state in UNDER_WORK
        and all(row.closed_on is not None for row in rows)
        and all(one.decided_on is None for one in plan.municipalities),
    )


@bp.route("/planer/<int:plan_id>/horing/ny", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def open_hearing(plan_id: int) -> ResponseReturnValue:
    """Lay a draft out for everybody to answer."""
    plan = _plan_or_404(plan_id)
    today = clock.today()
    form = HearingForm(
        opens_on=today,
        due_on=today + timedelta(weeks=PROPOSED_WEEKS),
        invited="\n".join(_proposed_bodies(plan)),
    )
    if not form.validate_on_submit():
        return _hearing_page(form, plan)
    opened: list[PlanHearing] = []
    hindrance = attempt(
        form,
        lambda: opened.append(
            hearings.open_hearing(session(), actor(), plan_id=plan_id, terms=form.terms, on=today)
        ),
    )
    if hindrance:
        return _hearing_page(form, _plan_or_404(plan_id), hindrance)
    flash(_("Planen er lagt ut på høring."), "success")
    return redirect(url_for(".show_hearing", hearing_id=opened[0].id))


@bp.get("/horinger/<int:hearing_id>")
@requires(Permission.PREVENTION_VIEW)
def show_hearing(hearing_id: int) -> ResponseReturnValue:
    """What is asked, of whom, what has been answered, and what was done with it."""
    hearing = _hearing_or_404(hearing_id)
    today = clock.today()
    counts = queries.answer_counts(session(), [hearing_id])[hearing_id]
    page = queries.answer_page(session(), hearing_id, cursor=cursor_from(request.args))
    previous_url, next_url = page_addresses(page)
    return render_template(
        "prevention/hearings/show_hearing.html",
        plan=session().get_one(Plan, hearing.plan_id),
        hearing=hearing,
        standing=standing_of(hearing, counts, today),
        counts=counts,
        counts_text=counts_text(counts),
        lines=[answer_line(row) for row in page.rows],
        invitations=invitation_lines(
            queries.invitations_of(session(), hearing_id), queries.answered_bodies(session(), hearing_id)
        ),
        has_begun=hearing.opens_on <= today,
        may_be_closed=hearing.closed_on is None and today > hearing.due_on and not counts.waiting,
        previous_url=previous_url,
        next_url=next_url,
    )


@bp.route("/horinger/<int:hearing_id>/endre", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def change_hearing(hearing_id: int) -> ResponseReturnValue:
    """Change what is asked and who is invited, or give more time."""
    hearing = _hearing_or_404(hearing_id)
    form = _stored_form(hearing)
    if not form.validate_on_submit():
        return _hearing_page(form, session().get_one(Plan, hearing.plan_id), hearing=hearing)
    hindrance = attempt(
        form,
        lambda: hearings.change_hearing(
            session(),
            actor(),
            hearing_id=hearing_id,
            seen_version=form.seen_version,
            terms=form.terms,
            on=clock.today(),
        ),
        lambda: _stored_form(_hearing_or_404(hearing_id), formdata=None),
    )
    if hindrance:
        hearing = _hearing_or_404(hearing_id)
        return _hearing_page(form, session().get_one(Plan, hearing.plan_id), hindrance, hearing=hearing)
    flash(_("Høringen er endret."), "success")
    return redirect(url_for(".show_hearing", hearing_id=hearing_id))


@bp.route("/horinger/<int:hearing_id>/svar/nytt", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def key_answer(hearing_id: int) -> ResponseReturnValue:
    """Enter an answer that came in a letter or a meeting."""
    _hearing_or_404(hearing_id)
    form = KeyedAnswerForm(received_on=clock.today())
    if not form.validate_on_submit():
        return _keying_page(form, hearing_id)
    hindrance = attempt(
        form,
        lambda: hearing_answers.key_answer(
            session(),
            actor(),
            hearing_id=hearing_id,
            answer=form.answer,
            received_on=form.received_on.data,
            on=clock.today(),
        ),
    )
    if hindrance:
        return _keying_page(form, hearing_id, hindrance)
    flash(_("Svaret er registrert."), "success")
    return redirect(url_for(".show_hearing", hearing_id=hearing_id))


@bp.get("/horinger/<int:hearing_id>/svar/<int:answer_id>")
@requires(Permission.PREVENTION_VIEW)
def show_answer(hearing_id: int, answer_id: int) -> ResponseReturnValue:
    """An answer in full, with what was done with it."""
    hearing, answer = _hearing_or_404(hearing_id), _answer_or_404(hearing_id, answer_id)
    return render_template(
        "prevention/hearings/show_answer.html",
        plan=session().get_one(Plan, hearing.plan_id),
        hearing=hearing,
        answer=answer,
        line=answer_line(answer),
    )


@bp.route("/horinger/<int:hearing_id>/svar/<int:answer_id>/behandle", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def treat_answer(hearing_id: int, answer_id: int) -> ResponseReturnValue:
    """Say whether an answer is followed and why, and whether everybody may read it."""
    _hearing_or_404(hearing_id)
    form = TreatForm(obj=_answer_or_404(hearing_id, answer_id))
    if not form.validate_on_submit():
        return _treating_page(form, hearing_id, answer_id)
    hindrance = attempt(
        form,
        lambda: hearing_answers.treat_answer(
            session(),
            actor(),
            answer_id=answer_id,
            seen_version=form.seen_version,
            verdict=form.verdict.data or None,
            reply=form.reply.data or "",
            published=form.published.data,
        ),
        lambda: TreatForm(formdata=None, obj=_answer_or_404(hearing_id, answer_id)),
    )
    if hindrance:
        return _treating_page(form, hearing_id, answer_id, hindrance)
    flash(_("Svaret er behandlet."), "success")
    return redirect(url_for(".show_hearing", hearing_id=hearing_id))


@bp.route("/horinger/<int:hearing_id>/avslutt", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def close_hearing(hearing_id: int) -> ResponseReturnValue:
    """Close a hearing with its summary; of a closed one, put the summary right."""
    hearing = _hearing_or_404(hearing_id)
    was_closed = hearing.closed_on is not None
    counts = queries.answer_counts(session(), [hearing_id])[hearing_id]
    form = SummaryForm(
        version=hearing.version, summary=hearing.summary if was_closed else proposed_summary(counts)
    )
    if not form.validate_on_submit():
        return _close_page(form, hearing)
    act = hearings.correct_summary if was_closed else hearings.close_hearing
    hindrance = attempt(
        form,
        lambda: act(
            session(),
            actor(),
            hearing_id=hearing_id,
            seen_version=form.seen_version,
            summary=form.summary.data,
            on=clock.today(),
        ),
        lambda: SummaryForm(formdata=None, obj=_hearing_or_404(hearing_id)),
    )
    if hindrance:
        return _close_page(form, _hearing_or_404(hearing_id), hindrance)
    flash(_("Sammendraget er rettet.") if was_closed else _("Høringen er avsluttet."), "success")
    return redirect(url_for(".show_hearing", hearing_id=hearing_id))


def _plan_or_404(plan_id: int) -> Plan:
    return plan_of(session(), actor().municipality_id, plan_id) or abort(404)


def _hearing_or_404(hearing_id: int) -> PlanHearing:
    return queries.hearing_of(session(), actor().municipality_id, hearing_id) or abort(404)


def _answer_or_404(hearing_id: int, answer_id: int) -> HearingAnswer:
    found = queries.answer_of(session(), actor().municipality_id, answer_id)
    if found is None or found.hearing_id != hearing_id:
        abort(404)
    return found


def _proposed_bodies(plan: Plan) -> list[str]:
    """Whom to invite: those of the plan's hearing before, else those who are consulted on the money."""
    earlier = queries.hearings_of(session(), actor().municipality_id, plan.id)
    if earlier:
        return [row.body for row in queries.invitations_of(session(), earlier[0].id)]
    earmarks = earmarks_in(session(), actor().municipality_id, clock.today().year)
    return list(dict.fromkeys(row.body for earmark in earmarks for row in earmark.consulted))


def _stored_form(hearing: PlanHearing, **more: Any) -> HearingForm:
    bodies = (row.body for row in queries.invitations_of(session(), hearing.id))
    return HearingForm(obj=hearing, data={"invited": "\n".join(bodies)}, **more)


def _hearing_page(
    form: HearingForm, plan: Plan, hindrance: Hindrance | None = None, hearing: PlanHearing | None = None
) -> ResponseReturnValue:
    return render_template(
        "prevention/hearings/write_hearing.html",
        form=form,
        plan=plan,
        hearing=hearing,
        hindrance=hindrance,
    ), status_of(form, hindrance)


def _keying_page(
    form: KeyedAnswerForm, hearing_id: int, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    hearing = _hearing_or_404(hearing_id)
    return render_template(
        "prevention/hearings/key_answer.html",
        form=form,
        plan=session().get_one(Plan, hearing.plan_id),
        hearing=hearing,
        hindrance=hindrance,
    ), status_of(form, hindrance)


def _treating_page(
    form: TreatForm, hearing_id: int, answer_id: int, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    hearing, answer = _hearing_or_404(hearing_id), _answer_or_404(hearing_id, answer_id)
    return render_template(
        "prevention/hearings/treat_answer.html",
        form=form,
        plan=session().get_one(Plan, hearing.plan_id),
        hearing=hearing,
        answer=answer,
        line=answer_line(answer),
        hindrance=hindrance,
    ), status_of(form, hindrance)


def _close_page(
    form: SummaryForm, hearing: PlanHearing, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    return render_template(
        "prevention/hearings/close_hearing.html",
        form=form,
        plan=session().get_one(Plan, hearing.plan_id),
        hearing=hearing,
        hindrance=hindrance,
    ), status_of(form, hindrance)
