"""Pages for registering changes of people: a new manager or deputy, a new person of influence."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.amendments.forms.people import InfluenceForm, ManagersForm, PeopleForm
from app.amendments.pages import CHANGE_PAGES
from app.amendments.queries.licences import held_licences, licences_by_id
from app.amendments.queries.people import PresentPerson, gaps_of, present_people
from app.amendments.queries.telling import gap_sentences
from app.amendments.service.people import PeopleEntry, record_leaving, register_people_change
from app.amendments.service.registering import open_changes_alike
from app.amendments.views.blueprint import bp, licence_or_404
from app.cases.queries.known import person_with_number
from app.cases.service.applications import case_of_submission
from app.db import commits, session
from app.models.case import Case
from app.models.licence import Licence
from app.numbers import take_municipality
from app.permissions import Permission, actor, requires
from licensing.applicants import MINIMUM_AGE, age_on
from licensing.changes import needs_manager
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7C
from licensing.matters import ChangeKind

LOOK_UP = "slaa_opp"
ONLY_LEAVING = "bare_slutter"

CHANGE_PAGES[ChangeKind.MANAGERS] = "amendments.change_managers"
CHANGE_PAGES[ChangeKind.INFLUENCE] = "amendments.change_influence"


@bp.route("/styrer/<int:licence_id>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_managers(licence_id: int) -> ResponseReturnValue:
    """Register a new manager or deputy for one or more licences of a house, and who leaves."""
    licence = licence_or_404(licence_id)
    on = clock.today()
    licences = held_licences(session(), actor().municipality_id, licence.holder_id, on)
    people = present_people(session(), actor().municipality_id, licences, on)
    form = ManagersForm()
    if not form.is_submitted():
        form = ManagersForm(
            **_begun(licence, licences, same_venue=True),
            leaving=[{"key": person.key, "leaves_on": None} for person in people],
        )
    form.offer(licences)
    form.present(people)
    if form.is_submitted() and LOOK_UP in request.form:
        _look_up(form)
        return _managers_page(form, licence, licences, people)
    if form.is_submitted() and ONLY_LEAVING in request.form:
        return _only_leaving(form, licence, licences, people)
    if not form.validate_on_submit():
        return _managers_page(form, licence, licences, people, 422 if form.errors else 200)
    registered = _register(form, form.entry())
    if registered is None:
        return _managers_page(form, licence, licences, people, 409)
    return registered


@bp.route("/innflytelse/<int:licence_id>", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_influence(licence_id: int) -> ResponseReturnValue:
    """Register a new person of influence on a holder, for its licences."""
    licence = licence_or_404(licence_id)
    licences = held_licences(session(), actor().municipality_id, licence.holder_id, clock.today())
    form = InfluenceForm()
    if not form.is_submitted():
        form = InfluenceForm(**_begun(licence, licences, same_venue=False))
    form.offer(licences)
    if form.is_submitted() and LOOK_UP in request.form:
        person = (
            person_with_number(session(), actor().municipality_id, form.identity.data)
            if form.identity.data
            else None
        )
        if person is not None:
            form.fill("name", person.name)
        return _influence_page(form, licence)
    if not form.validate_on_submit():
        return _influence_page(form, licence, 422 if form.errors else 200)
    registered = _register(form, form.entry())
    return registered or _influence_page(form, licence, 409)


def _begun(licence: Licence, licences: list[Licence], *, same_venue: bool) -> dict[str, Any]:
    """An empty form: all the house's licences ticked, or all that the holder has anywhere."""
    today = clock.today()
    return {
        "submission": str(uuid.uuid4()),
        "received_on": today,
        "first_day": today,
        "licences": [
            row.id
            for row in licences
            if needs_manager(row.type) and (not same_venue or row.venue_id == licence.venue_id)
        ],
    }


def _register(form: PeopleForm, entry: PeopleEntry) -> ResponseReturnValue | None:
    """Register the change and go to its case; nothing when it was refused, with the reason on the form."""
    # Taken before the look: the same form sent twice at once waits here, and finds the first one's case.
    take_municipality(session(), actor().municipality_id)
    already = case_of_submission(session(), actor().municipality_id, entry.change.submission)
    if already is not None:
        flash(_("Søknaden er registrert fra før, som sak %(number)s.", number=already.reference), "info")
        return redirect(url_for("cases.show_case", case_id=already.id))
    try:
        case = register_people_change(session(), actor(), entry)
    except NotAllowed as refusal:
        session().rollback()
        form.licences.errors = [labels.sentence(refusal.code, refusal.citation, refusal.facts)]
        return None
    flash(_("Søknaden er registrert som sak %(number)s.", number=case.reference), "success")
    _tell(case)
    return redirect(url_for("cases.show_case", case_id=case.id))


