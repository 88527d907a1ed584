"""Pages of serving-place licences: one registered, and whether the place is open."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import attempt, status_of
from app.db import commits, session
from app.models.occupancy import ServingPlaceLicence
from app.models.venue import Venue
from app.permissions import Permission, actor, requires
from app.serving_places import queries, service
from app.serving_places.forms import DayForm, RegisterForm
from app.venues.queries import venue_or_none

bp = Blueprint("serving_places", __name__, url_prefix="/serveringsbevillinger")


@bp.route("/sted/<int:venue_id>/ny", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def register_place_licence(venue_id: int) -> ResponseReturnValue:
    """Register a serving-place licence that has been granted."""
    _venue(venue_id)
    form = RegisterForm()
    held = service.place_licences_at(session(), actor().municipality_id, venue_id)
    form.offer(
        queries.holders_at(session(), actor().municipality_id, venue_id),
        [row for row in held if row.ended_on is None],
    )
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: service.register_place_licence(
                session(), actor(), form.entry(venue_id), on=clock.today()
            ),
        )
    if hindrance is not None or not form.is_submitted() or form.errors:
        page = render_template(
            "serving_places/register_place_licence.html",
            form=form,
            venue=_venue(venue_id),
            hindrance=hindrance,
        )
        return page, status_of(form, hindrance)
    flash(_("Serveringsbevillingen er registrert."), "success")
    return _to_venue(venue_id)


@bp.route("/<int:place_licence_id>/apnet", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def open_place(place_licence_id: int) -> ResponseReturnValue:
    """Note that a place opened, or opened again."""
    row = _place_licence_or_404(place_licence_id)
    heading = _("Stedet er åpnet")

    def save(form: DayForm) -> object:
        return service.open_place(
            session(),
            actor(),
            row_id=place_licence_id,
            seen_version=form.seen_version,
            opened_on=form.day.data,
            on=clock.today(),
        )

    return _day_page(row, heading, _("Åpnet"), save)


@bp.route("/<int:place_licence_id>/stengt", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def close_place(place_licence_id: int) -> ResponseReturnValue:
    """Note since when a place has been out of operation."""
    row = _place_licence_or_404(place_licence_id)
    heading = _("Stedet er ute av drift")

    def save(form: DayForm) -> object:
        return service.close_place(
            session(),
            actor(),
            row_id=place_licence_id,
            seen_version=form.seen_version,
            closed_since=form.day.data,
            on=clock.today(),
        )

    return _day_page(row, heading, _("Stengt fra"), save)


def _day_page(
    row: ServingPlaceLicence, heading: str, label: str, save: Callable[[DayForm], object]
) -> ResponseReturnValue:
    form = DayForm(version=row.version, day=clock.today())
    venue_id, row_id = row.venue_id, row.id
    shown: dict[str, Any] = {"form": form, "heading": heading, "label": label}
    hindrance = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: save(form),
            stored=lambda: DayForm(formdata=None, version=_place_licence_or_404(row_id).version),
        )
        if hindrance is None:
            flash(_("Registrert."), "success")
            return _to_venue(venue_id)
    page = render_template(
        "serving_places/change_place.html",
        hindrance=hindrance,
        venue=_venue(venue_id),
        place_licence=_place_licence_or_404(row_id),
        **shown,
    )
    return page, status_of(form, hindrance)


def _venue(venue_id: int) -> Venue:
    return venue_or_none(session(), actor().municipality_id, venue_id) or abort(404)


def _place_licence_or_404(row_id: int) -> ServingPlaceLicence:
    return queries.place_licence_or_none(session(), actor().municipality_id, row_id) or abort(404)


def _to_venue(venue_id: int) -> ResponseReturnValue:
    return redirect(url_for("venues.show_venue", venue_id=venue_id) + "#serveringsbevilling")
