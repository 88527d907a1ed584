"""The register of departures: used exceptions and knowing departures, which equal cases are held against.

Law: alkoholloven § 1-7a; forvaltningsloven § 25.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session

from app import formats, labels
from app.models.case import Case, case_reference
from app.models.policy import Policy, PolicyDeparture
from app.paging import Cursor, Page, page_of

SHOWN_BESIDE = 3


@dataclass(frozen=True)
class DepartureLine:
    """One decision that departed from a rule."""

    id: int
    rule: str
    decided_on: str
    sort_label: str
    source: str
    reason: str
    case_id: int
    case_reference: str
    policy_id: int | None
    policy: str


@dataclass(frozen=True)
class DepartedRule:
    """A rule that has been departed from, and how often."""

    code: str
    source: str
    count: int


def departures_from(
    session: Session, municipality_id: int, rule: str, *, leave_out_case: int | None = None
) -> tuple[tuple[DepartureLine, ...], bool]:
    """The latest departures from a rule, and whether there are more of them."""
    statement = _departures(municipality_id).where(PolicyDeparture.rule == rule)
    if leave_out_case is not None:
        statement = statement.where(PolicyDeparture.case_id != leave_out_case)
    rows = session.execute(
        statement.order_by(PolicyDeparture.decided_on.desc(), PolicyDeparture.id.desc()).limit(
            SHOWN_BESIDE + 1
        )
    ).all()
    return tuple(_line(row) for row in rows[:SHOWN_BESIDE]), len(rows) > SHOWN_BESIDE


def departure_page(
    session: Session, municipality_id: int, *, rule: str, cursor: Cursor | None
) -> tuple[list[DepartureLine], Page]:
    """A page of the register, the latest decision first; of one rule, where one is given."""
    statement = _departures(municipality_id)
    if rule:
        statement = statement.where(PolicyDeparture.rule == rule)
    page = page_of(
        session,
        statement,
        sort_key=PolicyDeparture.decided_on,
        row_id=PolicyDeparture.id,
        cursor=cursor,
        read_key=date.fromisoformat,
        descending=True,
    )
    return [_line(row) for row in page.rows], page


def departed_rules(session: Session, municipality_id: int) -> Sequence[DepartedRule]:
    """The rules that have been departed from, by where they stand."""
    rows = session.execute(
        select(
            PolicyDeparture.rule,
            func.max(PolicyDeparture.source).label("source"),
            func.count().label("times"),
        )
        .where(PolicyDeparture.municipality_id == municipality_id)
        .group_by(PolicyDeparture.rule)
        .order_by(func.max(PolicyDeparture.source), PolicyDeparture.rule)
    )
    return [DepartedRule(row.rule, row.source, row.times) for row in rows]


def _departures(municipality_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            PolicyDeparture.id,
            PolicyDeparture.rule,
            PolicyDeparture.decided_on,
            PolicyDeparture.sort,
            PolicyDeparture.source,
            PolicyDeparture.reason,
            PolicyDeparture.case_id,
            PolicyDeparture.policy_id,
            Policy.name.label("policy_name"),
            Policy.version.label("policy_version"),
            Case.year,
            Case.number,
        )
        .join(
            Case,
            and_(Case.municipality_id == PolicyDeparture.municipality_id, Case.id == PolicyDeparture.case_id),
        )
        .outerjoin(Policy, Policy.id == PolicyDeparture.policy_id)
        .where(PolicyDeparture.municipality_id == municipality_id)
    )


def _line(row: Row[Any]) -> DepartureLine:
    return DepartureLine(
        id=row.id,
        rule=row.rule,
        decided_on=formats.short_date(row.decided_on),
        sort_label=labels.label(row.sort),
        source=row.source,
        reason=row.reason,
        case_id=row.case_id,
        case_reference=case_reference(row.year, row.number),
        policy_id=row.policy_id,
        policy=f"{row.policy_name} ({row.policy_version})" if row.policy_id else "",
    )
