"""The worked examples: every row that the rules determine, with its source; the others with the reason."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from fees.computation import year_fee
from fees.settlement import settlement
from fees.turnover import Volumes
from licensing.licences import Group, LicenceKind

EXAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "fee_examples.csv"
SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
FIRST_ROW = 2
"""As a spreadsheet counts them, with the heads in row 1."""

# What the rows are about. An event that is billed by its litres owes the ordinary fee of serving.
KINDS = {
    "salg": SALE,
    "salg_minimum": SALE,
    "skjenking": SERVING,
    "skjenking_del_av_aret": SERVING,
    "skjenking_etteroppgjor": SERVING,
    "enkelt_anledning": SERVING,
}
# Law: alkoholforskriften § 6-2. A tariff of a municipality is no rule of the national text: the rows that
# tariffs determine stand in test_occasion_examples.py.
TARIFF = "the municipality's own tariff for events"
REASONS = {
    21: "Bergen's tariff for events, by the day",
    23: TARIFF,
    24: TARIFF,
    25: TARIFF,
    26: TARIFF,
    27: TARIFF,
    28: TARIFF,
    29: TARIFF,
    30: TARIFF,
    31: TARIFF,
    32: "a lower fee in a special case, which a person decides",
    33: "an ambulatory licence: any amount up to the cap of 380",
    35: "an ambulatory licence, with a charge of 160 above the cap of 360",
    36: "a lower fee in a special case, which a person decides",
}
EXPECTED = re.compile(r"expected g1=(\d+) g2=(\d+) g3=(\d+)")


def examples() -> list[dict[str, str]]:
    """The rows, where the sheet lies beside the project."""
    if not EXAMPLES.exists():
        return []
    with EXAMPLES.open(encoding="utf-8", newline="") as sheet:
        return [row | {"row": str(number)} for number, row in enumerate(csv.DictReader(sheet), FIRST_ROW)]


def _determined() -> list[object]:
    return [
        pytest.param(row, id=f"row {row['row']}: {row['kind']} {row['year']}, {row['source']}")
        for row in examples()
        if int(row["row"]) not in REASONS
    ]


def _volumes(*litres: str) -> Volumes:
    return Volumes.of(
        {group: Decimal(amount or 0) for group, amount in zip(Group, litres, strict=True) if amount}
    )


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the sheet of examples is not beside the project")
@pytest.mark.parametrize("row", _determined())
def test_an_example_is_computed_to_its_ore(row: dict[str, str]) -> None:
    kind, year = KINDS[row["kind"]], int(row["year"])
    actual = year_fee(kind, year, _volumes(row["g1_l"], row["g2_l"], row["g3_l"]))
    told = EXPECTED.search(row["note"])
    if told is None:
        assert actual.total.kroner == Decimal(row["expected_fee_nok"]).quantize(Decimal("0.01"))
        return
    settled = settlement(year_fee(kind, year, _volumes(*told.groups())), actual)
    assert settled.difference.kroner == Decimal(row["expected_fee_nok"]).quantize(Decimal("0.01"))


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the sheet of examples is not beside the project")
def test_every_other_example_has_the_reason_why_the_rules_do_not_determine_it() -> None:
    rows = examples()
    numbers = {int(row["row"]) for row in rows}
    assert set(REASONS) <= numbers
    assert all(REASONS.values())
    # What is not determined is what people decide: no row with litres that the rules price is left out.
    left_out = [row for row in rows if int(row["row"]) in REASONS]
    assert all(
        row["kind"] in ("enkelt_anledning", "ambulerende", "skjenking_lav_omsetning") for row in left_out
    )
    assert not any(row["g1_l"] for row in left_out)
