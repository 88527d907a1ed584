"""Placing venues in the zones of the policy in force."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.paging import cursor_from, page_addresses
from app.permissions import Permission, actor, requires
from app.policy.forms.zones import OUTSIDE, PlacingForm, placings_form
from app.policy.queries.versions import policy_in_force
from app.policy.queries.zones import placing_of, unplaced_venues, zones_by_street
from app.policy.service.zones import place_venue as place
from app.policy.service.zones import place_venues as place_several
from app.policy.views.blueprint import bp
from app.venues.queries import venue_or_none
from licensing.policy import Policy

VENUES_AT_A_TIME = 25


@bp.route("/soner", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def place_venues() -> ResponseReturnValue:
    """The venues that nobody has placed yet, some at a time, with the zone that the street suggests."""
    municipality_id = actor().municipality_id
    policy = _policy_with_zones()
    if policy is None:
        return render_template("policy/place_venues.html", policy=None)
    found = unplaced_venues(
        session(), municipality_id, policy, cursor=cursor_from(request.args), size=VENUES_AT_A_TIME
    )
    suggested = {venue.id: zones_by_street(policy, venue.street_address) for venue in found.venues}
    form = placings_form(policy, suggested)
    hindrance: Hindrance | None = None
    if form.validate_on_submit():
        placed = form.placed
        hindrance = attempt(
            form,
            lambda: place_several(
                session(), actor(), policy=policy, placings=placed, basis=form.basis.data or ""
            ),
        )
        if hindrance is None:
            flash(ngettext("%(num)s sted er plassert.", "%(num)s steder er plassert.", len(placed)))
            return redirect(url_for(".place_venues"))
    previous_url, next_url = page_addresses(found.page)
    page = render_template(
        "policy/place_venues.html",
        policy=policy,
        form=form,
        hindrance=hindrance,
        venues=found.venues,
        suggested=suggested,
        previous_url=previous_url,
        next_url=next_url,
        shown=ngettext("%(num)s sted er ikke plassert", "%(num)s steder er ikke plassert", found.count),
    )
    return page, status_of(form, hindrance)


@bp.route("/soner/<int:venue_id>", methods=["GET", "POST"])
@requires(Permission.REGISTER_EDIT)
@commits
def place_venue(venue_id: int) -> ResponseReturnValue:
    """Say in which zones one venue lies, and on what basis."""
    municipality_id = actor().municipality_id
    venue = venue_or_none(session(), municipality_id, venue_id) or abort(404)
    policy = _policy_with_zones()
    if policy is None:
        return render_template("policy/place_venue.html", policy=None, venue=venue)
    known = placing_of(session(), municipality_id, venue_id, policy)
    suggested = zones_by_street(policy, venue.street_address)
    if known is not None:
        chosen = [*known.zones] or [OUTSIDE]
    else:
        chosen = [suggested[0].code] if len(suggested) == 1 else []
    form = PlacingForm.of(policy, data={"zones": chosen, "basis": known.basis if known else ""})
    hindrance: Hindrance | None = None
    if form.validate_on_submit():
        hindrance = attempt(
            form,
            lambda: place(
                session(),
                actor(),
                venue_id=venue_id,
                policy=policy,
                zones=form.chosen,
                basis=form.basis.data or "",
            ),
        )
        if hindrance is None:
            flash(_("Stedet er plassert."), "success")
            return redirect(url_for("venues.show_venue", venue_id=venue_id))
    page = render_template(
        "policy/place_venue.html",
        policy=policy,
        form=form,
        hindrance=hindrance,
        venue=venue,
        known=known,
        suggested=suggested,
    )
    return page, status_of(form, hindrance)


def _policy_with_zones() -> Policy | None:
    policy = policy_in_force(session(), actor().municipality_id, clock.today())
    return policy if policy is not None and policy.zones else None
