"""What is asked at the end of an earmark's year: its closing, what it entered, and the years around it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.models.earmark import EarmarkYear, EarmarkYearAct, YearActKind
from app.models.ledger import LedgerEntry
from app.models.user import User


def acts_of(session: Session, row: EarmarkYear) -> list[tuple[EarmarkYearAct, str]]:
    """The decisions about a year, each with the name of whoever entered it, the latest first."""
    found = session.execute(
        select(EarmarkYearAct, User.name)
        .join(User, User.id == EarmarkYearAct.done_by_id)
        .where(
            EarmarkYearAct.municipality_id == row.municipality_id,
            EarmarkYearAct.earmark_year_id == row.id,
        )
        .order_by(EarmarkYearAct.id.desc())
    )
    return [(act, name) for act, name in found]


def closing_in_force(session: Session, row: EarmarkYear) -> EarmarkYearAct | None:
    """The closing of a year that no counter-act has undone."""
    undone = aliased(EarmarkYearAct)
    return session.scalars(
        select(EarmarkYearAct)
        .outerjoin(
            undone,
            (undone.municipality_id == EarmarkYearAct.municipality_id)
            & (undone.undoes_id == EarmarkYearAct.id),
        )
        .where(
            EarmarkYearAct.municipality_id == row.municipality_id,
            EarmarkYearAct.earmark_year_id == row.id,
            EarmarkYearAct.kind == YearActKind.CLOSED,
            undone.id.is_(None),
        )
    ).one_or_none()


def entries_of_act(session: Session, municipality_id: int, act_id: int) -> list[LedgerEntry]:
    """What an act entered in the ledger, in order."""
    return list(
        session.scalars(
            select(LedgerEntry)
            .where(LedgerEntry.municipality_id == municipality_id, LedgerEntry.act_id == act_id)
            .order_by(LedgerEntry.number)
        )
    )


def year_row(session: Session, municipality_id: int, year_id: int) -> EarmarkYear:
    """A year by its id, which an entry of the same municipality names."""
    return session.scalars(
        select(EarmarkYear).where(EarmarkYear.municipality_id == municipality_id, EarmarkYear.id == year_id)
    ).one()


def years_before_that_are_open(
    session: Session, municipality_id: int, earmark_id: int, year: int
) -> list[int]:
    """The earlier years of an earmark that somebody has acted in and nobody has closed, the first first."""
    return list(
        session.scalars(
            select(EarmarkYear.year)
            .where(
                EarmarkYear.municipality_id == municipality_id,
                EarmarkYear.earmark_id == earmark_id,
                EarmarkYear.year < year,
                EarmarkYear.closed.is_(False),
            )
            .order_by(EarmarkYear.year)
        )
    )


def rows_of_earmark(session: Session, municipality_id: int, earmark_id: int) -> list[EarmarkYear]:
    """The years of an earmark that somebody has acted in, the latest first."""
    return list(
        session.scalars(
            select(EarmarkYear)
            .where(EarmarkYear.municipality_id == municipality_id, EarmarkYear.earmark_id == earmark_id)
            .order_by(EarmarkYear.year.desc())
        )
    )
