"""How a municipality bills a calendar year: as it has set it, else as the year before."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.fee_year import FeeYear
from fees.fee_years import Basis, Billed, RemindsOfMoney, Settles
from fees.money import Rounding

# What a year takes over from the one before it. What things cost is told anew for each.
CARRIED = (
    "basis",
    "settles",
    "billed",
    "instalments",
    "rounding",
    "one_fee_per_place",
    "attested",
    "question_percent",
    "payment_days",
    "reminds_of_money",
    "dimensions",
    "own_invoices",
    "kid_method",
    "kid_length",
    "bank_account",
)


def fee_year_of(session: Session, municipality_id: int, year: int) -> FeeYear:
    """The fee year: stored, or one that is not in the session and follows the latest year before it."""
    # The latest year that is not after it is the year itself where it is stored.
    latest: FeeYear | None = session.scalars(
        select(FeeYear)
        .where(FeeYear.municipality_id == municipality_id, FeeYear.year <= year)
        .order_by(FeeYear.year.desc())
        .limit(1)
    ).one_or_none()
    if latest is None:
        return default_fee_year(municipality_id, year)
    if latest.year == year:
        return latest
    carried = {name: getattr(latest, name) for name in CARRIED}
    carried["dimensions"] = dict(latest.dimensions)
    return FeeYear(municipality_id=municipality_id, year=year, version=0, **carried)


def is_stored(fee_year: FeeYear) -> bool:
    """Whether somebody has set the year, or something was done in it."""
    return fee_year.id is not None


def default_fee_year(municipality_id: int, year: int) -> FeeYear:
    """A fee year of a municipality that has set none: an advance and a settlement, in one instalment."""
    return FeeYear(
        municipality_id=municipality_id,
        year=year,
        basis=Basis.EXPECTED,
        settles=Settles.NETTED,
        billed=Billed.ADVANCE,
        instalments=1,
        rounding=Rounding.ORE,
        one_fee_per_place=True,
        attested=False,
        question_percent=50,
        payment_days=30,
        reminds_of_money=RemindsOfMoney.ECONOMY_SYSTEM,
        dimensions={},
        own_invoices=False,
        kid_method="",
        kid_length=12,
        bank_account="",
        version=0,
    )
