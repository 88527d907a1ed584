"""The calendar of events: a month or a week at a time, and one night with all that is served."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, formats
from app.calendar.forms import NightForm
from app.calendar.grid import EARLIEST, LATEST, Span, month_of, week_of, weekday_names, weeks_of
from app.calendar.night import night_of
from app.calendar.queries import by_night, event_nights, places_serving
from app.db import session
from app.permissions import Permission, actor, requires

bp = Blueprint("calendar", __name__, url_prefix="/arrangementer/kalender")


@bp.get("")
@requires(Permission.REGISTER_VIEW)
def show_calendar() -> ResponseReturnValue:
    """The events of a month, or of a week, night by night, with how many places serve all year."""
    form = NightForm(request.args)
    day = _day_of(form)
    weekly = request.args.get("visning") == "uke"
    span = week_of(day) if weekly else month_of(day)
    here = actor().municipality_id
    events = event_nights(session(), here, span.first_day, span.last_day)
    places = places_serving(session(), here, span.first_day, span.last_day)
    return (
        render_template(
            "calendar/show_calendar.html",
            form=form,
            span=span,
            weekly=weekly,
            weeks=weeks_of(span, None if weekly else day.month, by_night(events), places, clock.today()),
            weekdays=weekday_names(),
            views=_views(day, weekly=weekly),
            earlier_url=_address(span, span.earlier),
            later_url=_address(span, span.later),
        ),
        422 if form.errors else 200,
    )


@bp.get("/natt")
@requires(Permission.REGISTER_VIEW)
def show_night() -> ResponseReturnValue:
    """«Hva skjenkes hvor»: the events of a night, and each place with its hours that night."""
    form = NightForm(request.args)
    day = _day_of(form)
    night = night_of(session(), actor().municipality_id, day)
    return (
        render_template(
            "calendar/show_night.html",
            form=form,
            night=night,
            day=formats.weekday_date(day),
            summary=_summary(len(night.events), night.open_places),
            earlier_url=_night_address(day, -1),
            later_url=_night_address(day, 1),
            calendar_url=url_for(".show_calendar", dag=day.isoformat()),
        ),
        422 if form.errors else 200,
    )


def _day_of(form: NightForm) -> date:
    """The chosen day; today when none is chosen, or none that can be read."""
    form.validate()
    day: date = form.dag.data or clock.today()
    if not form.dag.errors:
        # However it was written, it is shown as people here write it.
        form.dag.data, form.dag.raw_data = day, None
    return day


def _views(day: date, *, weekly: bool) -> list[dict[str, Any]]:
    chosen = day.isoformat()
    return [
        {"label": _("Måned"), "url": url_for(".show_calendar", dag=chosen), "current": not weekly},
        {
            "label": _("Uke"),
            "url": url_for(".show_calendar", dag=chosen, visning="uke"),
            "current": weekly,
        },
        {"label": _("Natt"), "url": url_for(".show_night", dag=chosen), "current": False},
    ]


def _address(span: Span, day: date | None) -> str | None:
    if day is None:
        return None
    weekly = "uke" if span.view == "uke" else None
    return url_for(".show_calendar", dag=day.isoformat(), visning=weekly)


def _night_address(day: date, step: int) -> str | None:
    number = day.toordinal() + step
    if not EARLIEST.toordinal() <= number <= LATEST.toordinal():
        return None
    return url_for(".show_night", dag=date.fromordinal(number).isoformat())


def _summary(events: int, places: int) -> str:
    """3 arrangementer og 36 faste steder."""
    return _(
        "%(events)s, og %(places)s som skjenker hele året.",
        events=ngettext("%(num)d arrangement", "%(num)d arrangementer", events),
        places=ngettext("%(num)d sted", "%(num)d steder", places),
    )
