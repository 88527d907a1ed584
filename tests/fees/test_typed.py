"""Litres and amounts as Norwegians type them."""

from decimal import Decimal

import pytest

from fees.money import Money, money_from_text
from fees.turnover import Volumes, groups_of, litres_from_text
from licensing.errors import BadValue
from licensing.licences import Group, LicenceKind


@pytest.mark.parametrize(
    ("typed", "litres"),
    [
        pytest.param("900", "900", id="whole"),
        pytest.param("1 234,5", "1234.5", id="a space for thousands, a decimal comma"),
        pytest.param("1\u00a0234,50", "1234.50", id="a space that does not break"),
        pytest.param("1\u202f234", "1234", id="a narrow space"),
        pytest.param("1'234", "1234", id="an apostrophe"),
        pytest.param("1.234,5", "1234.5", id="a point for thousands"),
        pytest.param("1.234.567", "1234567", id="points for thousands"),
        pytest.param("1234.50", "1234.50", id="a decimal point"),
        pytest.param("0,5", "0.5", id="half a litre"),
        pytest.param("  12 liter ", "12", id="with its unit"),
        pytest.param("12 l", "12", id="with its sign"),
        pytest.param("8.5", "8.5", id="one digit after a point is a decimal"),
        pytest.param("1,500", "1.500", id="three decimals that are nothing"),
        pytest.param("0", "0", id="nothing"),
        pytest.param("10000000", "10000000", id="the most that is taken"),
    ],
)
def test_litres_are_read(typed, litres):
    assert litres_from_text(typed) == Decimal(litres)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("-5", "litres_negative", id="a minus"),
        pytest.param("−5", "litres_negative", id="a true minus"),
        pytest.param("– 5", "litres_negative", id="a dash"),
        pytest.param("1.234", "litres_ambiguous", id="a thousand, or one and a little"),
        pytest.param("1,234", "litres_too_precise", id="three decimals"),
        pytest.param("0,005", "litres_too_precise", id="half a centilitre"),
        pytest.param("1," + "0" * 14 + "1", "litres_too_precise", id="a little more than one"),
        pytest.param("10000000,01", "litres_absurd", id="more than a place can turn over"),
        pytest.param("9" * 15, "litres_absurd", id="absurd"),
        pytest.param("9" * 16, "litres_unreadable", id="longer than any number"),
        pytest.param("", "litres_unreadable", id="empty"),
        pytest.param("mange", "litres_unreadable", id="a word"),
        pytest.param("90 70 60", "litres_unreadable", id="three figures in one field"),
        pytest.param("12 34", "litres_unreadable", id="a space where there are no thousands"),
        pytest.param("900 ,5", "litres_unreadable", id="a space before the comma"),
        pytest.param("1e5", "litres_unreadable", id="an exponent"),
        pytest.param("NaN", "litres_unreadable", id="not a number"),
        pytest.param("Infinity", "litres_unreadable", id="without end"),
        pytest.param("١٢", "litres_unreadable", id="digits of another script"),
        pytest.param("1.23.456", "litres_unreadable", id="points anywhere"),
        pytest.param("1,234,567", "litres_unreadable", id="commas for thousands"),
        pytest.param("1.234,567.8", "litres_unreadable", id="both ways at once"),
        pytest.param("=1+1", "litres_unreadable", id="a formula"),
    ],
)
def test_what_is_no_number_of_litres_is_refused(typed, code):
    with pytest.raises(BadValue) as refused:
        litres_from_text(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        pytest.param("0,27", 27, id="a litre rate"),
        pytest.param("6 600", 660_000, id="a minimum"),
        pytest.param("6.600,50", 660_050, id="a point for thousands"),
        pytest.param("6600 kr", 660_000, id="with its unit"),
        pytest.param("6600,-", 660_000, id="as on a price tag"),
        pytest.param("75 000 kroner", 7_500_000, id="spelt out"),
    ],
)
def test_amounts_are_read(typed, ore):
    assert money_from_text(typed) == Money(ore)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("-1", "amount_negative", id="below nothing"),
        pytest.param("6.600", "amount_ambiguous", id="six thousand, or six"),
        pytest.param("0,275", "amount_too_precise", id="three decimals"),
        pytest.param("2000000000", "amount_absurd", id="two billion"),
        pytest.param("kr", "amount_unreadable", id="nothing but a unit"),
    ],
)
def test_what_is_no_amount_is_refused(typed, code):
    with pytest.raises(BadValue) as refused:
        money_from_text(typed)
    assert refused.value.code == code


def test_volumes_are_whole_centilitres_by_group():
    volumes = Volumes.of({Group.ONE: Decimal("8192.31"), Group.THREE: Decimal("0.01")})
    assert (volumes.g1_cl, volumes.g2_cl, volumes.g3_cl) == (819_231, 0, 1)
    assert [volumes.cl(group) for group in Group] == [819_231, 0, 1]
    assert list(volumes.groups) == [Group.ONE, Group.THREE]
    assert volumes + volumes == Volumes(1_638_462, 0, 2)
    assert (Volumes().is_nil, volumes.is_nil) == (True, False)


def test_a_wrong_number_of_litres_names_its_group():
    with pytest.raises(BadValue) as refused:
        Volumes.of({Group.TWO: Decimal("0.001")})
    assert (refused.value.code, refused.value.facts["group"]) == ("litres_too_precise", 2)


@pytest.mark.parametrize("litres", ["NaN", "Infinity", "-Infinity", "-0.01"])
def test_what_is_no_quantity_is_never_a_volume(litres):
    with pytest.raises(BadValue):
        Volumes.of({Group.ONE: Decimal(litres)})


def test_spirits_are_only_served():
    assert Group.THREE not in groups_of(LicenceKind.SALE)
    assert groups_of(LicenceKind.SERVING) == tuple(Group)
