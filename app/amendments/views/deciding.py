"""Pages for asking the police about people, and for approving or refusing them."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, labels
from app.amendments.forms.people import ApproveForm, ProposePeopleForm
from app.amendments.queries.case_page import complaint_sentence, may_approve
from app.amendments.queries.proposing import PeopleDraft, people_draft, people_entry
from app.amendments.service import proposing
from app.amendments.views.blueprint import bp
from app.cases.performing import carry_out, case_or_404
from app.cases.queries import drafting, page
from app.cases.queries.people import person_lines
from app.cases.queries.standing import delegation_of
from app.cases.service.at_once import decide_at_once
from app.cases.service.proposals import ProposalEntry
from app.cases.service.statements import request_statements
from app.db import commits, session
from app.forms import ActForm
from app.letters.parties import municipality_of
from app.models.case import Case
from app.permissions import Permission, actor, requires
from licensing.assessment import Finding, FindingOutcome
from licensing.deadlines import statement_due_on
from licensing.decisions import DecisionOutcome
from licensing.matters import Matter
from licensing.statements import Body


def people_case_or_404(case_id: int) -> Case:
    """The case, if it is about people of licences in the municipality that the person works in."""
    case = case_or_404(case_id)
    return case if case.matter is Matter.PEOPLE else abort(404)


@bp.post("/sak/<int:case_id>/politiet")
@requires(Permission.CASE_HANDLE)
@commits
def ask_police(case_id: int) -> ResponseReturnValue:
    """Ask the police about the conduct of those who come, with the municipality's usual deadline."""
    people_case_or_404(case_id)
    on = clock.today()
    request_statements(
        session(),
        actor(),
        case_id=case_id,
        seen_version=ActForm().seen_version,
        bodies=[Body.POLICE],
        due_on=statement_due_on(on, municipality_of(session(), actor()).statement_days),
        on=on,
    )
    flash(_("Politiet er spurt om vandel. Brevet og vedlegget ligger klare."), "success")
    return redirect(url_for("cases.show_case", case_id=case_id))


@bp.route("/sak/<int:case_id>/godkjenn", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE_ALONE)
@commits
def approve_people(case_id: int) -> ResponseReturnValue:
    """Approve the people alone, where the delegation lets one person do it."""
    case = people_case_or_404(case_id)
    on = clock.today()
    draft = people_draft(session(), actor(), case, on)
    form = ApproveForm(
        version=case.version, first_day=draft.first_day, reasons=draft.reasons(DecisionOutcome.GRANT)
    )
    return carry_out(
        "amendments/approve_people.html",
        form,
        case,
        lambda: decide_at_once(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            entry=_entry(case_id, draft, DecisionOutcome.GRANT, form),
            on=on,
        ),
        _("Godkjent. Ett brev for alle bevillingene ligger klart."),
        stored=lambda: drafting.stored_texts(session(), case_or_404(case_id)),
        **_shown(case, draft),
        alone=may_approve(session(), actor(), case, on),
        delegation=_delegation(case),
    )


@bp.route("/sak/<int:case_id>/forslag", methods=["GET", "POST"])
@requires(Permission.CASE_HANDLE)
@commits
def propose_people(case_id: int) -> ResponseReturnValue:
    """Propose to approve or to refuse, where another person decides."""
    case = people_case_or_404(case_id)
    on = clock.today()
    draft = people_draft(session(), actor(), case, on)
    form = ProposePeopleForm(
        version=case.version,
        first_day=draft.first_day,
        outcome=draft.outcome,
        reasons=draft.reasons(draft.outcome) if draft.outcome else "",
    )
    return carry_out(
        "amendments/propose_people.html",
        form,
        case,
        lambda: proposing.propose_people(
            session(),
            actor(),
            case_id=case_id,
            seen_version=form.seen_version,
            entry=_entry(case_id, draft, form.outcome.data, form),
            on=on,
        ),
        _("Forslaget er lagt fram."),
        stored=lambda: drafting.stored_texts(session(), case_or_404(case_id)),
        **_shown(case, draft),
    )


def _entry(case_id: int, draft: PeopleDraft, outcome: DecisionOutcome, form: ApproveForm) -> ProposalEntry:
    case = case_or_404(case_id)
    return people_entry(
        case,
        draft.change,
        outcome,
        first_day=form.first_day.data,
        reasons=form.reasons.data,
        deviation=form.deviation.data or "",
    )


def _shown(case: Case, draft: PeopleDraft) -> dict[str, Any]:
    names = page.names_of(case.application)
    return {
        "change": draft.change,
        "people": person_lines(case.application),
        "attention": [_line(row, names) for row in draft.findings if row.outcome is not FindingOutcome.OK],
        "in_order": [_line(row, names) for row in draft.findings if row.outcome is FindingOutcome.OK],
        "asks_own_words": draft.asks_own_words,
        "complaint": complaint_sentence(draft.change, case),
    }


def _line(finding: Finding, names: dict[str, str]) -> dict[str, object]:
    return {
        "outcome": finding.outcome,
        "label": labels.label(finding.outcome),
        "text": labels.finding_text(finding, names),
        "citation": labels.citation_text(finding.citation),
    }


def _delegation(case: Case) -> str:
    row = delegation_of(session(), case, DecisionOutcome.GRANT, clock.today())
    if row is None:
        return _("Delegasjonen sier ikke noe annet, så én person kan godkjenne.")
    how = labels.label(row.rule.mode)
    return _("%(how)s, etter %(basis)s.", how=how, basis=row.rule.source) if row.rule.source else f"{how}."
