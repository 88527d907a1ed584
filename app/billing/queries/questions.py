"""Questions about turnover as the office lists them: those of a year, open or settled, by place."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from app.models.holder import Holder
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty, TurnoverQuestion, TurnoverStatement
from app.models.user import User
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from fees.plausibility import QuestionCode


@dataclass(frozen=True)
class Wanted:
    """Which questions a list shows."""

    year: int
    open: bool = True
    code: QuestionCode | None = None


def questions_page(session: Session, municipality_id: int, wanted: Wanted, cursor: Cursor | None) -> Page:
    """A page of questions, by the name of the place."""
    return page_of(
        session,
        _questions(municipality_id, wanted),
        sort_key=Venue.sort_key,
        row_id=TurnoverQuestion.id,
        cursor=cursor,
    )


def all_questions(session: Session, municipality_id: int, year: int) -> Any:
    """Every question of a year, open ones first; rows stream through, however many there are."""
    statement = _questions(municipality_id, None, year).order_by(
        TurnoverQuestion.settled_at.is_not(None), Venue.sort_key, TurnoverQuestion.id
    )
    return session.execute(statement.execution_options(yield_per=500))


def question_count(session: Session, municipality_id: int, wanted: Wanted) -> int:
    """How many questions of a year are open, or settled by somebody."""
    return session.execute(
        select(func.count())
        .select_from(TurnoverQuestion)
        .join(TurnoverDuty, _same(TurnoverDuty, TurnoverDuty.id, TurnoverQuestion.duty_id))
        .where(*_conditions(municipality_id, wanted, wanted.year))
    ).scalar_one()


def years_with_questions(session: Session, municipality_id: int) -> list[int]:
    """The years of which anything was asked, the latest first."""
    return list(
        session.scalars(
            select(TurnoverDuty.year)
            .where(
                TurnoverDuty.municipality_id == municipality_id,
                TurnoverDuty.id.in_(
                    select(TurnoverQuestion.duty_id).where(
                        TurnoverQuestion.municipality_id == municipality_id
                    )
                ),
            )
            .distinct()
            .order_by(TurnoverDuty.year.desc())
        )
    )


def _questions(
    municipality_id: int, wanted: Wanted | None, year: int | None = None
) -> Select[*tuple[Any, ...]]:
    return (
        select(
            TurnoverQuestion.id,
            TurnoverQuestion.duty_id,
            TurnoverQuestion.code,
            TurnoverQuestion.group,
            TurnoverQuestion.facts,
            TurnoverQuestion.answer,
            TurnoverQuestion.note,
            TurnoverQuestion.settled_at,
            User.name.label("settled_by"),
            TurnoverStatement.number.label("version"),
            TurnoverStatement.comment,
            TurnoverStatement.received_on,
            TurnoverDuty.year,
            Licence.number,
            Holder.name.label("holder"),
            Venue.name.label("venue"),
            Venue.sort_key,
        )
        .join(
            TurnoverStatement, _same(TurnoverStatement, TurnoverStatement.id, TurnoverQuestion.statement_id)
        )
        .join(TurnoverDuty, _same(TurnoverDuty, TurnoverDuty.id, TurnoverQuestion.duty_id))
        .join(Licence, _same(Licence, Licence.id, TurnoverDuty.licence_id))
        .join(Holder, _same(Holder, Holder.id, Licence.holder_id))
        .join(Venue, _same(Venue, Venue.id, Licence.venue_id))
        .outerjoin(User, User.id == TurnoverQuestion.settled_by_id)
        .where(*_conditions(municipality_id, wanted, year))
    )


def _conditions(municipality_id: int, wanted: Wanted | None, year: int | None) -> list[ColumnElement[bool]]:
    conditions = [
        TurnoverQuestion.municipality_id == municipality_id,
        TurnoverDuty.municipality_id == municipality_id,
        TurnoverDuty.year == (year if wanted is None else wanted.year),
    ]
    if wanted is None:
        return conditions
    settled = TurnoverQuestion.settled_by_id.is_not(None)
    conditions.append(TurnoverQuestion.settled_at.is_(None) if wanted.open else settled)
    if wanted.code is not None:
        conditions.append(TurnoverQuestion.code == wanted.code)
    return conditions


def _same(table: Any, theirs: Any, ours: Any) -> ColumnElement[bool]:
    return and_(table.municipality_id == TurnoverQuestion.municipality_id, theirs == ours)
