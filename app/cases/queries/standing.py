"""Where a case stands, as the rules see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases.queries import one
from app.cases.queries.assessed_policy import assessed_policy_id
from app.cases.queries.plans import holds_once, is_lifted, once_weekdays, plan_of
from app.cases.queries.policy_rules import situation_of
from app.models.assessment import AssessmentRecord
from app.models.case import Case
from app.models.decision import Decision, Proposal
from app.models.letter import Letter, LetterState
from app.models.licence import LicenceCondition
from app.models.statement import InquiryKind, StatementRequest
from app.policy.queries import policy_in_force, policy_in_force_id
from licensing.assessment import Finding
from licensing.assessment.deviations import forbidden_by
from licensing.cases import AssessmentStanding, CaseStanding, CaseState, LetterStanding
from licensing.deadlines import complaint_last_day
from licensing.decisions import (
    DecisionOutcome,
    DelegationMode,
    DelegationRule,
    delegation_for,
    mode_for,
)
from licensing.policy import Policy
from licensing.policy.delegations import delegations_of
from licensing.statements import Body, Statement, required_statements
from licensing.stored import from_plain


@dataclass(frozen=True)
class CaseView:
    """A case's rows together with its standing, read once for a page or an act."""

    case: Case
    requests: tuple[StatementRequest, ...]
    statements: tuple[Statement, ...]
    assessment: AssessmentRecord | None
    proposal: Proposal | None
    decision: Decision | None
    letter: Letter | None
    standing: CaseStanding
    askable: tuple[Body, ...]
    """The bodies that can be asked now."""
    weekdays: frozenset[int] = frozenset()
    """The weekdays of what is to hold once; none named means all."""


def case_view(
    session: Session, case: Case, on: date, *, acting_id: int, outcome: DecisionOutcome | None = None
) -> CaseView:
    """Read where a case stands on a day.

    `outcome` is the one about to be proposed, where nothing is proposed or decided yet.
    """
    requests = tuple(one.requests_of(session, case))
    statements = statements_of(session, case, requests)
    assessment = one.last_assessment(session, case)
    proposal = one.open_proposal(session, case)
    decision = one.decision_of(session, case)
    letter = one.decision_letter(session, case) if decision else None
    found = decision.outcome if decision else proposal.outcome if proposal else outcome
    standing = CaseStanding(
        state=case.state,
        on=on,
        statements=statements,
        assessment=_assessment_standing(session, case, assessment, on),
        outcome=found,
        mode=mode_of(session, case, found, on) if found else None,
        proposer=str(proposal.made_by_id) if proposal else None,
        acting=str(acting_id),
        letter=_letter_standing(letter),
        open_conditions_before_use=_open_conditions(session, decision) if decision else 0,
        complaint_last_day=_complaint_last_day(letter),
        matter=case.matter,
        mandatory=plan_of(session, case).mandatory,
        forbidden_by=forbidden_by(findings_of_record(assessment), found) if found else (),
    )
    by_body = {request.body: request for request in requests}
    askable = tuple(body for body in Body if one.may_ask(session, case, body, by_body.get(body)))
    weekdays = once_weekdays(session, case)
    return CaseView(
        case, requests, statements, assessment, proposal, decision, letter, standing, askable, weekdays
    )


