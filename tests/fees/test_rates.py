"""Fee rates are dated, and what no source confirms is not there."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from fees.errors import RateNotSet
from fees.money import Money
from fees.rates import (
    MINIMUM_COLUMNS,
    RATE_COLUMNS,
    minimum_fee,
    packaged_rates,
    rates_for,
    rates_on,
)
from licensing.licences import Group, LicenceKind

SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
FACT_SHEET = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "fee_rates.csv"


@pytest.mark.parametrize(
    ("kind", "year", "kroner"),
    [
        pytest.param(SALE, 2026, "2130", id="sale 2026"),
        pytest.param(SERVING, 2026, "6600", id="serving 2026"),
        pytest.param(SERVING, 2025, "6400", id="serving 2025"),
        pytest.param(SALE, 2016, "1540", id="sale in the first known year"),
    ],
)
def test_the_least_fee_of_a_year(kind, year, kroner):
    fee = minimum_fee(kind, year)
    assert fee.amount == Money.from_kroner(kroner)
    assert fee.regulation.startswith(f"FOR-{year - 1}-" if year != 2016 else "FOR-2016-")
    assert fee.citation.code == "af_6_2"


@pytest.mark.parametrize(
    "year",
    [2015, 2027, 0, 10_000],
    ids=["before the first", "after the last", "no year", "beyond every year"],
)
def test_a_year_without_rates_is_not_nought(year):
    with pytest.raises(RateNotSet) as caught:
        minimum_fee(SERVING, year)
    assert (caught.value.code, caught.value.facts) == ("rate_not_set", {"year": year})


def test_sale_of_group_2_has_a_rate_from_1_july_2016_and_a_gap_in_2019():
    key = (SALE, Group.TWO)
    assert key not in rates_on(date(2016, 6, 30)).litre
    assert rates_on(date(2016, 7, 1)).litre[key] == Decimal("0.54")
    assert key not in rates_for(2019).litre


def test_there_is_no_rate_for_sale_of_group_3():
    assert all((SALE, Group.THREE) not in rates.litre for rates in packaged_rates())


def test_the_rates_follow_each_other_without_gap_or_overlap():
    rows = packaged_rates()
    for before, after in pairwise(rows):
        assert after.first_day - before.last_day == timedelta(days=1)


def test_every_rate_names_its_regulation_and_a_source():
    assert all(rates.regulation.startswith("FOR-") and rates.sources for rates in packaged_rates())


def test_the_packaged_rates_are_those_of_the_fact_sheet():
    if not FACT_SHEET.exists():
        pytest.skip("the fact sheet with the confirmed rates is not beside the project")
    with FACT_SHEET.open(encoding="utf-8", newline="") as sheet:
        rows = [row for row in csv.DictReader(sheet) if int(row["n_independent_sources"])]
    assert len(rows) == len(packaged_rates())
    for row, rates in zip(rows, packaged_rates(), strict=True):
        assert (row["valid_from"], row["valid_to"]) == (str(rates.first_day), str(rates.last_day))
        assert {key: Decimal(row[name]) for name, key in RATE_COLUMNS.items() if row[name]} == rates.litre
        assert {kind: Money.from_kroner(row[name]) for name, kind in MINIMUM_COLUMNS.items()} == rates.minimum
        assert Money.from_kroner(row["ambulerende_max"]) == rates.ambulatory_max
        assert row["regulation"] == rates.regulation
