"""The scenarios of the local texts: an application, a text of the library, one proposal with its grounds."""

from dataclasses import replace
from datetime import date

import pytest

from app.policy.form import read_policy
from app.policy.library import library_entry
from licensing.assessment.facts import GroundView
from licensing.caps import CapCount
from licensing.deadlines import transfer_deadlines
from licensing.licences import Group, VenueCategory
from licensing.periods import valid_while_renewed
from tests.journeys.policy_applications import (
    ALL,
    INDOOR,
    ONE_TWO,
    OUTDOOR,
    Judged,
    event,
    hours,
    hours_once,
    library_policy,
    longer_hours,
    renewal,
    selling,
    serving,
    spirits,
    transfer,
)

ON = date(2026, 11, 23)
SATURDAY = date(2027, 1, 23)
# What every applicant in Bergen answers, and the answers that nothing follows from.
BERGEN = {
    "toppløs": False,
    "spilleautomater": False,
    "mc-klubb": False,
    "øy-i-kjøpesenter": False,
    "bordservering": True,
    "full-meny-til": 22 * 60,
    "nattkafé-varslet": False,
    "studentsted": False,
    "sene-ansatte-kurset": False,
}
TONSBERG = {
    "undervisning-eller-ungdom": False,
    "idrettsarrangement": False,
    "rettet-mot-under-18": False,
    "pengespill": False,
    "naturlig-del": True,
}


def test_scenario_1_bergen_ambulatory_26_while_25_are_in_use():
    facts = event(ON, SATURDAY, ("18:00", "25:00"), closed=True, answers={"mc-klubb": False} | BERGEN)
    answer = Judged(replace(facts, caps=(CapCount("B-12", 25),)), library_policy("bergen"), ON)
    assert answer.outcome == "refuse", answer.blocking
    full = answer.one("B-12", "refuse")
    assert (full.facts["used"], full.facts["limit"], full.policy_source) == (
        25,
        25,
        "retningslinjene kapittel 7",
    )
    assert any("tell" in text for text in answer.asked), answer.asked

    free = Judged(replace(facts, caps=(CapCount("B-12", 24),)), library_policy("bergen"), ON)
    assert free.outcome == "grant", free.blocking


def test_scenario_2_lillesand_second_ambulatory_on_the_same_evening():
    facts = event(ON, SATURDAY, ("18:00", "25:00"), closed=True)
    answer = Judged(replace(facts, caps=(CapCount("L-01", 1),)), library_policy("lillesand"), ON)
    assert answer.outcome == "refuse", answer.blocking
    assert answer.one("L-01", "refuse").facts["limit"] == 1
    words = library_policy("lillesand").rule("L-01").words
    assert "en annen dato" in words
    assert "enkelt anledning" in words
    other_day = Judged(replace(facts, caps=(CapCount("L-01", 0),)), library_policy("lillesand"), ON)
    assert other_day.outcome == "grant", other_day.blocking


def test_scenario_3_tonsberg_pub_number_40_in_the_centre():
    facts = serving(ON, VenueCategory.PUB_BAR, hours("10:00", "25:00"), answers=TONSBERG)
    answer = Judged(facts, library_policy("tonsberg"), ON)
    assert answer.outcome == "grant_with_conditions", answer.blocking
    assert [text for text in answer.conditions if "Ansvarlig vertskap" in text]
    assert [text for text in answer.conditions if "universell utforming" in text]
    # The text says that there is no limit, so that the number of pubs is no ground.
    (none,) = answer.of("T-07")
    assert (none.code.value, none.outcome.value) == ("cap_none", "ok")


@pytest.mark.parametrize(
    ("fixed", "outcome", "code"),
    [
        pytest.param(True, "discretion", "total_review", id="criteria adopted before"),
        pytest.param(None, "discretion", "criteria_fixed_unknown", id="nobody has said whether they were"),
        pytest.param(False, "ask", "criteria_not_fixed", id="stopped: no criteria were adopted before"),
    ],
)
@pytest.mark.parametrize(
    ("library", "rule", "on"),
    [
        pytest.param("roros-holtalen-2009", "RH-03", date(2016, 5, 20), id="the plan of 2009"),
        pytest.param("roros-holtalen", "F-7.1", date(2028, 5, 22), id="the continuation"),
    ],
)
def test_scenario_4_roros_renewal_as_a_total_review(library, rule, on, fixed, outcome, code):
    facts = renewal(on, VenueCategory.PUB_BAR, hours("10:00", "24:00"), criteria_fixed=fixed)
    answer = Judged(replace(facts, caps=(CapCount("R-2.1", 36),)), library_policy(library, "5025"), on)
    assert answer.outcome == outcome, answer.blocking
    assert "consider" in answer.outcomes(rule)
    assert code in {row.code.value for row in answer.of(rule)}


