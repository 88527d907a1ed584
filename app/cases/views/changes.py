"""Pages for changing an application before it is proposed."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.cases.forms.changes import PersonForm, TermsForm
from app.cases.forms.lines import rooms_text
from app.cases.forms.wanted import special_fields
from app.cases.performing import carry_out, case_or_404
from app.cases.queries.people import person_lines
from app.cases.service import changes
from app.cases.views.blueprint import bp
from app.db import commits, session
from app.examinations.queries import found_by_number, found_text
from app.forms import ActForm
from app.known_tests import KnownTests
from app.letters.hours_rows import span
from app.permissions import Permission, actor, requires
from licensing.applicants import Role
from licensing.licences import Audience
from licensing.matters import Matter


@bp.route("/<int:case_id>/endre", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_application(case_id: int) -> ResponseReturnValue:
    """Correct what is applied for. A change of a licence, and its ending, stand as they were registered."""
    case = case_or_404(case_id)
    if case.matter is Matter.EVENT:
        return redirect(url_for("events.change_event_page", case_id=case_id))
    if case.matter is not Matter.LICENCE:
        abort(404)
    application = case.application
    form = TermsForm(
        version=case.version,
        closed_company=application.audience is Audience.CLOSED_COMPANY,
        indoor=span(application.indoor_from, application.indoor_to),
        outdoor=span(application.outdoor_from, application.outdoor_to),
        rooms=rooms_text((room.name, room.area) for room in application.rooms),
        category=application.category,
        concept=application.concept,
        deputy_waiver=application.deputy_waiver,
        **special_fields(application),
    )
    return carry_out(
        "cases/change_application.html",
        form,
        case,
        lambda: changes.change_terms(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            entry=form.entry(),
            on=clock.today(),
        ),
        _("Søknaden er endret."),
        stored=lambda: {
            "concept": case_or_404(case_id).application.concept,
            "rooms": rooms_text((room.name, room.area) for room in case_or_404(case_id).application.rooms),
        },
    )


@bp.route("/<int:case_id>/personer/ny", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def add_person(case_id: int) -> ResponseReturnValue:
    """Bring a person into the application."""
    case = case_or_404(case_id)
    form = PersonForm(version=case.version, role=Role.DEPUTY, tests=KnownTests.NONE)
    found = found_text(found_by_number(session(), actor().municipality_id, form.identity.data))
    done = _("Personen er lagt til. Innhent uttalelse om personen.")
    return carry_out(
        "cases/add_person.html",
        form,
        case,
        lambda: changes.add_person(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            entry=form.entry(),
            on=clock.today(),
        ),
        f"{done} {found}".strip(),
        people=person_lines(case.application),
    )


@bp.post("/<int:case_id>/personer/<int:party_id>/fjern")
@requires(Permission.CASE_HANDLE)
@commits
def remove_person(case_id: int, party_id: int) -> ResponseReturnValue:
    """Take a person's role out of the application."""
    case_or_404(case_id)
    changes.remove_person(
        session(),
        actor(),
        case_id=case_id,
        seen_version=ActForm().seen_version,
        party_id=party_id,
        on=clock.today(),
    )
    flash(_("Personen er tatt ut av søknaden."), "success")
    return redirect(url_for(".show_case", case_id=case_id))


@bp.post("/<int:case_id>/personer/ansettelse")
@requires(Permission.CASE_HANDLE)
@commits
def change_employment(case_id: int) -> ResponseReturnValue:
    """Note who is employed at the place or owns it."""
    case = case_or_404(case_id)
    answers = {"yes": True, "no": False, "unknown": None}
    employed = {
        party.id: answers[answer]
        for party in case.application.parties
        if (answer := request.form.get(f"party-{party.id}", "")) in answers
    }
    changes.change_employment(
        session(),
        actor(),
        case_id=case_id,
        seen_version=ActForm().seen_version,
        employed=employed,
        on=clock.today(),
    )
    flash(_("Lagret."), "success")
    return redirect(url_for(".add_person", case_id=case_id))
