"""Departures from the policy ("unntak og avvik"): kept with their reasons, for equal cases to be held to.

Law: alkoholloven § 1-7a; forvaltningsloven § 25.
"""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.cases.queries.assessed_policy import assessed_policy
from app.cases.queries.departing import Departed, departed_by
from app.cases.queries.policy_facts import grounds_of
from app.cases.queries.policy_rules import departable
from app.models.assessment import AssessmentRecord
from app.models.case import Case
from app.models.decision import Decision
from app.models.policy import DepartureSort, PolicyDeparture
from licensing.assessment import Finding
from licensing.policy import Policy


def record_departures(
    session: Session,
    case: Case,
    record: AssessmentRecord | None,
    findings: Iterable[Finding],
    decision: Decision,
) -> None:
    """Keep every rule that a decision departed from, with the reason that was given for it."""
    policy = assessed_policy(session, record) if record else None
    grounds = grounds_of(session, case)
    session.add_all(
        PolicyDeparture(
            municipality_id=case.municipality_id,
            decision_id=decision.id,
            case_id=case.id,
            policy_id=record.policy_id if record else None,
            rule=row.rule,
            sort=sort,
            source=row.source[:200],
            reason=reason,
            decided_on=decision.decided_on,
        )
        for row in departed_by(case, findings, decision)
        for sort, reason in (
            _told(row, grounds[row.rule].text if row.rule in grounds else "", policy, decision),
        )
    )


def _told(row: Departed, ground: str, policy: Policy | None, decision: Decision) -> tuple[DepartureSort, str]:
    """Whether the text itself opens for it, and why it was done."""
    ground = row.ground or ground
    rule = policy.rule(row.rule) if policy else None
    opened = rule is not None and departable(rule) and bool(ground)
    sort = DepartureSort.EXCEPTION if opened else DepartureSort.DEPARTURE
    return sort, ground or decision.deviation or decision.reasons
