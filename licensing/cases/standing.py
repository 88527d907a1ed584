"""How a case stands ("sakstilstand"): all that the acts' preconditions look at, on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licensing.assessment.findings import Finding
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.matters import Matter
from licensing.statements import MANDATORY, Body, Statement


class CaseState(StrEnum):
    """How far a case has come ("sakstilstand")."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    AWAITING_STATEMENTS = "awaiting_statements"
    READY = "ready"
    PROPOSED = "proposed"
    AT_BODY = "at_body"
    DECIDED = "decided"
    SENT = "sent"
    GRANTED_NOT_USABLE = "granted_not_usable"
    USABLE = "usable"
    UNDER_COMPLAINT = "under_complaint"
    CLOSED = "closed"


class AssessmentStanding(StrEnum):
    """Whether the case has an assessment, and whether anything has changed since."""

    NONE = "none"
    STALE = "stale"
    CURRENT = "current"


class LetterStanding(StrEnum):
    """How far the decision letter has come."""

    NONE = "none"
    DRAFT = "draft"
    FINAL = "final"
    SENT = "sent"
    ARRIVED = "arrived"


@dataclass(frozen=True)
class CaseStanding:
    """All that the table of acts needs to know of a case on a day.

    The outcome is the decided one, else the proposed one, else the one about to be proposed. Proposer and
    acting person are the caller's own references. Forbidden by: the findings of the law that the outcome
    cannot pass, as `licensing.assessment.deviations.forbidden_by` gives them.
    """

    state: CaseState
    on: date
    statements: tuple[Statement, ...] = ()
    assessment: AssessmentStanding = AssessmentStanding.NONE
    outcome: DecisionOutcome | None = None
    mode: DelegationMode | None = None
    proposer: str | None = None
    acting: str | None = None
    letter: LetterStanding = LetterStanding.NONE
    open_conditions_before_use: int = 0
    complaint_last_day: date | None = None
    matter: Matter = Matter.LICENCE
    mandatory: frozenset[Body] = MANDATORY
    forbidden_by: tuple[Finding, ...] = ()
