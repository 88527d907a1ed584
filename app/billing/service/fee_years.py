"""Keeping and changing how a year is billed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.billing.queries.fee_years import fee_year_of
from app.models.fee_year import FeeYear
from app.numbers import take_municipality
from app.permissions import Actor


def kept_fee_year(session: Session, actor: Actor, year: int) -> FeeYear:
    """The fee year, stored from now on: what is done in a year must not change with the year before it."""
    take_municipality(session, actor.municipality_id)
    stored: FeeYear | None = session.scalars(
        select(FeeYear).where(FeeYear.municipality_id == actor.municipality_id, FeeYear.year == year)
    ).one_or_none()
    if stored is not None:
        return stored
    fee_year = fee_year_of(session, actor.municipality_id, year)
    fee_year.version = 1
    session.add(fee_year)
    session.flush()
    return fee_year
