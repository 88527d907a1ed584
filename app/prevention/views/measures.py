"""Pages of a plan's measures: the matrix, one measure, what a year says, and what came of it."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.plan import MeasureYear, Plan, PlanGoal, PlanMeasure
from app.permissions import Permission, actor, requires
from app.policy.queries.lists import names_of
from app.prevention.forms.measures import (
    AdoptedMeasureForm,
    MatrixFilter,
    MeasureForm,
    YearFollowUpForm,
    YearTextForm,
    measure_form,
    owner_choices,
)
from app.prevention.plan_pages import offered, plan_or_404, removed
from app.prevention.queries.measures import measure_of, money_of
from app.prevention.queries.plan_parts import goals_in_order, parts_of
from app.prevention.queries.plans import measures_of
from app.prevention.service import measures as service
from app.prevention.service.held_plans import FOLLOWED_UP, refuse_unless_open
from app.prevention.service.plan_parts import is_of_others
from app.prevention.shown_matrix import (
    cell_anchor,
    may_follow_up,
    may_write_text,
    measures_workbook,
    money_lines,
    shown_matrix,
    shown_measure,
    summary_text,
    verbs_text,
    wanted_measures,
)
from app.prevention.views.blueprint import bp
from fees.measure_cells import verbs_of
from fees.plans import PlanState, YearOutcome
from licensing.errors import NotAllowed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/planer/<int:plan_id>/tiltak")
@requires(Permission.PREVENTION_VIEW)
def show_matrix(plan_id: int) -> ResponseReturnValue:
    """The measures by year, with filters; for paper without what can only be clicked."""
    plan = plan_or_404(plan_id)
    measures = measures_of(session(), actor().municipality_id, plan.id)
    goals = _goals(plan)
    form = MatrixFilter(request.args)
    form.offer(
        owner_choices(measures),
        range(plan.first_year, plan.last_year + 1),
        ((goal.id, goal.text) for goal in goals),
    )
    year, goal = (int(field.data) if field.data else None for field in (form.ar, form.mal))
    found = wanted_measures(measures, goals, owner=form.ansvarlig.data or "", year=year, goal=goal)
    matrix = shown_matrix(
        plan,
        found,
        actor(),
        year=year,
        goals={one.id: one.text for one in goals},
        names=_names(plan),
        asked=form.asked,
    )
    page: dict[str, Any] = {"plan": plan, "form": form, "matrix": matrix, "summary": summary_text(matrix)}
    if "utskrift" in request.args:
        return render_template("prevention/measures/print_matrix.html", **page)
    return render_template(
        "prevention/measures/show_matrix.html",
        **page,
        has_measures=bool(measures),
        writes_text=may_write_text(plan, actor()),
        follows_up=may_follow_up(plan, actor()),
    )


@bp.get("/planer/<int:plan_id>/tiltak/<int:measure_id>")
@requires(Permission.PREVENTION_VIEW)
def show_measure(plan_id: int, measure_id: int) -> ResponseReturnValue:
    """One measure: what each year says, what came of it, and the money that belongs to it."""
    plan, measure = plan_or_404(plan_id), _measure_or_404(plan_id, measure_id)
    goals = {one.id: one.text for one in _goals(plan)}
    money = money_of(session(), actor().municipality_id, [measure])
    return render_template(
        "prevention/measures/show_measure.html",
        plan=plan,
        measure=measure,
        shown=shown_measure(
            plan,
            measure,
            actor(),
            years=range(plan.first_year, plan.last_year + 1),
            goals=goals,
            names=_names(plan),
        ),
        money=money_lines(money[measure.id]),
        may_change=(may_write_text(plan, actor()) or may_follow_up(plan, actor()))
        and not is_of_others(measure, actor()),
    )


@bp.route("/planer/<int:plan_id>/tiltak/nytt", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def add_measure(plan_id: int) -> ResponseReturnValue:
    """Add a measure with what each year says of it."""
    plan = _open_text_or_404(plan_id)
    form = _offered(measure_form(plan, section=request.args.get("tabell", "")[:80]), plan)
    assert isinstance(form, MeasureForm)  # noqa: S101 - no council has adopted the plan
    hindrance = None
    if form.validate_on_submit():
        made: list[int] = []
        hindrance = attempt(
            form,
            lambda: made.append(
                service.add_measure(
                    session(), actor(), plan_id=plan_id, record=form.record(plan), after=form.placed_after
                ).id
            ),
        )
        if not hindrance:
            flash(_("Tiltaket er lagt til."), "success")
            return redirect(_matrix_url(plan_id, cell_anchor(made[0], plan.first_year)))
        plan = plan_or_404(plan_id)
    return _measure_page(plan, form, hindrance)


@bp.route("/planer/<int:plan_id>/tiltak/<int:measure_id>/endre", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def change_measure(plan_id: int, measure_id: int) -> ResponseReturnValue:
    """Change a measure; of an adopted plan only who owns it and how it stands."""
    plan, measure = _open_measure_or_404(plan_id, measure_id)
    form = _offered(measure_form(plan, measure), plan, measure)
    hindrance = None
    if form.validate_on_submit():
        after = form.placed_after if isinstance(form, MeasureForm) else None
        hindrance = attempt(
            form,
            lambda: service.change_measure(
                session(),
                actor(),
                plan_id=plan_id,
                measure_id=measure_id,
                seen_version=form.seen_version,
                record=form.record(plan, measure),
                after=after,
            ),
            lambda: _stored(plan_id, measure_id),
        )
        if not hindrance:
            flash(_("Tiltaket er endret."), "success")
            return redirect(url_for(".show_measure", plan_id=plan_id, measure_id=measure_id))
        plan, measure = plan_or_404(plan_id), _measure_or_404(plan_id, measure_id)
    return _measure_page(plan, form, hindrance, measure)


@bp.post("/planer/<int:plan_id>/tiltak/<int:measure_id>/ta-ut")
@requires(Permission.PREVENTION_HANDLE)
@commits
def remove_measure(plan_id: int, measure_id: int) -> ResponseReturnValue:
    """Take a measure out of a plan that no council has adopted."""
    _measure_or_404(plan_id, measure_id)
    return removed(
        lambda version: service.remove_measure(
            session(), actor(), plan_id=plan_id, measure_id=measure_id, seen_version=version
        ),
        done=_matrix_url(plan_id),
        back=url_for(".change_measure", plan_id=plan_id, measure_id=measure_id),
    )


@bp.route("/planer/<int:plan_id>/tiltak/<int:measure_id>/<int:plan_year>", methods=["GET", "POST"])
@requires(Permission.PREVENTION_HANDLE)
@commits
def follow_up(plan_id: int, measure_id: int, plan_year: int) -> ResponseReturnValue:
    """A cell of the matrix: what shall be done while the plan is written, what came of it afterwards."""
    plan, measure = _open_measure_or_404(plan_id, measure_id)
    if not plan.first_year <= plan_year <= plan.last_year:
        abort(404)
    form = _cell_form(plan, measure, plan_year)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: _save_cell(form, plan_id, measure_id, plan_year),
            lambda: _cell_form(
                plan_or_404(plan_id), _measure_or_404(plan_id, measure_id), plan_year, formdata=None
            ),
        )
        if not hindrance:
            _say_what_was_read(form, plan_year)
            return redirect(_matrix_url(plan_id, cell_anchor(measure_id, plan_year)))
        plan, measure = plan_or_404(plan_id), _measure_or_404(plan_id, measure_id)
    cell = _cell(measure, plan_year)
    return render_template(
        "prevention/measures/follow_up.html",
        plan=plan,
        measure=measure,
        plan_year=plan_year,
        form=form,
        text=cell.text if cell else "",
        verbs=verbs_text(cell.verbs) if cell else "",
        due_on=cell.due_on if cell else None,
        owners=", ".join(owner.role for owner in measure.owners),
        earlier=[one for one in measure.years if one.year < plan_year and (one.text or one.evidence)],
        back=_matrix_url(plan_id, cell_anchor(measure_id, plan_year)),
        hindrance=hindrance,
    ), status_of(form, hindrance)


@bp.get("/planer/<int:plan_id>/tiltak/regneark")
@requires(Permission.PREVENTION_VIEW)
def export_measures(plan_id: int) -> ResponseReturnValue:
    """Every measure with every year as a workbook."""
    plan = plan_or_404(plan_id)
    measures = measures_of(session(), actor().municipality_id, plan.id)
    goals = {one.id: one.text for one in _goals(plan)}
    content = measures_workbook(plan, measures, clock.today(), goals, _names(plan))
    name = f"tiltak-{plan.first_year}-{plan.last_year}.xlsx"
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


def _goals(plan: Plan) -> list[PlanGoal]:
    rows = parts_of(session(), actor().municipality_id, PlanGoal, plan.id)
    return [goal for _depth, goal in goals_in_order(rows)]


def _names(plan: Plan) -> dict[int, str]:
    return names_of(session(), (one.municipality_id for one in plan.municipalities), clock.today())


def _measure_or_404(plan_id: int, measure_id: int) -> PlanMeasure:
    return measure_of(session(), actor().municipality_id, plan_id, measure_id) or abort(404)


def _open_text_or_404(plan_id: int) -> Plan:
    """A plan whose text may be written. Raises `NotAllowed` where a council has adopted it."""
    plan = plan_or_404(plan_id)
    refuse_unless_open(plan, FOLLOWED_UP)
    if plan.state is PlanState.ADOPTED or service.is_adopted(plan):
        raise NotAllowed("plan_is_adopted", title=plan.title)
    return plan


def _open_measure_or_404(plan_id: int, measure_id: int) -> tuple[Plan, PlanMeasure]:
    """A measure that may be written of. Raises `NotAllowed` for another municipality's own."""
    plan, measure = plan_or_404(plan_id), _measure_or_404(plan_id, measure_id)
    refuse_unless_open(plan, FOLLOWED_UP)
    if is_of_others(measure, actor()):
        raise NotAllowed("plan_part_of_others")
    return plan, measure


