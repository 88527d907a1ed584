"""What is the same for every licence in a year's round of fees: settings, rates, and which fees are due."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.billing.queries.fee_years import fee_year_of
from app.billing.queries.rates import rate_table
from app.models.fee import Fee, FeePurpose
from app.models.fee_year import FeeYear
from fees.claims import purposes_of
from fees.fee_years import Billing, Settles
from fees.rates import RateSet, rates_for


@dataclass(frozen=True)
class RoundTerms:
    """The settings of a round's year and of the year before, and the rates of both."""

    year: int
    fee_years: Mapping[int, FeeYear]
    this: Billing
    last: Billing
    settled_elsewhere: bool
    """The year before should be settled, but no advance for it was decided here."""
    rates: Mapping[int, RateSet]

    @property
    def purposes(self) -> tuple[tuple[FeePurpose, int], ...]:
        """The kinds of fees that are due, each with its year."""
        return purposes_of(self.year, self.this, self.last)

    @property
    def settles(self) -> bool:
        """Whether the year before is settled in this round."""
        return any(purpose is FeePurpose.SETTLEMENT for purpose, _year in self.purposes)


def round_terms(session: Session, municipality_id: int, year: int) -> RoundTerms:
    """The terms of a year's round. Raises `RateNotSet` for a year that fees are due for without rates."""
    this = fee_year_of(session, municipality_id, year)
    last = fee_year_of(session, municipality_id, year - 1)
    last_billing, elsewhere = last.billing, False
    # ASSUMPTION: where no advance at all was decided here for the year before, that year was billed in
    # another system, and is settled there. To take off nothing would charge everybody for it once more.
    if last_billing.settles is not Settles.NO and not _billed_here(session, municipality_id, year - 1):
        last_billing, elsewhere = replace(last_billing, settles=Settles.NO), True
    table = rate_table(session, municipality_id)
    years = {of_year for _purpose, of_year in purposes_of(year, this.billing, last_billing)}
    return RoundTerms(
        year,
        {year: this, year - 1: last},
        this.billing,
        last_billing,
        elsewhere,
        {of_year: rates_for(of_year, table) for of_year in sorted(years)},
    )


def _billed_here(session: Session, municipality_id: int, year: int) -> bool:
    statement = select(
        exists().where(
            Fee.municipality_id == municipality_id,
            Fee.year == year,
            Fee.purpose == FeePurpose.ADVANCE,
            Fee.decided_on.is_not(None),
        )
    )
    return bool(session.execute(statement).scalar_one())
