"""What is true of all amounts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fees.money import Money

pytestmark = [pytest.mark.property, pytest.mark.slow]

AMOUNTS = st.integers(-(10**12), 10**12).map(Money)
KRONER = st.decimals("-1000000", "1000000", places=4, allow_nan=False, allow_infinity=False)


@given(AMOUNTS)
def test_an_amount_survives_its_kroner(amount):
    assert Money.from_kroner(amount.kroner) == amount


@given(KRONER)
def test_rounding_moves_an_amount_by_half_an_ore_at_most(kroner):
    assert abs(Money.from_kroner(kroner).kroner - kroner) <= Decimal("0.005")
    assert Money.from_kroner(-kroner) == -Money.from_kroner(kroner)


@given(AMOUNTS, AMOUNTS)
def test_adding_and_taking_away(one, other):
    assert one + other - other == one
