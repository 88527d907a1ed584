"""Pages for assessing, proposing, deciding, and what a political body voted."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, formats, labels
from app.cases.forms.acts import ReasonForm
from app.cases.forms.proposal import BodyDecisionForm, ProposalForm
from app.cases.performing import carry_out, case_or_404
from app.cases.queries import drafting, one, page
from app.cases.queries.assessed_rules import assessed_rules, names_in
from app.cases.queries.departing import departing_lines
from app.cases.queries.findings import asked_lines, findings_view
from app.cases.queries.outcome import outcome_view
from app.cases.queries.standing import Delegated, case_view, delegation_of, findings_of_record
from app.cases.service import assessments, decisions, proposals
from app.cases.service.decisions import BodyVote
from app.cases.views.blueprint import bp
from app.db import commits, session
from app.forms import ActForm
from app.letters.hours_rows import day_set_labels
from app.models.assessment import AssessmentRecord
from app.models.case import Case
from app.permissions import Permission, actor, requires
from licensing.cases import AssessmentStanding
from licensing.decisions import DelegationMode
from licensing.licences import Group, group_set_from_code


def _names(case: Case, record: AssessmentRecord | None) -> Mapping[str, str]:
    return names_in(session(), record, page.names_of(case.application))


@bp.get("/<int:case_id>/vurdering")
@requires(Permission.CASE_VIEW)
def show_assessment(case_id: int) -> ResponseReturnValue:
    """An assessment (the latest, or an earlier one), and whether today's rules would answer the same."""
    case = case_or_404(case_id)
    records = one.assessments_of(session(), case)
    wanted = request.args.get("nr", type=int)
    record = next((row for row in records if wanted in (None, row.id)), None)
    if wanted is not None and record is None:
        abort(404)
    view = case_view(session(), case, clock.today(), acting_id=actor().user_id)
    findings = findings_of_record(record)
    offered = {act.url for act in page.open_and_closed(view, actor())[0]}
    return render_template(
        "cases/assessment.html",
        case=case,
        assessment=findings_view(record, _names(case, record)),
        asked=asked_lines(findings, _names(case, record)),
        rules=assessed_rules(session(), record, findings) if record else (),
        others=[(row.id, formats.moment(row.made_at)) for row in records if record and row.id != record.id],
        latest=record is None or record is records[0],
        stale=view.standing.assessment is AssessmentStanding.STALE,
        differs=record is not None and assessments.answers_otherwise(session(), record),
        may_assess=url_for(".assess_case", case_id=case_id) in offered,
        may_propose=url_for(".propose", case_id=case_id) in offered,
        form=ActForm(version=case.version),
    )


@bp.post("/<int:case_id>/vurder")
@requires(Permission.CASE_HANDLE)
@commits
def assess_case(case_id: int) -> ResponseReturnValue:
    """Hold the case against the law and the policy of today."""
    case_or_404(case_id)
    assessments.assess_case(
        session(), actor(), case_id=case_id, seen_version=ActForm().seen_version, on=clock.today()
    )
    flash(_("Saken er vurdert."), "success")
    return redirect(url_for(".show_assessment", case_id=case_id))


def _offer(form: ProposalForm, case: Case) -> dict[str, Any]:
    """The choices of a proposal form, and what its page shows beside it."""
    drafting.offer(session(), form, case, clock.today())
    record = one.last_assessment(session(), case)
    return {
        "assessment": findings_view(record, _names(case, record)),
        "day_sets": day_set_labels(case.application),
        "outdoors": case.application.outdoor_from is not None,
        "asks_spirits": Group.THREE in group_set_from_code(case.application.groups),
        "asked": page.application_facts(case.application),
        "library_texts": {row.id: row.details for row in form.conditions_by_id.values()},
    }


