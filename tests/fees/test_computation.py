"""The yearly fee: litres times rates, one minimum, one rounding, and reductions that a person decides."""

from datetime import date
from decimal import Decimal

import pytest

from fees.computation import FeeDoubt, Reduction, reduced, year_fee
from fees.errors import RateNotSet
from fees.money import Money, Rounding
from fees.rates import RateSet, packaged_rates, rates_for
from fees.settlement import settlement
from fees.turnover import Volumes
from licensing.errors import BadValue
from licensing.licences import Group, LicenceKind

SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
RESTAURANT = Volumes(600_000, 250_000, 30_000)


def reduction(to: int, reason: str = "Stengt etter brann") -> Reduction:
    return Reduction(Money(to), reason, "Kari Vik", date(2026, 5, 4))


@pytest.mark.parametrize(
    ("kind", "volumes", "total", "applied"),
    [
        pytest.param(SALE, Volumes(819_230), "2130.00", True, id="sale: 2129.998, just under the minimum"),
        pytest.param(SALE, Volumes(819_231), "2130.00", False, id="sale: 2130.0006, just over it"),
        pytest.param(SALE, Volumes(0, 284_000), "2130.00", False, id="sale of group 2: the minimum itself"),
        pytest.param(SERVING, Volumes(1_047_600), "6600.00", True, id="serving: 10 476 l, under"),
        pytest.param(SERVING, Volumes(1_047_700), "6600.51", False, id="serving: 10 477 l, over"),
        pytest.param(SERVING, Volumes(0, 407_400), "6600.00", True, id="serving of group 2: 4074 l, under"),
        pytest.param(SERVING, Volumes(0, 407_500), "6601.50", False, id="serving of group 2: 4075 l, over"),
        pytest.param(SERVING, Volumes(0, 0, 123_300), "6600.00", True, id="spirits: 1233 l, under"),
        pytest.param(SERVING, Volumes(0, 0, 123_400), "6601.90", False, id="spirits: 1234 l, over"),
        pytest.param(SERVING, RESTAURANT, "9435.00", False, id="a restaurant: the minimum is not added"),
    ],
)
def test_one_minimum_a_licence_from_the_litre_where_the_rates_give_less(kind, volumes, total, applied):
    fee = year_fee(kind, 2026, volumes)
    assert str(fee.total.kroner) == total
    assert fee.minimum_applied is applied


def test_the_lines_are_exact_and_only_their_sum_is_rounded():
    fee = year_fee(SERVING, 2024, Volumes(1_450_050, 321_075, 41_235))
    assert [str(line.amount) for line in fee.lines] == ["8265.2850", "4784.0175", "2028.7620"]
    assert fee.volume_fee == Decimal("15078.0645")
    assert fee.total == Money(1_507_806)
    # Each line rounded by itself would have given an øre more.
    assert sum(Money.from_kroner(line.amount).ore for line in fee.lines) == 1_507_807


def test_a_municipality_may_round_to_whole_kroner():
    volumes = Volumes(1_047_700)
    assert year_fee(SERVING, 2026, volumes, rounding=Rounding.KRONE).total == Money(660_100)
    assert year_fee(SERVING, 2026, volumes, rounding=Rounding.ORE).total == Money(660_051)


def test_nothing_is_prorated_for_part_of_a_year():
    assert year_fee(SERVING, 2026, Volumes(250_000, 40_000, 5_000)).total == Money(660_000)


@pytest.mark.parametrize(
    ("kind", "year", "volumes", "code"),
    [
        pytest.param(SERVING, 2027, RESTAURANT, "rate_not_set", id="a year after the last"),
        pytest.param(SERVING, 2015, RESTAURANT, "rate_not_set", id="a year before the first"),
        pytest.param(SALE, 2019, Volumes(0, 100), "group_rate_not_set", id="the gap of 2019"),
        pytest.param(SALE, 2026, Volumes(0, 0, 100), "group_without_rate", id="sale of spirits"),
    ],
)
def test_what_has_no_rate_is_never_computed_by_another(kind, year, volumes, code):
    with pytest.raises(RateNotSet) as missing:
        year_fee(kind, year, volumes)
    assert missing.value.code == code


def test_the_gap_of_2019_stops_that_group_alone():
    assert year_fee(SALE, 2019, Volumes(1_000_000)).total == Money(210_000)
    assert year_fee(SERVING, 2019, Volumes(1_200_000, 250_000, 25_000)).total == Money(995_000)