def test_scenario_5_roros_petrol_station_wants_to_sell_beer():
    on = date(2023, 11, 20)
    answer = Judged(
        selling(on, VenueCategory.PETROL_STATION), library_policy("roros-holtalen-2009", "5025"), on
    )
    assert answer.outcome == "refuse", answer.blocking
    by_law = [row for row in answer.assessment.findings if row.code.value == "outlet_unlawful"]
    # The law refuses, so that nobody in the municipality can allow it; the local rule only says it again.
    assert [(row.strength.value, row.outcome.value) for row in by_law] == [("law", "refuse")]
    assert answer.outcomes("RH-08") == {"refuse"}


def test_scenario_6_bergen_guesthouse_with_22_rooms_applies_as_hotel():
    rooms = {"rom-med-bad": 22, "resepsjon": True, "alle-måltider": True}
    facts = serving(ON, VenueCategory.HOTEL, hours("12:00", "24:00"), answers=BERGEN | rooms)
    answer = Judged(facts, library_policy("bergen"), ON)
    assert answer.outcome == "discretion", answer.blocking
    (unmet,) = [row for row in answer.assessment.findings if row.code.value == "definition_not_met"]
    assert unmet.facts["tests"] == "rom-med-bad"
    assert unmet.facts["question"] == "Hvilket avvik fra kravene til hotell søkes det om, og hvorfor?"
    assert unmet.policy_source == "retningslinjene punkt 4.3"


def test_scenario_7_bergen_restaurant_open_to_23_with_kitchen_to_21():
    facts = serving(
        ON,
        VenueCategory.EATING_PLACE,
        hours("12:00", "23:00"),
        answers=BERGEN | {"full-meny-til": 21 * 60},
    )
    answer = Judged(facts, library_policy("bergen"), ON)
    assert answer.outcome == "ask", answer.blocking
    (unmet,) = [row for row in answer.assessment.findings if row.code.value == "definition_not_met"]
    assert "kl. 22.00" in unmet.facts["question"]
    assert "annet slags sted" in unmet.facts["question"]


def test_scenario_8_bergen_18_year_bar_asks_to_03_with_two_trained_staff():
    trained = {"sene-ansatte-kurset": True, "kursede-til-stede": 2, "aldersgrense": 18}
    facts = longer_hours(
        ON,
        VenueCategory.PUB_BAR,
        hours("13:00", "27:00"),
        hours("13:00", "26:00"),
        answers=BERGEN | trained,
    )
    answer = Judged(facts, library_policy("bergen"), ON)
    assert answer.outcome == "refuse", answer.blocking
    assert {row.rule for row in answer.assessment.findings if row.outcome.value == "refuse"} == {"B-07"}
    # Only the later hour is refused: what the licence has, stands.
    assert "02.00" in answer.one("B-07", "refuse").facts["question"]

    three = replace(facts, answers={**facts.answers, "kursede-til-stede": 3})
    assert Judged(three, library_policy("bergen"), ON).outcome == "grant_with_conditions"


def outdoors_as_indoors(zones):
    return longer_hours(
        ON,
        VenueCategory.PUB_BAR,
        hours("13:00", "27:00", ONE_TWO, OUTDOOR),
        (*hours("13:00", "27:00", ONE_TWO, INDOOR), *hours("13:00", "25:00", ONE_TWO, OUTDOOR)),
        answers=BERGEN | {"ute-som-inne": True},
        zones=zones,
    )


def test_scenario_9_bergen_outdoors_to_the_indoor_time():
    answer = Judged(outdoors_as_indoors(()), library_policy("bergen"), ON)
    assert answer.outcome == "grant", answer.blocking
    within = [row for row in answer.of("B-10") if row.code.value == "hours_within_policy"]
    assert {tuple(row.facts["allowed"]) for row in within} == {("13:00", "27:00")}

    at_home = Judged(outdoors_as_indoors(("boligområde",)), library_policy("bergen"), ON)
    assert at_home.outcome == "refuse", at_home.blocking
    assert {row[1:] for row in at_home.allowed(area="outdoor")} == {("13:00", "25:00")}


ISLAND = {"øy-i-kjøpesenter": True, "tydelig-skilt": True}


