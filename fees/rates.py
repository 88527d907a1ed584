"""Fee rates ("satser for bevillingsgebyr"), dated, each with its regulation and sources.

Law: alkoholloven § 7-1; alkoholforskriften §§ 6-1 and 6-2.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from fees.errors import RateNotSet
from fees.money import Money
from licensing.law import AF_6_2, Citation
from licensing.licences import Group, LicenceKind


@dataclass(frozen=True)
class RateSet:
    """The rates of one stretch of days; a group without a rate is not in the mapping."""

    first_day: date
    last_day: date
    litre: Mapping[tuple[LicenceKind, Group], Decimal]
    minimum: Mapping[LicenceKind, Money]
    ambulatory_max: Money
    regulation: str
    sources: tuple[str, ...]

    def covers(self, day: date) -> bool:
        """Whether the rates hold on the day; both ends are included."""
        return self.first_day <= day <= self.last_day

    def state_on(self, day: date) -> "RateState":
        """Whether the rates are in force on a day, adopted for later, or past."""
        if day < self.first_day:
            return RateState.ADOPTED
        return RateState.IN_FORCE if day <= self.last_day else RateState.PAST


class RateState(StrEnum):
    """Whether rates are in force."""

    ADOPTED = "adopted"
    """Laid down in a regulation, and not in force yet."""
    IN_FORCE = "in_force"
    PAST = "past"


@dataclass(frozen=True)
class MinimumFee:
    """The least fee of a licence for a calendar year, and what sets it."""

    amount: Money
    regulation: str
    citation: Citation = AF_6_2


RATE_COLUMNS: Mapping[str, tuple[LicenceKind, Group]] = {
    "sale_g1": (LicenceKind.SALE, Group.ONE),
    "sale_g2": (LicenceKind.SALE, Group.TWO),
    "serve_g1": (LicenceKind.SERVING, Group.ONE),
    "serve_g2": (LicenceKind.SERVING, Group.TWO),
    "serve_g3": (LicenceKind.SERVING, Group.THREE),
}
MINIMUM_COLUMNS: Mapping[str, LicenceKind] = {
    "min_sale": LicenceKind.SALE,
    "min_serve": LicenceKind.SERVING,
}


FIRST_MONTH_OF_NEXT_RATES = 11


@lru_cache(maxsize=1)
def packaged_rates() -> tuple[RateSet, ...]:
    """The rates that come with the product, oldest first. Law: alkoholforskriften § 6-2."""
    table = tomllib.loads(files("fees").joinpath("rates.toml").read_text(encoding="utf-8"))
    return tuple(_rate_set(row) for row in table["rates"])


def _rate_set(row: Mapping[str, object]) -> RateSet:
    first_day, last_day, sources = row["first_day"], row["last_day"], row["sources"]
    assert isinstance(first_day, date)  # noqa: S101 - the packaged table is ours; a fault in it is a fault
    assert isinstance(last_day, date)  # noqa: S101 - as above
    assert isinstance(sources, list)  # noqa: S101 - as above
    return RateSet(
        first_day,
        last_day,
        {key: Decimal(str(row[name])) for name, key in RATE_COLUMNS.items() if name in row},
        {kind: Money.from_kroner(str(row[name])) for name, kind in MINIMUM_COLUMNS.items()},
        Money.from_kroner(str(row["ambulatory_max"])),
        str(row["regulation"]),
        tuple(map(str, sources)),
    )


def rates_on(day: date, table: Iterable[RateSet] | None = None) -> RateSet:
    """The rates in force on a day. Law: alkoholforskriften § 6-2."""
    rows = packaged_rates() if table is None else table
    found = next((row for row in rows if row.covers(day)), None)
    if found is None:
        raise RateNotSet("rate_not_set", year=day.year)
    return found


def rates_for(year: int, table: Iterable[RateSet] | None = None) -> RateSet:
    """The rates of a calendar year: those in force when it ended.

    Law: alkoholforskriften §§ 6-1 and 6-2.
    """
    if not MINYEAR <= year <= MAXYEAR:
        raise RateNotSet("rate_not_set", year=year)
    return rates_on(date(year, 12, 31), table)


def minimum_fee(kind: LicenceKind, year: int, table: Iterable[RateSet] | None = None) -> MinimumFee:
    """The least fee of a licence of the kind for a year. Law: alkoholforskriften § 6-2.

    >>> minimum_fee(LicenceKind.SERVING, 2026).amount.kroner
    Decimal('6600.00')
    """
    rates = rates_for(year, table)
    return MinimumFee(rates.minimum[kind], rates.regulation)


def missing_years(on: date, table: Iterable[RateSet] | None = None) -> tuple[int, ...]:
    """The years that should have rates on a day and have none: the year itself, and from November the next.

    The regulation is changed on 1 January each year, and the new rates have come in October or November.
    """
    rows = tuple(packaged_rates() if table is None else table)
    wanted = (on.year, on.year + 1) if on.month >= FIRST_MONTH_OF_NEXT_RATES else (on.year,)
    return tuple(year for year in wanted if not has_rates(year, rows))


def has_rates(year: int, table: Iterable[RateSet]) -> bool:
    """Whether any day of a year has rates."""
    first_day, last_day = date(year, 1, 1), date(year, 12, 31)
    return any(row.first_day <= last_day and row.last_day >= first_day for row in table)


def rates_of_year(year: int, table: Iterable[RateSet]) -> RateSet | None:
    """The rates of a calendar year where they are known; asked only to compare, never to compute."""
    return next((row for row in table if row.covers(date(year, 12, 31))), None)
