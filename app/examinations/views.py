"""Pages of the knowledge tests held in the municipality."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import attempt, status_of
from app.db import commits, session
from app.examinations import queries, service
from app.examinations.forms import SittingFilterForm, SittingForm, Verdict
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from licensing.knowledge_tests import least_right

bp = Blueprint("examinations", __name__, url_prefix="/kunnskapsprover")

QUESTIONS_IN_USE = 30


@bp.get("")
@requires(Permission.CASE_VIEW)
def list_sittings() -> ResponseReturnValue:
    """The tests held in the municipality, the latest first."""
    form = SittingFilterForm(request.args)
    form.validate()
    lines, page = queries.sitting_page(
        session(),
        actor().municipality_id,
        name=form.navn.data or "",
        kind=None if form.prove.errors else form.prove.data or None,
        held_on=form.dag.data,
        cursor=cursor_from(request.args),
    )
    previous_url, next_url = page_addresses(page)
    return render_template(
        "examinations/list_sittings.html",
        form=form,
        sittings=lines,
        previous_url=previous_url,
        next_url=next_url,
    )


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def register_sitting() -> ResponseReturnValue:
    """Register a test that somebody sat."""
    form = SittingForm(held_on=clock.today(), questions=QUESTIONS_IN_USE, verdict=Verdict.BY_MARK)
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(form, lambda: service.register_sitting(session(), actor(), entry=form.entry()))
        if hindrance is None:
            flash(_("Prøven er registrert."), "success")
            return redirect(url_for(".list_sittings"))
    least = least_right(QUESTIONS_IN_USE)
    page = render_template(
        "examinations/register_sitting.html",
        form=form,
        hindrance=hindrance,
        mark=_("%(right)s av %(questions)s riktige", right=least, questions=QUESTIONS_IN_USE),
    )
    return page, status_of(form, hindrance)