def test_scenario_10_bergen_coffee_island_in_a_shopping_centre():
    facts = serving(ON, VenueCategory.EATING_PLACE, hours("12:00", "22:00"), answers=BERGEN | ISLAND)
    answer = Judged(facts, library_policy("bergen"), ON)
    assert answer.outcome == "refuse", answer.blocking
    assert answer.one("B-18", "refuse").strength.value == "default"
    assert any("særlig grunn" in text for text in answer.asked), answer.asked

    ground = GroundView("B-18", "Arealet er et eget rom med dør")
    given = Judged(replace(facts, grounds=(ground,)), library_policy("bergen"), ON)
    assert given.outcome == "discretion", given.blocking


def test_scenario_11_gjovik_the_same_island_walled_off():
    facts = serving(ON, VenueCategory.EATING_PLACE, hours("12:00", "22:00"), answers=BERGEN | ISLAND)
    answer = Judged(facts, library_policy("gjovik"), ON)
    # The same facts as in Bergen: the text alone makes the difference.
    assert answer.outcome == "grant", answer.blocking
    assert answer.outcomes("G-05") == {"ok"}
    open_island = replace(facts, answers={**facts.answers, "tydelig-skilt": False})
    assert Judged(open_island, library_policy("gjovik"), ON).outcome == "refuse"


def test_scenario_12_bergen_concert_of_a_supporters_club_in_a_hired_hall():
    facts = event(ON, SATURDAY, ("18:00", "25:00"), answers=BERGEN | {"mc-klubb": True})
    answer = Judged(facts, library_policy("bergen"), ON)
    assert answer.outcome == "refuse", answer.blocking
    barred = answer.one("B-17", "refuse")
    assert (barred.strength.value, barred.policy_source) == ("hard", "retningslinjene punkt 4.10")
    other = replace(facts, answers=BERGEN)
    assert Judged(other, library_policy("bergen"), ON).outcome == "grant"


def test_scenario_13_bergen_new_owner_of_a_pub_with_the_same_concept():
    facts = transfer(
        ON, VenueCategory.PUB_BAR, hours("13:00", "26:00"), answers=BERGEN | {"særlige-forhold": False}
    )
    answer = Judged(facts, library_policy("bergen"), ON)
    assert answer.outcome == "grant", answer.blocking
    assert [row.code.value for row in answer.of("B-25")] == ["same_terms"]
    # New licences are mainly for eating places; that is not held against a new owner.
    assert answer.of("B-20") == []
    # Taken over 25 days before: applied for in time, and run on meanwhile for three months at most.
    deadlines = transfer_deadlines(date(2026, 10, 29), date(2026, 10, 29))
    assert deadlines.alcohol_apply_by == date(2026, 11, 28)
    assert deadlines.run_until == date(2027, 1, 29)


def test_scenario_14_stavanger_nightclub_wants_spirits_from_19():
    facts = serving(
        ON, VenueCategory.NIGHTCLUB, (*hours("20:00", "27:00", ONE_TWO), *spirits("19:00", "27:00"))
    )
    answer = Judged(facts, library_policy("stavanger"), ON)
    assert answer.outcome == "partly", answer.blocking
    assert {row[1:] for row in answer.allowed(group=3)} == {("20:00", "27:00")}
    assert answer.groups == (1, 2, 3)
    assert any("20 år" in text for text in answer.conditions)


def test_scenario_15_stavanger_wedding_in_a_side_room_to_03():
    wedding = event(
        ON,
        SATURDAY,
        ("15:00", "27:00"),
        groups=ALL,
        closed=True,
        category=VenueCategory.HOTEL,
    )
    created = replace(wedding.occasion, quota=10)
    policy = library_policy("stavanger")
    answer = Judged(replace(wedding, occasion=created), policy, ON)
    assert answer.outcome == "grant", answer.blocking
    # The bar next door has a licence of its own, and stays at half past one.
    bar = serving(ON, VenueCategory.HOTEL, hours("13:00", "27:00"))
    assert {row[2] for row in Judged(bar, policy, ON).allowed()} == {"25:30"}


def test_scenario_16_stavanger_hockey_club_wants_beer_on_the_stand():
    facts = serving(
        ON,
        VenueCategory.SPORTS_VENUE,
        hours("13:00", "23:00", (Group.ONE,)),
        answers={"skjermet-fra-tribunen": False},
    )
    answer = Judged(facts, library_policy("stavanger"), ON)
    assert answer.outcome == "partly", answer.blocking
    assert "skjermet" in answer.one("S-12", "partly").facts["where"]
    screened = replace(facts, answers={"skjermet-fra-tribunen": True})
    assert Judged(screened, library_policy("stavanger"), ON).outcome == "grant"


