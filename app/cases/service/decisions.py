"""Decisions: by one person, by two, or by a political body; and what a grant makes."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app import audit, clock
from app.cases.granted import days_to_json, lines_to_json
from app.cases.outcomes import outcome_of
from app.cases.queries.facts import case_facts
from app.cases.queries.standing import CaseView, delegation_of, findings_of_record
from app.cases.service.proposals import ProposalEntry, checked_lines
from app.cases.service.state import begin_act, complete_act
from app.models.case import Case
from app.models.decision import Decision, Proposal, ProposalState
from app.models.event import EventType
from app.permissions import Actor
from app.policy.queries import cap_counts, lock_caps, policy_in_force
from licensing.assessment import FindingCode, assess
from licensing.assessment.deviations import forbidden_by
from licensing.caps import COUNTED_TYPES, cap_standing
from licensing.cases import Act, require
from licensing.decisions import GRANTING, CaseResult, DecisionOutcome, DelegationMode
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_6, ALKL_1_7, ALKL_1_7A, ALKL_1_7A_PARA_2
from licensing.licences import group_set_code, group_set_from_code
from licensing.matters import Matter
from licensing.periods import longest_period


@dataclass(frozen=True)
class BodyVote:
    """What a political body decided, as keyed from its minutes."""

    body: str
    met_on: date
    case_number: str
    voted_text: str
    entry: ProposalEntry


def decide(session: Session, actor: Actor, *, case_id: int, seen_version: int, on: date) -> Decision:
    """Decide a case as it is proposed, under delegation.

    Raises `NotAllowed("cap_is_full")` when the last place under a cap has been taken meanwhile.
    """
    view = begin_act(session, actor, Act.DECIDE, case_id=case_id, seen_version=seen_version, on=on)
    proposal = _proposal_of(view)
    if proposal.outcome in GRANTING:
        _check_period(view.case, proposal, on)
        _check_law_now(session, view, proposal.outcome, on)
        if view.case.matter is Matter.LICENCE:
            _take_place_under_cap(session, actor, view, proposal, on)
    delegation = delegation_of(session, view.case, proposal.outcome, on)
    decision = Decision(
        municipality_id=actor.municipality_id,
        case_id=case_id,
        proposal_id=proposal.id,
        outcome=proposal.outcome,
        groups=proposal.groups,
        hours=proposal.hours,
        first_day=proposal.first_day,
        last_day=proposal.last_day,
        days=proposal.days,
        conditions=proposal.conditions,
        reasons=proposal.reasons,
        deviation=proposal.deviation,
        decided_on=on,
        mode=view.standing.mode,
        delegation_id=delegation.id if delegation else None,
        recorded_by_id=actor.user_id,
        recorded_at=clock.now(),
    )
    return _carry_out(session, actor, Act.DECIDE, view, decision, proposal, on)


def record_body_decision(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, vote: BodyVote, on: date
) -> Decision:
    """Record what a political body decided: as proposed, or otherwise."""
    act = Act.RECORD_BODY_DECISION
    view = begin_act(session, actor, act, case_id=case_id, seen_version=seen_version, on=on)
    proposal = _proposal_of(view)
    entry = vote.entry
    if not view.case.received_on <= vote.met_on <= on:
        raise NotAllowed("meeting_day_impossible", ALKL_1_7, received_on=view.case.received_on.isoformat())
    # The body may vote otherwise than proposed: what its own outcome presupposes is asked for too.
    findings = findings_of_record(view.assessment)
    voted = replace(view.standing, outcome=entry.outcome, forbidden_by=forbidden_by(findings, entry.outcome))
    require(act, voted)
    lines = checked_lines(view, entry, vote.met_on)
    grants = entry.outcome in GRANTING
    if grants:
        _check_law_now(session, view, entry.outcome, on)
    delegation = delegation_of(session, view.case, proposal.outcome, on)
    decision = Decision(
        municipality_id=actor.municipality_id,
        case_id=case_id,
        proposal_id=proposal.id,
        outcome=entry.outcome,
        groups=group_set_code(entry.groups) if grants else view.case.application.groups,
        hours=lines_to_json(lines),
        first_day=entry.first_day if grants else None,
        last_day=entry.last_day if grants else None,
        days=days_to_json(entry.days) if grants else [],
        conditions=[
            {"text": row.text, "before_use": row.before_use, "proof": row.proof} for row in entry.conditions
        ]
        if grants
        else [],
        reasons=entry.reasons,
        deviation=entry.deviation,
        decided_on=vote.met_on,
        mode=DelegationMode.BODY,
        delegation_id=delegation.id if delegation else None,
        recorded_by_id=actor.user_id,
        recorded_at=clock.now(),
        body=vote.body,
        body_case_number=vote.case_number,
        voted_text=vote.voted_text,
    )
    return _carry_out(session, actor, act, view, decision, proposal, on)


def _proposal_of(view: CaseView) -> Proposal:
    if view.proposal is None:
        raise NotAllowed("proposal_missing", ALKL_1_7A)
    return view.proposal


def _check_law_now(session: Session, view: CaseView, outcome: DecisionOutcome, on: date) -> None:
    """Ask the law again, on the facts of this moment: a room may have been licensed to another since."""
    policy = policy_in_force(session, view.case.municipality_id, on)
    fresh = assess(case_facts(session, view, policy, on), policy, on)
    blocking = forbidden_by(fresh.findings, outcome)
    if blocking:
        raise NotAllowed("law_forbids_grant", blocking[0].citation, finding=blocking[0].code)


def _check_period(case: Case, proposal: Proposal, on: date) -> None:
    """A proposal may have lain over a limit of the period. A change keeps the period that the licence has."""
    if case.matter not in (Matter.LICENCE, Matter.EVENT):
        return
    latest = longest_period(on, proposal.first_day).last_day
    if proposal.last_day is None or not on <= proposal.last_day <= latest:
        raise NotAllowed("period_too_long", ALKL_1_6, latest=latest.isoformat())


def _take_place_under_cap(
    session: Session, actor: Actor, view: CaseView, proposal: Proposal, on: date
) -> None:
    """Hold the caps and see that there is still a place.

    Who has seen that the cap is full and departs from it in own words may: the single case is judged. What
    is stopped is a grant that was proposed while there was a place, when another has taken it since.
    """
    case = view.case
    if case.application.type not in COUNTED_TYPES:
        return
    lock_caps(session, actor.municipality_id, case.application.kind)
    policy = policy_in_force(session, actor.municipality_id, on)
    application = case.application
    known_full = any(finding.code is FindingCode.CAP_FULL for finding in findings_of_record(view.assessment))
    counts = {
        count.code: count
        for count in cap_counts(session, actor.municipality_id, policy, on, leave_out_case=case.id)
    }
    for cap in policy.caps if policy else ():
        concerned = cap.concerns(application.kind, group_set_from_code(proposal.groups), application.category)
        if concerned is False or (known_full and proposal.deviation):
            continue
        standing = cap_standing(cap, counts[cap.code])
        if standing.is_full:
            raise NotAllowed(
                "cap_is_full",
                ALKL_1_7A_PARA_2,
                limit=standing.limit,
                used=standing.used,
                paragraph=cap.citation_text,
            )


def _carry_out(
    session: Session,
    actor: Actor,
    act: Act,
    view: CaseView,
    decision: Decision,
    proposal: Proposal,
    on: date,
) -> Decision:
    case = view.case
    session.add(decision)
    proposal.state = ProposalState.DECIDED
    case.result = CaseResult(decision.outcome.value)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.CASE_DECIDED,
        case_id=case.id,
        outcome=decision.outcome.value,
        decided_on=decision.decided_on.isoformat(),
        mode=decision.mode.value,
        body=decision.body,
    )
    licence = None
    if decision.outcome in GRANTING:
        licence = outcome_of(case).carry_out(session, actor, case, decision)
    outcome_of(case).letter(session, actor, case, decision, licence, on)
    complete_act(session, actor, act, view, on)
    return decision
