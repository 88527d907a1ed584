"""Where a decision on people begins: an outcome, and reasons drafted from what is found now."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.amendments.queries.licences import last_day_of
from app.cases.granted import WeekHours
from app.cases.queries.facts import case_facts
from app.cases.queries.plans import change_of
from app.cases.queries.standing import case_view
from app.cases.service.proposals import ProposalEntry
from app.models.case import Case
from app.models.change import Change
from app.permissions import Actor
from app.wording.reasons_of_people_changes import people_reasons
from licensing.assessment import Finding, ProposedOutcome, assess
from licensing.assessment.deviations import forbidden_by, needs_own_words
from licensing.decisions import DecisionOutcome
from licensing.licences import group_set_from_code


@dataclass(frozen=True)
class PeopleDraft:
    """What a decision on people begins with."""

    change: Change
    findings: tuple[Finding, ...]
    outcome: DecisionOutcome | None
    """Nothing where a grant is barred by what may still be put right."""
    first_day: date
    asks_own_words: bool

    def reasons(self, outcome: DecisionOutcome) -> str:
        """The reasons of an outcome, drafted."""
        return people_reasons(self.findings, outcome, self.change.kind)


def people_draft(session: Session, actor: Actor, case: Case, on: date) -> PeopleDraft:
    """Hold a case against the rules of this moment, and begin a decision from what they say."""
    change = change_of(session, case)
    if change is None:
        raise LookupError(f"case {case.id} changes nothing")
    view = case_view(session, case, on, acting_id=actor.user_id)
    found = assess(case_facts(session, view, None, on), None, on)
    outcome: DecisionOutcome | None = DecisionOutcome.GRANT
    if found.outcome is ProposedOutcome.REFUSE:
        outcome = DecisionOutcome.REFUSE
    elif forbidden_by(found.findings, DecisionOutcome.GRANT):
        outcome = None
    return PeopleDraft(
        change=change,
        findings=found.findings,
        outcome=outcome,
        first_day=max(on, change.first_day),
        asks_own_words=needs_own_words(found.findings, outcome or DecisionOutcome.GRANT),
    )


def people_entry(
    case: Case, change: Change, outcome: DecisionOutcome, *, first_day: date, reasons: str, deviation: str
) -> ProposalEntry:
    """A proposal on people. An approval lasts as long as the licences do."""
    return ProposalEntry(
        outcome=outcome,
        groups=group_set_from_code(case.application.groups),
        week=WeekHours((), ()),
        last_day=max(last_day_of(licence) for licence in change.licences),
        conditions=(),
        reasons=reasons,
        deviation=deviation,
        first_day=first_day,
    )
