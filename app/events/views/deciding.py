"""Pages for proposing and deciding an event: at once, or through the ordinary flow."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.cases.performing import carry_out
from app.cases.queries import drafting as ordinary
from app.cases.queries import page
from app.cases.queries.plans import event_terms_of
from app.cases.service.decisions import BodyVote
from app.db import commits, session
from app.events.forms.deciding import EventBodyDecisionForm, EventHours
from app.events.queries import drafting
from app.events.queries.drafting import EventDraft
from app.events.queries.one import occasion_of
from app.events.queries.view import event_view, turnover_task
from app.events.service import deciding
from app.events.views.blueprint import bp
from app.events.views.cases import event_case_or_404
from app.models.case import Case
from app.permissions import Permission, actor, requires


def _prepare(form: EventHours, case: Case, made: EventDraft) -> dict[str, Any]:
    """The choices and rows of a form, and what its page shows beside it."""
    on = clock.today()
    ordinary.offer(session(), form, case, on)
    form.hold_against(made.fields.get("outcome"), made.fields.get("reasons"))
    if not form.is_submitted():
        form.lay_out(made.given)
    names = {room.id: room.name for room in case.application.rooms}
    shown = event_view(session(), actor(), case, on)
    terms = event_terms_of(session(), case, on)
    return {
        "rows": form.rows(names),
        "event": shown,
        "assessment": made.assessment,
        "fees_invented": terms.invented,
        "task": turnover_task(occasion_of(session(), case), terms),
        "library_texts": {row.id: row.details for row in form.conditions_by_id.values()},
        "asked": page.application_facts(case.application),
    }


@bp.route("/<int:case_id>/innvilg", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE_ALONE)
@commits
def grant_event(case_id: int) -> ResponseReturnValue:
    """Grant an event on one page, where the delegation lets one person."""
    case = event_case_or_404(case_id)
    on = clock.today()
    made = drafting.draft_now(session(), actor(), case, on)
    form = EventHours(version=case.version, asked=made.asked, **made.fields)
    shown = _prepare(form, case, made)
    form.only_grants()
    return carry_out(
        "events/grant_event.html",
        form,
        case,
        lambda: deciding.grant_event_at_once(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            entry=form.entry(),
            fee_ore=form.fee.data,
            on=on,
        ),
        _("Bevillingen er innvilget. Brevet ligger klart."),
        **shown,
    )


@bp.route("/<int:case_id>/forslag", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def propose_event(case_id: int) -> ResponseReturnValue:
    """Draft a decision on an event from the findings, and put it before the decider."""
    case = event_case_or_404(case_id)
    on = clock.today()
    made = drafting.draft(session(), case, on)
    form = EventHours(version=case.version, asked=made.asked, **made.fields)
    shown = _prepare(form, case, made)
    return carry_out(
        "events/propose_event.html",
        form,
        case,
        lambda: deciding.propose_event(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            entry=form.entry(),
            fee_ore=form.fee.data,
            on=on,
        ),
        _("Forslaget er lagt fram."),
        **shown,
    )


@bp.route("/<int:case_id>/politisk-vedtak", methods=["GET", "POST"])
@requires(Permission.BODY_RECORD)
@commits
def record_body_decision(case_id: int) -> ResponseReturnValue:
    """Key what a political body decided of an event."""
    case = event_case_or_404(case_id)
    on = clock.today()
    made = drafting.body_draft(session(), case, on)
    form = EventBodyDecisionForm(version=case.version, met_on=on, asked=made.asked, **made.fields)
    shown = _prepare(form, case, made)
    return carry_out(
        "events/record_body_decision.html",
        form,
        case,
        lambda: deciding.record_body_decision(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            vote=BodyVote(
                body=form.body.data,
                met_on=form.met_on.data,
                case_number=form.case_number.data,
                voted_text=form.voted_text.data,
                entry=form.entry(),
            ),
            fee_ore=form.fee.data,
            on=on,
        ),
        _("Det politiske vedtaket er registrert. Brevet ligger klart."),
        **shown,
    )
