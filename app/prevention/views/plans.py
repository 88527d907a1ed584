"""Pages of action plans: listed, begun, read, changed, adopted, discarded, and held against themselves."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.plan import Plan
from app.permissions import Permission, actor, requires
from app.policy.queries.lists import names_of
from app.prevention.forms.plans import AdoptForm, BeginPlanForm, FollowUpForm, PlanForm, ReasonForm
from app.prevention.plan_pages import plan_or_404
from app.prevention.plan_tabs import plan_items
from app.prevention.queries.plans import (
    decided_here,
    others_where,
    plan_faults_of,
    plans_of,
    policy_series_of,
)
from app.prevention.service import plans as service
from app.prevention.service.held_plans import NOT_DISCARDED, UNDER_WORK, refuse_unless_open
from app.prevention.shown_plans import fault_groups, plan_lines, shown_plan
from app.prevention.views.blueprint import bp
from fees.plans import PlanState

# A macro that is imported sees what all templates have, not what a view gives one page.
bp.add_app_template_global(plan_items)


@bp.get("/planer")
@requires(Permission.PREVENTION_VIEW)
def list_plans() -> ResponseReturnValue:
    """The plans of the municipality; what was discarded stands apart."""
    plans = plans_of(session(), actor().municipality_id)
    lines = {
        is_discarded: plan_lines(
            session(), [plan for plan in plans if (plan.state is PlanState.DISCARDED) == is_discarded]
        )
        for is_discarded in (False, True)
    }
    return render_template("prevention/plans/list_plans.html", lines=lines[False], discarded=lines[True])


@bp.route("/planer/ny", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def begin_plan() -> ResponseReturnValue:
    """Begin a draft, alone or together with municipalities in which the person writes plans as well."""
    form = BeginPlanForm(first_year=clock.today().year + 1, last_year=clock.today().year + 4)
    others = others_where(session(), actor(), Permission.PREVENTION_HANDLE)
    _offer(form, beside=None, members=(actor().municipality_id, *others))
    if others:
        names = names_of(session(), others, clock.today())
        form.municipality_ids.choices = [(one, names[one]) for one in others]
    else:
        del form.municipality_ids
    hindrance = None
    if form.validate_on_submit():
        begun: list[int] = []
        hindrance = attempt(form, lambda: begun.append(service.begin_plan(session(), actor(), form.new).id))
        if not hindrance:
            flash(_("Planen er påbegynt. Skriv kapitler, mål og tiltak."), "success")
            return redirect(url_for(".show_plan", plan_id=begun[0]))
    return render_template("prevention/plans/begin_plan.html", form=form, hindrance=hindrance), status_of(
        form, hindrance
    )


@bp.get("/planer/<int:plan_id>")
@requires(Permission.PREVENTION_VIEW)
def show_plan(plan_id: int) -> ResponseReturnValue:
    """Everything that a plan says, and what it lacks."""
    plan = plan_or_404(plan_id)
    here = decided_here(plan, actor().municipality_id)
    decided = [one for one in plan.municipalities if one.decided_on]
    shown = shown_plan(session(), actor(), plan)
    may_fetch = plan.state in UNDER_WORK and not decided and shown.before is not None and shown.before.url
    return render_template(
        "prevention/plans/show_plan.html",
        plan=plan,
        shown=shown,
        carry_url=url_for(".carry_on", plan_id=plan.predecessor_id, til=plan.id) if may_fetch else None,
        faults=len(plan_faults_of(session(), plan)),
        is_adopted=plan.state is PlanState.ADOPTED,
        may_change=plan.state in NOT_DISCARDED,
        may_adopt=plan.state is PlanState.DRAFT and here is not None and here.decided_on is None,
        may_take_back=plan.state in {PlanState.DRAFT, PlanState.ADOPTED}
        and here is not None
        and here.decided_on is not None,
        may_discard=plan.state is PlanState.DRAFT and not decided,
        is_discarded=plan.state is PlanState.DISCARDED,
    )


@bp.get("/planer/<int:plan_id>/mangler")
@requires(Permission.PREVENTION_VIEW)
def list_plan_faults(plan_id: int) -> ResponseReturnValue:
    """What a plan leaves open or says against itself."""
    plan = plan_or_404(plan_id)
    return render_template(
        "prevention/plans/list_plan_faults.html",
        plan=plan,
        groups=fault_groups(plan, plan_faults_of(session(), plan)),
    )


@bp.route("/planer/<int:plan_id>/endre", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def change_plan(plan_id: int) -> ResponseReturnValue:
    """Change what is told of a plan: all of it while it is under work, its place among others afterwards."""
    plan = plan_or_404(plan_id)
    refuse_unless_open(plan, NOT_DISCARDED)
    whole = plan.state in UNDER_WORK and not any(one.decided_on for one in plan.municipalities)
    form: PlanForm | FollowUpForm = _form_of(plan, whole=whole)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: _change(plan_id, form),
            lambda: _form_of(plan_or_404(plan_id), whole=whole, typed=False),
        )
        if not hindrance:
            flash(_("Planen er endret."), "success")
            return redirect(url_for(".show_plan", plan_id=plan_id))
        plan = plan_or_404(plan_id)
    return render_template(
        "prevention/plans/change_plan.html", plan=plan, form=form, hindrance=hindrance, whole=whole
    ), status_of(form, hindrance)


def _change(plan_id: int, form: PlanForm | FollowUpForm) -> None:
    if isinstance(form, PlanForm):
        service.change_plan(
            session(), actor(), plan_id=plan_id, seen_version=form.seen_version, record=form.record
        )
    else:
        service.follow_up_plan(
            session(), actor(), plan_id=plan_id, seen_version=form.seen_version, record=form.record
        )


def _form_of(plan: Plan, *, whole: bool, typed: bool = True) -> PlanForm | FollowUpForm:
    """The form of a plan, with what is typed or with what is stored."""
    kind = PlanForm if whole else FollowUpForm
    given: dict[str, Any] = {} if typed else {"formdata": None}
    form = kind(obj=plan, version=plan.edition, **given)
    _offer(form, beside=plan.id, members=[one.municipality_id for one in plan.municipalities])
    return form


def _offer(form: Any, *, beside: int | None, members: Any) -> None:
    plans = plans_of(session(), actor().municipality_id)
    form.offer(
        [
            (plan.id, f"{plan.title} {plan.first_year}–{plan.last_year}")
            for plan in plans
            if plan.id != beside and plan.state is not PlanState.DISCARDED
        ],
        policy_series_of(session(), members),
    )


@bp.route("/planer/<int:plan_id>/vedtak", methods=["GET", "POST"])
@requires(Permission.PLAN_ADOPT)
@commits
def adopt_plan(plan_id: int) -> ResponseReturnValue:
    """Enter that the municipality's council has adopted the plan."""
    plan = plan_or_404(plan_id)
    refuse_unless_open(plan, {PlanState.DRAFT})
    form = AdoptForm(version=plan.edition, body=_("Kommunestyret"))
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.adopt_plan(
                session(),
                actor(),
                plan_id=plan_id,
                seen_version=form.seen_version,
                adoption=form.adoption,
                published=form.published.data,
                on=clock.today(),
            ),
        )
        if not hindrance:
            flash(_("Vedtaket er registrert."), "success")
            return redirect(url_for(".show_plan", plan_id=plan_id))
        plan = plan_or_404(plan_id)
        form.version.data = plan.edition
    return render_template(
        "prevention/plans/adopt_plan.html",
        plan=plan,
        form=form,
        hindrance=hindrance,
        faults=len(plan_faults_of(session(), plan)),
        shared=len(plan.municipalities) > 1,
    ), status_of(form, hindrance)


