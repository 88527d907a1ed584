"""How an act page answers: the form, the way back to the case, or why the act was not done."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock, formats
from app.cases.attempts import attempt
from app.cases.queries.one import case_or_none
from app.changes import Hindrance
from app.db import session
from app.models.case import Case
from app.permissions import actor


def case_or_404(case_id: int) -> Case:
    """The case, if it is one of the municipality that the person works in."""
    return case_or_none(session(), actor().municipality_id, case_id) or abort(404)


def act_page(
    template: str, form: Any, case: Case, hindrance: Hindrance | None = None, **more: Any
) -> ResponseReturnValue:
    """The page of an act: 200 to begin with, 422 for what is typed wrongly, 409 when it was not done."""
    if hindrance is not None:
        case = case_or_404(case.id)
    status = 409 if hindrance else 422 if form.errors else 200
    page = render_template(
        template,
        form=form,
        case=case,
        hindrance=hindrance,
        today=formats.short_date(clock.today()),
        **more,
    )
    return page, status


def carry_out(
    template: str,
    form: Any,
    case: Case,
    act: Callable[[], object],
    done: str,
    *,
    stored: Callable[[], Mapping[str, str]] | None = None,
    tone: str = "success",
    **shown: Any,
) -> ResponseReturnValue:
    """The whole of an act page: show the form, or do the act and go back to the case, or say why not."""
    if not form.validate_on_submit():
        return act_page(template, form, case, **shown)
    case_id = case.id
    hindrance = attempt(form, case_id, act, stored)
    if hindrance is not None:
        return act_page(template, form, case, hindrance, **shown)
    flash(done, tone)
    return redirect(url_for("cases.show_case", case_id=case_id))
