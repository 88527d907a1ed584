"""The page of one case, and what is done from it without a page of its own."""

from dataclasses import replace

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.access_log import log_opening
from app.cases.forms.acts import CaseworkerForm
from app.cases.outcomes import outcome_of
from app.cases.performing import act_page, carry_out, case_or_404
from app.cases.queries import lists, one, page
from app.cases.queries.assessed_rules import names_in
from app.cases.queries.findings import findings_view
from app.cases.queries.outcome import outcome_view
from app.cases.queries.people import person_lines
from app.cases.queries.standing import case_view
from app.cases.service import proposals, shielded
from app.cases.service.changes import CHANGEABLE
from app.cases.views.blueprint import bp
from app.db import commits, session
from app.forms import OpenShieldedForm
from app.models.user import User
from app.permissions import Permission, actor, requires
from licensing.cases import AssessmentStanding


@bp.get("/<int:case_id>")
@requires(Permission.CASE_VIEW)
def show_case(case_id: int) -> ResponseReturnValue:
    """A case: what can be done now, what is known, and what has happened."""
    case = case_or_404(case_id)
    on = clock.today()
    view = case_view(session(), case, on, acting_id=actor().user_id)
    open_acts, closed_acts = page.open_and_closed(view, actor())
    inquiries = one.inquiries_of(session(), case)
    letters = one.letters_of(session(), case)
    show_matter = outcome_of(case).view
    matter_view = show_matter(session(), actor(), case, on) if show_matter else None
    return render_template(
        "cases/show.html",
        case=case,
        matter_view=matter_view,
        open_acts=_with_own_acts(open_acts, matter_view),
        closed_acts=closed_acts,
        clocks=page.clock_lines(case, view, inquiries, letters, on),
        facts=page.application_facts(case.application),
        people=person_lines(case.application),
        statements=page.statement_lines(view, on),
        inquiries=page.inquiry_lines(inquiries, on),
        documents=page.document_lines(one.documents_of(session(), case)),
        letters=page.letter_lines(letters),
        assessment=findings_view(
            view.assessment, names_in(session(), view.assessment, page.names_of(case.application))
        ),
        changeable=case.state in CHANGEABLE and actor().may(Permission.CASE_HANDLE),
        stale=view.standing.assessment is AssessmentStanding.STALE,
        outcome=outcome_view(session(), view),
        events=page.timeline(one.events_of(session(), case)),
    )


def _with_own_acts(open_acts: list[page.OpenAct], matter_view: object) -> list[page.OpenAct]:
    """The acts with those of the matter itself before them; where there are any, the first of them leads."""
    own = getattr(matter_view, "acts", ())
    return [*own, *(replace(act, primary=False) for act in open_acts)] if own else open_acts


@bp.route("/<int:case_id>/saksbehandler", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def change_caseworker(case_id: int) -> ResponseReturnValue:
    """Hand the case over to another caseworker."""
    case = case_or_404(case_id)
    form = CaseworkerForm(version=case.version, caseworker=case.caseworker_id)
    form.offer(lists.caseworkers_of(session(), actor().municipality_id))
    return carry_out(
        "cases/change_caseworker.html",
        form,
        case,
        lambda: proposals.change_caseworker(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            user=session().get_one(User, form.caseworker.data),
            on=clock.today(),
        ),
        _("Saken har fått ny saksbehandler."),
    )


@bp.route("/<int:case_id>/skjermet", methods=["GET", "POST"])
@requires(Permission.SHIELDED_OPEN)
def open_shielded(case_id: int) -> ResponseReturnValue:
    """Show identity numbers and conduct data, after the reason has been written down."""
    case = case_or_404(case_id)
    form = OpenShieldedForm()
    if not form.validate_on_submit():
        return act_page("cases/open_shielded.html", form, case, opened=None)
    log_opening(actor(), case=case, reason=form.reason.data)
    opened = shielded.opened_case(session(), case)
    return act_page("cases/open_shielded.html", form, case, opened=opened)
