"""Pages for those behind an application: what is known of each, and owners who come into the case."""

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.cases.forms.people import Answered, OwnersForm, PartyForm
from app.cases.performing import carry_out, case_or_404
from app.cases.service import people
from app.cases.views.blueprint import bp
from app.db import commits, session
from app.models.municipality import Municipality
from app.owners.queries import chain_of, person_lines, threshold_of, threshold_text
from app.permissions import Permission, actor, requires
from licensing.applicants import Role


@bp.route("/<int:case_id>/personer/<int:party_id>/endre", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_person(case_id: int, party_id: int) -> ResponseReturnValue:
    """Change what is known of a person in one role."""
    case = case_or_404(case_id)
    party = next((row for row in case.application.parties if row.id == party_id), None) or abort(404)
    form = PartyForm(
        version=case.version,
        employed=Answered.of(party.employed),
        lived_abroad=Answered.of(party.lived_abroad),
        certificate_on=party.certificate_on,
        influence=party.influence or "",
        close_persons=party.close_persons,
    )
    return carry_out(
        "cases/change_person.html",
        form,
        case,
        lambda: people.change_person(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            party_id=party_id,
            employed=(form.employed.data or Answered.UNKNOWN).known,
            background=form.background(),
            on=clock.today(),
        ),
        _("Opplysningene er lagret."),
        name=party.person.name,
        role=labels.label(party.role),
        works=party.role in (Role.MANAGER, Role.DEPUTY),
        influences=party.role is Role.INFLUENCE,
    )


@bp.route("/<int:case_id>/personer/eiere", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def include_owners(case_id: int) -> ResponseReturnValue:
    """Bring owners of the holder into the case as persons of influence."""
    case = case_or_404(case_id)
    municipality = session().get_one(Municipality, actor().municipality_id)
    chain = chain_of(session(), case.application.holder, clock.today())
    lines = person_lines(chain, threshold_of(municipality))
    known = {party.person_id for party in case.application.parties if party.role is Role.INFLUENCE}
    offered = [line for line in lines if line.person_id not in known]
    form = OwnersForm(
        version=case.version, people=[line.person_id for line in offered if line.counts is True]
    )
    form.offer(offered)
    return carry_out(
        "cases/include_owners.html",
        form,
        case,
        lambda: people.include_owners(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            person_ids=form.people.data or [],
            on=clock.today(),
        ),
        _("Eierne er tatt med i saken. Innhent uttalelse om dem."),
        offered=offered,
        resolved=chain.standing.resolved,
        threshold=threshold_text(municipality),
    )