@bp.route("/<int:case_id>/forslag", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def propose(case_id: int) -> ResponseReturnValue:
    """Draft a decision from the findings, edit it, and put it before the decider."""
    case = case_or_404(case_id)
    on = clock.today()
    drafted = drafting.draft(session(), case, on)
    form = ProposalForm(version=case.version, **drafted)
    form.hold_against(drafted["outcome"], drafted.get("reasons"))
    shown = _offer(form, case)
    return carry_out(
        "cases/propose.html",
        form,
        case,
        lambda: proposals.propose(
            session(), actor(), case_id=case_id, seen_version=form.seen_version, entry=form.entry(), on=on
        ),
        _("Forslaget er lagt fram."),
        stored=lambda: drafting.stored_texts(session(), case_or_404(case_id)),
        **shown,
    )


@bp.route("/<int:case_id>/vedtak", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
@commits
def decide(case_id: int) -> ResponseReturnValue:
    """Decide as proposed."""
    case = case_or_404(case_id)
    on = clock.today()
    view = case_view(session(), case, on, acting_id=actor().user_id)
    form = ActForm(version=case.version)
    row = delegation_of(session(), case, view.standing.outcome, on) if view.standing.outcome else None
    return carry_out(
        "cases/decide.html",
        form,
        case,
        lambda: decisions.decide(session(), actor(), case_id=case_id, seen_version=form.seen_version, on=on),
        _("Vedtaket er fattet. Brevet ligger klart."),
        outcome=outcome_view(session(), view),
        assessment=findings_view(view.assessment, _names(case, view.assessment)),
        asked=page.application_facts(case.application),
        caps=drafting.cap_lines(session(), case, on),
        departing=departing_lines(session(), view),
        delegation=_delegation(view.standing.mode, row),
        for_body=view.standing.mode is DelegationMode.BODY,
    )


def _delegation(mode: DelegationMode | None, row: Delegated | None) -> str | None:
    """How such a case is decided, and where that is written."""
    if mode is None:
        return None
    how = labels.label(mode)
    if row is None or not row.rule.source:
        return f"{how}."
    return _("%(how)s, etter %(basis)s.", how=how, basis=row.rule.source)


@bp.route("/<int:case_id>/send-tilbake", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
@commits
def return_proposal(case_id: int) -> ResponseReturnValue:
    """Send a proposal back to the caseworker."""
    case = case_or_404(case_id)
    form = ReasonForm(version=case.version)
    return carry_out(
        "cases/return_proposal.html",
        form,
        case,
        lambda: proposals.return_proposal(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            reason=form.reason.data,
            on=clock.today(),
        ),
        _("Forslaget er sendt tilbake."),
    )


@bp.post("/<int:case_id>/til-utvalg")
@requires(Permission.BODY_RECORD)
@commits
def send_to_body(case_id: int) -> ResponseReturnValue:
    """Hand the proposal over to a political body."""
    case_or_404(case_id)
    proposals.send_to_body(
        session(), actor(), case_id=case_id, seen_version=ActForm().seen_version, on=clock.today()
    )
    flash(_("Saken ligger til politisk behandling."), "success")
    return redirect(url_for(".show_case", case_id=case_id))


@bp.route("/<int:case_id>/politisk-vedtak", methods=["GET", "POST"])
@requires(Permission.BODY_RECORD)
@commits
def record_body_decision(case_id: int) -> ResponseReturnValue:
    """Key what a political body decided: as proposed, or otherwise."""
    case = case_or_404(case_id)
    on = clock.today()
    drafted = drafting.body_draft(session(), case, on)
    form = BodyDecisionForm(version=case.version, met_on=on, **drafted)
    form.hold_against(drafted.get("outcome"), drafted.get("reasons"))
    shown = _offer(form, case)
    return carry_out(
        "cases/record_body_decision.html",
        form,
        case,
        lambda: decisions.record_body_decision(
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
            on=on,
        ),
        _("Det politiske vedtaket er registrert. Brevet ligger klart."),
        stored=lambda: drafting.stored_texts(session(), case_or_404(case_id)),
        **shown,
    )
