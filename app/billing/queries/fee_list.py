"""The fees of a round as lists show them: by licence, by state, added up, and what could not be computed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, and_, case, exists, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from app.billing.computed import ASKS
from app.billing.queries.fees import COLUMNS, FeeRow, of_round
from app.models.billing_run import BillingRun, BillingRunSubject, RunKind
from app.models.fee import Fee, FeePurpose, FeeReduction, FeeState
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty, TurnoverStatement
from app.models.user import User
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of


class Shown(StrEnum):
    """Which fees of a round a list shows."""

    ALL = "alle"
    WAITING = "venter"
    ASKED = "sporsmal"
    DECIDED = "vedtatt"
    PROBLEMS = "problemer"


@dataclass(frozen=True)
class Sum:
    """The newest fees of a purpose together."""

    purpose: FeePurpose
    count: int
    claims_ore: int
    credits_ore: int


def _within(municipality_id: int, year: int) -> tuple[ColumnElement[bool], ...]:
    return Fee.municipality_id == municipality_id, of_round(year), Fee.state != FeeState.REPLACED


def _asked() -> ColumnElement[bool]:
    # The plain form is one canonical text, in which the mark stands once and outermost.
    text = type_coerce(Fee.computed, Text)
    return and_(Fee.state == FeeState.COMPUTED, text.like(f'%"{ASKS}":true%'))


def _some_fee(municipality_id: int, year: int, shown: Shown) -> ColumnElement[bool]:
    mine = (*_within(municipality_id, year), Fee.licence_id == Licence.id)
    waits = exists().where(*mine, Fee.state == FeeState.COMPUTED)
    if shown is Shown.WAITING:
        return waits
    if shown is Shown.ASKED:
        return exists().where(*mine, _asked())
    if shown is Shown.DECIDED:
        return and_(exists().where(*mine), ~waits)
    return exists().where(*mine)


def _licences() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Licence.id,
            Licence.number,
            Licence.kind,
            Venue.name.label("venue"),
            Venue.sort_key,
            Holder.name.label("holder"),
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
    )


def licence_page(
    session: Session, municipality_id: int, year: int, shown: Shown, cursor: Cursor | None
) -> Page:
    """The licences that have fees in a round, by the name of the place."""
    statement = _licences().where(
        Licence.municipality_id == municipality_id, _some_fee(municipality_id, year, shown)
    )
    return page_of(session, statement, sort_key=Venue.sort_key, row_id=Licence.id, cursor=cursor)


def all_licences(session: Session, municipality_id: int, year: int) -> Sequence[Row[Any]]:
    """All licences that have fees in a round, by the name of the place."""
    statement = _licences().where(
        Licence.municipality_id == municipality_id, _some_fee(municipality_id, year, Shown.ALL)
    )
    return session.execute(statement.order_by(Venue.sort_key, Licence.id)).all()


def counts(session: Session, municipality_id: int, year: int) -> Mapping[Shown, int]:
    """How many licences each list of a round shows."""
    waits = func.max(case((Fee.state == FeeState.COMPUTED, 1), else_=0)).label("waits")
    asked = func.max(case((_asked(), 1), else_=0)).label("asked")
    of_each = (
        select(Fee.licence_id, waits, asked)
        .where(*_within(municipality_id, year))
        .group_by(Fee.licence_id)
        .subquery()
    )
    row = session.execute(
        select(
            func.count().label("whole"),
            func.coalesce(func.sum(of_each.c.waits), 0).label("waiting"),
            func.coalesce(func.sum(of_each.c.asked), 0).label("asked"),
        ).select_from(of_each)
    ).one()
    problems = session.execute(
        select(func.count()).select_from(_problems(municipality_id, year).subquery())
    ).scalar_one()
    return {
        Shown.ALL: row.whole,
        Shown.WAITING: int(row.waiting),
        Shown.ASKED: int(row.asked),
        Shown.DECIDED: row.whole - int(row.waiting),
        Shown.PROBLEMS: problems,
    }


def sums(session: Session, municipality_id: int, year: int) -> list[Sum]:
    """The newest fees of a round added up by what they are for."""
    newer = aliased(Fee)
    later = exists().where(
        newer.municipality_id == Fee.municipality_id,
        newer.licence_id == Fee.licence_id,
        newer.year == Fee.year,
        newer.purpose == Fee.purpose,
        newer.edition > Fee.edition,
    )
    rows = session.execute(
        select(
            Fee.purpose,
            func.count().label("number"),
            func.sum(case((Fee.total_ore > 0, Fee.total_ore), else_=0)).label("claims"),
            func.sum(case((Fee.total_ore < 0, Fee.total_ore), else_=0)).label("credits"),
        )
        .where(*_within(municipality_id, year), ~later)
        .group_by(Fee.purpose)
    )
    found = {row.purpose: Sum(row.purpose, row.number, int(row.claims), int(row.credits)) for row in rows}
    return [found[purpose] for purpose in FeePurpose if purpose in found]


def _problems(municipality_id: int, year: int) -> Select[*tuple[Any, ...]]:
    latest = (
        select(func.max(BillingRunSubject.id))
        .join(
            BillingRun,
            and_(
                BillingRun.municipality_id == BillingRunSubject.municipality_id,
                BillingRun.id == BillingRunSubject.run_id,
            ),
        )
        .where(
            BillingRunSubject.municipality_id == municipality_id,
            BillingRun.kind == RunKind.FEES,
            BillingRun.year == year,
            BillingRunSubject.done_at.is_not(None),
        )
        .group_by(BillingRunSubject.licence_id)
    )
    return select(BillingRunSubject.id).where(
        BillingRunSubject.municipality_id == municipality_id,
        BillingRunSubject.id.in_(latest),
        BillingRunSubject.problem != "",
    )


def problem_page(session: Session, municipality_id: int, year: int, cursor: Cursor | None) -> Page:
    """The licences whose fees could not be computed when that was last tried, and why."""
    statement = (
        _licences()
        .add_columns(
            BillingRunSubject.id.label("subject_id"), BillingRunSubject.problem, BillingRunSubject.facts
        )
        .join(
            BillingRunSubject,
            and_(
                BillingRunSubject.municipality_id == Licence.municipality_id,
                BillingRunSubject.licence_id == Licence.id,
            ),
        )
        .where(
            Licence.municipality_id == municipality_id,
            BillingRunSubject.id.in_(_problems(municipality_id, year)),
        )
    )
    return page_of(session, statement, sort_key=Venue.sort_key, row_id=Licence.id, cursor=cursor)


def duties_of(
    session: Session, municipality_id: int, year: int, licence_ids: Collection[int]
) -> Mapping[int, int]:
    """The duty of each licence to tell its turnover in a round, by licence."""
    rows = session.execute(
        select(TurnoverDuty.licence_id, TurnoverDuty.id).where(
            TurnoverDuty.municipality_id == municipality_id,
            TurnoverDuty.year == year,
            TurnoverDuty.licence_id.in_(licence_ids),
        )
    )
    return {row.licence_id: row.id for row in rows}


def fee_or_none(session: Session, municipality_id: int, fee_id: int) -> Fee | None:
    """One fee, only within the municipality."""
    return session.scalars(
        select(Fee).where(Fee.municipality_id == municipality_id, Fee.id == fee_id)
    ).one_or_none()


def editions_of(session: Session, fee: Fee) -> list[FeeRow]:
    """All editions of a fee, the newest first."""
    rows = session.execute(
        select(*COLUMNS)
        .where(
            Fee.municipality_id == fee.municipality_id,
            Fee.licence_id == fee.licence_id,
            Fee.year == fee.year,
            Fee.purpose == fee.purpose,
        )
        .order_by(Fee.edition.desc())
    )
    return [FeeRow(*row) for row in rows]


def reductions_of(session: Session, fee: Fee) -> Sequence[Row[Any]]:
    """Every time that a fee was set lower or that was taken back, the latest first."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            FeeReduction.number,
            FeeReduction.to_ore,
            FeeReduction.reason,
            FeeReduction.citation,
            FeeReduction.decided_on,
            User.name.label("decided_by"),
        )
        .join(User, User.id == FeeReduction.decided_by_id)
        .where(
            FeeReduction.municipality_id == fee.municipality_id,
            FeeReduction.licence_id == fee.licence_id,
            FeeReduction.year == fee.year,
            FeeReduction.purpose == fee.purpose,
        )
        .order_by(FeeReduction.number.desc())
    )
    return session.execute(statement).all()


def licences_by_id(
    session: Session, municipality_id: int, licence_ids: Collection[int]
) -> Mapping[int, Row[Any]]:
    """Some licences with place and holder."""
    rows = session.execute(
        _licences().where(Licence.municipality_id == municipality_id, Licence.id.in_(licence_ids))
    )
    return {row.id: row for row in rows}


def statement_behind(session: Session, fee: Fee) -> TurnoverStatement | None:
    """The turnover statement that a fee rests on."""
    return session.scalars(
        select(TurnoverStatement).where(
            TurnoverStatement.municipality_id == fee.municipality_id,
            TurnoverStatement.id == fee.statement_id,
        )
    ).one_or_none()


def who_decided(session: Session, fee: Fee) -> str | None:
    """The name of whoever decided a fee."""
    return session.execute(select(User.name).where(User.id == fee.decided_by_id)).scalar_one_or_none()
