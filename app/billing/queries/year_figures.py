"""A year's claims in figures: expected, decided, invoiced, paid and outstanding, in a few queries.

What is claimed in a year is its advances, what is left of the year before, and its events: the same that its
invoice basis holds and the ledger books on it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.billing.computed import year_fee_of
from app.billing.queries.fees import COLUMNS, FeeRow, newest, of_round
from app.billing.uncollected import uncollected
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.holder import Holder
from app.models.ledger import LedgerEntry
from app.models.licence import Licence
from app.models.municipality import MunicipalityIdentity, identity_on
from app.models.user import Membership
from app.models.venue import Venue
from app.permissions import GRANTED, Permission, Role
from fees.breakdown import Breakdown, breakdown
from fees.computation import YearFee
from fees.ledger import Account
from fees.money import ZERO, Money
from licensing.licences import LicenceKind

YEARLY = (FeePurpose.ADVANCE, FeePurpose.YEAR)
ROWS_AT_A_TIME = 1_000
# Of what stands on each account: what it tells, as people think of it.
INVOICED, OUTSTANDING, UNPLACED = Account.FEE_INCOME, Account.RECEIVABLES, Account.UNPLACED


@dataclass(frozen=True)
class Place:
    """A municipality that a person may see the fees of."""

    id: int
    name: str


@dataclass(frozen=True)
class Figures:
    """What is expected of a year, what was decided of it, and how far the money has come."""

    expected: Money = ZERO
    decided: Money = ZERO
    fees: int = 0
    invoiced: Money = ZERO
    outstanding: Money = ZERO
    unplaced: Money = ZERO
    """Payments that no invoice was found for: they are not counted as paid."""

    @property
    def paid(self) -> Money:
        """What is paid of what was invoiced."""
        return self.invoiced - self.outstanding

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.expected + other.expected,
            self.decided + other.decided,
            self.fees + other.fees,
            self.invoiced + other.invoiced,
            self.outstanding + other.outstanding,
            self.unplaced + other.unplaced,
        )


NONE = Figures()


@dataclass(frozen=True)
class YearFigures:
    """A year of one municipality."""

    year: int
    by_kind: Mapping[LicenceKind, Figures]
    whole: Figures
    """With what belongs to no licence yet."""
    yearly: Breakdown
    """What the yearly fees are made of."""
    settled: Money
    settlements: int
    occasions: Money
    events: int


@dataclass(frozen=True)
class LicenceFigures:
    """A year of one licence."""

    licence_id: int
    number: str
    kind: LicenceKind
    venue: str
    holder: str
    figures: Figures


def fee_places(session: Session, user_id: int, on: date) -> list[Place]:
    """The municipalities whose fees a person may see, by name."""
    roles = [role for role in Role if Permission.FEE_VIEW in GRANTED[role]]
    municipality_ids = session.scalars(
        select(Membership.municipality_id)
        .where(Membership.user_id == user_id, Membership.role.in_(roles))
        .distinct()
    ).all()
    identities: dict[int, list[MunicipalityIdentity]] = defaultdict(list)
    for row in session.scalars(
        select(MunicipalityIdentity)
        .where(MunicipalityIdentity.municipality_id.in_(municipality_ids))
        .order_by(MunicipalityIdentity.first_day)
    ):
        identities[row.municipality_id].append(row)
    places = [Place(id_, identity_on(known, on).name) for id_, known in identities.items()]
    return sorted(places, key=lambda place: place.name)


@uncollected()
def year_figures(session: Session, municipality_id: int, year: int) -> YearFigures:
    """The year of a municipality: by kind, and what its fees are made of."""
    by_kind = dict.fromkeys(LicenceKind, NONE)
    by_purpose = dict.fromkeys(FeePurpose, NONE)
    by_kind_and_purpose: Select[*tuple[Any, ...]] = (
        select(Licence.kind, Fee.purpose, *_claimed())
        .join(Licence, and_(Licence.municipality_id == Fee.municipality_id, Licence.id == Fee.licence_id))
        .where(Fee.municipality_id == municipality_id, claimed_in(year), Fee.state != FeeState.REPLACED)
        .group_by(Licence.kind, Fee.purpose)
    )
    for kind, purpose, expected, decided, fees in session.execute(by_kind_and_purpose):
        figures = Figures(Money(int(expected)), Money(int(decided)), int(fees))
        by_kind[kind] += figures
        by_purpose[purpose] += figures
    loose = NONE
    for kind, money in _ledger(session, Licence.kind, [municipality_id], year).items():
        if kind is None:
            loose += money
        else:
            by_kind[kind] += money
    settlements, occasions = by_purpose[FeePurpose.SETTLEMENT], by_purpose[FeePurpose.OCCASION]
    return YearFigures(
        year,
        by_kind,
        sum(by_kind.values(), loose),
        breakdown(_yearly_fees(session, municipality_id, year)),
        settlements.expected,
        settlements.fees,
        occasions.expected,
        occasions.fees,
    )


def _claimed() -> tuple[ColumnElement[int], ...]:
    """What is expected of some fees, what is decided, and how many they are: of each, its latest edition."""
    return (
        _total(Fee.total_ore, _is_newest()),
        _total(Fee.total_ore, Fee.state == FeeState.DECIDED),
        func.sum(case((_is_newest(), 1), else_=0)),
    )


def _is_newest() -> ColumnElement[bool]:
    """Whether a fee that stands is the latest of its kind: nothing is computed that waits beside it."""
    later = aliased(Fee)
    waits = (
        select(later.id)
        .where(
            later.municipality_id == Fee.municipality_id,
            later.licence_id == Fee.licence_id,
            later.year == Fee.year,
            later.purpose == Fee.purpose,
            later.state == FeeState.COMPUTED,
        )
        .exists()
    )
    return or_(Fee.state == FeeState.COMPUTED, ~waits)


def figures_by_place(session: Session, municipality_ids: Collection[int], year: int) -> dict[int, Figures]:
    """The year of several municipalities, in as many queries as for one."""
    found = dict.fromkeys(municipality_ids, NONE)
    by_municipality: Select[*tuple[Any, ...]] = (
        select(Fee.municipality_id, *_claimed())
        .where(Fee.municipality_id.in_(municipality_ids), claimed_in(year), Fee.state != FeeState.REPLACED)
        .group_by(Fee.municipality_id)
    )
    for municipality_id, expected, decided, fees in session.execute(by_municipality):
        found[municipality_id] += Figures(Money(int(expected)), Money(int(decided)), int(fees))
    ledger = _ledger(session, LedgerEntry.municipality_id, municipality_ids, year)
    for municipality_id, money in ledger.items():
        found[municipality_id] += money
    return found


def figures_by_licence(session: Session, municipality_id: int, year: int) -> list[LicenceFigures]:
    """The year of each licence that has a fee or an entry in it, by number."""
    rows = _claims(session, municipality_id, year)
    found: dict[int, Figures] = defaultdict(lambda: NONE)
    for row in newest(rows):
        found[row.licence_id] += Figures(expected=row.total, fees=1)
    for row in rows:
        if row.state is FeeState.DECIDED:
            found[row.licence_id] += Figures(decided=row.total)
    for licence_id, money in _ledger(session, LedgerEntry.licence_id, [municipality_id], year).items():
        if licence_id is not None:
            found[licence_id] += money
    named = session.execute(
        _licences_of_year(municipality_id, year)
        .add_columns(Licence.number, Licence.kind, Venue.name.label("venue"), Holder.name.label("holder"))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .order_by(Licence.number)
    )
    return [
        LicenceFigures(row.id, row.number, row.kind, row.venue, row.holder, found[row.id]) for row in named
    ]


def claimed_in(year: int) -> ColumnElement[bool]:
    """The fees that are claimed in a year."""
    return or_(of_round(year), and_(Fee.year == year, Fee.purpose == FeePurpose.OCCASION))


def _claims(session: Session, municipality_id: int, year: int) -> list[FeeRow]:
    # How each came about is most of what a fee holds, and is left out.
    rows = session.execute(
        select(*(column for column in COLUMNS if column.key != Fee.computed.key))
        .where(Fee.municipality_id == municipality_id, claimed_in(year), Fee.state != FeeState.REPLACED)
        .order_by(Fee.licence_id, Fee.year, Fee.purpose, Fee.edition)
    )
    return [FeeRow(**row._mapping, computed={}) for row in rows]


def _yearly_fees(session: Session, municipality_id: int, year: int) -> Iterator[YearFee]:
    """How the latest yearly fees came about, a few at a time."""
    stored = session.scalars(
        select(Fee.computed).where(
            Fee.municipality_id == municipality_id,
            claimed_in(year),
            Fee.purpose.in_(YEARLY),
            Fee.state != FeeState.REPLACED,
            _is_newest(),
        ),
        execution_options={"yield_per": ROWS_AT_A_TIME},
    )
    return map(year_fee_of, stored)


def _licences_of_year(municipality_id: int, year: int) -> Select[Any]:
    """The licences that have a fee or an entry of the year."""
    charged = select(Fee.licence_id).where(Fee.municipality_id == municipality_id, claimed_in(year))
    booked = select(LedgerEntry.licence_id).where(
        LedgerEntry.municipality_id == municipality_id,
        LedgerEntry.fee_year == year,
        LedgerEntry.licence_id.is_not(None),
    )
    return select(Licence.id).where(
        Licence.municipality_id == municipality_id, Licence.id.in_(charged.union(booked))
    )


def _total(column: Any, when: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((when, column), else_=0)), 0)


@dataclass
class _Standing:
    """Debits less credits of the accounts that a page tells of."""

    ore: dict[Account, int] = field(default_factory=lambda: defaultdict(int))

    def figures(self) -> Figures:
        return Figures(
            invoiced=Money(-self.ore[INVOICED]),
            outstanding=Money(self.ore[OUTSTANDING]),
            unplaced=Money(-self.ore[UNPLACED]),
        )


def _ledger(session: Session, by: Any, municipality_ids: Collection[int], year: int) -> dict[Any, Figures]:
    """What the ledger says of a year, by a column of the entry or of its licence."""
    rows = session.execute(
        select(by, LedgerEntry.debit, LedgerEntry.credit, func.sum(LedgerEntry.amount_ore))
        .select_from(LedgerEntry)
        .outerjoin(
            Licence,
            and_(
                Licence.municipality_id == LedgerEntry.municipality_id, Licence.id == LedgerEntry.licence_id
            ),
        )
        .where(LedgerEntry.municipality_id.in_(municipality_ids), LedgerEntry.fee_year == year)
        .group_by(by, LedgerEntry.debit, LedgerEntry.credit)
    )
    standing: dict[Any, _Standing] = defaultdict(_Standing)
    for key, debit, credit, amount in rows:
        standing[key].ore[debit] += int(amount)
        standing[key].ore[credit] -= int(amount)
    return {key: one.figures() for key, one in standing.items()}