def test_scenario_17_oslo_clothes_shop_with_a_bar_corner():
    on = date(2017, 5, 15)
    facts = serving(
        on, VenueCategory.PUB_BAR, hours("13:00", "20:00"), answers={"handel": True}, zones=("sentrum",)
    )
    answer = Judged(facts, library_policy("oslo-2006"), on)
    assert answer.outcome == "refuse", answer.blocking
    assert answer.one("O-09", "refuse").strength.value == "default"
    # Who hears a complaint first is told with it.
    (told,) = answer.of("O-10")
    assert "byrådet" in told.facts["words"]
    assert library_policy("oslo-2006").rule("O-10").delegation.complaint_first == "byrådet"


def cafe_in_oslo(on, zones):
    return serving(
        on,
        VenueCategory.CAFE,
        hours("10:00", "23:00", ONE_TWO, OUTDOOR),
        answers={"handel": False},
        zones=zones,
    )


def test_scenario_18_oslo_cafe_in_a_residential_area_asks_for_outdoors_to_23():
    on = date(2017, 5, 15)
    answer = Judged(cafe_in_oslo(on, ("boligområde",)), library_policy("oslo-2006"), on)
    assert answer.outcome == "partly", answer.blocking
    assert {row[1:] for row in answer.allowed(area="outdoor")} == {("10:00", "22:00")}


def test_scenario_18_oslo_with_a_rule_of_the_district_for_the_street():
    on = date(2017, 5, 15)
    text = library_entry("oslo-2006").text + (
        "\n  - id: O-08-gaten\n    type: åpningstider\n    rang: 2\n"
        "    når: {bevilling: skjenking, sone: bydelens, område: ute}\n"
        '    tider: {fra: "06:00", til: "23:00"}\n    styrke: fast\n    kilde: {dokument: F}\n'
    )
    answer = Judged(cafe_in_oslo(on, ("boligområde", "bydelens")), read_policy(text).policy, on)
    assert answer.outcome == "grant", answer.blocking


def test_scenario_19_tonsberg_bar_asks_to_03_on_14_and_15_may():
    on = date(2026, 4, 7)
    days = (date(2026, 5, 14), date(2026, 5, 15))
    facts = hours_once(on, VenueCategory.PUB_BAR, hours("13:00", "27:00"), days)
    answer = Judged(facts, library_policy("tonsberg"), on)
    assert answer.outcome == "partly", answer.blocking
    # 14 May 2026 is a Thursday, the last day before the summer hours.
    assert answer.allowed() == {("4", "13:00", "26:00")}
    assert {row.rule for row in answer.of("T-01")} == {"T-01"}
    summer = Judged(replace(facts, terms=replace(facts.terms, days=days[1:])), library_policy("tonsberg"), on)
    assert summer.outcome == "grant", summer.blocking


def test_scenario_20_gjovik_bar_asks_for_spirits_from_09():
    facts = serving(
        ON,
        VenueCategory.PUB_BAR,
        (*hours("09:00", "26:00", ONE_TWO), *spirits("09:00", "26:00")),
        answers={"øy-i-kjøpesenter": False},
    )
    answer = Judged(facts, library_policy("gjovik"), ON)
    assert answer.outcome == "partly", answer.blocking
    assert {row[1:] for row in answer.allowed(group=3)} == {("13:00", "26:00")}
    assert "local_hours_outside_law" in {row.code.value for row in answer.of("G-02")}
    assert answer.groups == (1, 2, 3)


def test_scenario_21_suldal_beer_only_place_without_food():
    on = date(2023, 11, 20)
    asked = (*hours("10:00", "26:00", (Group.ONE,)), *hours("10:00", "26:00", (Group.ONE,), OUTDOOR))
    facts = serving(on, VenueCategory.PUB_BAR, asked, answers={"serverer-mat": False})
    policy = library_policy("suldal")
    answer = Judged(facts, policy, on)
    assert answer.outcome == "ask", answer.blocking
    assert "Vil stedet servere mat?" in answer.one("SU-03", "ask").facts["question"]
    assert {row[2] for row in answer.allowed(area="outdoor")} == {"25:00"}

    food = Judged(replace(facts, answers={"serverer-mat": True}), policy, on)
    assert food.outcome == "partly", food.blocking
    assert "Stedet serverer mat så lenge det skjenkes." in food.conditions


@pytest.mark.parametrize(
    ("decided_on", "valid_to"),
    [
        pytest.param(date(2028, 11, 10), date(2028, 11, 30), id="the end of the decision month"),
        pytest.param(date(2029, 2, 1), date(2028, 12, 31), id="31 December at most"),
    ],
)
def test_question_a_a_renewal_without_a_final_decision_on_30_september(decided_on, valid_to):
    assert valid_while_renewed(date(2028, 9, 30), decided_on).valid_to == valid_to
