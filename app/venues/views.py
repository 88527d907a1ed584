"""Pages of venues: the list, one venue with its whole history, and what can be changed."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.models.venue import Venue
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.policy.queries.zones import zone_names_of
from app.serving_places.queries import place_lines
from app.venues import queries, service
from app.venues.addresses import address_text
from app.venues.forms import RoomsForm, VenueFilterForm, VenueForm
from app.venues.history import history_of, venue_facts
from app.venues.service import Place, Surroundings

bp = Blueprint("venues", __name__, url_prefix="/steder")


@bp.get("")
@requires(Permission.REGISTER_VIEW)
def list_venues() -> ResponseReturnValue:
    """The venues of the municipality, by name."""
    form = VenueFilterForm(request.args)
    form.validate()
    venues, page = queries.venue_page(
        session(),
        actor().municipality_id,
        name=form.navn.data or "",
        category=None if form.type.errors else form.type.data or None,
        cursor=cursor_from(request.args),
        on=clock.today(),
    )
    previous_url, next_url = page_addresses(page)
    return render_template(
        "venues/list_venues.html", form=form, venues=venues, previous_url=previous_url, next_url=next_url
    )


@bp.get("/<int:venue_id>")
@requires(Permission.REGISTER_VIEW)
def show_venue(venue_id: int) -> ResponseReturnValue:
    """A venue: what is known of it, its licences now, and its history over several holders."""
    venue = _venue_or_404(venue_id)
    on = clock.today()
    licences = queries.licences_at(session(), actor().municipality_id, venue_id, on)
    cases = (
        queries.cases_at(session(), actor().municipality_id, venue_id)
        if actor().may(Permission.CASE_VIEW)
        else ()
    )
    return render_template(
        "venues/show_venue.html",
        venue=venue,
        address=address_text(venue.street_address, venue.postcode, venue.town),
        facts=venue_facts(venue),
        licences=[line for line in licences if line.in_force],
        sentence=queries.earlier_holder(licences),
        history=history_of(licences, cases),
        places=place_lines(session(), actor().municipality_id, venue_id, on),
        zones=zone_names_of(session(), actor().municipality_id, venue_id, on),
        holders=tuple({line.holder_id: line for line in licences if line.in_force}.values()),
    )


@bp.route("/<int:venue_id>/endre", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def change_venue(venue_id: int) -> ResponseReturnValue:
    """Change what is kept about a venue."""
    venue = _venue_or_404(venue_id)
    form = VenueForm(obj=venue)
    if not form.validate_on_submit():
        return _change_page(form, venue)
    hindrance = attempt(
        form,
        lambda: service.change_venue(
            session(),
            actor(),
            venue_id=venue_id,
            seen_version=form.seen_version,
            name=form.name.data,
            place=Place(form.street_address.data, form.postcode.data, form.town.data),
            category=form.category.data,
            surroundings=Surroundings(
                cadastre=form.cadastre.data or "",
                latitude=form.latitude.data,
                longitude=form.longitude.data,
                sub_unit_number=form.sub_unit_number.data,
            ),
        ),
        stored=lambda: VenueForm(formdata=None, obj=_venue_or_404(venue_id)),
    )
    if hindrance:
        return _change_page(form, _venue_or_404(venue_id), hindrance)
    flash(_("Stedet er endret."), "success")
    return redirect(url_for(".show_venue", venue_id=venue_id))


@bp.route("/<int:venue_id>/lokaler", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def add_rooms(venue_id: int) -> ResponseReturnValue:
    """Enter rooms or outdoor areas of a venue."""
    venue = _venue_or_404(venue_id)
    form = RoomsForm()
    if not form.validate_on_submit():
        page = render_template("venues/add_rooms.html", form=form, venue=venue)
        return page, 422 if form.errors else 200
    service.add_rooms(
        session(), actor(), venue_id=venue_id, names=[(name, form.area.data) for name in form.room_names]
    )
    flash(_("Lokalene er lagt inn."), "success")
    return redirect(url_for(".show_venue", venue_id=venue_id))


def _change_page(form: VenueForm, venue: Venue, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    page = render_template("venues/change_venue.html", form=form, venue=venue, hindrance=hindrance)
    return page, status_of(form, hindrance)


def _venue_or_404(venue_id: int) -> Venue:
    return queries.venue_or_none(session(), actor().municipality_id, venue_id) or abort(404)
