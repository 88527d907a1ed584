"""The fees at a glance: where the year stands and what comes next."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.billing.queries.fee_years import fee_year_of
from app.billing.views.blueprint import bp
from app.db import session
from app.permissions import Permission, actor, requires


@bp.get("")
@requires(Permission.FEE_VIEW)
def show_overview() -> ResponseReturnValue:
    """This year's fees, and the way to each thing that is done with them."""
    year = clock.today().year
    fee_year = fee_year_of(session(), actor().municipality_id, year)
    return render_template("billing/year/show_overview.html", year=year, fee_year=fee_year)
