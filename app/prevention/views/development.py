"""The development in pictures: money, measures, licences and target groups over the years."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.db import session
from app.permissions import Permission, actor, requires
from app.prevention import shown_development as shown
from app.prevention.queries import development as queries
from app.prevention.views.blueprint import bp


@bp.get("/utvikling")
@requires(Permission.PREVENTION_VIEW)
def show_development() -> ResponseReturnValue:
    """How it has gone, year by year, each picture with its table."""
    place, today = actor().municipality_id, clock.today()
    years = queries.years_shown(session(), place, today)
    money = queries.money_by_year(session(), place, years)
    chosen = _chosen_year(years)
    groups = queries.spent_by_group(session(), place, years if chosen is None else [chosen])
    return render_template(
        "prevention/development/show_development.html",
        first_year=years[0],
        last_year=years[-1],
        money=shown.money_shown(money),
        shortfalls=shown.shortfall_years(money),
        measures=shown.measures_shown(queries.outcomes_by_year(session(), place, years)),
        licences=shown.licences_shown(queries.licences_by_year(session(), place, years, today)),
        groups=shown.groups_shown(groups),
        school_text=shown.school_text(groups),
        group_years=_group_years([one.year for one in money if one.has_earmark], chosen),
    )


def _chosen_year(years: list[int]) -> int | None:
    """The year whose target groups are asked for; none asks for all."""
    wanted = request.args.get("ar", "")
    return next((year for year in years if str(year) == wanted), None)


def _group_years(years: list[int], chosen: int | None) -> list[dict[str, object]]:
    choices = [(_("Alle år"), None), *((str(year), year) for year in years)]
    return [
        {
            "label": label,
            "url": url_for(".show_development", ar=year, _anchor="malgrupper"),
            "current": year == chosen,
        }
        for label, year in choices
    ]