def _tell(case: Case) -> None:
    """Other open cases about the same. What the rules say of the people stands on the case page."""
    for other in open_changes_alike(session(), case):
        flash(_("Det finnes en åpen sak om det samme: %(number)s.", number=other), "warning")


def _only_leaving(
    form: ManagersForm, licence: Licence, licences: list[Licence], people: list[PresentPerson]
) -> ResponseReturnValue:
    """Register that somebody leaves while nobody is named to come: the post stands empty from then on."""
    shape_holds = form.licences.validate(form) and all(part.validate(form) for part in form.leaving)
    if shape_holds and not form.leaves:
        form.licences.errors = [_("Skriv dagen ved den som slutter.")]
    if not shape_holds or not form.leaves:
        return _managers_page(form, licence, licences, people, 422)
    take_municipality(session(), actor().municipality_id)
    chosen = licences_by_id(session(), actor().municipality_id, form.licences.data)
    try:
        record_leaving(session(), actor(), chosen, form.leaves)
    except NotAllowed as refusal:
        session().rollback()
        form.licences.errors = [labels.sentence(refusal.code, refusal.citation, refusal.facts)]
        return _managers_page(form, licence, licences, people, 409)
    flash(_("Det er registrert hvem som slutter."), "success")
    on = max(row.leaves_on for row in form.leaves)
    for sentence in gap_sentences(session(), actor().municipality_id, chosen, on):
        flash(sentence, "warning")
    if gaps_of(session(), actor().municipality_id, chosen, on):
        flash(_("Bevillingshaveren må straks søke om ny styrer (alkoholloven § 1-7c)."), "info")
    return redirect(url_for("licences.show_licence", licence_id=licence.id))


def _look_up(form: ManagersForm) -> None:
    """Fill in what is known of those whose numbers are typed: the name, and the tests they have passed."""
    for role in ("manager", "deputy"):
        identity = form[f"{role}_identity"].data
        person = (
            person_with_number(session(), actor().municipality_id, identity) if identity is not None else None
        )
        if person is not None:
            form.fill_person(role, person.name, {test.kind for test in person.tests})


def _managers_page(
    form: ManagersForm,
    licence: Licence,
    licences: list[Licence],
    people: list[PresentPerson],
    status: int = 200,
) -> ResponseReturnValue:
    known = {person.key: person for person in people}
    present = [(part.form, known[part.form.key.data]) for part in form.leaving if part.form.key.data in known]
    page = render_template(
        "amendments/change_managers.html",
        **_frame(form, licence),
        present=[
            {
                "part": part,
                "legend": _("%(role)s %(name)s slutter", role=labels.label(person.role), name=person.name),
                "hint": labels.enumeration(person.licences),
            }
            for part, person in present
        ],
        said=_said(form, licences),
        only_leaving=ONLY_LEAVING,
    )
    return page, status


def _said(form: ManagersForm, licences: list[Licence]) -> list[str]:
    """What can be said at once of those who are typed in: too young, or without the test of a licence."""
    chosen = [licence for licence in licences if licence.id in (form.licences.data or ())]
    sentences = []
    for role, label in (("manager", _("Styrer")), ("deputy", _("Stedfortreder"))):
        identity = form[f"{role}_identity"].data
        if identity is None:
            continue
        if identity.born_on and age_on(identity.born_on, clock.today()) < MINIMUM_AGE:
            sentences.append(
                _(
                    "%(who)s må være over %(years)s år (%(law)s). Søknaden kan registreres, men ikke"
                    " innvilges.",
                    who=label,
                    years=MINIMUM_AGE,
                    law=labels.citation_text(ALKL_1_7C),
                )
            )
        lacking = sorted({licence.kind for licence in chosen} - form.passed(role))
        if lacking:
            sentences.append(
                _(
                    "%(who)s mangler prøve for %(kinds)s.",
                    who=label,
                    kinds=labels.enumeration(labels.activity_name(kind) for kind in lacking),
                )
            )
    return sentences


def _frame(form: PeopleForm, licence: Licence) -> dict[str, Any]:
    """What the pages of both forms show."""
    return {
        "form": form,
        "licence": licence,
        "look_up": LOOK_UP,
        "today": formats.short_date(clock.today()),
    }


def _influence_page(form: InfluenceForm, licence: Licence, status: int = 200) -> ResponseReturnValue:
    return render_template("amendments/change_influence.html", **_frame(form, licence)), status
