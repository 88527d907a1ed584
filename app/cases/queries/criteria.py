"""The criteria of the policy in a case, and how they were weighed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app import formats
from app.cases.queries.policy_rules import areas_of, may_speak, situation_of
from app.models.case import Case
from app.models.weighing import CriterionWeighing
from licensing.assessment import CriterionView
from licensing.policy import Policy, Rule


@dataclass(frozen=True)
class CriterionLine:
    """A criterion with how it was last weighed, by whom and when."""

    code: str
    text: str
    source: str
    met: bool | None
    reason: str
    weighed: str


def concerned(session: Session, case: Case, policy: Policy | None, on: date) -> tuple[Rule, ...]:
    """The criteria of a policy that concern what is applied for."""
    if policy is None:
        return ()
    situation, areas = situation_of(session, case, policy), areas_of(case)
    return tuple(rule for rule in policy.criteria if rule.holds_on(on) and may_speak(rule, situation, areas))


def criterion_views(session: Session, case: Case, policy: Policy | None) -> tuple[CriterionView, ...]:
    """Every criterion of a policy as the rules see it; one that nobody has weighed is open."""
    if policy is None:
        return ()
    rows = _latest(session, case)
    return tuple(
        CriterionView(row.code, rows[row.code].met, rows[row.code].reason)
        if row.code in rows
        else CriterionView(row.code)
        for row in policy.criteria
    )


def criterion_lines(
    session: Session, case: Case, policy: Policy | None, on: date
) -> tuple[CriterionLine, ...]:
    """The criteria that concern a case, for its page."""
    if policy is None:
        return ()
    rows = _latest(session, case)
    return tuple(
        _line(rule, policy.source_of(rule), rows.get(rule.code))
        for rule in concerned(session, case, policy, on)
    )


def _line(rule: Rule, source: str, row: CriterionWeighing | None) -> CriterionLine:
    return CriterionLine(
        code=rule.code,
        text=rule.factor.text if rule.factor else rule.words,
        source=source,
        met=row.met if row else None,
        reason=row.reason if row else "",
        weighed=f"{row.weighed_by.name}, {formats.moment(row.weighed_at)}" if row else "",
    )


def _latest(session: Session, case: Case) -> Mapping[str, CriterionWeighing]:
    rows = session.scalars(
        select(CriterionWeighing)
        .where(
            CriterionWeighing.municipality_id == case.municipality_id, CriterionWeighing.case_id == case.id
        )
        .options(joinedload(CriterionWeighing.weighed_by))
        .order_by(CriterionWeighing.id)
    )
    return {row.code: row for row in rows}
