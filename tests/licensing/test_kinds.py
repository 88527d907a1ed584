"""What each licence type may cover, what it may be extended with, and what the law spares it."""

from itertools import chain, combinations

import pytest

from licensing.kinds import (
    TYPE_RULES,
    Demand,
    asks,
    citation_for_extension,
    citation_for_groups,
    extensions_code,
    extensions_from_code,
    may_cover,
    possible_extensions,
    seller_of,
    waivable,
)
from licensing.licences import Extension, Group, LicenceKind, LicenceType, Seller

ONE, TWO, THREE = Group.ONE, Group.TWO, Group.THREE
SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
PERMANENT, SEASONAL, SINGLE, AMBULATORY, OUTLET = LicenceType
PRODUCTION, IMPORT, FARM_SALE, SAME_ROOM = Extension
EVERY_SET = list(chain.from_iterable(combinations(Group, size) for size in range(4)))


@pytest.mark.parametrize(
    ("kind", "licence_type", "extensions", "lawful"),
    [
        pytest.param(SERVING, PERMANENT, (), ["1", "12", "123"], id="trap_10_permanent_serving"),
        pytest.param(SERVING, SEASONAL, (), ["1", "12", "123"], id="trap_10_seasonal_serving"),
        pytest.param(SERVING, SINGLE, (), ["1", "12", "123"], id="trap_10_serving_on_a_single_occasion"),
        pytest.param(SERVING, AMBULATORY, (), ["1", "12", "123"], id="trap_10_ambulatory_serving"),
        pytest.param(SALE, PERMANENT, (), ["1"], id="permanent sale: group 1"),
        pytest.param(SALE, PERMANENT, (FARM_SALE,), ["1", "12"], id="farm sale opens for group 2"),
        pytest.param(SALE, PERMANENT, (PRODUCTION, IMPORT), ["1"], id="production and import do not"),
        pytest.param(SALE, SEASONAL, (FARM_SALE,), ["1"], id="no farm sale for a season"),
        pytest.param(SALE, SINGLE, (FARM_SALE,), ["1"], id="no farm sale on a single occasion"),
        pytest.param(SERVING, PERMANENT, (FARM_SALE,), ["1", "12", "123"], id="farm sale is not for serving"),
        pytest.param(SALE, OUTLET, (), ["23"], id="a Vinmonopol outlet: groups 2 and 3"),
        pytest.param(SERVING, OUTLET, (), [], id="a Vinmonopol never serves"),
        pytest.param(SALE, AMBULATORY, (), [], id="an ambulatory licence is for serving"),
    ],
)
def test_exactly_these_group_sets_can_be_licensed(kind, licence_type, extensions, lawful):
    found = [groups for groups in EVERY_SET if may_cover(kind, groups, licence_type, extensions)]
    assert ["".join(str(int(group)) for group in groups) for groups in found] == lawful


@pytest.mark.parametrize(
    ("kind", "licence_type", "possible"),
    [
        pytest.param(SALE, PERMANENT, {PRODUCTION, IMPORT, FARM_SALE, SAME_ROOM}, id="permanent sale"),
        pytest.param(SERVING, PERMANENT, {PRODUCTION, IMPORT, SAME_ROOM}, id="permanent serving"),
        pytest.param(SALE, SEASONAL, {SAME_ROOM}, id="seasonal sale: no producer's sale"),
        pytest.param(SERVING, SEASONAL, {PRODUCTION, SAME_ROOM}, id="seasonal serving: no import"),
        pytest.param(SALE, SINGLE, {SAME_ROOM}, id="sale on a single occasion: no producer's sale"),
        pytest.param(SERVING, SINGLE, {PRODUCTION, SAME_ROOM}, id="serving on a single occasion: no import"),
        pytest.param(SERVING, AMBULATORY, set(), id="trap_07_ambulatory: neither production nor import"),
        pytest.param(SALE, OUTLET, set(), id="a Vinmonopol outlet: nothing"),
        pytest.param(SERVING, OUTLET, set(), id="and nothing for serving"),
    ],
)
def test_what_a_licence_may_be_extended_with(kind, licence_type, possible):
    assert possible_extensions(kind, licence_type) == possible