def _offered(
    form: MeasureForm | AdoptedMeasureForm, plan: Plan, measure: PlanMeasure | None = None
) -> MeasureForm | AdoptedMeasureForm:
    others = [
        (one.id, one.title)
        for one in measures_of(session(), actor().municipality_id, plan.id)
        if measure is None or one.id != measure.id
    ]
    form.offer(replace(offered(plan, PlanMeasure), others=others))
    return form


def _stored(plan_id: int, measure_id: int) -> MeasureForm | AdoptedMeasureForm:
    plan, measure = plan_or_404(plan_id), _measure_or_404(plan_id, measure_id)
    return _offered(measure_form(plan, measure, formdata=None), plan, measure)


def _measure_page(
    plan: Plan,
    form: MeasureForm | AdoptedMeasureForm,
    hindrance: Hindrance | None,
    measure: PlanMeasure | None = None,
) -> ResponseReturnValue:
    return render_template(
        "prevention/measures/write_measure.html",
        plan=plan,
        form=form,
        measure=measure,
        years=[form[f"year_{year}"] for year in form.years] if isinstance(form, MeasureForm) else [],
        hindrance=hindrance,
    ), status_of(form, hindrance)


def _cell(measure: PlanMeasure, year: int) -> MeasureYear | None:
    return next((one for one in measure.years if one.year == year), None)


