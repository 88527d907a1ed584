"""Serial numbers that are given out once: for cases and licences."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import row_lock
from app.models.event import NumberSeries
from app.models.municipality import Municipality


def take_municipality(session: Session, municipality_id: int) -> Municipality:
    """The municipality, locked: whoever writes in it takes turns from here to the commit.

    Everything that must not happen twice (a case number, a licence under a cap, a link of the
    event chain) is decided behind this one lock, always taken first, so that no two wait for each
    other. On SQLite the transaction itself is the lock.
    """
    statement = select(Municipality).where(Municipality.id == municipality_id)
    found: Municipality = session.scalars(row_lock(statement).execution_options(populate_existing=True)).one()
    return found


def next_number(session: Session, *, municipality_id: int, series: str, year: int) -> int:
    """The next number of a series. The municipality is locked already."""
    return next_numbers(session, municipality_id=municipality_id, series=series, year=year, count=1)[0]


def next_numbers(session: Session, *, municipality_id: int, series: str, year: int, count: int) -> range:
    """The next numbers of a series, as many as are asked for. The municipality is locked already."""
    row = session.scalars(
        row_lock(
            select(NumberSeries).where(
                NumberSeries.municipality_id == municipality_id,
                NumberSeries.series == series,
                NumberSeries.year == year,
            )
        )
    ).one_or_none()
    if row is None:
        row = NumberSeries(municipality_id=municipality_id, series=series, year=year, last_number=0)
        session.add(row)
    row.last_number += count
    session.flush()
    return range(row.last_number - count + 1, row.last_number + 1)
