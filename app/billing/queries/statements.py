"""Turnover statements as other parts read them: the latest version of each licence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

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
    session: Session, municipality_id: int, year: int, licence_ids: Collection[int] | Select[Any] | None
) -> dict[int, StatementRow]:
    said, duty = TurnoverStatement.__table__.c, TurnoverDuty.__table__.c
    statement = (
        select(
            said.id,
            said.duty_id,
            said.licence_id,
            said.source,
            said.received_on,
            said.actual_g1_cl,
            said.actual_g2_cl,
            said.actual_g3_cl,
            said.expected_g1_cl,
            said.expected_g2_cl,
            said.expected_g3_cl,
            duty.due_on,
            said.number,
        )
        .join_from(
            TurnoverStatement.__table__,
            TurnoverDuty.__table__,
            and_(duty.municipality_id == said.municipality_id, duty.id == said.duty_id),
        )
        .where(said.municipality_id == municipality_id, duty.municipality_id == municipality_id)
        .where(duty.year == year)
        # Versions are few: the last one read of a licence is cheaper to keep than to ask the database for.
        .order_by(said.number)
    )
    if licence_ids is not None:
        # Of both tables, so that either index serves, also before the database has counted the rows.
        statement = statement.where(said.licence_id.in_(licence_ids), duty.licence_id.in_(licence_ids))
    return {
        licence: StatementRow(
            id_, duty_id, licence, source, on, volumes(a1, a2, a3), volumes(e1, e2, e3), due_on, number
        )
        for id_, duty_id, licence, source, on, a1, a2, a3, e1, e2, e3, due_on, number in session.execute(
            statement
        )
    }


def volumes(g1: int | None, g2: int | None, g3: int | None) -> Volumes | None:
    """The litres of three columns, which are empty together."""
    return None if g1 is None or g2 is None or g3 is None else Volumes(g1, g2, g3)
