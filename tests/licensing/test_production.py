"""Own production: every requirement, with both sides of each boundary."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from licensing.licences import Extension, Group, LicenceKind, group_of, is_spirits
from licensing.production import (
    Production,
    Requirement,
    checks,
    enough_own_inputs,
    own_produced_in_small_room,
    within_litres,
)

ON = date(2026, 11, 23)
ONE, TWO = Group.ONE, Group.TWO
SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
PRODUCTION, IMPORT, FARM_SALE, SAME_ROOM = Extension
CIDER = Production(
    spirits_added=False,
    at_the_place=True,
    part_of_character=True,
    shared_plant=False,
    listed_product=True,
    sold_cl=1_500_000,
    own_inputs=Fraction(1, 3),
    own_product=True,
    right_to_produce=True,
    small_room=True,
)


def unmet(extension, production, kind=SALE, groups=(ONE, TWO), on=ON):
    return [check.requirement for check in checks(extension, kind, groups, production, on) if not check.met]


def open_questions(extension, production, kind=SALE, groups=(ONE, TWO)):
    found = checks(extension, kind, groups, production, ON)
    return {check.requirement for check in found if check.met is None}


@pytest.mark.parametrize(
    ("litres", "within"),
    [
        pytest.param("14999.99", True, id="a centilitre below"),
        pytest.param("15000", True, id="exactly 15,000 litres a year"),
        pytest.param("15000.01", False, id="a centilitre above"),
    ],
)
def test_a_farm_sells_at_most_fifteen_thousand_litres_a_year(litres, within):
    assert within_litres(int(Decimal(litres) * 100)) is within


@pytest.mark.parametrize(
    ("share", "enough"),
    [
        pytest.param(Fraction(1, 3), True, id="exactly a third"),
        pytest.param(Fraction(333, 1000), False, id="33.3 per cent is less than a third"),
        pytest.param(Fraction(3334, 10000), True, id="33.34 per cent is more"),
        pytest.param(Fraction(0), False, id="nothing of one's own"),
        pytest.param(Fraction(1), True, id="everything of one's own"),
    ],
)
def test_a_third_of_the_inputs_is_the_producer_s_own(share, enough):
    assert enough_own_inputs(share) is enough


@pytest.mark.parametrize(
    ("change", "requirement"),
    [
        pytest.param({"spirits_added": True}, Requirement.NO_SPIRITS, id="trap_12_distilled_alcohol_added"),
        pytest.param({"listed_product": False}, Requirement.LISTED_PRODUCT, id="not on the list of 22.06"),
        pytest.param({"sold_cl": 1_500_001}, Requirement.LITRES, id="more than 15,000 litres"),
        pytest.param({"own_inputs": Fraction(1, 4)}, Requirement.OWN_INPUTS, id="a fourth of one's own"),
        pytest.param({"at_the_place": False}, Requirement.AT_THE_PLACE, id="made elsewhere"),
        pytest.param({"part_of_character": False}, Requirement.PART_OF_CHARACTER, id="no part of the place"),
        pytest.param({"shared_plant": True}, Requirement.SEPARATE_PLANT, id="a plant shared with chapter 6"),
    ],
)
def test_each_thing_that_stops_farm_sale(change, requirement):
    assert unmet(FARM_SALE, CIDER) == []
    assert unmet(FARM_SALE, replace(CIDER, **change)) == [requirement]


@pytest.mark.parametrize(
    ("extension", "on", "in_force"),
    [
        pytest.param(FARM_SALE, date(2016, 6, 30), False, id="farm sale: the day before"),
        pytest.param(FARM_SALE, date(2016, 7, 1), True, id="farm sale: from 1 July 2016"),
        pytest.param(SAME_ROOM, date(2020, 8, 31), False, id="trap_09_one_room: the day before"),
        pytest.param(SAME_ROOM, date(2020, 9, 1), True, id="trap_09_one_room: from 1 September 2020"),
    ],
)
def test_from_when_the_rule_holds(extension, on, in_force):
    assert (Requirement.IN_FORCE not in unmet(extension, CIDER, on=on)) is in_force


def test_group_1_asks_neither_for_litres_nor_for_a_third_of_the_inputs():
    beer = replace(CIDER, sold_cl=9_000_000, own_inputs=Fraction(0), listed_product=False)
    assert unmet(PRODUCTION, beer, groups=(ONE,)) == []
    assert open_questions(PRODUCTION, None, groups=(ONE,)) == {
        Requirement.NO_SPIRITS,
        Requirement.AT_THE_PLACE,
        Requirement.PART_OF_CHARACTER,
        Requirement.SEPARATE_PLANT,
    }


def test_imported_drink_for_sale_is_without_spirits_and_need_not_be_made_at_the_place():
    assert open_questions(IMPORT, None) == {Requirement.NO_SPIRITS}
    assert unmet(IMPORT, Production(spirits_added=True)) == [Requirement.NO_SPIRITS]
    assert unmet(IMPORT, None, kind=SERVING) == []


def test_production_for_serving_takes_place_where_it_is_served_and_is_part_of_the_place():
    found = checks(PRODUCTION, SERVING, (ONE, TWO), CIDER, ON)
    assert {check.requirement for check in found} == {
        Requirement.NO_SPIRITS,
        Requirement.AT_THE_PLACE,
        Requirement.PART_OF_CHARACTER,
    }
    assert {check.citation.code for check in found} == {"alkl_1_7e"}


def test_what_is_not_known_is_a_question_never_a_no():
    assert len(open_questions(FARM_SALE, None)) == 7
    assert len(open_questions(SAME_ROOM, None)) == 8
    assert open_questions(FARM_SALE, replace(CIDER, sold_cl=None)) == {Requirement.LITRES}


@pytest.mark.parametrize(
    ("change", "requirement"),
    [
        pytest.param({"own_product": False}, Requirement.OWN_PRODUCT, id="trap_09_drink_of_others"),
        pytest.param({"right_to_produce": False}, Requirement.RIGHT_TO_PRODUCE, id="trap_09_no_right"),
        pytest.param({"at_the_place": False}, Requirement.AT_THE_PLACE, id="trap_09_made_elsewhere"),
        pytest.param({"small_room": False}, Requirement.SMALL_ROOM, id="trap_09_room_for_two"),
        pytest.param({"own_inputs": Fraction(1, 4)}, Requirement.OWN_INPUTS, id="trap_09_group_2_inputs"),
    ],
)
def test_sale_and_serving_in_one_room_only_for_own_drink_in_a_small_room(change, requirement):
    assert unmet(SAME_ROOM, CIDER) == []
    assert unmet(SAME_ROOM, replace(CIDER, **change)) == [requirement]


def test_sale_of_group_1_in_the_serving_room_asks_nothing_of_farm_sale():
    assert unmet(SAME_ROOM, replace(CIDER, own_inputs=None, listed_product=None), groups=(ONE,)) == []


def test_a_person_judges_whether_sale_and_serving_can_be_kept_apart():
    judged = [check for check in checks(SAME_ROOM, SALE, (ONE,), CIDER, ON) if check.to_judge]
    assert [check.requirement for check in judged] == [Requirement.SMALL_ROOM]


@pytest.mark.parametrize(
    ("production", "possible"),
    [
        pytest.param(CIDER, True, id="everything answered yes"),
        pytest.param(replace(CIDER, small_room=None), None, id="the room is not known"),
        pytest.param(replace(CIDER, small_room=None, own_product=False), False, id="one no is enough"),
        pytest.param(None, None, id="nothing known"),
    ],
)
def test_whether_one_room_can_be_thought_of(production, possible):
    assert own_produced_in_small_room(production, ON) is possible


@pytest.mark.parametrize(
    ("strength", "distilled", "group", "spirits"),
    [
        pytest.param("4.5", True, Group.ONE, True, id="trap_12_canned_drink_of_group_1_is_spirits"),
        pytest.param("21.9", True, Group.TWO, True, id="trap_12_liqueur_of_group_2_is_spirits"),
        pytest.param("21.9", False, Group.TWO, False, id="trap_12_fortified_by_nothing_is_not"),
        pytest.param("22.0", False, Group.THREE, True, id="trap_11_22_is_both_group_3_and_spirits"),
        pytest.param("2.5", False, None, False, id="trap_11_2_5_needs_no_licence"),
        pytest.param("4.7", False, Group.ONE, False, id="trap_11_4_7_is_group_1"),
        pytest.param("60", False, Group.THREE, True, id="trap_11_60_may_be_served"),
    ],
)
def test_spirits_is_another_attribute_than_the_group(strength, distilled, group, spirits):
    assert group_of(Decimal(strength)) is group
    assert is_spirits(Decimal(strength), distilled=distilled) is spirits
