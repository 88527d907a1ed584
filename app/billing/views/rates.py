"""The rates: those that are known, and adding those of a year that is missing."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.billing.forms.rates import RatesForm
from app.billing.queries.rates import rate_table
from app.billing.service import rates as service
from app.billing.shown_rates import figure_heads, missing_text, question_texts, rate_rows
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.permissions import Permission, actor, requires
from fees.rate_checks import RateQuestion
from fees.rates import missing_years


@bp.get("/satser")
@requires(Permission.FEE_VIEW)
def show_rates() -> ResponseReturnValue:
    """Every known rate with its regulation, and what is missing."""
    municipality_id, today = actor().municipality_id, clock.today()
    missing = missing_years(today, rate_table(session(), municipality_id))
    return render_template(
        "billing/rates/show_rates.html",
        rows=rate_rows(session(), municipality_id, today),
        heads=figure_heads(),
        missing=missing,
        missing_text=missing_text(missing),
    )


@bp.route("/satser/ny", methods=["GET", "POST"])
@requires(Permission.FEE_SET_UP)
@commits
def add_rates() -> ResponseReturnValue:
    """Add the rates of a year that has none; unusual figures are asked about once."""
    form = RatesForm()
    if request.method == "GET":
        missing = missing_years(clock.today(), rate_table(session(), actor().municipality_id))
        form.year.data = missing[0] if missing else None
    if not form.validate_on_submit():
        return _page(form)
    hindrance = attempt(form, lambda: _check(form))
    questions = () if hindrance else service.rate_questions(session(), actor().municipality_id, form.rates)
    if {question.key for question in questions} - form.confirmed_keys():
        form.ask(questions)
        return _page(form, questions)
    hindrance = hindrance or attempt(form, lambda: _add(form))
    if hindrance:
        return _page(form, hindrance=hindrance)
    flash(_("Satsene for %(year)s er lagt inn.", year=str(form.year.data)), "success")
    return redirect(url_for(".show_rates"))


def _check(form: RatesForm) -> None:
    service.check_addable(session(), actor().municipality_id, form.year.data, on=clock.today())


def _add(form: RatesForm) -> None:
    service.add_rates(session(), actor(), form.rates, confirmed=form.confirmed_keys(), on=clock.today())


def _page(
    form: RatesForm, questions: tuple[RateQuestion, ...] = (), *, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    page = render_template(
        "billing/rates/add_rates.html", form=form, questions=question_texts(questions), hindrance=hindrance
    )
    return page, status_of(form, hindrance)
