"""Pages of the end of a plan: what came of it, ended and reopened, and its lines carried on."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.changes import attempt, status_of
from app.db import commits, session
from app.labels import label
from app.models.plan import Plan, PlanMeasure
from app.permissions import Permission, actor, requires
from app.prevention.forms.plans import CarryOnForm, EndPlanForm, ReasonForm
from app.prevention.plan_pages import plan_or_404
from app.prevention.queries.plan_closing import carried_on, closing_report, plans_under_work
from app.prevention.queries.plans import measures_of
from app.prevention.service import plan_closing as service
from app.prevention.service.held_plans import refuse_unless_open
from app.prevention.service.plan_parts import is_of_others
from app.prevention.shown_plan_closing import shown_report
from app.prevention.views.blueprint import bp
from fees.plans import MeasureStatus, PlanState


@bp.get("/planer/<int:plan_id>/sluttrapport")
@requires(Permission.PREVENTION_VIEW)
def show_closing_report(plan_id: int) -> ResponseReturnValue:
    """What a plan led to; as it stands today, until the plan is ended."""
    plan = plan_or_404(plan_id)
    report = closing_report(session(), actor().municipality_id, plan)
    return render_template(
        "prevention/plans/show_closing_report.html",
        plan=plan,
        report=shown_report(report),
        is_ended=plan.state is PlanState.ENDED,
        may_end=plan.state is PlanState.ADOPTED,
        may_carry=bool(report.open or report.not_done) and plan.state in {PlanState.ADOPTED, PlanState.ENDED},
    )


@bp.route("/planer/<int:plan_id>/avslutt", methods=["GET", "POST"])
@requires(Permission.PLAN_ADOPT)
@commits
def end_plan(plan_id: int) -> ResponseReturnValue:
    """End a plan with its closing report."""
    plan = plan_or_404(plan_id)
    refuse_unless_open(plan, {PlanState.ADOPTED})
    form = EndPlanForm(obj=plan, version=plan.edition)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.end_plan(
                session(),
                actor(),
                plan_id=plan_id,
                seen_version=form.seen_version,
                result=form.closing_result.data,
            ),
        )
        if not hindrance:
            flash(_("Planen er avsluttet."), "success")
            return redirect(url_for(".show_closing_report", plan_id=plan_id))
        plan = plan_or_404(plan_id)
        form.version.data = plan.edition
    report = closing_report(session(), actor().municipality_id, plan)
    return render_template(
        "prevention/plans/end_plan.html",
        plan=plan,
        form=form,
        hindrance=hindrance,
        report=shown_report(report),
    ), status_of(form, hindrance)


@bp.route("/planer/<int:plan_id>/gjenapne", methods=["GET", "POST"])
@requires(Permission.PLAN_ADOPT)
@commits
def reopen_plan(plan_id: int) -> ResponseReturnValue:
    """Take back that a plan was ended."""
    plan = plan_or_404(plan_id)
    refuse_unless_open(plan, {PlanState.ENDED})
    form = ReasonForm(version=plan.edition)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.reopen_plan(
                session(),
                actor(),
                plan_id=plan_id,
                seen_version=form.seen_version,
                reason=form.reason.data,
            ),
        )
        if not hindrance:
            flash(_("Planen er åpnet igjen."), "success")
            return redirect(url_for(".show_plan", plan_id=plan_id))
        plan = plan_or_404(plan_id)
        form.version.data = plan.edition
    return render_template(
        "prevention/plans/reopen_plan.html", plan=plan, form=form, hindrance=hindrance
    ), status_of(form, hindrance)


@bp.route("/planer/<int:plan_id>/for-videre", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def carry_on(plan_id: int) -> ResponseReturnValue:
    """Carry the open lines of a plan on into one that is under work."""
    plan = plan_or_404(plan_id)
    lines = _open_lines(plan)
    into = plans_under_work(session(), actor().municipality_id, beside=plan_id)
    form = CarryOnForm(
        into_id=request.args.get("til", type=int) or _next(plan, into),
        measures=[line.id for line in lines],
    )
    form.into_id.choices = [(one.id, f"{one.title} {one.first_year}–{one.last_year}") for one in into]
    form.measures.choices = [(line.id, line.title) for line in lines]
    hindrance = None
    if form.validate_on_submit():
        chosen = set(form.measures.data)
        into_id = form.into_id.data
        hindrance = attempt(
            form,
            lambda: service.carry_on(
                session(),
                actor(),
                plan_id=plan_id,
                into_id=into_id,
                lines=[_carried(line) for line in lines if line.id in chosen],
            ),
        )
        if not hindrance:
            flash(_("Tiltakene er ført videre. Skriv hva som skal gjøres i hvert år."), "success")
            return redirect(url_for(".show_plan", plan_id=into_id, _anchor="tiltak"))
        plan = plan_or_404(plan_id)
        lines = _open_lines(plan)
    return render_template(
        "prevention/plans/carry_on.html",
        plan=plan,
        form=form,
        hindrance=hindrance,
        has_lines=bool(lines),
        has_plans=bool(into),
        hints={line.id: label(line.status) for line in lines},
    ), status_of(form, hindrance)


def _open_lines(plan: Plan) -> list[PlanMeasure]:
    """The measures that are not done, not carried on, and not another municipality's own."""
    here = actor().municipality_id
    already = carried_on(session(), here, plan.id)
    return [
        one
        for one in measures_of(session(), here, plan.id)
        if one.id not in already and one.status is not MeasureStatus.DONE and not is_of_others(one, actor())
    ]


def _carried(line: PlanMeasure) -> service.CarriedLine:
    text = _("Fra forrige plan: %(status)s", status=label(line.status).lower())
    return service.CarriedLine(line.id, text)


def _next(plan: Plan, into: list[Plan]) -> int | None:
    """The plan that follows this one, else the only one there is."""
    following = [one.id for one in into if one.predecessor_id == plan.id]
    return following[0] if following else (into[0].id if len(into) == 1 else None)
