"""Turnover statements as other parts read them: the latest version of each licence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import Session, aliased

from app.models.turnover import TurnoverDuty, TurnoverStatement
from fees.turnover import TurnoverSource, Volumes

IDS_AT_A_TIME = 500


@dataclass(frozen=True)
class StatementRow:
    """The version that holds of one licence's turnover statement in a year."""

    statement_id: int
    duty_id: int
    licence_id: int
    source: TurnoverSource
    received_on: date
    actual: Volumes | None
    expected: Volumes | None
    due_on: date
    number: int = 1


def latest_statements(
    session: Session,
    municipality_id: int,
    year: int,
    licence_ids: Collection[int] | Select[Any] | None = None,
) -> dict[int, StatementRow]:
    """The latest statement of each licence in a year, by licence; who sent none is left out.

    That of a round tells what was sold the year before and what is expected in the year; that of an event
    tells what was sold at it. The licences may be a query.
    """
    if licence_ids is None or isinstance(licence_ids, Select):
        return _latest(session, municipality_id, year, licence_ids)
    found: dict[int, StatementRow] = {}
    wanted = sorted(set(licence_ids))
    for at in range(0, len(wanted), IDS_AT_A_TIME):
        found |= _latest(session, municipality_id, year, wanted[at : at + IDS_AT_A_TIME])
    return found


def _latest(
    session: Session,
    municipality_id: int,
    year: int,
    licence_ids: Collection[int] | Select[Any] | None,
) -> dict[int, StatementRow]:
    said, newer = TurnoverStatement.__table__.c, aliased(TurnoverStatement)
    statement = (
        select(TurnoverStatement.__table__, TurnoverDuty.due_on)
        .join(
            TurnoverDuty,
            and_(TurnoverDuty.municipality_id == said.municipality_id, TurnoverDuty.id == said.duty_id),
        )
        .where(
            said.municipality_id == municipality_id,
            TurnoverDuty.municipality_id == municipality_id,
            TurnoverDuty.year == year,
            ~exists().where(
                newer.municipality_id == municipality_id,
                newer.duty_id == said.duty_id,
                newer.number > said.number,
            ),
        )
    )
    if licence_ids is not None:
        statement = statement.where(TurnoverDuty.licence_id.in_(licence_ids))
    return {
        row.licence_id: StatementRow(
            statement_id=row.id,
            duty_id=row.duty_id,
            licence_id=row.licence_id,
            source=row.source,
            received_on=row.received_on,
            actual=volumes(row.actual_g1_cl, row.actual_g2_cl, row.actual_g3_cl),
            expected=volumes(row.expected_g1_cl, row.expected_g2_cl, row.expected_g3_cl),
            due_on=row.due_on,
            number=row.number,
        )
        for row in session.execute(statement)
    }


def volumes(g1: int | None, g2: int | None, g3: int | None) -> Volumes | None:
    """The litres of three columns, which are empty together."""
    return None if g1 is None or g2 is None or g3 is None else Volumes(g1, g2, g3)
