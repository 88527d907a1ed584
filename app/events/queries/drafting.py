"""Where a decision on an event begins: what the findings amount to, in hours, conditions, fee and words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.cases.granted import DayLine, days_from_json
from app.cases.queries import one
from app.cases.queries.assessed_policy import assessed_policy
from app.cases.queries.assessed_rules import policy_names
from app.cases.queries.drafting import conditions_again, conditions_set
from app.cases.queries.facts import case_facts
from app.cases.queries.findings import findings_view
from app.cases.queries.page import names_of
from app.cases.queries.standing import case_view, delegation_of, findings_of_record
from app.events.queries.one import occasion_of
from app.events.queries.times import asked_lines
from app.models.assessment import AssessmentRecord
from app.models.case import Case
from app.models.decision import Proposal
from app.permissions import Actor
from app.policy.queries import policy_in_force
from app.wording.occasion_reasons import occasion_reasons
from licensing.assessment import Facts, Finding, ProposedOutcome, assess
from licensing.assessment.deviations import forbidden_by
from licensing.assessment.occasion_hours import allowed_days
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.policy import Policy
from licensing.stored import from_plain, to_plain

PROPOSED = {
    ProposedOutcome.REFUSE: DecisionOutcome.REFUSE,
    ProposedOutcome.PARTLY: DecisionOutcome.PART_GRANT,
}


@dataclass(frozen=True)
class EventDraft:
    """What a form for a decision on an event begins with."""

    fields: dict[str, Any]
    asked: tuple[DayLine, ...]
    given: tuple[DayLine, ...]
    findings: tuple[Finding, ...]
    assessment: Any


def draft(session: Session, case: Case, on: date) -> EventDraft:
    """The draft of a proposal: from one that was returned, else from the stored assessment."""
    record = one.last_assessment(session, case)
    asked = asked_lines(occasion_of(session, case))
    if record is None:
        fields: dict[str, Any] = {"outcome": DecisionOutcome.DISMISS, "groups": case.application.groups}
        made = EventDraft(fields, asked, asked, (), None)
    else:
        facts = from_plain(Facts, record.facts)
        policy = assessed_policy(session, record)
        made = _drafted(session, case, facts, policy, findings_of_record(record), record.outcome, record)
    returned = one.last_proposal(session, case)
    return made if returned is None else _returned(session, made, returned, case, on)


def draft_now(session: Session, actor: Actor, case: Case, on: date) -> EventDraft:
    """The draft of a decision that is made at once: the rules are asked now, and nothing is stored."""
    view = case_view(session, case, on, acting_id=actor.user_id)
    policy = policy_in_force(session, case.municipality_id, on)
    facts = case_facts(session, view, policy, on)
    found = assess(facts, policy, on)
    record = AssessmentRecord(
        id=0,
        assessed_on=on,
        made_at=case.moved_at,
        outcome=found.outcome,
        findings=to_plain(found.findings),
        policy={},
        policy_id=int(policy.id) if policy else None,
        policy_version=f"{policy.name} ({policy.version})" if policy else "",
        law_version=found.law_version,
    )
    return _drafted(session, case, facts, policy, found.findings, found.outcome, record)


def _drafted(
    session: Session,
    case: Case,
    facts: Facts,
    policy: Policy | None,
    findings: tuple[Finding, ...],
    proposed: ProposedOutcome,
    record: AssessmentRecord,
) -> EventDraft:
    occasion = occasion_of(session, case)
    asked = asked_lines(occasion)
    given = tuple(
        DayLine(int(row.room.removeprefix("room:")), row.day, row.hours.start, row.hours.end)
        for row in allowed_days(facts, policy)
    )
    outcome: DecisionOutcome | None = PROPOSED.get(proposed, DecisionOutcome.GRANT)
    if outcome is DecisionOutcome.GRANT and set(given) != set(asked):
        outcome = DecisionOutcome.PART_GRANT
    if outcome in GRANTING and forbidden_by(findings, outcome):
        outcome = None
    names = {**names_of(case.application), **policy_names(policy)}
    fields: dict[str, Any] = {
        "outcome": outcome,
        "groups": case.application.groups,
        "fee": occasion.fee_ore,
        "library": conditions_set(findings),
        "reasons": occasion_reasons(findings, outcome, names, policy.name if policy else "")
        if outcome
        else "",
    }
    return EventDraft(fields, asked, given, findings, findings_view(record, names))


def _returned(session: Session, made: EventDraft, proposal: Proposal, case: Case, on: date) -> EventDraft:
    fields = {
        "outcome": proposal.outcome,
        "groups": proposal.groups,
        "reasons": proposal.reasons,
        "deviation": proposal.deviation,
    }
    kept: dict[str, Any] = {name: value for name, value in fields.items() if value}
    if proposal.outcome in GRANTING:
        kept |= conditions_again(session, proposal, case, on)
    given = days_from_json(proposal.days) if proposal.days else made.given
    return EventDraft(made.fields | kept, made.asked, given, made.findings, made.assessment)


def body_draft(session: Session, case: Case, on: date) -> EventDraft:
    """The draft of a body's decision: as proposed, until the minutes say otherwise."""
    made = draft(session, case, on)
    proposal = one.open_proposal(session, case)
    if proposal is None:
        return made
    row = delegation_of(session, case, proposal.outcome, on)
    body = row.rule.body if row else ""
    return EventDraft(made.fields | {"body": body}, made.asked, made.given, made.findings, made.assessment)
