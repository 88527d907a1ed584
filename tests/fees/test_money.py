"""Money is whole øre, rounded once."""

from decimal import Decimal

import pytest

from fees.money import ZERO, Money


@pytest.mark.parametrize(
    ("kroner", "ore"),
    [
        pytest.param("9435", 943500, id="whole kroner"),
        pytest.param("0.004", 0, id="just below half an øre"),
        pytest.param("0.005", 1, id="half an øre goes up"),
        pytest.param("0.015", 2, id="and so does an odd half"),
        pytest.param("0.025", 3, id="and an even one"),
        pytest.param("-0.005", -1, id="a credit is rounded as the claim is"),
        pytest.param(Decimal("30285.004999"), 3028500, id="an exact decimal"),
        pytest.param(6600, 660000, id="an integer"),
    ],
)
def test_from_kroner(kroner, ore):
    assert Money.from_kroner(kroner) == Money(ore)


@pytest.mark.parametrize(
    ("ore", "kroner"), [(943500, "9435.00"), (-5, "-0.05"), (0, "0.00"), (-78380, "-783.80"), (100, "1.00")]
)
def test_kroner_have_two_decimals(ore, kroner):
    assert str(Money(ore).kroner) == kroner


def test_arithmetic_is_exact():
    assert Money(835820) - Money(914200) == Money(-78380)
    assert Money(943500) + Money(-78380) == Money(865120)
    assert Money(47000) * 3 == -Money(-141000)
    assert Money(1) > ZERO
    assert not ZERO
