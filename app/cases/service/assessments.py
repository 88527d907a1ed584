"""Assessing a case: the rules answer, and the answer is stored with its facts and its policy's version."""

from datetime import date

from sqlalchemy.orm import Session

from app import audit, clock
from app.cases.queries.assessed_policy import assessed_policy
from app.cases.queries.facts import case_facts
from app.cases.service.state import begin_act, complete_act
from app.models.assessment import AssessmentRecord
from app.models.event import EventType
from app.permissions import Actor
from app.policy.queries import policy_in_force
from licensing.assessment import Assessment, Facts, Finding, assess
from licensing.cases import Act
from licensing.licences import group_set_code
from licensing.stored import from_plain, to_plain


def assess_case(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, on: date
) -> AssessmentRecord:
    """Hold a case against the law and the policy of the day, and keep facts and findings."""
    view = begin_act(session, actor, Act.ASSESS, case_id=case_id, seen_version=seen_version, on=on)
    policy = policy_in_force(session, actor.municipality_id, on)
    facts = case_facts(session, view, policy, on)
    assessment = assess(facts, policy, on)
    record = AssessmentRecord(
        municipality_id=actor.municipality_id,
        case_id=case_id,
        assessed_on=on,
        made_by_id=actor.user_id,
        made_at=clock.now(),
        outcome=assessment.outcome,
        groups=group_set_code(assessment.groups) if assessment.groups else "",
        facts=to_plain(facts),
        findings=to_plain(assessment.findings),
        policy={},
        policy_id=int(policy.id) if policy else None,
        policy_version=f"{policy.name} ({policy.version})" if policy else "",
        law_version=assessment.law_version,
    )
    session.add(record)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.CASE_ASSESSED,
        case_id=case_id,
        outcome=assessment.outcome.value,
        findings=len(assessment.findings),
    )
    complete_act(session, actor, Act.ASSESS, view, on)
    return record


def answers_otherwise(session: Session, record: AssessmentRecord) -> bool:
    """Whether the rules of today answer otherwise than they did, on the same facts, policy and day.

    A difference is shown, never hidden: a rule has been corrected since.
    """
    now = replayed(session, record)
    stored = [from_plain(Finding, finding) for finding in record.findings]
    return (list(now.findings), now.outcome) != (stored, record.outcome)


def replayed(session: Session, record: AssessmentRecord) -> Assessment:
    """The assessment made again by today's rules, on the facts, the policy and the day it was made on."""
    return assess(from_plain(Facts, record.facts), assessed_policy(session, record), record.assessed_on)
