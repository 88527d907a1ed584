"""Fee rates ("satser for bevillingsgebyr"), dated, each with its regulation and sources.

Law: alkoholloven § 7-1; alkoholforskriften §§ 6-1 and 6-2.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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
    return rates_on(date(year, 12, 31), table)


def minimum_fee(kind: LicenceKind, year: int, table: Iterable[RateSet] | None = None) -> MinimumFee:
    """The least fee of a licence of the kind for a year. Law: alkoholforskriften § 6-2.

    >>> minimum_fee(LicenceKind.SERVING, 2026).amount.kroner
    Decimal('6600.00')
    """
    rates = rates_for(year, table)
    return MinimumFee(rates.minimum[kind], rates.regulation)