@bp.route("/planer/<int:plan_id>/trekk-vedtak", methods=["GET", "POST"])
@requires(Permission.PLAN_ADOPT)
@commits
def take_back_adoption(plan_id: int) -> ResponseReturnValue:
    """Take a decision back that was entered by mistake."""
    plan = plan_or_404(plan_id)
    refuse_unless_open(plan, {PlanState.DRAFT, PlanState.ADOPTED})
    form = ReasonForm(version=plan.edition)
    is_done, hindrance = _done_with_reason(form, plan_id, service.take_back_adoption)
    if is_done:
        flash(_("Vedtaket er trukket tilbake, og planen er et utkast igjen."), "success")
        return redirect(url_for(".show_plan", plan_id=plan_id))
    return render_template(
        "prevention/plans/take_back_adoption.html",
        plan=plan_or_404(plan_id),
        form=form,
        hindrance=hindrance,
    ), status_of(form, hindrance)


@bp.route("/planer/<int:plan_id>/forkast", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def discard_plan(plan_id: int) -> ResponseReturnValue:
    """Put a draft away."""
    plan = plan_or_404(plan_id)
    refuse_unless_open(plan, {PlanState.DRAFT})
    form = ReasonForm(version=plan.edition)
    is_done, hindrance = _done_with_reason(form, plan_id, service.discard_plan)
    if is_done:
        flash(_("Utkastet er forkastet."), "success")
        return redirect(url_for(".show_plan", plan_id=plan_id))
    return render_template(
        "prevention/plans/discard_plan.html",
        plan=plan_or_404(plan_id),
        form=form,
        hindrance=hindrance,
    ), status_of(form, hindrance)


def _done_with_reason(
    form: ReasonForm, plan_id: int, act: Callable[..., Plan]
) -> tuple[bool, Hindrance | None]:
    """Do what asks for nothing but why; whether it was done, and what stood in the way."""
    if not form.validate_on_submit():
        return False, None
    hindrance = attempt(
        form,
        lambda: act(
            session(), actor(), plan_id=plan_id, seen_version=form.seen_version, reason=form.reason.data
        ),
    )
    if hindrance:
        # Whoever has read why may try again.
        form.version.data = plan_or_404(plan_id).edition
    return hindrance is None, hindrance
