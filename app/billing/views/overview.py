"""The fees at a glance: where the year stands and what comes next; a whole year in figures."""

from io import BytesIO

from flask import abort, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.billing.queries.fee_years import fee_year_of
from app.billing.queries.rates import rate_table
from app.billing.queries.year_figures import (
    fee_places,
    figures_by_licence,
    figures_by_place,
    year_figures,
)
from app.billing.queries.year_state import year_state
from app.billing.shown_overview import shown_overview
from app.billing.shown_rates import missing_text
from app.billing.shown_year import (
    amount_facts,
    cost_rows,
    figure_heads,
    kind_chart,
    kind_rows,
    part_rows,
    place_rows,
    unplaced_text,
)
from app.billing.tabs import FIRST_YEAR, other_pages
from app.billing.views.blueprint import bp
from app.billing.year_sheets import year_workbook
from app.db import session
from app.permissions import Permission, actor, requires
from fees.rates import missing_years

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("")
@requires(Permission.FEE_VIEW)
def show_overview() -> ResponseReturnValue:
    """This year's fees, what comes next, and the way to each thing that is done with them."""
    municipality_id, today = actor().municipality_id, clock.today()
    year = today.year
    fee_year = fee_year_of(session(), municipality_id, year)
    figures = figures_by_place(session(), [municipality_id], year)[municipality_id]
    missing = missing_years(today, rate_table(session(), municipality_id))
    overview = shown_overview(
        year,
        fee_year,
        year_state(session(), municipality_id, year, today),
        figures,
        rates_missing=year in missing,
        sets_up=actor().may(Permission.FEE_SET_UP),
    )
    return render_template(
        "billing/year/show_overview.html",
        year=year,
        overview=overview,
        amounts=amount_facts(figures),
        missing_text=missing_text(missing),
        links=_links(year),
        others=other_pages(),
    )


def _links(year: int) -> list[dict[str, str]]:
    """The years on either side, and how this one and the next are billed."""
    setups = [
        {
            "label": _("Oppsett %(year)s", year=str(each)),
            "url": url_for(".show_fee_year", year=each),
        }
        for each in (year, year + 1)
    ]
    last = {"label": _("%(year)s i tall", year=str(year - 1)), "url": url_for(".show_year", year=year - 1)}
    return [*setups, last]


@bp.get("/ar/<int:year>")
@requires(Permission.FEE_VIEW)
def show_year(year: int) -> ResponseReturnValue:
    """A year in figures: what is expected, decided, invoiced, paid and outstanding."""
    municipality_id = _seen_year(year)
    figures = year_figures(session(), municipality_id, year)
    kinds = kind_rows(figures)
    places = fee_places(session(), actor().user_id, clock.today())
    beside = figures_by_place(session(), [place.id for place in places], year) if len(places) > 1 else {}
    last = clock.today().year + 1
    return render_template(
        "billing/year/show_year.html",
        year=year,
        before=year - 1,
        years=[other for other in (year - 1, year + 1) if FIRST_YEAR <= other <= last],
        heads=figure_heads(),
        kinds=kinds,
        chart=kind_chart(kinds[:-1], year),
        parts=part_rows(figures),
        places=place_rows(places, beside) if beside else [],
        costs=cost_rows(figures, fee_year_of(session(), municipality_id, year)),
        unplaced_text=unplaced_text(figures),
        empty=not figures.whole.fees and not figures.whole.invoiced,
    )


@bp.get("/ar/<int:year>/regneark")
@requires(Permission.FEE_VIEW)
def export_year(year: int) -> ResponseReturnValue:
    """The same as a workbook, with each licence besides."""
    municipality_id, today = _seen_year(year), clock.today()
    figures = year_figures(session(), municipality_id, year)
    places = fee_places(session(), actor().user_id, today)
    beside = figures_by_place(session(), [place.id for place in places], year)
    content = year_workbook(
        year,
        today,
        kinds=kind_rows(figures),
        parts=part_rows(figures),
        places=place_rows(places, beside),
        costs=cost_rows(figures, fee_year_of(session(), municipality_id, year)),
        licences=figures_by_licence(session(), municipality_id, year),
    )
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=f"gebyr-{year}.xlsx")


def _seen_year(year: int) -> int:
    """The municipality, when the year is one that fees can be of."""
    if not FIRST_YEAR <= year <= clock.today().year + 1:
        abort(404)
    return actor().municipality_id
