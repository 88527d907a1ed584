"""The criteria of the policy in a case, and how they were weighed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app import formats
from app.models.case import Case
from app.models.weighing import CriterionWeighing
from licensing.assessment import CriterionView
from licensing.policy import Criterion, Policy


@dataclass(frozen=True)
class CriterionLine:
    """A criterion with how it was last weighed, by whom and when."""

    code: str
    text: str
    source: str
    met: bool | None
    reason: str
    weighed: str


def concerned(case: Case, policy: Policy | None) -> tuple[Criterion, ...]:
    """The criteria of a policy that concern what is applied for."""
    application = case.application
    if policy is None:
        return ()
    return tuple(row for row in policy.criteria if row.concerns(application.kind, application.category))


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


def criterion_lines(session: Session, case: Case, policy: Policy | None) -> tuple[CriterionLine, ...]:
    """The criteria that concern a case, for its page."""
    rows = _latest(session, case)
    return tuple(_line(criterion, rows.get(criterion.code)) for criterion in concerned(case, policy))


def _line(criterion: Criterion, row: CriterionWeighing | None) -> CriterionLine:
    return CriterionLine(
        code=criterion.code,
        text=criterion.text,
        source=criterion.citation_text,
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