def test_a_year_that_was_added_is_computed_by_its_own_rates():
    last = packaged_rates()[-1]
    added = RateSet(
        date(2027, 1, 1),
        date(2027, 12, 31),
        {key: rate + Decimal("0.01") for key, rate in last.litre.items()},
        {SALE: Money(220_000), SERVING: Money(680_000)},
        Money(49_000),
        "FOR-2026-11-27-2400",
        ("Lovdata",),
    )
    fee = year_fee(SERVING, 2027, RESTAURANT, table=(added, *packaged_rates()))
    assert fee.regulation == "FOR-2026-11-27-2400"
    assert fee.total == Money(952_300)
    assert year_fee(SERVING, 2026, RESTAURANT, table=(added, *packaged_rates())).total == Money(943_500)


@pytest.mark.parametrize(
    ("volumes", "right", "doubts"),
    [
        pytest.param(Volumes(100_000), None, (), id="group 1 alone asks nothing"),
        pytest.param(Volumes(0, 100), None, (FeeDoubt.PRODUCER_RIGHT,), id="nobody has said"),
        pytest.param(Volumes(0, 100), False, (FeeDoubt.PRODUCER_RIGHT,), id="no right"),
        pytest.param(Volumes(0, 1_500_000), True, (), id="the most that may be sold"),
        pytest.param(Volumes(0, 1_500_001), True, (FeeDoubt.ABOVE_OWN_PRODUCE,), id="a little more"),
    ],
)
def test_sale_of_group_2_asks_about_the_producer(volumes, right, doubts):
    assert year_fee(SALE, 2026, volumes, may_sell_own_produce=right).doubts == doubts


def test_serving_of_group_2_asks_nothing():
    assert year_fee(SERVING, 2026, Volumes(0, 2_000_000)).doubts == ()


def test_a_reduction_sets_the_fee_lower_and_nothing_else_is_changed():
    fee = reduced(year_fee(SERVING, 2026, RESTAURANT), reduction(330_000))
    assert (fee.total, fee.ordinary, fee.doubts) == (Money(330_000), Money(943_500), ())
    assert fee.reduction is not None
    assert fee.reduction.citation.code == "af_6_2"


def test_a_fee_may_be_waived_and_that_is_asked_about():
    fee = reduced(year_fee(SERVING, 2026, RESTAURANT), reduction(0))
    assert (fee.total, fee.doubts) == (Money(0), (FeeDoubt.WAIVED,))


@pytest.mark.parametrize(
    ("to", "reason", "code"),
    [
        pytest.param(943_500, "Stengt", "reduction_not_lower", id="the fee itself"),
        pytest.param(943_499, "", "reduction_without_reason", id="no reason"),
        pytest.param(943_499, "  ", "reduction_without_reason", id="space is no reason"),
        pytest.param(-1, "Stengt", "reduction_below_nothing", id="below nothing"),
    ],
)
def test_what_is_no_reduction_is_refused(to, reason, code):
    with pytest.raises(BadValue) as refused:
        reduced(year_fee(SERVING, 2026, RESTAURANT), reduction(to, reason))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("expected", "actual", "difference"),
    [
        pytest.param((2_000_000, 400_000, 50_000), (1_500_000, 300_000, 30_000), "-5658.00", id="a credit"),
        pytest.param((1_500_000, 300_000, 30_000), (2_000_000, 400_000, 50_000), "5658.00", id="a claim"),
        pytest.param((100_000, 10_000, 0), (180_000, 15_000, 0), "0.00", id="both below the minimum"),
        pytest.param((2_000_000, 0, 0), (0, 0, 0), "-5800.00", id="never below the minimum"),
    ],
)
def test_a_settlement_goes_both_ways_by_the_rates_of_its_year(expected, actual, difference):
    settled = settlement(
        year_fee(SERVING, 2025, Volumes(*expected)), year_fee(SERVING, 2025, Volumes(*actual))
    )
    assert str(settled.difference.kroner) == difference
    assert settled.final.total >= rates_for(2025).minimum[SERVING]


def test_a_settlement_is_of_one_licence_and_one_year():
    with pytest.raises(ValueError, match="one licence and one year"):
        settlement(year_fee(SERVING, 2025, RESTAURANT), year_fee(SERVING, 2026, RESTAURANT))


def test_each_line_names_its_group():
    fee = year_fee(SERVING, 2026, RESTAURANT)
    assert [line.group for line in fee.lines] == [Group.ONE, Group.TWO, Group.THREE]
    assert year_fee(SERVING, 2026, Volumes()).lines == ()
