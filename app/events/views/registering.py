"""A new event on one screen, a copy of last year's, and corrections before the decision."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.cases.attempts import attempt
from app.cases.performing import act_page
from app.cases.queries.known import fill_in_known, known_places
from app.cases.service.applications import case_of_submission
from app.db import commits, session
from app.events.fields import YesNo
from app.events.forms.copying import copied_fields, copied_rows, day_rows, event_fields
from app.events.forms.entry import event_change, event_entry
from app.events.forms.event import SIGNS, ChangeEventForm, EventForm
from app.events.forms.people import ROLES
from app.events.queries.lists import events_to_copy
from app.events.queries.one import event_of_application, occasion_of, person_named
from app.events.service.registering import change_event, register_event
from app.events.views.blueprint import bp
from app.events.views.cases import event_case_or_404
from app.events.views.listing import searched
from app.forms import LONGEST_VERSION
from app.known_tests import KnownTests
from app.letters.drafts import draft_receipt
from app.models.case import Application
from app.models.holder import HolderForm
from app.models.occasion import Occasion
from app.numbers import take_municipality
from app.permissions import Permission, actor, requires
from licensing.errors import NotAllowed
from licensing.licences import LicenceType, VenueCategory

LOOK_UP, LAY_OUT, USUAL = "slaa_opp", "lag_dager", "vanlig_tid"


@dataclass(frozen=True)
class KnownRole:
    """Somebody who may be kept in a role, by name."""

    field: str
    name: str


@bp.route("/ny", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def register_event_page() -> ResponseReturnValue:
    """Register an event: typed, or copied from an earlier one with only what changes asked again."""
    form = EventForm()
    if not form.is_submitted():
        return _page(_new_form())
    if LOOK_UP in request.form:
        fill_in_known(session(), actor().municipality_id, form)
        form.lay_out_days()
        return _page(form)
    if LAY_OUT in request.form or USUAL in request.form:
        if USUAL in request.form:
            form.forget_days()
        form.lay_out_days()
        return _page(form)
    if not form.validate_on_submit():
        form.lay_out_days()
        return _page(form, 422)
    # Taken before the look: the same form sent twice at once waits here, and finds the first one's case.
    take_municipality(session(), actor().municipality_id)
    already = case_of_submission(session(), actor().municipality_id, form.submission.data)
    if already is not None:
        flash(_("Søknaden er registrert fra før, som sak %(number)s.", number=already.reference), "info")
        return redirect(url_for("cases.show_case", case_id=already.id))
    try:
        case = register_event(session(), actor(), event_entry(form))
        draft_receipt(session(), actor(), case, clock.today())
    except NotAllowed as refusal:
        session().rollback()
        form.holder_name.errors = [labels.sentence(refusal.code, refusal.citation, refusal.facts)]
        form.lay_out_days()
        return _page(form, 409)
    flash(_("Arrangementet er registrert som sak %(number)s.", number=case.reference), "success")
    return redirect(url_for("cases.show_case", case_id=case.id))


def _new_form() -> EventForm:
    values: dict[str, Any] = {
        "submission": str(uuid.uuid4()),
        "received_on": clock.today(),
        "holder_form": HolderForm.ASSOCIATION,
        "type": LicenceType.SINGLE_OCCASION,
        "category": VenueCategory.OTHER,
        "manager_tests": KnownTests.NONE,
        "deputy_tests": KnownTests.NONE,
        **dict.fromkeys(SIGNS, YesNo.UNKNOWN),
    }
    rows: list[dict[str, Any]] = []
    source = _source()
    if source is not None:
        values |= copied_fields(*source)
        rows = copied_rows(source[1])
    form = EventForm(**values)
    for row in rows:
        form.days.append_entry(row)
    return form


def _source() -> tuple[Application, Occasion] | None:
    wanted = request.args.get("kopi", "")
    if not wanted:
        return None
    if not wanted.isdecimal() or len(wanted) > LONGEST_VERSION:
        abort(404)
    return event_of_application(session(), actor().municipality_id, int(wanted)) or abort(404)


def _known_roles(form: EventForm) -> dict[str, KnownRole]:
    """Those who may be kept in their roles; a number that is tampered with finds nobody."""
    found = {}
    for role in ROLES:
        number = str(form[f"{role}_known"].data or "")
        person = (
            person_named(session(), actor().municipality_id, int(number))
            if number.isdecimal() and len(number) < 10
            else None
        )
        if person is not None:
            found[role] = KnownRole(f"{role}_keep", person.name)
    return found


def _page(form: EventForm, status: int = 200) -> ResponseReturnValue:
    words = searched()
    copied = str(form.copied_from.data or "")
    source = (
        event_of_application(session(), actor().municipality_id, int(copied))
        if copied.isdecimal() and len(copied) <= LONGEST_VERSION
        else None
    )
    page = render_template(
        "events/register_event.html",
        form=form,
        known=_known_roles(form),
        places=known_places(session(), actor().municipality_id, form.venue_address.data, clock.today()),
        openness=labels.label(form.openness),
        buttons={"look_up": LOOK_UP, "lay_out": LAY_OUT, "usual": USUAL},
        earlier=events_to_copy(session(), actor().municipality_id, words, clock.today()),
        words=words,
        copied_name=source[1].name if source else None,
        copied_day=min((row.day for row in source[1].days), default=None) if source else None,
    )
    return page, status


@bp.route("/<int:case_id>/endre", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_event_page(case_id: int) -> ResponseReturnValue:
    """Correct an event before it is decided."""
    case = event_case_or_404(case_id)
    occasion = occasion_of(session(), case)
    form = ChangeEventForm(version=case.version)
    if not form.is_submitted():
        form = ChangeEventForm(version=case.version, **_own_fields(form, case.application, occasion))
        for row in day_rows(occasion):
            form.days.append_entry(row)
        return act_page("events/change_event.html", form, case, buttons=_buttons())
    if LAY_OUT in request.form or USUAL in request.form:
        if USUAL in request.form:
            form.forget_days()
        form.lay_out_days()
        return act_page("events/change_event.html", form, case, buttons=_buttons())
    if not form.validate_on_submit():
        form.lay_out_days()
        return act_page("events/change_event.html", form, case, buttons=_buttons())
    hindrance = attempt(
        form,
        case_id,
        lambda: change_event(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            change=event_change(form),
            on=clock.today(),
        ),
    )
    if hindrance is not None:
        return act_page("events/change_event.html", form, case, hindrance, buttons=_buttons())
    flash(_("Arrangementet er endret."), "success")
    return redirect(url_for("cases.show_case", case_id=case_id))


def _own_fields(form: ChangeEventForm, application: Application, occasion: Occasion) -> dict[str, Any]:
    fields = event_fields(application, occasion)
    return {name: value for name, value in fields.items() if name in form}


def _buttons() -> dict[str, str]:
    return {"lay_out": LAY_OUT, "usual": USUAL}
