"""What is found of licence types, seasons, extensions, ships and outlets."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from licensing.assessment import AskedHours, Facts, FindingOutcome, assess
from licensing.assessment.assess import facts_from_mapping, facts_to_mapping
from licensing.assessment.facts import OutletStanding
from licensing.licences import AreaKind, Extension, Group, LicenceKind, LicenceType, VenueCategory
from licensing.production import Production
from licensing.seasons import Season
from licensing.service_hours import ServiceHours
from tests.licensing.applications import ON, POLICY, SALE, SERVING

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
FARM = replace(
    SALE,
    groups=(Group.ONE, Group.TWO),
    category=VenueCategory.FARM,
    extensions=(FARM_SALE,),
    production=CIDER,
)
SUMMER = replace(SERVING, type=LicenceType.SEASONAL, season=Season.parse("07-15", "08-15"))
BOAT = replace(SERVING, category=VenueCategory.BOAT, other_municipalities=())
OUTLET = Facts(
    kind=LicenceKind.SALE,
    type=LicenceType.OUTLET,
    groups=(Group.TWO, Group.THREE),
    category=VenueCategory.SPECIAL_SHOP,
    holder="holder",
    outlets=OutletStanding(2, 1, date(2024, 6, 20), other_sale=True),
)


def found(facts):
    return {row.code.value: row.outcome for row in assess(facts, None, ON).findings}


def against(facts):
    return {
        (code, outcome.value) for code, outcome in found(facts).items() if outcome is not FindingOutcome.OK
    }


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(FARM, set(), id="a cider farm that meets everything"),
        pytest.param(
            replace(FARM, production=replace(CIDER, sold_cl=1_500_001)),
            {("production_not_met", "refuse")},
            id="a centilitre above 15,000 litres",
        ),
        pytest.param(
            replace(FARM, production=replace(CIDER, own_inputs=None)),
            {("production_unknown", "ask")},
            id="own inputs not known: asked, never refused",
        ),
        pytest.param(
            replace(FARM, production=replace(CIDER, spirits_added=True)),
            {("production_not_met", "refuse")},
            id="trap_12_spirits_added_to_a_drink_of_group_2",
        ),
        pytest.param(
            replace(FARM, extensions=()), {("groups_unlawful", "refuse")}, id="group 2 without the extension"
        ),
        pytest.param(
            replace(FARM, type=LicenceType.SEASONAL, season=SUMMER.season),
            {("extension_unlawful", "refuse"), ("groups_unlawful", "refuse")},
            id="no farm sale for a season",
        ),
        pytest.param(SUMMER, set(), id="a seasonal licence with its season"),
        pytest.param(replace(SUMMER, season=None), {("season_unknown", "ask")}, id="a season not known"),
        pytest.param(
            replace(SUMMER, extensions=(IMPORT,)),
            {("extension_unlawful", "refuse")},
            id="no import for a season",
        ),
        pytest.param(
            replace(SERVING, extensions=(PRODUCTION,), production=CIDER), set(), id="a brewery's taproom"
        ),
        pytest.param(
            replace(SERVING, extensions=(SAME_ROOM,), production=CIDER),
            {("production_to_judge", "consider")},
            id="trap_09_a_person_judges_the_small_room",
        ),
        pytest.param(
            replace(SERVING, extensions=(SAME_ROOM,), production=replace(CIDER, own_product=False)),
            {("production_not_met", "refuse"), ("production_to_judge", "consider")},
            id="trap_09_drink_of_others",
        ),
        pytest.param(BOAT, set(), id="a boat that serves at home alone"),
        pytest.param(
            replace(BOAT, other_municipalities=None),
            {("other_municipalities_unknown", "ask")},
            id="a boat of which it is not known where else it serves",
        ),
        pytest.param(
            replace(BOAT, category=VenueCategory.TRAIN, other_municipalities=("Os", "Tolga")),
            {("other_municipalities", "ask")},
            id="a train through three municipalities: all must license",
        ),
    ],
)
def test_what_speaks_against_a_licence_by_its_kind(facts, expected):
    assert {row for row in against(facts) if not row[0].startswith("hours")} == expected


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        pytest.param(OutletStanding(2, 1, None, other_sale=True), set(), id="one of two in use"),
        pytest.param(
            OutletStanding(1, 1, None, other_sale=True), {("outlets_full", "refuse")}, id="one of one in use"
        ),
        pytest.param(
            OutletStanding(0, 0, None, other_sale=True), {("outlets_full", "refuse")}, id="none opened for"
        ),
        pytest.param(
            OutletStanding(None, 0, None, other_sale=True),
            {("outlets_unknown", "ask")},
            id="no decision entered",
        ),
        pytest.param(
            OutletStanding(2, 1, None, other_sale=False),
            {("other_sale_missing", "refuse")},
            id="no other sale in the municipality",
        ),
        pytest.param(
            None, {("outlets_unknown", "ask"), ("other_sale_unknown", "ask")}, id="nothing is known"
        ),
    ],
)
def test_an_outlet_needs_the_council_s_number_and_other_sale(standing, expected):
    wanted = expected | {("outlet_place_to_approve", "consider")}
    rows = against(replace(OUTLET, outlets=standing))
    assert {row for row in rows if row[0].startswith(("outlet", "other"))} == wanted


def test_trap_22_an_outlet_is_asked_for_no_manager_no_test_and_no_conduct():
    codes = set(found(OUTLET))
    assert not codes & {"manager_missing", "deputy_missing", "influence_unknown", "test_missing"}
    assert "groups_unlawful" not in codes
    assert "outlet_unlawful" not in codes


@pytest.mark.parametrize(
    ("last_day", "asked"),
    [
        pytest.param(date(2028, 9, 30), False, id="to the end of the period"),
        pytest.param(date(2028, 9, 29), True, id="a day less"),
    ],
)
def test_vinmonopolet_has_four_years_at_a_time(last_day, asked):
    assert ("outlet_period_shorter" in found(replace(OUTLET, last_day=last_day))) is asked


@pytest.mark.parametrize(
    ("kind", "licence_type"),
    [
        pytest.param(LicenceKind.SERVING, LicenceType.OUTLET, id="a serving outlet"),
        pytest.param(LicenceKind.SALE, LicenceType.AMBULATORY, id="an ambulatory sale licence"),
    ],
)
def test_some_types_do_not_exist_for_a_kind(kind, licence_type):
    rows = found(Facts(kind=kind, type=licence_type, groups=(Group.ONE,)))
    assert rows["type_unlawful"] is FindingOutcome.REFUSE


def test_facts_stored_before_there_were_types_are_read_as_permanent():
    facts = facts_from_mapping({"kind": "serving", "groups": [1]})
    assert (facts.type, facts.extensions, facts.production, facts.season) == (
        LicenceType.PERMANENT,
        (),
        None,
        None,
    )


def test_what_was_answered_of_production_survives_its_stored_form():
    facts = replace(FARM, season=Season.parse("12-01", "05-01"), outlets=OUTLET.outlets)
    stored = facts_to_mapping(facts)
    assert stored["production"]["own_inputs"] == "1/3"
    assert facts_from_mapping(stored) == facts


@pytest.mark.parametrize(
    ("extensions", "code"),
    [
        pytest.param((PRODUCTION,), "hours_within_policy", id="a brewery's own beer: § 3-4a"),
        pytest.param((), "hours_beyond_normal", id="a shop: § 3-7"),
    ],
)
def test_the_day_before_a_day_off_is_as_long_as_any_for_own_produce(extensions, code):
    saturday = (AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("08:00", "18:00"), (6,)),)
    facts = replace(SALE, extensions=extensions, production=CIDER, hours=saturday)
    assert code in {row.code.value for row in assess(facts, POLICY, ON).findings}
