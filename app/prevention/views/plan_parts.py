"""Pages of a plan's parts: roles, chapters, goals, costs, indicators with figures, and references."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.plan import Indicator, IndicatorValue, Plan
from app.permissions import Permission, actor, requires
from app.prevention.forms.plan_parts import PlanPartForm, ValueForm
from app.prevention.plan_pages import offered, open_plan_or_404, place_of, plan_or_404, removed
from app.prevention.plan_sorts import ANY_SORT, SORTS, PartSort
from app.prevention.queries.plan_parts import part_of, value_of
from app.prevention.service import plan_parts as service
from app.prevention.views.blueprint import bp


@bp.route(f"/planer/<int:plan_id>/<{ANY_SORT}:plan_part>/ny", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def add_plan_part(plan_id: int, plan_part: str) -> ResponseReturnValue:
    """Add a part of one kind to a plan."""
    sort = SORTS[plan_part]
    plan = open_plan_or_404(plan_id, sort.kind)
    form = sort.form()
    form.offer(offered(plan, sort.kind))
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.add_part(
                session(), actor(), sort.kind, plan_id=plan_id, values=form.values, after=_place(form)
            ),
        )
        if not hindrance:
            flash(_("Planen er endret."), "success")
            return _back_to(plan_id, plan_part)
        plan = plan_or_404(plan_id)
    return _page(plan, sort, plan_part, form, hindrance)


@bp.route(f"/planer/<int:plan_id>/<{ANY_SORT}:plan_part>/<int:line_id>", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def change_plan_part(plan_id: int, plan_part: str, line_id: int) -> ResponseReturnValue:
    """Change a part of a plan, or where it stands."""
    sort = SORTS[plan_part]
    part = _part_or_404(sort, plan_id, line_id)
    plan = open_plan_or_404(plan_id, sort.kind, part)
    form = _stored_form(plan, sort, part, typed=True)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.change_part(
                session(),
                actor(),
                sort.kind,
                plan_id=plan_id,
                part_id=line_id,
                seen_version=form.seen_version,
                values=form.values,
                after=_place(form),
            ),
            lambda: _stored_form(
                plan_or_404(plan_id), sort, _part_or_404(sort, plan_id, line_id), typed=False
            ),
        )
        if not hindrance:
            flash(_("Planen er endret."), "success")
            return _back_to(plan_id, plan_part)
        plan, part = plan_or_404(plan_id), _part_or_404(sort, plan_id, line_id)
    return _page(plan, sort, plan_part, form, hindrance, part)


@bp.post(f"/planer/<int:plan_id>/<{ANY_SORT}:plan_part>/<int:line_id>/ta-ut")
@requires(Permission.PREVENTION_HANDLE)
@commits
def remove_plan_part(plan_id: int, plan_part: str, line_id: int) -> ResponseReturnValue:
    """Take a part out of a plan."""
    sort = SORTS[plan_part]
    _part_or_404(sort, plan_id, line_id)
    return removed(
        lambda version: service.remove_part(
            session(), actor(), sort.kind, plan_id=plan_id, part_id=line_id, seen_version=version
        ),
        done=url_for(".show_plan", plan_id=plan_id, _anchor=plan_part),
        back=url_for(".change_plan_part", plan_id=plan_id, plan_part=plan_part, line_id=line_id),
    )


@bp.route("/planer/<int:plan_id>/indikatorer/<int:indicator_id>/tall/ny", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def add_indicator_value(plan_id: int, indicator_id: int) -> ResponseReturnValue:
    """Add a figure to an indicator."""
    indicator = _indicator_or_404(plan_id, indicator_id)
    plan = open_plan_or_404(plan_id, Indicator)
    form = ValueForm()
    form.offer(offered(plan, IndicatorValue))
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.add_value(
                session(), actor(), plan_id=plan_id, indicator_id=indicator_id, values=form.values
            ),
        )
        if not hindrance:
            flash(_("Tallet er lagt til."), "success")
            return _back_to(plan_id, f"indikator-{indicator_id}")
        indicator = _indicator_or_404(plan_id, indicator_id)
    return _value_page(plan_id, indicator, form, hindrance)


@bp.route("/planer/<int:plan_id>/indikatorer/<int:indicator_id>/tall/<int:value_id>", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def change_indicator_value(plan_id: int, indicator_id: int, value_id: int) -> ResponseReturnValue:
    """Correct a figure of an indicator."""
    indicator = _indicator_or_404(plan_id, indicator_id)
    value = _value_or_404(indicator_id, value_id)
    plan = open_plan_or_404(plan_id, Indicator, value)
    form = _value_form(plan, value, typed=True)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.change_value(
                session(),
                actor(),
                plan_id=plan_id,
                indicator_id=indicator_id,
                value_id=value_id,
                seen_version=form.seen_version,
                values=form.values,
            ),
            lambda: _value_form(plan_or_404(plan_id), _value_or_404(indicator_id, value_id), typed=False),
        )
        if not hindrance:
            flash(_("Tallet er endret."), "success")
            return _back_to(plan_id, f"indikator-{indicator_id}")
        indicator, value = _indicator_or_404(plan_id, indicator_id), _value_or_404(indicator_id, value_id)
    return _value_page(plan_id, indicator, form, hindrance, value)


@bp.post("/planer/<int:plan_id>/indikatorer/<int:indicator_id>/tall/<int:value_id>/ta-ut")
@requires(Permission.PREVENTION_HANDLE)
@commits
def remove_indicator_value(plan_id: int, indicator_id: int, value_id: int) -> ResponseReturnValue:
    """Take a figure away that was entered by mistake."""
    _indicator_or_404(plan_id, indicator_id)
    _value_or_404(indicator_id, value_id)
    ids: dict[str, Any] = {"plan_id": plan_id, "indicator_id": indicator_id}
    return removed(
        lambda version: service.remove_value(
            session(), actor(), **ids, value_id=value_id, seen_version=version
        ),
        done=url_for(".show_plan", plan_id=plan_id, _anchor=f"indikator-{indicator_id}"),
        back=url_for(".change_indicator_value", **ids, value_id=value_id),
    )


def _stored_form(plan: Plan, sort: PartSort, part: Any, *, typed: bool) -> PlanPartForm:
    given: dict[str, Any] = {} if typed else {"formdata": None}
    form = sort.form(obj=part, **place_of(plan, sort.kind, part), **given)
    form.offer(offered(plan, sort.kind, without=part.id))
    return form


def _value_form(plan: Plan, value: IndicatorValue, *, typed: bool) -> ValueForm:
    given: dict[str, Any] = {} if typed else {"formdata": None}
    form = ValueForm(obj=value, **given)
    form.offer(offered(plan, IndicatorValue))
    return form


def _place(form: PlanPartForm) -> int | None:
    """After which part this one shall stand; nothing for a kind that has no order."""
    return form.after.data if "after" in form else None


def _page(
    plan: Plan,
    sort: PartSort,
    plan_part: str,
    form: PlanPartForm,
    hindrance: Hindrance | None,
    part: Any = None,
) -> ResponseReturnValue:
    return render_template(
        "prevention/plans/write_part.html",
        plan=plan,
        sort=sort,
        plan_part=plan_part,
        heading=str(sort.new if part is None else sort.change),
        form=form,
        hindrance=hindrance,
        part=part,
    ), status_of(form, hindrance)


def _value_page(
    plan_id: int,
    indicator: Indicator,
    form: ValueForm,
    hindrance: Hindrance | None,
    value: IndicatorValue | None = None,
) -> ResponseReturnValue:
    return render_template(
        "prevention/plans/write_value.html",
        plan=plan_or_404(plan_id),
        indicator=indicator,
        form=form,
        hindrance=hindrance,
        value=value,
    ), status_of(form, hindrance)


def _back_to(plan_id: int, anchor: str) -> ResponseReturnValue:
    return redirect(url_for(".show_plan", plan_id=plan_id, _anchor=anchor))


def _part_or_404(sort: PartSort, plan_id: int, line_id: int) -> Any:
    return part_of(session(), actor().municipality_id, sort.kind, plan_id, line_id) or abort(404)


def _indicator_or_404(plan_id: int, indicator_id: int) -> Indicator:
    return part_of(session(), actor().municipality_id, Indicator, plan_id, indicator_id) or abort(404)


def _value_or_404(indicator_id: int, value_id: int) -> IndicatorValue:
    return value_of(session(), actor().municipality_id, indicator_id, value_id) or abort(404)
