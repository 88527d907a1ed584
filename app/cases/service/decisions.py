"""Decisions: by one person, by two, or by a political body; and what a grant makes."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import audit, clock
from app.cases.granted import days_from_json, days_to_json, lines_to_json
from app.cases.outcomes import outcome_of
from app.cases.queries.facts import case_facts
from app.cases.queries.standing import CaseView, Delegated, delegation_of, findings_of_record
from app.cases.service.departures import record_departures
from app.cases.service.proposals import ProposalEntry, checked_lines
from app.cases.service.state import begin_act, complete_act
from app.models.case import Case
from app.models.decision import Decision, Proposal, ProposalState
from app.models.event import EventType
from app.permissions import Actor
from app.policy.queries import policy_in_force
from app.policy.service.seats import take_seats
from licensing.assessment import FindingCode, FindingOutcome, assess
from licensing.assessment.deviations import forbidden_by
from licensing.cases import Act, require
from licensing.decisions import GRANTING, CaseResult, DecisionOutcome, DelegationMode
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_6, ALKL_1_7, ALKL_1_7A
from licensing.licences import group_set_code, group_set_from_code
from licensing.matters import Matter
from licensing.occasions import Use
from licensing.occupancy import Days
from licensing.periods import longest_period
from licensing.policy import Rule
from licensing.seats import Seat

TAKES_A_SEAT = frozenset({Matter.LICENCE, Matter.EVENT, Matter.TERMS})
# A decision kept from before tells of ambulatory licences by a code of their own.
SEEN_FULL = frozenset({FindingCode.CAP_FULL, FindingCode.QUOTA_FULL})


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
        _take_place_under_cap(session, view, proposal, on)
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
        **_resting_on(delegation),
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
        conditions=[row.stored for row in entry.conditions] if grants else [],
        reasons=entry.reasons,
        deviation=entry.deviation,
        decided_on=vote.met_on,
        mode=DelegationMode.BODY,
        **_resting_on(delegation),
        recorded_by_id=actor.user_id,
        recorded_at=clock.now(),
        body=vote.body,
        body_case_number=vote.case_number,
        voted_text=vote.voted_text,
    )
    # A body may go beyond its municipality's own caps; the number of events is the council's, and is held
    # unless the body says why not.
    if grants and view.case.matter is Matter.EVENT and not decision.deviation:
        _take_place_under_cap(session, view, decision, on)
    return _carry_out(session, actor, act, view, decision, proposal, on)


def _resting_on(delegation: Delegated | None) -> dict[str, Any]:
    """The rule that a decision rests on; nothing where the policy is silent."""
    if delegation is None:
        return {}
    return {
        "delegation_policy_id": delegation.policy_id,
        "delegation_rule": delegation.rule.code,
        "delegation_basis": delegation.rule.source,
    }


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


def _take_place_under_cap(session: Session, view: CaseView, given: Proposal | Decision, on: date) -> None:
    """Hold the caps and see that there is still a place for what is given.

    Who has seen that a cap is full and departs from it in own words may: the single case is judged. What is
    stopped is a grant that was proposed while there was a place, when another has taken it since.
    """
    case = view.case
    if case.matter not in TAKES_A_SEAT:
        return
    full = {
        str(finding.facts.get("cap", "")): finding.outcome
        for finding in findings_of_record(view.assessment)
        if finding.code in SEEN_FULL
    }

    def as_granted(seat: Seat) -> Seat:
        first_day = max(on, given.first_day or on)
        return replace(
            seat,
            groups=group_set_from_code(given.groups),
            days=(Days(first_day, given.last_day or date.max),),
        )

    def judged(cap: Rule) -> bool:
        # Where the text leaves it open, or a special ground is given, the assessment asks for a judgement.
        found = full.get(cap.code, full.get(""))
        return found is FindingOutcome.CONSIDER or (found is not None and bool(given.deviation))

    take_seats(
        session,
        municipality_id=case.municipality_id,
        case_id=case.id,
        policy=policy_in_force(session, case.municipality_id, on),
        day=on,
        as_granted=as_granted,
        uses=[Use(line.day, line.hours) for line in days_from_json(given.days)],
        may_exceed=judged,
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
    record_departures(session, case, view.assessment, findings_of_record(view.assessment), decision)
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
