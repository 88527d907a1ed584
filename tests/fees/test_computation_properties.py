"""What is true of every fee: it never falls with more litres, is rounded once, and settles to itself."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fees.computation import FeeLine, litre_rate, year_fee
from fees.fee_years import MOST_INSTALMENTS
from fees.money import Money, Rounding
from fees.rates import packaged_rates, rates_for
from fees.settlement import settlement
from fees.turnover import Volumes, groups_of
from licensing.licences import Group, LicenceKind

pytestmark = [pytest.mark.property, pytest.mark.slow]

CENTILITRES = st.integers(0, 1_000_000_000)
ROUNDINGS = st.sampled_from(Rounding)


@st.composite
def licences(draw: st.DrawFn) -> tuple[LicenceKind, int]:
    """A kind and a year whose groups all have a rate."""
    kind = draw(st.sampled_from(LicenceKind))
    years = [
        rates.last_day.year
        for rates in packaged_rates()
        if all((kind, group) in rates_for(rates.last_day.year).litre for group in groups_of(kind))
    ]
    return kind, draw(st.sampled_from(years))


@st.composite
def volumes(draw: st.DrawFn, kind: LicenceKind) -> Volumes:
    """Litres of the groups that the kind has rates for."""
    return Volumes(*(draw(CENTILITRES) if group in groups_of(kind) else 0 for group in Group))


@given(st.data(), licences(), ROUNDINGS)
def test_the_fee_never_falls_when_litres_rise(data, licence, rounding):
    kind, year = licence
    some, more = data.draw(volumes(kind)), data.draw(volumes(kind))
    fee = year_fee(kind, year, some, rounding=rounding)
    higher = year_fee(kind, year, some + more, rounding=rounding)
    assert higher.total >= fee.total >= rates_for(year).minimum[kind]


@given(st.data(), licences(), ROUNDINGS)
def test_the_settlement_of_equal_volumes_is_nothing(data, licence, rounding):
    kind, year = licence
    fee = year_fee(kind, year, data.draw(volumes(kind)), rounding=rounding)
    assert not settlement(fee, fee).difference


@given(st.data(), licences(), ROUNDINGS)
def test_advance_and_difference_are_the_final_fee(data, licence, rounding):
    kind, year = licence
    advance = year_fee(kind, year, data.draw(volumes(kind)), rounding=rounding)
    final = year_fee(kind, year, data.draw(volumes(kind)), rounding=rounding)
    settled = settlement(advance, final)
    assert advance.total + settled.difference == final.total
    assert settlement(final, advance).difference == -settled.difference


@given(st.data(), licences(), ROUNDINGS)
def test_rounding_happens_once_whatever_the_order_of_the_lines(data, licence, rounding):
    kind, year = licence
    fee = year_fee(kind, year, data.draw(volumes(kind)), rounding=rounding)
    for lines in permutations(fee.lines):
        exact = sum((line.amount for line in lines), Decimal(0))
        assert Money.from_kroner(max(exact, fee.minimum.kroner), rounding) == fee.total
    assert abs(fee.total.kroner - max(fee.volume_fee, fee.minimum.kroner)) <= (
        Decimal("0.005") if rounding is Rounding.ORE else Decimal("0.5")
    )


@given(licences(), CENTILITRES, CENTILITRES)
def test_litres_told_in_two_parts_cost_what_they_cost_together(licence, some, more):
    kind, year = licence
    rate = litre_rate(rates_for(year), kind, Group.ONE)
    one, other, both = (
        FeeLine(Group.ONE, Volumes(cl).litres(Group.ONE), rate).amount for cl in (some, more, some + more)
    )
    assert one + other == both


@given(st.integers(-(10**11), 10**11).map(Money), st.integers(1, MOST_INSTALMENTS))
def test_instalments_add_up_to_the_fee_and_hardly_differ(fee, parts):
    shares = fee.shared(parts)
    assert len(shares) == parts
    assert sum(share.ore for share in shares) == fee.ore
    # What is left over goes with the first: less than a krone for each part.
    assert max(share.ore for share in shares) - min(share.ore for share in shares) <= 100 * parts
    if fee.ore % 100 == 0:
        assert all(share.ore % 100 == 0 for share in shares)
