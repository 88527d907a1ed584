"""The fee rates of a municipality: those that it has added first, then those that come with the product."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.fee_year import AddedRates
from fees.rates import RateSet, packaged_rates


def added_rates(session: Session, municipality_id: int) -> tuple[AddedRates, ...]:
    """What the municipality has added, oldest first."""
    return tuple(
        session.scalars(
            select(AddedRates)
            .where(AddedRates.municipality_id == municipality_id)
            .order_by(AddedRates.first_day)
        )
    )


def rate_table(session: Session, municipality_id: int) -> tuple[RateSet, ...]:
    """The rates that fees of a municipality are computed by.

    Its own come first: a fee that was decided on them is explained by them also after the product brings
    rates of the same year.
    """
    own = (row.to_domain() for row in added_rates(session, municipality_id))
    return (*own, *packaged_rates())
