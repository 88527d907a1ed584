"""The earmarks of a municipality, the years of each, and the fee income that covers them."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.billing.queries.ledger import balances_of
from app.models.earmark import Earmark, EarmarkMunicipality, EarmarkResponsible, EarmarkYear
from fees.earmark import EarmarkAccount, EarmarkFilling, decided_amount
from fees.ledger import Account
from fees.money import ZERO, Money


def earmarks_of(session: Session, municipality_id: int) -> list[Earmark]:
    """The earmarks that belong to a municipality, the newest first."""
    return list(
        session.scalars(
            select(Earmark)
            .join(EarmarkMunicipality)
            .where(EarmarkMunicipality.municipality_id == municipality_id)
            .order_by(Earmark.first_year.desc(), Earmark.id.desc())
        )
    )


def earmark_of(session: Session, municipality_id: int, earmark_id: int) -> Earmark | None:
    """One earmark, only where it belongs to the municipality."""
    return session.scalars(
        select(Earmark)
        .join(EarmarkMunicipality)
        .where(EarmarkMunicipality.municipality_id == municipality_id, Earmark.id == earmark_id)
    ).one_or_none()


def earmarks_in(session: Session, municipality_id: int, year: int) -> list[Earmark]:
    """The earmarks that hold in a year, in the order that they were decided."""
    return list(
        session.scalars(
            select(Earmark)
            .join(EarmarkMunicipality)
            .where(
                EarmarkMunicipality.municipality_id == municipality_id,
                Earmark.first_year <= year,
                or_(Earmark.last_year.is_(None), Earmark.last_year >= year),
            )
            .order_by(Earmark.id)
        )
    )


def year_of(session: Session, municipality_id: int, earmark_id: int, year: int) -> EarmarkYear | None:
    """A year of an earmark, once somebody has acted in it."""
    return session.scalars(
        select(EarmarkYear).where(
            EarmarkYear.municipality_id == municipality_id,
            EarmarkYear.earmark_id == earmark_id,
            EarmarkYear.year == year,
        )
    ).one_or_none()


def income_booked(session: Session, municipality_id: int, year: int) -> Money:
    """The fee income that the ledger books on a year, less what was credited."""
    return -balances_of(session, municipality_id, year=year)[Account.FEE_INCOME]


def income_paid(session: Session, municipality_id: int, year: int) -> Money:
    """The part of a year's fee income that has been paid."""
    stands = balances_of(session, municipality_id, year=year)
    return -stands[Account.FEE_INCOME] - stands[Account.RECEIVABLES]


def account_of(session: Session, municipality_id: int, earmark: Earmark, year: int) -> EarmarkAccount:
    """The account of an earmark's year. A year that nobody has acted in stands as its decision makes it."""
    income = income_booked(session, municipality_id, year)
    row = year_of(session, municipality_id, earmark.id, year)
    if row is not None:
        return row.to_domain(income)
    terms = earmark.to_domain()
    decided = decided_amount(terms, municipality_id, income) if terms.covers(year) else ZERO
    allotted = decided
    if terms.filling is EarmarkFilling.PAYMENTS:
        paid = income_paid(session, municipality_id, year)
        allotted = Money(max(0, min(decided.ore, paid.ore)))
    return EarmarkAccount(decided=decided, income=income, allotted=allotted, left=allotted)


def responsible_on(
    session: Session, municipality_id: int, earmark_id: int, on: date
) -> EarmarkResponsible | None:
    """Who decides on an earmark's money in a municipality on a day; of several the one who came last."""
    return session.scalars(
        select(EarmarkResponsible)
        .where(
            EarmarkResponsible.municipality_id == municipality_id,
            EarmarkResponsible.earmark_id == earmark_id,
            EarmarkResponsible.first_day <= on,
            or_(EarmarkResponsible.last_day.is_(None), EarmarkResponsible.last_day >= on),
        )
        .order_by(EarmarkResponsible.first_day.desc(), EarmarkResponsible.id.desc())
        .limit(1)
    ).one_or_none()