@pytest.mark.parametrize(
    ("licence_type", "spared"),
    [
        pytest.param(PERMANENT, set(), id="a permanent licence: nothing"),
        pytest.param(SEASONAL, set(), id="a seasonal licence: nothing"),
        pytest.param(SINGLE, {Demand.KNOWLEDGE}, id="trap_07_single_occasion: the test"),
        pytest.param(
            AMBULATORY, {Demand.KNOWLEDGE, Demand.INTERNAL_CONTROL}, id="trap_07_ambulatory: test and control"
        ),
        pytest.param(
            OUTLET,
            {
                Demand.CONDUCT,
                Demand.MANAGER,
                Demand.DEPUTY,
                Demand.KNOWLEDGE,
                Demand.FEE,
                Demand.INSPECTION,
            },
            id="trap_22_outlet: conduct, manager, deputy, fee and inspection",
        ),
    ],
)
def test_what_the_law_spares_a_licence_type(licence_type, spared):
    assert {demand for demand in Demand if not asks(licence_type, demand)} == spared


@pytest.mark.parametrize(
    ("licence_type", "demand", "may"),
    [
        pytest.param(PERMANENT, Demand.DEPUTY, True, id="trap_22_the_deputy_can_be_waived"),
        pytest.param(PERMANENT, Demand.MANAGER, False, id="trap_22_the_manager_cannot"),
        pytest.param(SINGLE, Demand.INTERNAL_CONTROL, True, id="trap_07_internal_control_of_one_occasion"),
        pytest.param(PERMANENT, Demand.INTERNAL_CONTROL, False, id="but never of a permanent licence"),
        pytest.param(AMBULATORY, Demand.INTERNAL_CONTROL, False, id="what is not asked needs no waiver"),
        pytest.param(OUTLET, Demand.DEPUTY, False, id="an outlet has no deputy to waive"),
    ],
)
def test_what_the_municipality_may_waive(licence_type, demand, may):
    assert waivable(licence_type, demand) is may


def test_every_type_has_a_rule_and_only_one_has_a_season():
    assert set(TYPE_RULES) == set(LicenceType)
    assert [rule.type for rule in TYPE_RULES.values() if rule.has_season] == [SEASONAL]
    assert [rule.type for rule in TYPE_RULES.values() if rule.closed_company_only] == [AMBULATORY]


@pytest.mark.parametrize(
    ("citation", "code"),
    [
        (citation_for_groups(SERVING, PERMANENT), "alkl_4_2"),
        (citation_for_groups(SERVING, AMBULATORY), "alkl_4_5"),
        (citation_for_groups(SALE, PERMANENT), "alkl_3_1"),
        (citation_for_groups(SALE, PERMANENT, farm_sale=True), "alkl_1_7f"),
        (citation_for_groups(SALE, OUTLET), "alkl_3_1"),
        (citation_for_extension(FARM_SALE, SALE, SEASONAL), "alkl_3_1b.3"),
        (citation_for_extension(FARM_SALE, SALE), "alkl_3_1b"),
        (citation_for_extension(IMPORT, SERVING, SEASONAL), "alkl_4_2.3"),
        (citation_for_extension(IMPORT, SERVING, AMBULATORY), "alkl_4_5"),
        (citation_for_extension(PRODUCTION, SALE, OUTLET), "alkl_3_3"),
        (citation_for_extension(SAME_ROOM, SERVING), "alkl_1_7g"),
    ],
)
def test_the_section_that_an_answer_rests_on(citation, code):
    assert citation.code == code


def test_extensions_survive_their_stored_form_in_the_order_of_the_law():
    assert extensions_code([SAME_ROOM, FARM_SALE]) == "farm_sale,same_room"
    assert extensions_from_code("farm_sale,same_room") == (FARM_SALE, SAME_ROOM)
    assert extensions_from_code("") == ()


@pytest.mark.parametrize(
    ("kind", "licence_type", "extensions", "group", "seller"),
    [
        pytest.param(SALE, PERMANENT, (), ONE, Seller.GROCERY, id="a shop"),
        pytest.param(SALE, PERMANENT, (IMPORT,), ONE, Seller.GROCERY, id="a shop that imports its beer"),
        pytest.param(SALE, PERMANENT, (PRODUCTION,), ONE, Seller.PRODUCER, id="a brewery"),
        pytest.param(SALE, SEASONAL, (SAME_ROOM,), ONE, Seller.PRODUCER, id="own drink in a small room"),
        pytest.param(SALE, PERMANENT, (FARM_SALE,), ONE, Seller.PRODUCER, id="a farm's weaker cider"),
        pytest.param(SALE, PERMANENT, (FARM_SALE,), TWO, Seller.PRODUCER, id="a farm's cider"),
        pytest.param(SALE, OUTLET, (), TWO, Seller.VINMONOPOLET, id="a Vinmonopol outlet"),
        pytest.param(SERVING, PERMANENT, (PRODUCTION,), ONE, None, id="nobody sells where it is served"),
    ],
)
def test_who_sells_decides_the_hours(kind, licence_type, extensions, group, seller):
    assert seller_of(kind, licence_type, extensions, group) is seller