def statements_of(
    session: Session, case: Case, requests: tuple[StatementRequest, ...]
) -> tuple[Statement, ...]:
    """Every line that must be or was asked in a case, with what came of it."""
    by_body = {request.body: request for request in requests}
    presented = one.last_inquiry(session, case, InquiryKind.PRESENTATION)
    plan = plan_of(session, case)
    people = one.people_by_role(case.application)
    lines = required_statements(case.application.kind, people, with_tax=True, plan=plan)
    found = []
    for line in lines:
        request = by_body.get(line.body)
        if request is None:
            found.append(Statement(line.body, line.question, line.subject))
            continue
        subject = line.subject or one.PLACE
        answer = next(
            (row for row in request.answers if row.question is line.question and row.subject == subject),
            None,
        )
        # Somebody who came into the case later has not been asked about: no answer and no override is theirs.
        asked = one.line_key(line) in request.questions
        shown = presented if answer and presented and presented.made_at >= answer.recorded_at else None
        found.append(
            Statement(
                body=line.body,
                question=line.question,
                subject=line.subject,
                asked_on=request.asked_on if asked else None,
                due_on=request.due_on if asked else None,
                answered_on=request.answered_on if answer else None,
                answer=answer.answer if answer else None,
                silent_on=request.silence_on if asked else None,
                overridden_by=str(request.override_by_id) if asked and request.override_by_id else None,
                override_reason=request.override_reason if asked else None,
                presented_on=shown.sent_on if shown else None,
                reply_due_on=shown.due_on if shown else None,
                replied_on=shown.answered_on if shown else None,
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Delegated:
    """The rule that a decision rests on, in the version of the policy that holds on its day."""

    policy_id: int
    rule: DelegationRule


def delegation_of(session: Session, case: Case, outcome: DecisionOutcome, on: date) -> Delegated | None:
    """The delegation that a decision rests on; nothing where the policy is silent."""
    policy = policy_in_force(session, case.municipality_id, on)
    found = delegation_for(
        _delegation_rules(session, case, policy, on), case.application.kind, outcome, on, case.matter
    )
    return Delegated(int(policy.id), found) if policy and found else None


def _delegation_rules(
    session: Session, case: Case, policy: Policy | None, on: date
) -> Sequence[DelegationRule]:
    return delegations_of(policy, situation_of(session, case, policy), on) if policy else ()


def mode_of(session: Session, case: Case, outcome: DecisionOutcome, on: date) -> DelegationMode:
    """Who decides such a case: one person, a second person, or a body."""
    if is_lifted(session, case):
        return DelegationMode.BODY
    policy = policy_in_force(session, case.municipality_id, on)
    return mode_for(
        _delegation_rules(session, case, policy, on),
        case.application.kind,
        outcome,
        on,
        case.matter,
        once=holds_once(session, case),
    )


def _assessment_standing(
    session: Session, case: Case, assessment: AssessmentRecord | None, on: date
) -> AssessmentStanding:
    """Whether an assessment is still what a decision would rest on: the facts, and the policy of the day.

    What lies with a political body has left the desk: the body decides by what it was shown, and its minutes
    can always be keyed, also after a new policy has begun.
    """
    if assessment is None:
        return AssessmentStanding.NONE
    stale = assessment.made_at < case.facts_changed_at
    if case.state in (CaseState.READY, CaseState.PROPOSED):
        by = assessed_policy_id(assessment)
        stale = stale or by != policy_in_force_id(session, case.municipality_id, on)
    return AssessmentStanding.STALE if stale else AssessmentStanding.CURRENT


def _letter_standing(letter: Letter | None) -> LetterStanding:
    return LetterStanding.NONE if letter is None else LetterStanding(letter.state.value)


def _complaint_last_day(letter: Letter | None) -> date | None:
    if letter is None or letter.state is not LetterState.ARRIVED or letter.arrived_on is None:
        return None
    return complaint_last_day(letter.arrived_on).last_day


def _open_conditions(session: Session, decision: Decision) -> int:
    licence = one.licence_of_decision(session, decision)
    if licence is None:
        return 0
    return session.execute(
        select(func.count())
        .select_from(LicenceCondition)
        .where(
            LicenceCondition.municipality_id == licence.municipality_id,
            LicenceCondition.licence_id == licence.id,
            LicenceCondition.before_use,
            LicenceCondition.met_on.is_(None),
        )
    ).scalar_one()


def findings_of_record(record: AssessmentRecord | None) -> tuple[Finding, ...]:
    """The findings of a stored assessment; none where there is none."""
    return () if record is None else tuple(from_plain(Finding, finding) for finding in record.findings)