def _cell_form(plan: Plan, measure: PlanMeasure, year: int, **given: Any) -> YearTextForm | YearFollowUpForm:
    cell = _cell(measure, year)
    version = cell.version if cell else 0
    if not service.is_adopted(plan) and plan.state is not PlanState.ADOPTED:
        held: Mapping[str, Any] = {
            "version": version,
            "text": cell.text if cell else "",
            "due_on": cell.due_on if cell else None,
        }
        return YearTextForm(data=held, **given)
    held = {
        "version": version,
        "outcome": cell.outcome if cell else YearOutcome.PLANNED,
        "evidence": cell.evidence if cell else "",
        "followed_up_on": cell.followed_up_on if cell else None,
        "status": measure.status,
    }
    return YearFollowUpForm(data=held, **given)


def _save_cell(form: YearTextForm | YearFollowUpForm, plan_id: int, measure_id: int, year: int) -> None:
    where: dict[str, Any] = {
        "plan_id": plan_id,
        "measure_id": measure_id,
        "year": year,
        "seen_version": form.seen_version,
    }
    if isinstance(form, YearTextForm):
        service.write_year(session(), actor(), **where, text=form.text.data or "", due_on=form.due_on.data)
        return
    today = clock.today()
    service.follow_up(session(), actor(), **where, told=form.told(today), on=today)


def _say_what_was_read(form: YearTextForm | YearFollowUpForm, year: int) -> None:
    if isinstance(form, YearFollowUpForm):
        flash(_("Oppfølgingen for %(year)s er lagret.", year=str(year)), "success")
        return
    text = form.text.data or ""
    verbs = verbs_text([verb.value for verb in verbs_of(text)])
    if text and not verbs:
        flash(
            _(
                "Lagret, men teksten for %(year)s har ingen av planens verb. Skriv hva som skal gjøres.",
                year=str(year),
            ),
            "warning",
        )
        return
    flash(
        _("Lagret for %(year)s, lest som: %(verbs)s.", year=str(year), verbs=verbs.lower())
        if verbs
        else _("Lagret for %(year)s.", year=str(year)),
        "success",
    )


def _matrix_url(plan_id: int, anchor: str | None = None) -> str:
    """The matrix with the filters that the page was reached with, at a cell."""
    kept: dict[str, Any] = {
        name: request.args[name] for name in MatrixFilter()._fields if request.args.get(name)
    }
    return url_for(".show_matrix", plan_id=plan_id, **kept, _anchor=anchor)
