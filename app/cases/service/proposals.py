"""Proposals: what the caseworker puts before the decider, and how it comes back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import audit, clock
from app.cases.granted import DayLine, HoursLine, WeekHours, days_to_json, hours_lines, lines_to_json
from app.cases.queries.facts import asked_by_weekday
from app.cases.queries.standing import CaseView, findings_of_record
from app.cases.service.state import begin_act, complete_act, held_case, move
from app.models.case import Case
from app.models.decision import Proposal, ProposalState
from app.models.event import EventType
from app.models.user import User
from app.permissions import Actor
from licensing.assessment.deviations import deviations, forbidden_by
from licensing.cases import Act, CaseState
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_6, ALKL_1_7A, FVL_25
from licensing.licences import Group, group_set_code, group_set_from_code
from licensing.matters import Matter
from licensing.periods import longest_period


@dataclass(frozen=True)
class ConditionEntry:
    """A condition ("vilkår") as it is proposed."""

    text: str
    before_use: bool = False
    proof: str = ""
    due_days: int | None = None
    """How many days after the decision it is due."""
    rule: str = ""
    """The rule of the policy that it comes from; empty for one in the caseworker's own words."""

    @property
    def stored(self) -> dict[str, Any]:
        """The condition as a proposal and a decision keep it."""
        return {
            "text": self.text,
            "before_use": self.before_use,
            "proof": self.proof,
            "due_days": self.due_days,
            "rule": self.rule,
        }


@dataclass(frozen=True)
class ProposalEntry:
    """All that a proposal says."""

    outcome: DecisionOutcome
    groups: tuple[Group, ...]
    week: WeekHours
    last_day: date | None
    conditions: tuple[ConditionEntry, ...]
    reasons: str
    deviation: str
    first_day: date | None = None
    days: tuple[DayLine, ...] = ()


def propose(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, entry: ProposalEntry, on: date
) -> Proposal:
    """Put a proposal before the decider.

    What the law forbids cannot be proposed; departing from a finding needs own words.
    """
    view = begin_act(
        session,
        actor,
        Act.PROPOSE,
        case_id=case_id,
        seen_version=seen_version,
        on=on,
        outcome=entry.outcome,
    )
    lines = checked_lines(view, entry, on)
    proposal = Proposal(
        municipality_id=actor.municipality_id,
        case_id=case_id,
        assessment_id=view.assessment.id if view.assessment else None,
        state=ProposalState.OPEN,
        outcome=entry.outcome,
        groups=group_set_code(entry.groups) if entry.outcome in GRANTING else view.case.application.groups,
        hours=lines_to_json(lines),
        first_day=entry.first_day if entry.outcome in GRANTING else None,
        last_day=entry.last_day if entry.outcome in GRANTING else None,
        days=days_to_json(entry.days) if entry.outcome in GRANTING else [],
        conditions=[row.stored for row in entry.conditions] if entry.outcome in GRANTING else [],
        reasons=entry.reasons,
        deviation=entry.deviation,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(proposal)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.DECISION_PROPOSED,
        case_id=case_id,
        outcome=entry.outcome.value,
        groups=None if view.case.matter is Matter.PEOPLE else proposal.groups,
    )
    complete_act(session, actor, Act.PROPOSE, view, on)
    return proposal


def checked_lines(view: CaseView, entry: ProposalEntry, on: date) -> tuple[HoursLine, ...]:
    """The hours of a proposal, after everything the law says of it has been checked."""
    if entry.outcome is DecisionOutcome.DISMISS:
        return ()
    application = view.case.application
    findings = findings_of_record(view.assessment)
    differing = deviations(findings, entry.outcome)
    if differing and not entry.deviation:
        raise NotAllowed("deviation_needs_own_words", FVL_25, findings=[found.code for found in differing])
    if entry.outcome not in GRANTING:
        return ()
    blocking = forbidden_by(findings, entry.outcome)
    if blocking:
        raise NotAllowed("law_forbids_grant", blocking[0].citation, finding=blocking[0].code)
    if view.case.matter is Matter.LICENCE:
        _check_period(entry, on)
    if view.case.matter in (Matter.EVENT, Matter.PEOPLE):
        # An event has its hours day by day, and people have none.
        return ()
    lines = hours_lines(application.kind, entry.groups, entry.week, on, application.type)
    _check_extent(view, entry, lines, on)
    return lines


def _check_period(entry: ProposalEntry, on: date) -> None:
    last_day = entry.last_day
    if entry.first_day is not None and entry.first_day < on:
        raise NotAllowed("first_day_before_grant", ALKL_1_6, first_day=entry.first_day.isoformat())
    latest = longest_period(on, entry.first_day).last_day
    if last_day is None or last_day < (entry.first_day or on):
        raise NotAllowed("period_ends_before_grant", ALKL_1_6, latest=latest.isoformat())
    if last_day > latest:
        raise NotAllowed("period_too_long", ALKL_1_6, latest=latest.isoformat())


def _check_extent(view: CaseView, entry: ProposalEntry, lines: tuple[HoursLine, ...], on: date) -> None:
    application = view.case.application
    asked_groups = group_set_from_code(application.groups)
    if not set(entry.groups) <= set(asked_groups):
        raise NotAllowed("more_groups_than_asked", ALKL_1_7A)
    asked = asked_by_weekday(application, on, view.weekdays)
    granted = {
        (line.area, line.group, weekday): line.hours
        for line in lines
        for weekday in line.weekdays
        if not view.weekdays or weekday in view.weekdays
    }
    for key, hours in granted.items():
        if key not in asked or not hours.within(asked[key]):
            raise NotAllowed("more_hours_than_asked", ALKL_1_7A)
    whole = set(entry.groups) == set(asked_groups) and granted == asked
    if whole and entry.outcome is DecisionOutcome.PART_GRANT:
        raise NotAllowed("part_grant_gives_all", ALKL_1_7A)
    if not whole and entry.outcome is DecisionOutcome.GRANT:
        raise NotAllowed("grant_gives_less", ALKL_1_7A)


def return_proposal(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, reason: str, on: date
) -> Case:
    """Send a proposal back to the caseworker, with what is to be done about it."""
    act = Act.RETURN_PROPOSAL
    view = begin_act(session, actor, act, case_id=case_id, seen_version=seen_version, on=on)
    if view.proposal is None:
        raise NotAllowed("proposal_missing", ALKL_1_7A)
    view.proposal.state, view.proposal.return_reason = ProposalState.RETURNED, reason
    audit.record(session, actor, EventType.PROPOSAL_RETURNED, case_id=case_id, reason=reason)
    session.flush()
    move(session, view.case, CaseState.READY, on)
    return view.case


def send_to_body(session: Session, actor: Actor, *, case_id: int, seen_version: int, on: date) -> Case:
    """Hand a proposal over to the political body that the delegation leaves it to."""
    act = Act.SEND_TO_BODY
    view = begin_act(session, actor, act, case_id=case_id, seen_version=seen_version, on=on)
    audit.record(session, actor, EventType.SENT_TO_BODY, case_id=case_id)
    return complete_act(session, actor, act, view, on)


def change_caseworker(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, user: User, on: date
) -> Case:
    """Hand a case over to another caseworker."""
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    case.caseworker_id = user.id
    audit.record(session, actor, EventType.CASEWORKER_CHANGED, case_id=case.id, to=user.name)
    move(session, case, case.state, on)
    return case
