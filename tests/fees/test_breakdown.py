"""Fees together are the sum of their parts, whatever they are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fees.breakdown import breakdown
from fees.computation import Reduction, YearFee, reduced, year_fee
from fees.money import Money, Rounding
from fees.turnover import Volumes
from licensing.licences import Group, LicenceKind

SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING


def lowered(fee: YearFee, to: int) -> YearFee:
    return reduced(fee, Reduction(Money(to), "Stengt etter brann", "Kari Vik", date(2026, 5, 4)))


def test_the_minimum_and_the_reductions_stand_by_themselves():
    fees = [
        year_fee(SERVING, 2026, Volumes(600_000, 250_000, 30_000)),
        year_fee(SERVING, 2026, Volumes(90_000, 70_000, 6_000)),
        lowered(year_fee(SERVING, 2026, Volumes()), 330_000),
        year_fee(SALE, 2026, Volumes(9_000_000)),
    ]
    found = breakdown(fees)
    assert [(part.kind, part.group, part.litres, part.amount) for part in found.groups] == [
        (SALE, Group.ONE, Decimal(90_000), Decimal(23_400)),
        (SERVING, Group.ONE, Decimal(6_900), Decimal(4_347)),
        (SERVING, Group.TWO, Decimal(3_200), Decimal(5_184)),
        (SERVING, Group.THREE, Decimal(360), Decimal(1_926)),
    ]
    assert (found.at_minimum, found.topped_up) == (2, Decimal(6_600 - 2_022) + 6_600)
    assert (found.reductions, found.reduced) == (1, Money(-330_000))
    assert found.total == Money.from_kroner(9_435 + 6_600 + 3_300 + 23_400)


def test_no_fees_are_nothing():
    found = breakdown([])
    assert (found.groups, found.total, found.volume) == ((), Money(0), 0)


FEES = st.builds(
    lambda kind, g1, g2, rounding: year_fee(kind, 2026, Volumes(g1, g2), rounding=rounding),
    st.sampled_from(LicenceKind),
    st.integers(0, 5_000_000),
    st.integers(0, 5_000_000),
    st.sampled_from(Rounding),
)


@pytest.mark.property
@pytest.mark.slow
@given(st.lists(FEES, max_size=12), st.booleans())
def test_the_parts_add_up_to_the_total(fees, halves):
    fees = [lowered(fee, fee.ordinary.ore // 2) if halves else replace(fee) for fee in fees]
    found = breakdown(fees)
    parts = found.volume + found.topped_up + found.rounded + found.reduced.kroner
    assert parts == found.total.kroner
    assert found.total.ore == sum(fee.total.ore for fee in fees)
