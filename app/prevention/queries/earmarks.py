"""The earmarks of a municipality, the years of each, and the fee income that covers them."""

from dataclasses import replace
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.billing.queries.ledger import balances_of
from app.models.earmark import (
    Earmark,
    EarmarkMunicipality,
    EarmarkResponsible,
    EarmarkYear,
    EarmarkYearAct,
    YearActKind,
)
from fees.earmark import EarmarkAccount, EarmarkExtent, EarmarkTerms, decided_amount, refilled
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
    """The account of an earmark's year; an open year is brought up to its decision and its income.

    A year that nobody has acted in stands as its decision makes it.
    """
    found = {one.id: account for one, account in accounts_in(session, municipality_id, year)}
    if earmark.id in found:
        return found[earmark.id]
    return EarmarkAccount(decided=ZERO, income=income_booked(session, municipality_id, year))


def accounts_in(session: Session, municipality_id: int, year: int) -> list[tuple[Earmark, EarmarkAccount]]:
    """The accounts of all earmarks that hold in a year, in the order that they were decided.

    The fee income covers them in that order, and none of it twice.
    """
    stands = balances_of(session, municipality_id, year=year)
    income = -stands[Account.FEE_INCOME]
    paid = income - stands[Account.RECEIVABLES]
    rows = years_in(session, municipality_id, year)
    adjusted = adjusted_in(session, municipality_id, year)
    before, accounts = ZERO, []
    for earmark in earmarks_in(session, municipality_id, year):
        row = rows.get(earmark.id)
        stored = row.to_domain(income) if row else EarmarkAccount(decided=ZERO, income=income)
        account = stored
        if row is None or not row.closed:
            terms = earmark.to_domain()
            decided = decided_now(
                terms, municipality_id, stored.decided, income, adjusted.get(row.id) if row else None
            )
            account = refilled(stored, decided, terms.filling, paid - before)
        accounts.append((earmark, replace(account, covered_before=before)))
        before += account.decided
    return accounts


def decided_now(
    terms: EarmarkTerms, municipality_id: int, stored: Money, income: Money, adjusted: Money | None
) -> Money:
    """What is decided for a year: by the latest decision about it, else as when the year was opened."""
    if adjusted is not None:
        return adjusted
    if terms.extent is EarmarkExtent.AMOUNT and stored:
        return stored
    return decided_amount(terms, municipality_id, income)


def years_in(session: Session, municipality_id: int, year: int) -> dict[int, EarmarkYear]:
    """The rows of a year by earmark, of the earmarks that somebody has acted in."""
    found = session.scalars(
        select(EarmarkYear).where(EarmarkYear.municipality_id == municipality_id, EarmarkYear.year == year)
    )
    return {row.earmark_id: row for row in found}


def adjusted_in(session: Session, municipality_id: int, year: int) -> dict[int, Money]:
    """The amounts that later decisions gave a year, by its row."""
    acts = session.execute(
        select(EarmarkYearAct.earmark_year_id, EarmarkYearAct.decided_ore)
        .join(
            EarmarkYear,
            and_(
                EarmarkYear.municipality_id == EarmarkYearAct.municipality_id,
                EarmarkYear.id == EarmarkYearAct.earmark_year_id,
            ),
        )
        .where(
            EarmarkYearAct.municipality_id == municipality_id,
            EarmarkYear.year == year,
            EarmarkYearAct.kind == YearActKind.ADJUSTED,
        )
        .order_by(EarmarkYearAct.id)
    )
    return {row_id: Money(ore) for row_id, ore in acts if ore is not None}


def next_earmark(session: Session, municipality_id: int, earmark: Earmark, year: int) -> Earmark | None:
    """The earmark that holds the year after a year of this one: itself, or the decision that follows it."""
    if earmark.to_domain().covers(year + 1):
        return earmark
    follows = session.scalars(
        select(Earmark)
        .join(EarmarkMunicipality)
        .where(EarmarkMunicipality.municipality_id == municipality_id, Earmark.follows_id == earmark.id)
    ).one_or_none()
    return follows if follows is not None and follows.to_domain().covers(year + 1) else None


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
