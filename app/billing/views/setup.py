"""How a year is billed: what is set, and setting it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.billing.forms.fee_years import CostForm, FeeYearForm
from app.billing.queries.fee_years import fee_year_of, is_stored
from app.billing.service import fee_years as service
from app.billing.shown_fee_year import (
    billing_facts,
    cost_facts,
    dimension_facts,
    model_text,
    money_facts,
    statement_facts,
)
from app.billing.tabs import FIRST_YEAR
from app.billing.views.blueprint import bp
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.fee_year import FeeYear
from app.permissions import Permission, actor, requires
from app.wording.enums_of_fees import MODEL_TEXTS


@bp.get("/oppsett/<int:year>")
@requires(Permission.FEE_VIEW)
def show_fee_year(year: int) -> ResponseReturnValue:
    """How a year is billed."""
    fee_year = _fee_year(year)
    return render_template(
        "billing/year/show_fee_year.html",
        year=year,
        years=_years_beside(year),
        stored=is_stored(fee_year),
        locked=service.is_locked(session(), actor().municipality_id, year),
        model_text=model_text(fee_year),
        billing=billing_facts(fee_year),
        statements=statement_facts(fee_year),
        money=money_facts(fee_year),
        dimensions=dimension_facts(fee_year),
        costs=cost_facts(fee_year),
    )


@bp.route("/oppsett/<int:year>/endre", methods=["GET", "POST"])
@requires(Permission.FEE_SET_UP)
@commits
def change_fee_year(year: int) -> ResponseReturnValue:
    """Set how a year is billed. After a fee is decided, only costs and dimensions."""
    fee_year = _fee_year(year)
    locked = service.is_locked(session(), actor().municipality_id, year)
    # What was opened before the first decision still says what its writer wanted: it is refused, not dropped.
    kind = CostForm if locked and "model" not in request.form else FeeYearForm
    form = kind.of(fee_year)
    if not form.validate_on_submit():
        return _page(form, year, locked=locked)
    hindrance = attempt(
        form,
        lambda: service.change_fee_year(
            session(), actor(), year=year, seen_version=form.seen_version, wanted=form.wanted()
        ),
        stored=lambda: kind.of(_fee_year(year), stored=True),
    )
    if hindrance:
        return _page(form, year, locked=locked, hindrance=hindrance)
    flash(_("Oppsettet av gebyråret %(year)s er lagret.", year=str(year)), "success")
    return redirect(url_for(".show_fee_year", year=year))


def _page(
    form: CostForm, year: int, *, locked: bool, hindrance: Hindrance | None = None
) -> ResponseReturnValue:
    whole = isinstance(form, FeeYearForm)
    page = render_template(
        "billing/year/change_fee_year.html",
        form=form,
        year=year,
        locked=locked,
        whole=whole,
        model_texts={model.value: text for model, text in MODEL_TEXTS.items()},
        hindrance=hindrance,
    )
    return page, status_of(form, hindrance)


def _fee_year(year: int) -> FeeYear:
    if not FIRST_YEAR <= year <= clock.today().year + 1:
        abort(404)
    return fee_year_of(session(), actor().municipality_id, year)


def _years_beside(year: int) -> list[int]:
    last = clock.today().year + 1
    return [beside for beside in (year - 1, year + 1) if FIRST_YEAR <= beside <= last]
