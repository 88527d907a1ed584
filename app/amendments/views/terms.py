"""Pages for registering changes of terms: area, groups, hours and concept, for good or once."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.amendments.forms.terms import FORM_OF, TermsChangeForm
from app.amendments.pages import CHANGE_PAGES
from app.amendments.queries.licences import terms_of
from app.amendments.service.registering import open_changes_alike
from app.amendments.service.terms import register_terms_change
from app.amendments.views.blueprint import bp, licence_or_404
from app.changes import Hindrance, attempt, status_of
from app.db import commits, session
from app.licences.queries.one import licence_on
from app.models.case import Case
from app.models.licence import Licence
from app.permissions import Permission, actor, requires
from licensing.licences import Attribute, VenueCategory
from licensing.matters import ChangeKind

CHANGE_PAGES.update(
    {
        ChangeKind.AREA: "amendments.change_area",
        ChangeKind.AREA_ONCE: "amendments.change_area_once",
        ChangeKind.GROUPS: "amendments.change_groups",
        ChangeKind.HOURS: "amendments.change_hours",
        ChangeKind.HOURS_ONCE: "amendments.change_hours_once",
        ChangeKind.CONCEPT: "amendments.change_concept",
    }
)


@bp.route("/areal/<int:licence_id>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_area(licence_id: int) -> ResponseReturnValue:
    """Register an application for a larger area or serving outdoors."""
    return _register(ChangeKind.AREA, licence_id)


@bp.route("/areal-en-gang/<int:licence_id>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_area_once(licence_id: int) -> ResponseReturnValue:
    """Register an application for a larger area on single days."""
    return _register(ChangeKind.AREA_ONCE, licence_id)


@bp.route("/grupper/<int:licence_id>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_groups(licence_id: int) -> ResponseReturnValue:
    """Register an application for a further group."""
    return _register(ChangeKind.GROUPS, licence_id)


@bp.route("/tid/<int:licence_id>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_hours(licence_id: int) -> ResponseReturnValue:
    """Register an application for other hours for good."""
    return _register(ChangeKind.HOURS, licence_id)


@bp.route("/tid-en-gang/<int:licence_id>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_hours_once(licence_id: int) -> ResponseReturnValue:
    """Register an application for longer hours on single nights."""
    return _register(ChangeKind.HOURS_ONCE, licence_id)


@bp.route("/konsept/<int:licence_id>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_concept(licence_id: int) -> ResponseReturnValue:
    """Register an application for another concept."""
    return _register(ChangeKind.CONCEPT, licence_id)


def _register(kind: ChangeKind, licence_id: int) -> ResponseReturnValue:
    licence = licence_or_404(licence_id)
    form = FORM_OF[kind]()
    if not form.is_submitted():
        return _page(_begun(kind, licence), licence)
    if not form.validate_on_submit():
        return _page(form, licence)
    opened: list[Case] = []
    hindrance = attempt(
        form, lambda: opened.append(register_terms_change(session(), actor(), form.wanted(licence_id)))
    )
    if hindrance is not None:
        return _page(form, licence_or_404(licence_id), hindrance)
    case = opened[0]
    flash(_("Søknaden er registrert som sak %(number)s.", number=case.reference), "success")
    for other in open_changes_alike(session(), case):
        flash(_("Det finnes en åpen sak om det samme: %(number)s.", number=other), "warning")
    return redirect(url_for("cases.show_case", case_id=case.id))


def _begun(kind: ChangeKind, licence: Licence) -> TermsChangeForm:
    on = clock.today()
    concept = terms_of(session(), licence, max(on, licence.granted_on)).value(Attribute.CONCEPT)
    return FORM_OF[kind](
        submission=str(uuid.uuid4()),
        received_on=on,
        first_day=on,
        category=VenueCategory(concept) if concept else licence.venue.category,
    )


def _page(form: TermsChangeForm, licence: Licence, hindrance: Hindrance | None = None) -> ResponseReturnValue:
    page = render_template(
        "amendments/change_terms.html",
        form=form,
        licence=licence,
        hindrance=hindrance,
        title=labels.label(form.kind),
        now=licence_on(session(), licence, max(clock.today(), licence.granted_on)),
        once=form.kind in (ChangeKind.HOURS_ONCE, ChangeKind.AREA_ONCE),
    )
    return page, status_of(form, hindrance)
